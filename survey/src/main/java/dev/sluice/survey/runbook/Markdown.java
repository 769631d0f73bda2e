package dev.sluice.survey.runbook;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Markdown document shows to others: its headings, its anchors and its links.
///
/// @param headings text of every heading, in order
/// @param anchors what a link may name behind `#`, without regard to case and punctuation
/// @param links targets of links, with their places
record Markdown(List<String> headings, Set<String> anchors, List<Text> links) {
  private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}[ \\t]+(.*)$");
  private static final Pattern OWN_ID = Pattern.compile("\\{#([^}\\s]{1,200})}");
  private static final Pattern HTML_ID = Pattern.compile("(?:id|name)=[\"']([^\"']{1,200})[\"']");
  private static final Pattern LINK = Pattern.compile("]\\(\\s?<?([^)>\\s]{1,1000})");
  private static final Pattern REFERENCE =
      Pattern.compile("^ {0,3}\\[[^\\]]{1,200}]:\\s+<?([^>\\s]{1,1000})");

  /// Reads a document; code blocks are passed over.
  static Markdown of(String file, String text) {
    List<String> headings = new ArrayList<>();
    Set<String> anchors = new HashSet<>();
    List<Text> links = new ArrayList<>();
    String fence = null;
    String above = "";
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String bare = line.strip();
      if (fence != null) {
        fence = bare.startsWith(fence) ? null : fence;
      } else if (bare.startsWith("```") || bare.startsWith("~~~")) {
        fence = bare.substring(0, 3);
      } else {
        heading(line, bare, above, headings);
        matches(OWN_ID, line).forEach(m -> anchors.add(plain(m.group(1))));
        matches(HTML_ID, line).forEach(m -> anchors.add(plain(m.group(1))));
        links(file, number, line, links);
        above = bare;
      }
    }
    headings.forEach(h -> anchors.add(plain(h)));
    return new Markdown(List.copyOf(headings), Set.copyOf(anchors), List.copyOf(links));
  }

  /// Whether a link may name this anchor: a heading, an explicit id, the top, or a line.
  boolean hasAnchor(String anchor) {
    String wanted = plain(anchor.startsWith("user-content-") ? anchor.substring(13) : anchor);
    return wanted.isEmpty()
        || wanted.equals("top")
        || wanted.matches("l\\d+(c\\d+)?(l\\d+(c\\d+)?)?")
        || anchors.contains(wanted)
        || anchors.contains(wanted.replaceFirst("\\d+$", ""));
  }

  private static void heading(String line, String bare, String above, List<String> into) {
    Matcher matcher = HEADING.matcher(line);
    if (matcher.matches()) {
      into.add(
          OWN_ID.matcher(matcher.group(1).replaceFirst("[ \\t]#+$", "")).replaceAll("").strip());
    } else if (!above.isEmpty() && bare.length() >= 3 && (only(bare, '=') || only(bare, '-'))) {
      into.add(above); // an underlined heading; a table or a rule adds at worst an anchor too many
    }
  }

  private static boolean only(String text, char c) {
    return text.chars().allMatch(each -> each == c);
  }

  private static void links(String file, int number, String line, List<Text> into) {
    for (Pattern pattern : List.of(LINK, REFERENCE)) {
      matches(pattern, line)
          .forEach(m -> into.add(new Text(new Source(file, number, m.start(1) + 1), m.group(1))));
    }
  }

  private static List<Matcher> matches(Pattern pattern, String line) {
    List<Matcher> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(line);
    int from = 0;
    while (matcher.find(from)) {
      found.add(matcher);
      from = matcher.end();
      matcher = pattern.matcher(line);
    }
    return found;
  }

  /// Sites make anchors from headings in different ways, but all keep letters and digits.
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
