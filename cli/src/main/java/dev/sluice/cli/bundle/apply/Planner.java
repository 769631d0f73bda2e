package dev.sluice.cli.bundle.apply;

import dev.sluice.cli.bundle.apply.Change.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Works out what has to be written, from what is there. Writes nothing.
///
/// Three versions meet: what a person has, what is wanted, and the base, which is what sluice wrote
/// last and keeps under `.sluice/applied`. What could not be merged lies beside the file, and is
/// remembered under `.sluice/offered` until a person has dealt with it and deleted it.
final class Planner {
  static final String BESIDE = ".sluice-new";
  private static final String APPLIED = ".sluice/applied/";
  private static final String OFFERED = ".sluice/offered/";

  private final Guard guard;

  Planner(Guard guard) {
    this.guard = guard;
  }

  /// The change for each wanted file, by path.
  ///
  /// @throws RefusedException when one of them may not be written
  List<Change> plan(SortedMap<String, Content> wanted) throws IOException, RefusedException {
    refuse(wanted);
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, Content> file : wanted.entrySet()) {
      try {
        changes.add(change(file.getKey(), file.getValue()));
      } catch (AccessDeniedException e) {
        throw new RefusedException(List.of(file.getKey() + ": may not be read"));
      }
    }
    List<String> closed =
        changes.stream()
            .flatMap(change -> change.steps().stream())
            .map(step -> reason(step.path(), guard.closed(step.path())))
            .flatMap(Optional::stream)
            .toList();
    if (!closed.isEmpty()) {
      throw new RefusedException(closed);
    }
    return changes;
  }

  private void refuse(SortedMap<String, Content> wanted) throws IOException, RefusedException {
    List<String> reasons = new ArrayList<>();
    for (String path : wanted.keySet()) {
      if (path.startsWith(".sluice/")) {
        reasons.add(path + ": sluice keeps its own files there");
      }
      for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
        if (wanted.containsKey(path.substring(0, i))) {
          reasons.add(path + ": " + path.substring(0, i) + " is wanted as a file too");
        }
      }
      for (String place : List.of(path, path + BESIDE, APPLIED + path, OFFERED + path)) {
        reason(place, guard.why(place)).ifPresent(reasons::add);
      }
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException(reasons);
    }
  }

  private static Optional<String> reason(String path, @Nullable String why) {
    return why == null ? Optional.empty() : Optional.of(path + ": " + why);
  }

  private Change change(String path, Content wanted) throws IOException {
    Content current = guard.read(path);
    Content base = lf(guard.read(APPLIED + path));
    if (current == null && base == null) {
      return settled(path, Kind.NEW, null, wanted, wanted);
    }
    Content mine = lf(current);
    if (wanted.equals(mine)) {
      return settled(path, Kind.SAME, current, current, wanted);
    }
    if (wanted.equals(base)) {
      return settled(path, Kind.KEPT, current, current, wanted);
    }
    if (mine == null || base == null) {
      return conflict(path, current, wanted);
    }
    if (mine.equals(base)) {
      return settled(path, Kind.UPDATED, current, wanted.withLineEndsOf(current), wanted);
    }
    Optional<Content> merged = Merge.of(base, mine, wanted);
    if (merged.isEmpty()) {
      return conflict(path, current, wanted);
    }
    return merged.get().equals(mine)
        ? settled(path, Kind.KEPT, current, current, wanted)
        : settled(path, Kind.MERGED, current, merged.get().withLineEndsOf(current), wanted);
  }

  /// Writes a file where it differs, makes what is wanted the base, and clears what lay beside it.
  private Change settled(
      String path, Kind kind, @Nullable Content current, @Nullable Content after, Content wanted)
      throws IOException {
    List<Step> steps = new ArrayList<>();
    step(steps, path, current, after);
    Content base = guard.read(APPLIED + path);
    if (!wanted.equals(lf(base))) {
      step(steps, APPLIED + path, base, wanted);
    }
    Content offered = guard.read(OFFERED + path);
    if (offered != null) {
      Content beside = guard.read(path + BESIDE);
      if (beside != null && beside.lf().equals(offered.lf())) {
        step(steps, path + BESIDE, beside, null);
      }
      step(steps, OFFERED + path, offered, null);
    }
    return new Change(path, kind, steps);
  }

  private Change conflict(String path, @Nullable Content current, Content wanted)
      throws IOException {
    Content offered = guard.read(OFFERED + path);
    Content beside = guard.read(path + BESIDE);
    boolean remembered = wanted.equals(lf(offered));
    if (beside == null && remembered) {
      return settled(path, Kind.KEPT, current, current, wanted);
    }
    if (beside != null && !wanted.equals(beside.lf()) && !beside.lf().equals(lf(offered))) {
      return new Change(path, Kind.OCCUPIED, List.of());
    }
    List<Step> steps = new ArrayList<>();
    if (beside == null || !wanted.equals(beside.lf())) {
      step(steps, path + BESIDE, beside, wanted.withLineEndsOf(current));
    }
    if (!remembered) {
      step(steps, OFFERED + path, offered, wanted);
    }
    return new Change(path, Kind.CONFLICT, steps);
  }

  private static void step(
      List<Step> steps, String path, @Nullable Content before, @Nullable Content after) {
    if (!Objects.equals(before, after)) {
      boolean executable = after != null && after.script() && !path.startsWith(".sluice/");
      steps.add(new Step(path, before, after, executable));
    }
  }

  private static @Nullable Content lf(@Nullable Content content) {
    return content == null ? null : content.lf();
  }
}
