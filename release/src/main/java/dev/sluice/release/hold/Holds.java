package dev.sluice.release.hold;

import dev.sluice.release.unit.Release;
import java.util.List;
import java.util.stream.Stream;

/// Every hold that was placed, in that order; those that were lifted stay as a record.
public record Holds(List<Hold> all) {
  /// No hold at all.
  public static final Holds NONE = new Holds(List.of());

  public Holds {
    all = List.copyOf(all);
  }

  /// With one more. A hold that was placed before stays as it is, lifted or not: an action that
  /// arrives twice must not undo what somebody decided between.
  public Holds with(Hold hold) {
    boolean known = all.stream().anyMatch(h -> h.id().equals(hold.id()));
    return known ? this : new Holds(Stream.concat(all.stream(), Stream.of(hold)).toList());
  }

  /// With one of them lifted. The first to lift it stays on record; an unknown id changes nothing.
  public Holds lift(String id, Hold.Lifted lifted) {
    return new Holds(
        all.stream()
            .map(h -> h.id().equals(id) && h.lifted() == null ? lifted(h, lifted) : h)
            .toList());
  }

  private static Hold lifted(Hold h, Hold.Lifted lifted) {
    return new Hold(h.id(), h.barred(), h.since(), h.why(), lifted);
  }

  /// Those that keep a release from being deployed anywhere.
  public List<Hold> on(Release release) {
    return all.stream().filter(hold -> hold.bars(release)).toList();
  }

  /// Those that keep everything of a service from being deployed to an environment.
  public List<Hold> at(String service, String environment) {
    return all.stream().filter(hold -> hold.freezes(service, environment)).toList();
  }

  /// All that keeps a release out of an environment.
  public List<Hold> on(Release release, String environment) {
    return all.stream()
        .filter(hold -> hold.bars(release) || hold.freezes(release.service(), environment))
        .toList();
  }
}
