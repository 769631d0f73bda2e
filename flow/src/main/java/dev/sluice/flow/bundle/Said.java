package dev.sluice.flow.bundle;

import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.BundleDocument;
import dev.sluice.flow.fact.BundleEntry;
import dev.sluice.flow.fact.BundleOpen;
import dev.sluice.flow.fact.BundleSection;
import dev.sluice.flow.fact.BundleVerdict;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;

/// What a bundle says.
public final class Said {
  private final Subject subject;

  /// What the bundle of a subject says.
  public Said(Subject subject) {
    this.subject = subject;
  }

  /// A definition whose criterion reads all that a bundle says.
  public static Definition read(Definition definition) {
    return definition.reads(
        BundleDocument.class,
        BundleSection.class,
        BundleEntry.class,
        BundleVerdict.class,
        BundleOpen.class);
  }

  /// Where the bundle lies; empty when there is none.
  public Optional<Source> place() {
    return subject.facts(BundleDocument.class).stream().map(BundleDocument::source).findFirst();
  }

  /// Its sections.
  public List<BundleSection> sections() {
    return subject.facts(BundleSection.class);
  }

  /// What was decided on a topic.
  public List<BundleEntry> entries(String topic) {
    return subject.facts(BundleEntry.class).stream().filter(e -> e.topic().equals(topic)).toList();
  }

  /// What is left open.
  public List<BundleOpen> open() {
    return subject.facts(BundleOpen.class);
  }

  /// Every verdict that it prints.
  public List<BundleVerdict> verdicts() {
    return subject.facts(BundleVerdict.class);
  }

  /// The verdict on a criterion.
  public Optional<BundleVerdict> verdict(String criterion) {
    return verdicts().stream().filter(v -> v.criterion().equals(criterion)).findFirst();
  }

  /// Whether a criterion lets through: met, not applicable or waived.
  public static boolean passable(BundleVerdict verdict) {
    return verdict.met() || "waived".equals(verdict.state());
  }

  /// Whether a criterion is no reason to ask: it does not arise, or an exception covers it.
  public boolean excused(String criterion) {
    return verdict(criterion)
        .filter(v -> "not-applicable".equals(v.state()) || "waived".equals(v.state()))
        .isPresent();
  }
}
