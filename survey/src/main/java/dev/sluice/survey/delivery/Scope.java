package dev.sluice.survey.delivery;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which facts belong to which delivery. What lies in the directory of one belongs to it alone; so
/// does a pipeline that only its changes start, with all that stands in the pipeline's file.
/// Everything else is shared by all.
///
/// Every fact is looked at once, however many deliveries there are. Immutable.
public final class Scope {
  private static final Set<String> BY_CHANGE =
      Set.of("push", "pull_request", "pull_request_target");
  private static final String SHARED = "";

  /// Directory to the delivery that owns it.
  private final Map<String, String> owners;

  /// Directories above one that is owned.
  private final Set<String> above = new HashSet<>();

  private final Facts shared;
  private final Map<String, Facts> own = new HashMap<>();

  private Scope(Facts facts, Map<String, String> owners) {
    this.owners = owners;
    owners.keySet().forEach(this::noteAbove);
    Map<String, String> files = new HashMap<>();
    facts.of(Pipeline.class).forEach(p -> files.put(p.source().file(), startedBy(p)));
    Map<String, List<Fact>> groups = new HashMap<>();
    for (Fact fact : facts.wholes()) {
      String file = fact.source().file();
      String owner = files.computeIfAbsent(file, this::owner);
      groups.computeIfAbsent(owner, o -> new ArrayList<>()).add(fact);
    }
    this.shared = Facts.of(groups.getOrDefault(SHARED, List.of()));
    groups.forEach((owner, list) -> own.put(owner, Facts.of(list)));
  }

  /// Gives each fact to its delivery.
  ///
  /// @param found every delivery of the repository
  public static Scope of(Facts facts, List<Found> found) {
    Map<String, String> owners = new HashMap<>();
    Set<String> claimedTwice = new HashSet<>();
    for (Found delivery : found) {
      for (String directory : directories(delivery)) {
        String before = owners.putIfAbsent(directory, delivery.path());
        if (before != null && !before.equals(delivery.path())) {
          claimedTwice.add(directory);
        }
      }
    }
    claimedTwice.forEach(directory -> owners.put(directory, SHARED));
    found.stream()
        .map(Found::path)
        .filter(path -> !path.equals("."))
        .forEach(path -> owners.put(path, path));
    return new Scope(facts, owners);
  }

  /// The facts of one delivery, the shared ones among them.
  ///
  /// @param path the delivery's directory
  public Facts of(String path) {
    return shared.and(own.getOrDefault(path, Facts.of(List.of())));
  }

  /// The directories of a delivery below the root. That of the root itself holds all the others and
  /// is nobody's.
  private static Set<String> directories(Found delivery) {
    Set<String> directories = new HashSet<>();
    if (delivery.path().equals(".")) {
      return directories;
    }
    directories.add(delivery.path());
    Context context =
        delivery.loaded() instanceof Loaded.Sound sound ? sound.delivery().context() : null;
    if (context != null) {
      for (Context.Service service : context.services()) {
        String path = service.path();
        if (path != null) {
          Tree.resolve(delivery.path(), path)
              .filter(p -> !p.equals("."))
              .ifPresent(directories::add);
        }
      }
    }
    return directories;
  }

  /// The delivery in whose directory a path lies, the innermost one; [#SHARED] when there is none.
  private String owner(String path) {
    String directory = path;
    while (true) {
      String owner = owners.get(directory);
      if (owner != null) {
        return owner;
      }
      int slash = directory.lastIndexOf('/');
      if (slash < 0) {
        return SHARED;
      }
      directory = directory.substring(0, slash);
    }
  }

  /// The one delivery whose changes start a pipeline; [#SHARED] when others, or anything, can start
  /// it.
  private String startedBy(Pipeline pipeline) {
    String home = owner(pipeline.source().file());
    if (!home.equals(SHARED)) {
      return home;
    }
    String only = null;
    for (Trigger trigger : pipeline.triggers()) {
      if (BY_CHANGE.contains(trigger.event())) {
        String owner = startedBy(trigger, pipeline.source().file());
        if (owner == null || (only != null && !only.equals(owner))) {
          return SHARED;
        }
        only = owner;
      }
    }
    return only == null ? SHARED : only;
  }

  /// The one delivery that a trigger's path filter names. Other paths, a shared library say, may
  /// stand beside; a pattern that covers directories of several deliveries may not.
  private @Nullable String startedBy(Trigger trigger, String pipeline) {
    String only = null;
    for (Text pattern : trigger.paths()) {
      String path = pattern.value();
      if (path.startsWith("!") || path.equals(pipeline)) {
        continue;
      }
      String fixed = fixedPart(path);
      String owner = owner(fixed);
      boolean wide = owner.equals(SHARED) && above.contains(fixed);
      if (wide || (only != null && !owner.equals(SHARED) && !only.equals(owner))) {
        return null;
      }
      only = owner.equals(SHARED) ? only : owner;
    }
    return only;
  }

  /// The directories at the beginning of a pattern that hold no wildcard.
  private static String fixedPart(String pattern) {
    int wildcard = 0;
    while (wildcard < pattern.length() && "*?[+".indexOf(pattern.charAt(wildcard)) < 0) {
      wildcard++;
    }
    if (wildcard == pattern.length()) {
      return pattern;
    }
    int slash = pattern.lastIndexOf('/', wildcard);
    return slash < 0 ? "" : pattern.substring(0, slash);
  }

  private void noteAbove(String directory) {
    above.add("");
    for (int slash = directory.indexOf('/'); slash > 0; slash = directory.indexOf('/', slash + 1)) {
      above.add(directory.substring(0, slash));
    }
  }
}
