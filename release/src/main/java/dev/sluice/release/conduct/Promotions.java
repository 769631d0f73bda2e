package dev.sluice.release.conduct;

import dev.sluice.release.promotion.Action;
import dev.sluice.release.promotion.Next;
import dev.sluice.release.promotion.Promotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Promotions.
final class Promotions {
  private Promotions() {}

  static Step begin(Brief.OfPromotion brief, Instant now) {
    return step(brief, Promotion.start(brief.candidacy(), now));
  }

  static Step next(Standing.OfPromotion s, Input input, Instant now) {
    return switch (input) {
      case Input.OfPromotion i -> step(s.brief(), Promotion.next(s.state(), i.observation(), now));
      case Input.OfRollout _, Input.OfRollback _, Input.Measured _ -> new Step(s, List.of());
    };
  }

  private static Step step(Brief.OfPromotion brief, Next next) {
    List<Effect> effects = new ArrayList<>();
    for (Action action : next.actions()) {
      effects.add(
          switch (action) {
            case Action.Promote a -> new Effect.Promote(a.environment(), a.release());
            case Action.Withdraw a ->
                new Effect.Notify("Withdrawn", a.release().brief() + ": " + a.why(), a.at());
            case Action.Keep a -> new Effect.Keep(a.decision());
          });
    }
    return new Step(new Standing.OfPromotion(brief, next.state()), effects);
  }
}
