package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A kustomization that is built by itself: nothing builds upon it.
///
/// @param directory relative to the root; `.` for the root
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param namespace the namespace that it sets, or null
/// @param components the directories of components that it takes in, as written
/// @param objects what it deploys
/// @param text what stands in the file, or null where it may hold a secret's value
public record Overlay(
    Source source,
    String directory,
    @Nullable String environment,
    @Nullable String namespace,
    List<String> components,
    List<Member> objects,
    @Nullable String text)
    implements Fact, InEnvironment {
  public Overlay {
    requireNonNull(source, "source");
    requireNonNull(directory, "directory");
    components = List.copyOf(components);
    objects = List.copyOf(objects);
  }

  /// An object that it deploys.
  ///
  /// @param name the name that it ends up with
  /// @param firstName the name before any kustomization changed it
  public record Member(String kind, String name, String firstName) {
    public Member {
      requireNonNull(kind, "kind");
      requireNonNull(name, "name");
      requireNonNull(firstName, "firstName");
    }
  }

  /// The object of a kind and a name.
  public Optional<Member> object(String kind, String name) {
    return objects.stream().filter(o -> o.kind().equals(kind) && o.name().equals(name)).findFirst();
  }
}
