package dev.sluice.bundle.document;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a bundle says of one delivery, in ten sections.
///
/// @param path directory of the delivery relative to the root; `.` for the root
/// @param at the instant of the assessment
/// @param commit full id of the checked-out commit, or null outside git
/// @param profile `starter`, `standard` or `regulated`
/// @param stages every stage with its gate, the bundle's own last
/// @param overview the figures that belong to no single section
/// @param artifacts the working files
public record Document(
    String name,
    String path,
    Instant at,
    @Nullable String commit,
    String profile,
    String profileWhy,
    List<StageVerdict> stages,
    List<Figure> overview,
    List<Section> sections,
    List<Artifact> artifacts) {
  public Document {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(at, "at");
    requireNonNull(profile, "profile");
    requireNonNull(profileWhy, "profileWhy");
    stages = List.copyOf(stages);
    overview = List.copyOf(overview);
    sections = List.copyOf(sections);
    artifacts = List.copyOf(artifacts);
  }

  /// Whether it was written before every gate was open.
  public boolean draft() {
    return stages.stream().anyMatch(stage -> stage.gate() != Gate.OPEN);
  }

  /// Everything that is open, section by section.
  public List<OpenItem> open() {
    return sections.stream().flatMap(section -> section.open().stream()).toList();
  }

  /// Everything that is open, what files speak against before anything else.
  public List<OpenItem> urgent() {
    Set<String> refuted =
        stages.stream()
            .flatMap(stage -> stage.verdicts().stream())
            .filter(verdict -> verdict.state() == State.CONTRADICTED)
            .map(Verdict::id)
            .collect(Collectors.toSet());
    return open().stream()
        .sorted(Comparator.comparing(item -> !refuted.contains(item.criterion())))
        .toList();
  }

  /// Every figure, in the order of the document.
  public List<Figure> figures() {
    return Stream.concat(
            overview.stream(), sections.stream().flatMap(section -> section.figures().stream()))
        .toList();
  }

  /// The same with the stage that judges the document itself.
  public Document judged(StageVerdict bundle) {
    List<StageVerdict> all = Stream.concat(stages.stream(), Stream.of(bundle)).toList();
    return new Document(
        name, path, at, commit, profile, profileWhy, all, overview, sections, artifacts);
  }
}
