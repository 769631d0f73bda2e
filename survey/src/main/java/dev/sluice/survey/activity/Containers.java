package dev.sluice.survey.activity;

import dev.sluice.flow.fact.Image;
import dev.sluice.survey.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the command that `docker run`, `docker exec` and `docker compose run` start.
final class Containers {
  private static final Set<String> VALUED =
      Set.of(
          "-v",
          "--volume",
          "-e",
          "--env",
          "--env-file",
          "-w",
          "--workdir",
          "--name",
          "-p",
          "--publish",
          "-u",
          "--user",
          "--network",
          "--net",
          "--entrypoint",
          "--mount",
          "-h",
          "--hostname",
          "--platform",
          "--cpus",
          "-m",
          "--memory",
          "-l",
          "--label",
          "--add-host",
          "--link",
          "--volumes-from",
          "--pull",
          "--restart",
          "--ulimit",
          "--shm-size",
          "--cap-add",
          "--cap-drop",
          "--security-opt",
          "--gpus",
          "--tmpfs",
          "--log-driver",
          "--device",
          "--ipc",
          "--dns",
          "--cidfile");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "/bin/sh", "/bin/bash");

  private Containers() {}

  /// The command inside; for an image that is a tool itself, the tool with its arguments. Null when
  /// there is none.
  static @Nullable List<Word> inner(List<Word> words) {
    int verb = verb(words);
    if (verb < 0) {
      return null;
    }
    List<Word> behind = words.subList(verb + 1, words.size());
    List<Word> rest = Wrappers.afterFlags(behind, VALUED, false);
    if (rest.isEmpty()) {
      return null;
    }
    Word image = rest.getFirst();
    List<Word> command = rest.subList(1, rest.size());
    Word entry = entrypoint(behind);
    if (entry != null && !entry.text().isEmpty()) {
      return joined(entry, command);
    }
    boolean program = !command.isEmpty() && isProgram(command.getFirst().text());
    return program
        ? command
        : joined(Wrappers.renamed(image, Image.parse(image.text()).shortName()), command);
  }

  private static int verb(List<Word> words) {
    for (int i = 1; i < Math.min(words.size(), 8); i++) {
      String word = words.get(i).text();
      if (word.equals("run") || word.equals("exec")) {
        return i;
      }
      boolean before =
          word.startsWith("-")
              || word.equals("compose")
              || word.equals("container")
              || words.get(i - 1).text().startsWith("-");
      if (!before) {
        return -1;
      }
    }
    return -1;
  }

  private static @Nullable Word entrypoint(List<Word> words) {
    List<Word> behind = Wrappers.after(words, Set.of("--entrypoint"));
    if (behind != null) {
      return behind.getFirst();
    }
    return words.stream()
        .filter(word -> word.text().startsWith("--entrypoint="))
        .findFirst()
        .map(word -> Wrappers.renamed(word, word.text().substring("--entrypoint=".length())))
        .orElse(null);
  }

  private static List<Word> joined(Word first, List<Word> rest) {
    List<Word> words = new ArrayList<>(List.of(first));
    words.addAll(rest);
    return words;
  }

  /// Whether the word behind an image starts a program, and isn't an argument of the image's own.
  private static boolean isProgram(String word) {
    return SHELLS.contains(word)
        || word.startsWith("/")
        || word.startsWith("./")
        || !Matcher.hits(List.of(new Word(word, 0, true, List.of()))).isEmpty()
        || Callees.knows(word);
  }
}
