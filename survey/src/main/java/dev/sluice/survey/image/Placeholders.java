package dev.sluice.survey.image;

import dev.sluice.flow.fact.Image;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Image references that no registry could answer: a tool puts the real one in their place.
///
/// Source: the reference grammar of the OCI distribution specification, by which names are
/// lower-case.
public final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "placeholder",
          "replaceme",
          "replace-me",
          "replace_me",
          "changeme",
          "change-me",
          "to-be-replaced",
          "tobereplaced",
          "to_be_replaced",
          "replaced-by-ci",
          "set-by-ci",
          "dummy",
          "image",
          "tbd",
          "todo",
          "xxx",
          "none",
          "null",
          "undefined",
          "your-tag",
          "image-tag",
          "image_tag");

  private Placeholders() {}

  /// Why a reference cannot be what runs, or null when it can.
  public static @Nullable String why(String reference) {
    String written = reference.strip();
    if (written.isEmpty()) {
      return "no image is written";
    }
    Image image = Image.parse(written);
    String tag = image.tag();
    boolean replaced =
        !isName(image.name())
            || WORDS.contains(image.shortName())
            || image.shortName().contains("placeholder")
            || (tag != null && !isTag(tag));
    return replaced ? "`" + written + "` is a placeholder that a tool replaces" : null;
  }

  private static boolean isName(String name) {
    String path = name.substring(name.indexOf('/') + 1);
    return name.chars().allMatch(c -> isLetterOrDigit(c) || "._-/:[]".indexOf(c) >= 0)
        && path.equals(path.toLowerCase(Locale.ROOT))
        && !name.contains("your-")
        && !path.isEmpty();
  }

  private static boolean isTag(String tag) {
    return !tag.isEmpty()
        && tag.chars().allMatch(c -> isLetterOrDigit(c) || "._-".indexOf(c) >= 0)
        && !WORDS.contains(tag.toLowerCase(Locale.ROOT))
        && !isShouted(tag);
  }

  /// `VERSION` and `IMAGE_TAG` are put in by a tool; `RC1` is a tag.
  private static boolean isShouted(String tag) {
    return tag.length() > 2
        && tag.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_' || c == '-');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
