package dev.sluice.survey.activity;

import dev.sluice.survey.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes off what only runs another command: `sudo`, `timeout 5m`, `npx`, `poetry run`, `docker run
/// image`, `bash -c`, `ssh host`. Stateless.
final class Wrappers {
  /// Commands that run the rest of their words, with the flags that take a word.
  private static final Map<String, Set<String>> PREFIXES =
      Map.ofEntries(
          Map.entry("sudo", Set.of("-u", "-g", "-h", "--user", "--group")),
          Map.entry("doas", Set.of("-u")),
          Map.entry("env", Set.of("-u", "-C")),
          Map.entry("time", Set.of()),
          Map.entry("timeout", Set.of("-k", "-s", "--signal", "--kill-after")),
          Map.entry("gtimeout", Set.of("-k", "-s")),
          Map.entry("nice", Set.of("-n")),
          Map.entry("ionice", Set.of("-c", "-n")),
          Map.entry("nohup", Set.of()),
          Map.entry("stdbuf", Set.of()),
          Map.entry("unbuffer", Set.of()),
          Map.entry("exec", Set.of()),
          Map.entry("command", Set.of()),
          Map.entry("builtin", Set.of()),
          Map.entry("xvfb-run", Set.of("-s", "-n", "--server-args", "--server-num")),
          Map.entry("dbus-run-session", Set.of()),
          Map.entry("catchsegv", Set.of()),
          Map.entry("chronic", Set.of()),
          Map.entry("retry", Set.of("-n", "-t", "-d", "-s", "--times", "--delay", "--tries")),
          Map.entry("xargs", Set.of("-n", "-I", "-P", "-L", "-d", "-a")),
          Map.entry("parallel", Set.of("-j")),
          Map.entry("cross-env", Set.of()),
          Map.entry("cross-env-shell", Set.of()),
          Map.entry("dotenv", Set.of("-e", "-f")),
          Map.entry("dotenvx", Set.of("-f")),
          Map.entry("npx", Set.of("-p", "--package", "-w", "--workspace", "--prefix")),
          Map.entry("pnpx", Set.of()),
          Map.entry("bunx", Set.of()),
          Map.entry("uvx", Set.of("--from", "--with", "--python", "-p")),
          Map.entry("strace", Set.of("-o", "-e")));

  /// The same for commands whose first words say that they run another.
  private static final Map<String, List<String>> RUNNERS =
      Map.ofEntries(
          Map.entry("npm", List.of("exec", "x")),
          Map.entry("pnpm", List.of("exec", "dlx")),
          Map.entry("yarn", List.of("exec", "dlx")),
          Map.entry("bun", List.of("x")),
          Map.entry("uv", List.of("run", "tool run")),
          Map.entry("pipx", List.of("run")),
          Map.entry("poetry", List.of("run")),
          Map.entry("pipenv", List.of("run")),
          Map.entry("pdm", List.of("run")),
          Map.entry("rye", List.of("run")),
          Map.entry("hatch", List.of("run")),
          Map.entry("pixi", List.of("run")),
          Map.entry("conda", List.of("run")),
          Map.entry("mamba", List.of("run")),
          Map.entry("micromamba", List.of("run")),
          Map.entry("bundle", List.of("exec")),
          Map.entry("mise", List.of("exec", "x")),
          Map.entry("rtx", List.of("exec", "x")),
          Map.entry("asdf", List.of("exec")),
          Map.entry("devbox", List.of("run")),
          Map.entry("direnv", List.of("exec")),
          Map.entry("doppler", List.of("run")),
          Map.entry("infisical", List.of("run")),
          Map.entry("op", List.of("run")),
          Map.entry("chamber", List.of("exec")),
          Map.entry("aws-vault", List.of("exec")),
          Map.entry("nix", List.of("develop", "shell", "run")),
          Map.entry("dotnet", List.of("tool run")),
          Map.entry("go", List.of("tool", "run")),
          Map.entry("composer", List.of("exec")),
          Map.entry("opam", List.of("exec")));

  private static final Set<String> RUNNER_VALUES =
      Set.of(
          "-n",
          "--name",
          "-p",
          "--with",
          "--extra",
          "--group",
          "--python",
          "--project",
          "--directory",
          "--package",
          "--env-file",
          "-e",
          "--filter",
          "-c",
          "--config",
          "--only-group",
          "--no-group",
          "--from",
          "-C",
          "--with-requirements");

  private static final Set<String> INTERPRETERS =
      Set.of(
          "python", "python3", "python2", "node", "php", "ruby", "perl", "bun", "deno", "ts-node",
          "tsx", "pypy3", "py");

  private Wrappers() {}

