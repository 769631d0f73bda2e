package dev.sluice.flow.criterion;

import dev.sluice.flow.binding.Binder;
import dev.sluice.flow.binding.Bound;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One `cases/*.yaml`: an input and the expected verdict.
///
/// @param title what it shows
/// @param at the instant of the assessment
public record Case(
    String title, Instant at, Profile profile, Delivery delivery, Facts facts, Expect expect) {
  private static final List<String> KEYS =
      List.of("case", "at", "profile", "delivery", "facts", "expect");
  private static final String NAME = "storefront";

  /// The expected verdict. What is null is not compared.
  ///
  /// @param state `none` when nothing stands beside the level
  /// @param reason a part of the verdict's reason
  /// @param fix a part of the smallest change that it proposes
  public record Expect(
      String level,
      @Nullable String state,
      @Nullable Boolean met,
      List<String> evidence,
      @Nullable String reason,
      @Nullable String fix) {
    public Expect {
      evidence = List.copyOf(evidence);
    }
  }

  /// Reads a case. Its delivery is said to stand in `delivery.yaml`, at the lines of the case's
  /// file.
  ///
  /// @throws IllegalArgumentException with the place of what is wrong
  static Case read(Path path) throws IOException {
    YamlFile file = YamlReader.read("delivery.yaml", Files.readAllBytes(path));
    check(file.problems());
    Yaml root = file.documents().getFirst();
    for (Yaml.Entry entry : root.entries()) {
      if (!KEYS.contains(entry.name())) {
        throw new IllegalArgumentException(entry.key().source() + ": a case has only " + KEYS);
      }
    }
    String profile = root.text("profile").map(Object::toString).orElse("standard");
    return new Case(
        String.valueOf(root.string("case")),
        Instant.parse(root.text("at").map(Object::toString).orElse("2026-06-01T00:00:00Z")),
        Profile.valueOf(profile.toUpperCase(Locale.ROOT)),
        delivery(root.get("delivery")),
        Facts.of(FactYaml.read(root.items("facts"))),
        bind(root.at("expect"), Expect.class));
  }

  private static Delivery delivery(@Nullable Yaml written) {
    if (written == null) {
      return Delivery.none(NAME);
    }
    List<Yaml.Entry> entries = new ArrayList<>(written.entries());
    if (written.get("apiVersion") == null) {
      entries.add(new Yaml.Entry(word("apiVersion"), word("sluice.dev/v1")));
    }
    if (written.get("kind") == null) {
      entries.add(new Yaml.Entry(word("kind"), word("Delivery")));
    }
    if (written.get("metadata") == null) {
      Yaml name =
          new Yaml.Mapping(written.source(), List.of(new Yaml.Entry(word("name"), word(NAME))));
      entries.add(new Yaml.Entry(word("metadata"), name));
    }
    return bind(new Yaml.Mapping(written.source(), entries), Delivery.class);
  }

  private static Yaml.Scalar word(String text) {
    return new Yaml.Scalar(Source.of("delivery.yaml"), text, true, 1, 0);
  }

  private static <T extends Record> T bind(@Nullable Yaml yaml, Class<T> type) {
    if (yaml == null) {
      throw new IllegalArgumentException("`expect` is missing");
    }
    Bound<T> bound = Binder.bind(yaml, type);
    check(bound.problems());
    if (bound.value() == null) {
      throw new IllegalArgumentException(yaml.source() + ": nothing could be read");
    }
    return bound.value();
  }

  private static void check(List<?> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the case itself (lines of the case's file): "
              + String.join("\n", problems.stream().map(Object::toString).toList()));
    }
  }
}
