package dev.sluice.survey.activity;

import dev.sluice.flow.fact.Activity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a target or script does by its name alone. Used only where the tool itself runs it and its
/// content lies outside the tree: a generated Makefile, a package.json that isn't there.
final class Conventions {
  private static final Map<String, Activity.Kind> NAMES =
      Map.ofEntries(
          Map.entry("test", Activity.Kind.TEST),
          Map.entry("tests", Activity.Kind.TEST),
          Map.entry("check", Activity.Kind.TEST),
          Map.entry("distcheck", Activity.Kind.TEST),
          Map.entry("unit", Activity.Kind.TEST),
          Map.entry("unit-test", Activity.Kind.TEST),
          Map.entry("test:unit", Activity.Kind.TEST),
          Map.entry("integration", Activity.Kind.TEST),
          Map.entry("e2e", Activity.Kind.TEST),
          Map.entry("lint", Activity.Kind.LINT),
          Map.entry("typecheck", Activity.Kind.LINT),
          Map.entry("build", Activity.Kind.BUILD),
          Map.entry("all", Activity.Kind.BUILD));

  private Conventions() {}

  static Activity.@Nullable Kind kind(String name) {
    return NAMES.get(name);
  }
}
