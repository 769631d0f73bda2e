package dev.sluice.release.unit;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is promoted and rolled back as one: artifacts, config, secrets and the schemas that they
/// run with. It never changes; its [#id] is the hash of its [#canonical] form, so whoever changes
/// anything has another release, and what was agreed to for this one says nothing about it.
///
/// @param service what is released
/// @param artifacts digest of each artifact by its name; at least one
/// @param config version of the configuration, or null when it has none
/// @param secrets version of each secret by its name; never a value
/// @param schemas versions of the schema of each store that it runs with; a store that is not named
///   is not asked
public record Release(
    String service,
    SortedMap<String, Digest> artifacts,
    @Nullable String config,
    SortedMap<String, String> secrets,
    SortedMap<String, SchemaRange> schemas) {
  private static final Pattern WORD = Pattern.compile("[!-~]{1,200}");

  /// @throws IllegalArgumentException when there is no artifact, or a name or version is empty,
  ///   longer than 200 characters or has other characters than printable ASCII without blanks
  public Release {
    word("service", service);
    requireNonNull(artifacts, "artifacts");
    artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    schemas = Collections.unmodifiableSortedMap(new TreeMap<>(schemas));
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("expected an artifact, but found none");
    }
    if (config != null) {
      word("config", config);
    }
    artifacts.keySet().forEach(name -> word("artifact", name));
    secrets.forEach((name, version) -> {
      word("secret", name);
      word("version of secret " + name, version);
    });
    schemas.keySet().forEach(name -> word("schema", name));
  }

  private static void word(String what, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + ": expected 1 to 200 printable characters without blanks");
    }
  }

  /// The text that [#id] is the hash of; [Canonical] says its form.
  public String canonical() {
    return Canonical.text(this);
  }

  /// Its identity: the hash of [#canonical].
  public ReleaseId id() {
    return ReleaseId.of(canonical());
  }

  /// The release that a text is the canonical form of.
  ///
  /// @throws IllegalArgumentException when it is that of none
  public static Release parse(String canonical) {
    return Canonical.parse(canonical);
  }

  /// The digests of its artifacts.
  public SortedSet<Digest> digests() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(artifacts.values()));
  }
}
