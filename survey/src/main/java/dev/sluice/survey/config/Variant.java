package dev.sluice.survey.config;

import dev.sluice.survey.tree.TreeFile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file that configures one environment, as its name tells: `.env.production`,
/// `application-prod.yml`, `appsettings.Staging.json`, `values-dev.yaml`, `config/production.yaml`.
///
/// @param group its path with `*` in place of the environment: the same for all environments
/// @param environment as written; null for the file that the others build on
record Variant(TreeFile file, String group, @Nullable String environment) {
  private static final Set<String> ENVIRONMENTS =
      Set.of(
          "production",
          "prod",
          "prd",
          "live",
          "preprod",
          "preproduction",
          "uat",
          "staging",
          "stage",
          "stg",
          "qa",
          "sandbox",
          "development",
          "develop",
          "dev",
          "integration");
  private static final Set<String> STEMS =
      Set.of(
          ".env",
          "env",
          "application",
          "bootstrap",
          "appsettings",
          "values",
          "config",
          "settings",
          "configuration");
  private static final Set<String> HOLDERS =
      Set.of("config", "configs", "conf", "configuration", "settings", "environments", "envs");
  private static final Set<String> EXTENSIONS =
      Set.of("", "env", "yaml", "yml", "json", "properties");

  /// The variant that a file is; empty for every other file.
  static Optional<Variant> of(TreeFile file) {
    String name = file.fileName();
    int dot = name.lastIndexOf('.');
    String extension = dot <= 0 ? "" : name.substring(dot + 1);
    if (name.startsWith(".env.")) {
      return isEnvironment(name.substring(5))
          ? Optional.of(new Variant(file, file.directory() + "/.env.*", name.substring(5)))
          : Optional.empty();
    }
    if (name.equals(".env")) {
      return Optional.of(new Variant(file, file.directory() + "/.env.*", null));
    }
    return EXTENSIONS.contains(extension) && dot > 0
        ? named(file, name.substring(0, dot), extension)
        : Optional.empty();
  }

  private static Optional<Variant> named(TreeFile file, String base, String extension) {
    int cut =
        Math.max(base.lastIndexOf('-'), Math.max(base.lastIndexOf('.'), base.lastIndexOf('_')));
    String stem = cut < 0 ? "" : base.substring(0, cut);
    String last = base.substring(cut + 1);
    String end = "." + extension;
    if (cut > 0 && STEMS.contains(stem.toLowerCase(Locale.ROOT)) && isEnvironment(last)) {
      return Optional.of(
          new Variant(file, file.directory() + "/" + stem + base.charAt(cut) + "*" + end, last));
    }
    String directory = file.directory().substring(file.directory().lastIndexOf('/') + 1);
    boolean held = HOLDERS.contains(directory.toLowerCase(Locale.ROOT));
    if (held && isEnvironment(base)) {
      return Optional.of(new Variant(file, file.directory() + "/*" + end, base));
    }
    return Optional.empty();
  }

  /// The files whose values hold in every environment of a group: `values.yaml` for
  /// `values-*.yaml`.
  static String base(String group) {
    return group.endsWith("/.env.*")
        ? group.substring(0, group.length() - 2)
        : group.replaceFirst("[-._]\\*", "");
  }

  private static boolean isEnvironment(String name) {
    return ENVIRONMENTS.contains(name.toLowerCase(Locale.ROOT));
  }
}
