package dev.sluice.bundle.document.section;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.document.Section;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.flow.delivery.Delivery.Assumption;
import dev.sluice.flow.gate.Verdict;
import java.util.Arrays;
import java.util.List;

/// Writes the ten sections of a delivery.
public final class Sections {
  private Sections() {}

  /// The ten sections, in order.
  ///
  /// @param figures the pictures; each goes to the section that it belongs to
  public static List<Section> of(Material material, List<Figure> figures) {
    OpenItems open = new OpenItems(material);
    return Arrays.stream(Chapter.values())
        .map(chapter -> section(chapter, material, figures, open))
        .toList();
  }

  /// The pictures that belong to no single section.
  public static List<Figure> overview(List<Figure> figures) {
    return figures.stream()
        .filter(f -> Arrays.stream(Chapter.values()).noneMatch(c -> c.shows(f.id())))
        .toList();
  }

  private static Section section(
      Chapter chapter, Material material, List<Figure> figures, OpenItems open) {
    List<Verdict> verdicts =
        material.assessment().verdicts().stream().filter(v -> Chapter.of(v) == chapter).toList();
    List<Assumption> assumptions =
        material.delivery().assumptions().stream()
            .filter(a -> verdicts.stream().anyMatch(v -> v.id().equals(a.criterion())))
            .toList();
    Topics topics = new Topics(material);
    chapter.write(topics);
    return new Section(
        chapter.number(),
        chapter.id(),
        chapter.title(),
        chapter.lead(),
        topics.done(),
        figures.stream().filter(f -> chapter.shows(f.id())).toList(),
        verdicts,
        assumptions,
        open.of(verdicts));
  }
}
