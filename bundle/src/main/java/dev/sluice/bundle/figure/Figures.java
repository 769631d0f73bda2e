package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The pictures of a delivery.
public final class Figures {
  private static final List<Function<Material, Optional<Figure>>> ALL =
      List.of(
          PromotionFigure::of,
          PipelineFigure::of,
          RolloutFigure::of,
          AssuranceFigure::of,
          OwnershipFigure::of,
          CalendarFigure::of);

  private Figures() {}

  /// Every picture that there is something to draw for: `promotion`, `pipeline`, `rollout`,
  /// `assurance`, `ownership`, `calendar`, in this order.
  public static List<Figure> of(Material material) {
    return ALL.stream().map(figure -> figure.apply(material)).flatMap(Optional::stream).toList();
  }
}
