package dev.sluice.flow.binding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Guesses which known word a misspelt one means.
public final class Nearest {
  private static final int SHORTEST_BEGINNING = 3;

  private Nearest() {}

  /// The known word that differs least, when it differs little: in one letter up to five, in two up
  /// to eight, then in a third of its letters. Case, hyphens and underscores do not count, and a
  /// beginning of three letters is near.
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > 60) {
      return Optional.empty();
    }
    String given = plain(word);
    return known.stream()
        .filter(candidate -> distance(given, plain(candidate)) <= allowed(plain(candidate)))
        .min(
            Comparator.comparingInt((String candidate) -> distance(given, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int allowed(String word) {
    return word.length() < 3 ? 0 : word.length() < 6 ? 1 : Math.max(2, word.length() / 3);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  private static int distance(String a, String b) {
    if (a.length() >= SHORTEST_BEGINNING && b.startsWith(a) && !a.equals(b)) {
      return 1;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] d, int i, int j) {
    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
