package dev.sluice.bundle.document;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.fact.BundleDocument;
import dev.sluice.flow.fact.BundleEntry;
import dev.sluice.flow.fact.BundleOpen;
import dev.sluice.flow.fact.BundleSection;
import dev.sluice.flow.fact.BundleVerdict;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What a document says, as facts that the criteria of stage 10 judge.
public final class BundleFacts {
  /// Where the facts of a document stand that have no other place.
  private static final Source WHOLE = Source.of("bundle.json");

  private BundleFacts() {}

  /// The facts of a document.
  public static Facts of(Document document) {
    List<Fact> facts = new ArrayList<>();
    List<String> files = document.artifacts().stream().map(Artifact::path).toList();
    facts.add(new BundleDocument(WHOLE, document.name(), document.at(), document.draft(), files));
    for (Section section : document.sections()) {
      long said = section.topics().stream().filter(t -> !t.entries().isEmpty()).count();
      facts.add(
          new BundleSection(WHOLE, section.number(), section.id(), section.title(), (int) said));
      section.topics().forEach(topic -> entries(section, topic, facts));
      section.verdicts().forEach(verdict -> facts.add(verdict(section, verdict)));
      section.open().forEach(item -> facts.add(open(section, item)));
    }
    return Facts.of(facts);
  }

  private static void entries(Section section, Topic topic, List<Fact> facts) {
    for (Entry entry : topic.entries()) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < topic.columns().size(); i++) {
        String value = entry.values().get(i);
        if (!value.isBlank()) {
          values.put(topic.columns().get(i).toLowerCase(Locale.ROOT), value);
        }
      }
      String subject = entry.values().isEmpty() ? "" : entry.values().getFirst();
      facts.add(new BundleEntry(entry.at(), section.id(), topic.id(), subject, values));
    }
  }

  private static BundleVerdict verdict(Section section, Verdict verdict) {
    Source at = verdict.evidence().stream().map(Evidence::source).findFirst().orElse(WHOLE);
    return new BundleVerdict(
        at,
        section.id(),
        verdict.id(),
        verdict.level().id(),
        verdict.state() == null ? null : verdict.state().id(),
        verdict.met(),
        verdict.reason());
  }

  private static BundleOpen open(Section section, OpenItem item) {
    return new BundleOpen(
        Objects.requireNonNullElse(item.at(), WHOLE),
        section.id(),
        item.criterion(),
        item.what(),
        item.next(),
        item.owner(),
        item.by() == null ? null : item.by().toString());
  }
}
