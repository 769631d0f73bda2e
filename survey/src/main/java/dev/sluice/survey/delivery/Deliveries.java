package dev.sluice.survey.delivery;

import dev.sluice.flow.binding.RecordType;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the deliveries of a repository: the `delivery.yaml` at its root, and in a monorepo those
/// of the directories that it lists. Used by one thread, for one tree.
public final class Deliveries {
  /// The name of the file.
  public static final String FILE = "delivery.yaml";

  /// Keys that say nothing about a service: a root file with no others only lists the services.
  private static final Set<String> LISTING = Set.of("apiVersion", "kind", "metadata", "deliveries");

  private final Tree tree;
  private final DeliveryLoader loader;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final Map<TreeFile, Loaded> loaded = new ConcurrentHashMap<>();
  private final Map<String, Source> names = new HashMap<>();
  private final Set<String> directories = new HashSet<>();

  private Deliveries(Tree tree, DeliveryLoader loader) {
    this.tree = tree;
    this.loader = loader;
  }

  /// Finds them, the root first and then in the order of its list. A directory that cannot be used
  /// is found with the problem. Empty when nobody wrote a file.
  public static List<Found> find(Tree tree, DeliveryLoader loader) {
    Deliveries deliveries = new Deliveries(tree, loader);
    tree.file(FILE).filter(Deliveries::isOurs).ifPresent(deliveries::root);
    return List.copyOf(deliveries.found.values());
  }

  /// Other tools have a file of that name too. It is ours when it says so, or when it says nothing
  /// about its kind and has one of our sections.
  private static boolean isOurs(TreeFile file) {
    byte[] bytes = bytes(file);
    if (bytes == null || new String(bytes, StandardCharsets.UTF_8).contains("sluice.dev")) {
      return true;
    }
    List<String> keys =
        file.yaml().documents().stream()
            .flatMap(document -> document.entries().stream())
            .map(Yaml.Entry::name)
            .toList();
    List<String> sections = RecordType.of(Delivery.class).keys();
    boolean says = keys.stream().anyMatch(sections::contains);
    return !keys.contains("apiVersion") && (says || file.yaml().documents().isEmpty());
  }

  private void root(TreeFile file) {
    Loaded root = load(file);
    List<Text> listed = listed(file);
    boolean listsOnly =
        root instanceof Loaded.Sound sound
            && !listed.isEmpty()
            && sound.delivery().at().keys().keySet().stream()
                .allMatch(key -> LISTING.contains(key) || key.startsWith("deliveries["));
    if (!listsOnly) {
      found.put(".", new Found(".", distinct(root)));
    }
    loadAll(listed);
    listed.forEach(this::listed);
  }

  /// Loads what is listed in parallel; everything else depends on the order of the list.
  private void loadAll(List<Text> listed) {
    listed.stream()
        .flatMap(entry -> Tree.resolve(".", entry.value()).stream())
        .flatMap(path -> tree.file(path + "/" + FILE).stream())
        .distinct()
        .toList()
        .parallelStream()
        .forEach(file -> loaded.put(file, load(file)));
  }

  /// The list as it is written, even where the file has errors elsewhere.
  private static List<Text> listed(TreeFile file) {
    return bytes(file) == null
        ? List.of()
        : file.yaml().documents().stream()
            .limit(1)
            .flatMap(document -> document.texts("deliveries"))
            .toList();
  }

  private void listed(Text entry) {
    Optional<String> resolved = Tree.resolve(".", entry.value());
    if (resolved.isEmpty()) {
      return; // the loader of the root file says so
    }
    String path = resolved.get();
    String file = path + "/" + FILE;
    if (path.equals(".") || path.endsWith("/" + FILE) || path.equals(FILE)) {
      refuse(
          path,
          entry,
          "a directory below this one",
          "`" + entry.value() + "`",
          "name the directory alone");
    } else if (found.containsKey(path)) {
      refuse(path, entry, "each directory once", "`" + path + "` again", "remove one of the two");
    } else {
      Loaded written = tree.file(file).map(loaded::get).orElse(null);
      if (written != null) {
        found.put(path, new Found(path, distinct(nested(written))));
      } else {
        refuse(
            path,
            entry,
            "a directory with a " + FILE,
            found(path),
            "write " + file + ", or remove the entry");
      }
    }
  }

  private String found(String path) {
    if (directories.isEmpty()) {
      tree.files().forEach(file -> noteDirectories(file.path()));
    }
    return "`" + path + "`, which " + (directories.contains(path) ? "has none" : "does not exist");
  }

  private void noteDirectories(String path) {
    int slash = path.lastIndexOf('/');
    while (slash > 0 && directories.add(path.substring(0, slash))) {
      slash = path.lastIndexOf('/', slash - 1);
    }
  }

  private void refuse(String path, Text entry, String expected, String found, String fix) {
    Problem problem = new Problem(entry.source(), "listed-delivery", expected, found, fix);
    Found before = this.found.get(path);
    List<Problem> problems =
        new ArrayList<>(before == null ? List.of() : before.loaded().problems());
    problems.add(problem);
    this.found.put(path, new Found(path, new Loaded.Refused(problems)));
  }

  private Loaded load(TreeFile file) {
    byte[] bytes = bytes(file);
    if (bytes != null) {
      return bytes.length > DeliveryLoader.MAX_BYTES
          ? loader.load(file.path(), bytes)
          : loader.load(file.path(), file.yaml());
    }
    return new Loaded.Refused(
        List.of(
            new Problem(
                file.source(),
                "unreadable-file",
                "a file that can be opened, of at most 1 MB",
                "one that cannot",
                "look at its size and permissions")));
  }

  /// The content, or null when it cannot be had.
  private static byte @Nullable [] bytes(TreeFile file) {
    try {
      return file.size() > TreeFile.MAX_BYTES ? null : file.bytes();
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  /// Lists do not nest: one file says what the repository delivers.
  private static Loaded nested(Loaded loaded) {
    if (!(loaded instanceof Loaded.Sound sound) || sound.delivery().deliveries().isEmpty()) {
      return loaded;
    }
    return new Loaded.Refused(
        List.of(
            new Problem(
                sound.delivery().at().of("deliveries"),
                "nested-deliveries",
                "a list only in the file at the root",
                "another list",
                "move its entries to the file at the root")));
  }

  /// Two deliveries with one name could not be told apart.
  private Loaded distinct(Loaded loaded) {
    if (!(loaded instanceof Loaded.Sound sound)) {
      return loaded;
    }
    String name = sound.delivery().metadata().name();
    Source at = sound.delivery().metadata().at().of("name");
    Source before = names.putIfAbsent(name, at);
    return before == null
        ? loaded
        : new Loaded.Refused(
            List.of(
                new Problem(
                    at,
                    "duplicate-name",
                    "another name: each delivery has its own",
                    "`" + name + "` again, first at " + before,
                    "rename one of the two")));
  }
}
