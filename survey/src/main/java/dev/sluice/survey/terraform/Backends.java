package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclAttribute;
import dev.sluice.survey.hcl.HclException;
import dev.sluice.survey.hcl.HclParser;
import dev.sluice.survey.hcl.HclValue;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a directory keeps its state, whether it is locked while it changes, and whether it is
/// encrypted.
///
/// Source: the backend pages of Terraform's and OpenTofu's documentation.
final class Backends {
  private Backends() {}

  static void read(Directory directory, Configuration configuration, Sink sink) {
    directory
        .settings("backend")
        .forEach(block ->
            sink.add(
                of(
                    block.source(),
                    directory.path(),
                    block.label(0),
                    block.body().attributes(),
                    completing(directory.path(), configuration))));
    directory
        .settings("cloud")
        .map(block -> new IacBackend(block.source(), directory.path(), "remote", true, true))
        .forEach(sink::add);
  }

  /// A backend with its own settings, and those of files that may complete it.
  static IacBackend of(
      Source source,
      String directory,
      String type,
      List<HclAttribute> own,
      List<List<HclAttribute>> completing) {
    Map<String, HclValue> settings =
        own.stream()
            .collect(Collectors.toMap(HclAttribute::name, HclAttribute::value, (a, b) -> a));
    return new IacBackend(
        source, directory, type, locking(type, settings, completing), encrypted(type, settings));
  }

  private static @Nullable Boolean locking(
      String type, Map<String, HclValue> own, List<List<HclAttribute>> completing) {
    return switch (type) {
      case "gcs", "azurerm", "remote", "pg", "kubernetes", "cos" -> true;
      case "consul" -> !is(own.get("lock"), "false");
      case "local" -> false;
      case "http" -> own.containsKey("lock_address") ? true : null;
      case "oss" -> own.containsKey("tablestore_table") ? true : null;
      case "s3" -> s3(own, completing);
      default -> null;
    };
  }

  private static @Nullable Boolean s3(
      Map<String, HclValue> own, List<List<HclAttribute>> completing) {
    boolean completed =
        !completing.isEmpty()
            && completing.stream().allMatch(file -> file.stream().anyMatch(Backends::locks));
    boolean locked =
        own.entrySet().stream().anyMatch(e -> locks(e.getKey(), e.getValue())) || completed;
    boolean whole = own.containsKey("bucket") && own.containsKey("key");
    return locked ? Boolean.TRUE : whole ? Boolean.FALSE : null;
  }

  private static boolean locks(HclAttribute setting) {
    return locks(setting.name(), setting.value());
  }

  private static boolean locks(String name, HclValue value) {
    return switch (name) {
      case "use_lockfile" -> !is(value, "false");
      case "dynamodb_table", "lock_table" -> !is(value, "") && !is(value, "null");
      default -> false;
    };
  }

  private static @Nullable Boolean encrypted(String type, Map<String, HclValue> own) {
    return switch (type) {
      case "gcs", "azurerm", "remote" -> true;
      case "local" -> false;
      case "s3" -> own.containsKey("kms_key_id") ? Boolean.TRUE : flag(own.get("encrypt"));
      default -> null;
    };
  }

  private static @Nullable Boolean flag(@Nullable HclValue value) {
    return is(value, "true") ? Boolean.TRUE : is(value, "false") ? Boolean.FALSE : null;
  }

  private static boolean is(@Nullable HclValue value, String text) {
    return value instanceof HclValue.Literal literal && literal.text().equals(text);
  }

  /// Whether a file may complete a backend (`-backend-config`).
  static boolean completes(TreeFile file) {
    String name = file.fileName();
    return name.endsWith(".tfbackend")
        || (name.contains("backend")
            && Stream.of(".hcl", ".conf", ".config", ".tfvars").anyMatch(name::endsWith));
  }

  private static List<List<HclAttribute>> completing(
      String directory, Configuration configuration) {
    return configuration.backendFiles().stream()
        .filter(file -> directory.equals(".") || file.path().startsWith(directory + "/"))
        .map(Backends::attributes)
        .toList();
  }

  private static List<HclAttribute> attributes(TreeFile file) {
    try {
      return HclParser.read(file).attributes();
    } catch (HclException e) {
      return List.of(); // shaped otherwise: completes nothing that could be told
    }
  }
}
