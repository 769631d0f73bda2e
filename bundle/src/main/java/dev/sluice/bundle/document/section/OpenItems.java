package dev.sluice.bundle.document.section;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.document.OpenItem;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Assumption;
import dev.sluice.flow.delivery.Delivery.ExceptionRecord;
import dev.sluice.flow.delivery.Delivery.LeftOpen;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says what is open, who settles it and by when. A day that nobody set is that of the next review;
/// where no review is agreed, there is none.
final class OpenItems {
  private final Material material;
  private final Owners owners;
  private final @Nullable LocalDate review;

  OpenItems(Material material) {
    this.material = material;
    this.owners = new Owners(material);
    this.review = review(material);
  }

  /// What keeps these criteria from being settled.
  List<OpenItem> of(List<Verdict> verdicts) {
    List<OpenItem> open = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict.state() == State.WAIVED) {
        open.add(waived(verdict));
      } else if (!verdict.met()) {
        open.add(unmet(verdict));
      }
    }
    for (Assumption assumption : material.delivery().assumptions()) {
      if (verdicts.stream().anyMatch(v -> v.id().equals(assumption.criterion()) && v.met())) {
        open.add(assumed(assumption));
      }
    }
    return List.copyOf(open);
  }

  private OpenItem unmet(Verdict verdict) {
    Verdict.Next next = verdict.next();
    LeftOpen left =
        material
            .delivery()
            .leftOpen(verdict.id(), verdict.definition().stage().id(), material.at())
            .orElse(null);
    return new OpenItem(
        verdict.id(),
        left == null
            ? verdict.reason()
            : "left open by "
                + left.requestedBy()
                + ", because "
                + left.reason()
                + ": "
                + verdict.reason(),
        next == null ? verdict.definition().declared() : next.fix(),
        next == null ? null : next.source(),
        owners.of(verdict.id()),
        left == null ? review : left.until());
  }

  private OpenItem waived(Verdict verdict) {
    Verdict.Next next = verdict.next();
    String fix = next == null ? verdict.definition().declared() : next.fix();
    Delivery delivery = material.delivery();
    for (ExceptionRecord e : delivery.exceptions()) {
      if (e.criterion().equals(verdict.id()) && e.expires().isAfter(material.at())) {
        LocalDate by = LocalDate.ofInstant(e.expires(), ZoneOffset.UTC);
        Source at = e.at().source();
        return new OpenItem(verdict.id(), "waived: " + e.reason(), fix, at, e.owner(), by);
      }
    }
    return new OpenItem(verdict.id(), verdict.reason(), fix, null, null, null);
  }

  private OpenItem assumed(Assumption assumption) {
    String replace = assumption.replace();
    return new OpenItem(
        assumption.criterion(),
        "assumed: " + assumption.assumes(),
        replace == null ? "confirm it, or write what holds instead" : replace,
        assumption.at().source(),
        owners.of(assumption.criterion()),
        review);
  }

  private static @Nullable LocalDate review(Material material) {
    Governance governance = material.delivery().governance();
    Governance.Reviews reviews = governance == null ? null : governance.reviews();
    if (reviews == null) {
      return null;
    }
    LocalDate today = LocalDate.ofInstant(material.at(), ZoneOffset.UTC);
    LocalDate next = reviews.next();
    if (next != null && !next.isBefore(today)) {
      return next;
    }
    Duration every = reviews.every();
    return every == null ? null : today.plusDays(every.toDays());
  }
}