  /// The command inside a command's words, or null when it runs none that can be told.
  static @Nullable List<Word> inner(List<Word> words) {
    String name = Matcher.program(words.getFirst().text());
    List<Word> rest = words.subList(1, words.size());
    Set<String> valued = PREFIXES.get(name);
    if (valued != null) {
      return filled(afterFlags(rest, valued, true));
    }
    if (RUNNERS.containsKey(name)) {
      return runner(name, rest);
    }
    if (INTERPRETERS.contains(name) || name.startsWith("python3.")) {
      return interpreted(rest);
    }
    return switch (name) {
      case "docker", "podman", "nerdctl", "docker-compose" -> Containers.inner(words);
      case "find" -> after(rest, Set.of("-exec", "-execdir"));
      case "kubectl" -> contains(rest, "exec") ? after(rest, Set.of("--")) : null;
      default -> null;
    };
  }

  private static boolean contains(List<Word> words, String text) {
    return words.stream().anyMatch(word -> word.text().equals(text));
  }

  private static @Nullable List<Word> runner(String name, List<Word> rest) {
    for (String verb : RUNNERS.getOrDefault(name, List.of())) {
      String[] parts = verb.split(" ", -1);
      boolean named = rest.size() >= parts.length;
      for (int i = 0; named && i < parts.length; i++) {
        named = rest.get(i).text().equals(parts[i]);
      }
      if (!named) {
        continue;
      }
      List<Word> behind = rest.subList(parts.length, rest.size());
      List<Word> dashed = after(behind, Set.of("--", "--command"));
      if (dashed != null) {
        return dashed;
      }
      return switch (name) {
        case "nix" -> after(behind, Set.of("-c"));
        case "direnv", "chamber", "aws-vault" ->
            filled(behind.subList(Math.min(1, behind.size()), behind.size()));
        case "go" -> tool(behind);
        case "hatch" -> environmentOff(filled(afterFlags(behind, RUNNER_VALUES, false)));
        default -> filled(afterFlags(behind, RUNNER_VALUES, false));
      };
    }
    return null;
  }

  /// `go run example.org/tool/cmd/x@v1` runs x; `go run ./cmd/x` a program of the repository.
  private static @Nullable List<Word> tool(List<Word> behind) {
    List<Word> inner = filled(afterFlags(behind, Set.of("-modfile", "-C"), false));
    return inner == null || inner.getFirst().text().startsWith(".") ? null : inner;
  }

  private static @Nullable List<Word> environmentOff(@Nullable List<Word> words) {
    if (words == null) {
      return null;
    }
    Word first = words.getFirst();
    int colon = first.text().indexOf(':');
    List<Word> named = new ArrayList<>(words);
    named.set(0, renamed(first, first.text().substring(colon + 1)));
    return named;
  }

  /// `python -m pytest` runs pytest, `node node_modules/.bin/jest` jest, `php artisan` artisan.
  private static @Nullable List<Word> interpreted(List<Word> rest) {
    for (int i = 0; i < rest.size(); i++) {
      String word = rest.get(i).text();
      if (word.equals("-m") && i + 1 < rest.size()) {
        List<Word> module = new ArrayList<>(rest.subList(i + 1, rest.size()));
        if (module.getFirst().text().equals("build")) {
          module.set(0, renamed(module.getFirst(), "python-build"));
        }
        return module;
      }
      if (word.equals("-c") || word.equals("-e") || word.equals("-r") || word.equals("--test")) {
        return null;
      }
      if (!word.startsWith("-")) {
        return rest.subList(i, rest.size());
      }
    }
    return null;
  }

  static Word renamed(Word word, String text) {
    return new Word(text, word.offset(), word.plain(), List.of());
  }

  static @Nullable List<Word> filled(List<Word> words) {
    return words.isEmpty() ? null : words;
  }

  /// The words behind the first of several markers, or null.
  static @Nullable List<Word> after(List<Word> words, Set<String> markers) {
    for (int i = 0; i < words.size() - 1; i++) {
      if (markers.contains(words.get(i).text())) {
        return words.subList(i + 1, words.size());
      }
    }
    return null;
  }

  /// The words behind flags, their values and, on demand, assignments, numbers and durations.
  static List<Word> afterFlags(List<Word> words, Set<String> valued, boolean numbers) {
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i).text();
      if (valued.contains(word)) {
        i += 2;
      } else if (word.startsWith("-") || (numbers && (number(word) || assignment(word)))) {
        i++;
      } else {
        break;
      }
    }
    return words.subList(Math.min(i, words.size()), words.size());
  }

  private static boolean number(String word) {
    return !word.isEmpty()
        && Character.isDigit(word.charAt(0))
        && word.chars().allMatch(c -> Character.isDigit(c) || "smhd.".indexOf(c) >= 0);
  }

  private static boolean assignment(String word) {
    int equals = word.indexOf('=');
    return equals > 0
        && word.substring(0, equals)
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }
}
