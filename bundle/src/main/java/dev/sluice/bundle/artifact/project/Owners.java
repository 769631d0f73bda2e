package dev.sluice.bundle.artifact.project;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.fact.Contact;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells owners that somebody named from those that were only assumed, and what their host calls
/// them. A file that people or machines take at its word names no team that may not exist.
public final class Owners {
  private Owners() {}

  /// Whether an owner was named by somebody.
  public static boolean isNamed(Material material, @Nullable String owner) {
    Ci ci = material.delivery().ci();
    boolean assumed =
        material.delivery().assumptions().stream()
            .anyMatch(a -> a.criterion().equals("ci.ownership") && a.covers("ci.owner"));
    return owner != null && !(assumed && ci != null && owner.equals(ci.owner()));
  }

  /// What the host calls an owner: `@team` each; empty when nothing says so. People that a list of
  /// the repository names stand for the whole that it is a list of.
  public static List<String> handles(Project project, @Nullable String owner) {
    Material material = project.material();
    if (owner == null || !isNamed(material, owner)) {
      return List.of();
    }
    Optional<Contact> contact =
        material.facts().of(Contact.class).stream().filter(c -> c.name().equals(owner)).findFirst();
    if (contact.isPresent()) {
      return contact.get().handles();
    }
    if (owner.contains("@")) {
      return List.of(owner);
    }
    String organisation = project.owner();
    return organisation == null || owner.contains(" ")
        ? List.of()
        : List.of("@" + organisation + "/" + owner);
  }
}
