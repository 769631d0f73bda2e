package dev.sluice.bundle.artifact.service;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The service that a delivery is about.
///
/// @param name as people call it
/// @param owner the team that runs it, or null when nothing says
/// @param directory of the delivery relative to the repository; `.` for its top
public record Service(String name, @Nullable String owner, String directory) {
  public Service {
    requireNonNull(name, "name");
    requireNonNull(directory, "directory");
  }

  /// The service of a delivery.
  public static Service of(Material material) {
    Delivery delivery = material.delivery();
    String name = delivery.metadata().name();
    if (name.equals("repo") || name.equals(".")) {
      name =
          material.facts().of(Repository.class).stream()
              .map(Repository::name)
              .findFirst()
              .orElse(name);
    }
    return new Service(
        name, owners(delivery, material).findFirst().orElse(null), material.assessment().path());
  }

  /// Every word on who owns the service, the best first.
  private static Stream<String> owners(Delivery delivery, Material material) {
    Operations operations = delivery.operations();
    Context context = delivery.context();
    Stream<@Nullable String> support =
        operations == null
            ? Stream.empty()
            : operations.support().stream().map(Operations.Support::owner);
    Stream<@Nullable String> services =
        context == null ? Stream.empty() : context.services().stream().map(Context.Service::owner);
    Stream<String> code =
        material.facts().of(OwnerRule.class).stream()
            .filter(rule -> rule.pattern().equals("*"))
            .flatMap(rule -> rule.owners().stream())
            .filter(owner -> owner.startsWith("@"))
            .map(owner -> owner.substring(owner.indexOf('/') + 1).replace("@", ""));
    return Stream.concat(Stream.concat(support, services).filter(Objects::nonNull), code);
  }

  /// The name as Kubernetes and file names allow it: lower case, digits, hyphens, at most 50.
  public String slug() {
    return slug(name);
  }

  /// A text as Kubernetes and file names allow it.
  public static String slug(String text) {
    String slug =
        text.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String bounded = slug.length() > 50 ? slug.substring(0, 50).replaceAll("-+$", "") : slug;
    return bounded.isEmpty() ? "service" : bounded;
  }

  /// The name as alerts are called: `CheckoutApi` for `checkout-api`.
  public String pascal() {
    return pascal(name);
  }

  /// A text as alerts are called.
  public static String pascal(String text) {
    return Stream.of(slug(text).split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /// A path of the repository for a path beside the delivery.
  public String path(String beside) {
    String bare = beside.startsWith("./") ? beside.substring(2) : beside;
    return directory.equals(".") ? bare : directory + "/" + bare;
  }

  /// The directory in which the repository keeps files like some facts; else one of its own.
  public static String directory(List<? extends Fact> like, String otherwise) {
    Optional<String> file =
        like.stream()
            .map(f -> f.source().file())
            .filter(
                f -> !f.contains("test") && !f.contains("example") && !f.contains("/templates/"))
            .findFirst();
    return file.map(Service::parent).orElse(otherwise);
  }

  /// The directory of a file; empty at the top.
  public static String parent(String file) {
    return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
  }

  /// A file in a directory.
  public static String in(String directory, String file) {
    return directory.isEmpty() || directory.equals(".") ? file : directory + "/" + file;
  }

  /// A path seen from a directory.
  public static String relative(String from, String to) {
    List<String> start = from.isEmpty() ? List.of() : List.of(from.split("/", -1));
    List<String> end = to.isEmpty() ? List.of() : List.of(to.split("/", -1));
    int same = 0;
    while (same < Math.min(start.size(), end.size()) && start.get(same).equals(end.get(same))) {
      same++;
    }
    List<String> way = new ArrayList<>();
    for (int i = same; i < start.size(); i++) {
      way.add("..");
    }
    way.addAll(end.subList(same, end.size()));
    return String.join("/", way);
  }
}
