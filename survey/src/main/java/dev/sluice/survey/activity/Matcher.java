package dev.sluice.survey.activity;

import dev.sluice.flow.fact.Activity;
import dev.sluice.survey.shell.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Matches the words of a command against the table of commands. Stateless.
final class Matcher {
  private static final Table COMMANDS = Table.load("commands.txt");

  private Matcher() {}

  /// What a command does by one row.
  ///
  /// @param kind null when the row only marks something
  /// @param softener the word that makes it never fail
  /// @param harmless why it never fails although no word says so
  record Hit(
      Activity.@Nullable Kind kind,
      String tool,
      @Nullable String target,
      @Nullable Word softener,
      @Nullable String harmless,
      Row row) {}

  static List<Hit> hits(List<Word> words) {
    List<Hit> hits = new ArrayList<>();
    Set<Activity.Kind> seen = EnumSet.noneOf(Activity.Kind.class);
    Arguments arguments = new Arguments(words.subList(1, words.size()));
    if (arguments.first(List.of("--help", "--version")) != null && words.size() < 4) {
      return hits;
    }
    for (Row row : COMMANDS.rows(program(words.getFirst().text()))) {
      List<Integer> matched = match(row.pattern(), words);
      if (matched == null || !applies(row, arguments)) {
        continue;
      }
      String tool = tool(words, matched);
      int skipped = matched.isEmpty() ? 0 : matched.getLast();
      row.kinds().stream()
          .filter(seen::add)
          .forEach(kind -> hits.add(hit(row, kind, tool, arguments, skipped)));
      if (!row.effects().isEmpty()) {
        hits.add(hit(row, null, tool, arguments, skipped));
      }
      if (row.stops()) {
        break;
      }
    }
    return hits;
  }

  private static Hit hit(
      Row row, Activity.@Nullable Kind kind, String tool, Arguments arguments, int skipped) {
    Word softener = arguments.first(row.values("soft"));
    String harmless = row.harmless(tool, arguments.first(row.values("fails")) != null);
    if (arguments.first(row.values("skips")) != null) {
      harmless = tool + " skips what it has no schema for";
    }
    String target = arguments.target(row.values("target"), row.values("values"), skipped);
    if (target == null && kind == Activity.Kind.APPLY && arguments.hidesSome()) {
      target = Activity.UNKNOWN;
    }
    return new Hit(kind, tool, target, softener, harmless, row);
  }

  private static boolean applies(Row row, Arguments arguments) {
    return (!row.has("with") || arguments.first(row.values("with")) != null)
        && (!row.has("and") || arguments.first(row.values("and")) != null)
        && (!row.has("without") || arguments.first(row.values("without")) == null);
  }

  /// The bare name of a program: without directories, version, ending, and as `$KUBECTL` is
  /// kubectl.
  static String program(String word) {
    String name = word;
    if (name.startsWith("$") && !name.contains("(") && !name.startsWith("${{")) {
      name =
          name.replaceAll("[${}\"]", "").toLowerCase(Locale.ROOT).replaceAll("_(bin|cmd|exe)$", "");
    }
    int version = name.indexOf('@', 1);
    if (version > 0 && !name.substring(0, version).endsWith("/")) {
      name = name.substring(0, version);
    }
    name = name.substring(name.lastIndexOf('/') + 1);
    for (String ending : List.of(".exe", ".cmd", ".bat", ".ps1")) {
      name = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }
    return name;
  }

  /// Indexes of the words that match a pattern's, or null when it does not match.
  private static @Nullable List<Integer> match(List<String> pattern, List<Word> words) {
    List<Integer> matched = new ArrayList<>();
    int at = 1;
    for (String wanted : pattern.subList(1, pattern.size())) {
      int found =
          wanted.startsWith("~")
              ? anywhere(wanted.substring(1), words, at)
              : next(wanted, words, at);
      if (found < 0) {
        return null;
      }
      matched.add(found);
      at = wanted.startsWith("~") ? at : found + 1;
    }
    return matched;
  }

  private static int anywhere(String wanted, List<Word> words, int from) {
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i).text();
      boolean flag = word.startsWith("-") && !wanted.startsWith("-");
      if (!flag && Globs.any(wanted, word)) {
        return i;
      }
    }
    return -1;
  }

  /// The next word that is no flag must be the wanted one; a flag may take one word with it.
  private static int next(String wanted, List<Word> words, int from) {
    int i = from;
    while (i < words.size()) {
      String word = words.get(i).text();
      if (Globs.any(wanted, word)) {
        return i;
      }
      if (!word.startsWith("-") && !word.startsWith("+")) {
        return -1;
      }
      boolean takesNext =
          word.indexOf('=') < 0
              && i + 1 < words.size()
              && !words.get(i + 1).text().startsWith("-")
              && !Globs.any(wanted, words.get(i + 1).text());
      i += takesNext ? 2 : 1;
    }
    return -1;
  }

  private static String tool(List<Word> words, List<Integer> matched) {
    String rest = matched.stream().map(i -> words.get(i).text()).collect(Collectors.joining(" "));
    String name = program(words.getFirst().text());
    return rest.isEmpty() ? name : name + " " + rest;
  }
}
