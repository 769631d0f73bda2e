package dev.sluice.release.unit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one text of a release: ASCII, each line ended by a line feed, one blank between words, in
/// this order, the names of each kind sorted by their characters. Version 1:
///
/// ```
/// sluice-release 1
/// service storefront
/// artifact storefront sha256:…
/// config v12
/// secret db-password 7
/// schema orders 41..43
/// ```
///
/// `config` is left out when there is none. Two releases have the same text only when they are
/// equal: no name or version has a blank or a line feed, and every kind begins its own lines.
final class Canonical {
  private static final String HEAD = "sluice-release 1";

  private Canonical() {}

  static String text(Release release) {
    StringBuilder text = new StringBuilder();
    line(text, HEAD);
    line(text, "service " + release.service());
    release.artifacts().forEach((name, digest) -> line(text, "artifact " + name + " " + digest));
    if (release.config() != null) {
      line(text, "config " + release.config());
    }
    release.secrets().forEach((name, version) -> line(text, "secret " + name + " " + version));
    release.schemas().forEach((name, range) -> line(text, "schema " + name + " " + range));
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  static Release parse(String text) {
    String service = "";
    @Nullable String config = null;
    SortedMap<String, Digest> artifacts = new TreeMap<>();
    SortedMap<String, String> secrets = new TreeMap<>();
    SortedMap<String, SchemaRange> schemas = new TreeMap<>();
    for (String line : List.of(text.split("\n", -1))) {
      String[] words = line.split(" ", -1);
      switch (words[0] + "/" + words.length) {
        case "service/2" -> service = words[1];
        case "artifact/3" -> artifacts.put(words[1], new Digest(words[2]));
        case "config/2" -> config = words[1];
        case "secret/3" -> secrets.put(words[1], words[2]);
        case "schema/3" -> schemas.put(words[1], range(words[2]));
        default -> {
          // Whatever else stands there makes the text differ from the one that is made below.
        }
      }
    }
    return same(new Release(service, artifacts, config, secrets, schemas), text);
  }

  private static SchemaRange range(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException("expected from..to, but found " + text);
    }
    return new SchemaRange(
        Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)));
  }

  /// Anything out of order, said twice or written otherwise makes another text.
  private static Release same(Release release, String text) {
    if (!text(release).equals(text)) {
      throw new IllegalArgumentException("expected the canonical form of a release");
    }
    return release;
  }
}
