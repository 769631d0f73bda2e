package dev.sluice.survey.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private static final ShellMode PIPEFAIL =
      new ShellMode(ShellMode.Language.POSIX, true, true, null);
  private static final ShellMode POWERSHELL =
      new ShellMode(ShellMode.Language.POWERSHELL, false, false, null);

  private static List<Command> commands(String script, ShellMode mode) {
    return new Script(script, Places.of(Source.of("s"), script), mode, ".").commands();
  }

  /// The place, words, loss and condition of one command, as `2:1 go test! ignored | guard`.
  private static String shown(Command command, String script) {
    Source at = Places.of(Source.of("s"), script).at(command.words().getFirst().offset());
    return at.line()
        + ":"
        + at.column()
        + " "
        + command.words().stream().map(Word::text).collect(Collectors.joining(" "))
        + (command.ignored() == null ? "" : " !! " + command.ignored())
        + (command.guard() == null ? "" : " ?? " + command.guard());
  }

  private static List<String> read(String script) {
    return read(script, ShellMode.strict());
  }

  private static List<String> read(String script, ShellMode mode) {
    return commands(script, mode).stream().map(command -> shown(command, script)).toList();
  }

  @Test
  void splitsIntoWordsWithTheirPlaces() {
    assertThat(
            read("a 'b c' \"d $E\" f\\ g # not h\n  X=1 Y=\"2 3\" k ${{ x && 'a b' }} \\\n  l\n"))
        .containsExactly("1:1 a b c d $E f g", "2:15 k ${{ x && 'a b' }} l");
  }

  @Test
  void readsHeredocsAsData() {
    String script = "cat <<EOF > x\nrm -rf /\n  EOF\nEOF\ngo test <<-'END'\n\tmore\n\tEND\nnext\n";

    assertThat(read(script)).containsExactly("1:1 cat", "5:1 go test", "8:1 next");
    assertThat(commands(script, ShellMode.strict()).getFirst().input())
        .singleElement()
        .satisfies(part ->
            assertThat(script.substring(part.start(), part.end())).isEqualTo("rm -rf /\n  EOF\n"));
  }

  @Test
  void readsWhatFollowsAHereString() {
    String script =
        """
        grep -q x <<< "$list"
        notify me
        read -r a 0<<<word
        next
        """;

    assertThat(read(script))
        .containsExactly("1:1 grep -q x", "2:1 notify me", "3:1 read -r a", "4:1 next");
  }

  @Test
  void namesWhatSwallowsAFailure() {
    assertThat(
            read(
                "a || true\nb || :\nc || echo oops\nd || exit 1\ne || { echo no; exit 2; }\nf || (log; false)\n"))
        .contains(
            "1:1 a !! || true",
            "2:1 b !! || :",
            "3:1 c !! || echo oops",
            "4:1 d",
            "5:1 e",
            "6:1 f");
  }

  @Test
  void takesASecondTryForATry() {
    assertThat(read("npm ci || npm ci\nz")).contains("1:1 npm ci");
  }

  @Test
  void keepsAFailureThatIsRememberedAndJudgedLater() {
    assertThat(read("rc=0\na || rc=$?\nb\nexit $rc\n")).contains("2:1 a", "3:1 b");
    assertThat(read("a || rc=$?\nb\n")).contains("1:1 a !! || rc=$?");
    assertThat(read("set +e\na\nrc=$?\nset -e\nexit $rc\n")).contains("2:1 a");
    assertThat(read("set +e\na\nb\n")).contains("2:1 a !! set +e", "3:1 b");
    assertThat(read("set +e\na\necho \"code=$?\" >> $GITHUB_OUTPUT\n")).contains("2:1 a");
  }

  @Test
  void knowsThatAnAndListEndsNoScript() {
    assertThat(read("a && b\nc")).containsExactly("1:1 a !! && b", "1:6 b", "2:1 c");
    assertThat(read("a && b")).containsExactly("1:1 a", "1:6 b");
    assertThat(read("(cd x && a)\nc")).contains("1:10 a").doesNotContain("1:2 cd x !! && a");
  }

  @Test
  void knowsPipesWithAndWithoutPipefail() {
    assertThat(read("a | tee log\nb"))
        .containsExactly("1:1 a !! | tee log", "1:5 tee log", "2:1 b");
    assertThat(read("a | tee log", PIPEFAIL)).containsExactly("1:1 a", "1:5 tee log");
    assertThat(read("set -euo pipefail\na | tee log")).contains("2:1 a");
    assertThat(read("a | go-junit-report -set-exit-code > r.xml")).contains("1:1 a");
    assertThat(read("a | tee log; exit ${PIPESTATUS[0]}")).contains("1:1 a");
  }

  @Test
  void knowsConditions() {
    assertThat(read("if a; then b; else c; fi\n"))
        .containsExactly("1:4 a !! if a; then", "1:12 b ?? if a; then", "1:20 c ?? else");
    assertThat(read("if ! a; then\n  echo no\n  exit 1\nfi\n")).contains("1:6 a");
    assertThat(read("[ -n \"$X\" ] && b\nc"))
        .containsExactly("1:1 [ -n $X ] !! && b", "1:16 b ?? [ -n \"$X\" ] &&", "2:1 c");
    assertThat(read("until a; do sleep 1; done\n")).contains("1:7 a");
    assertThat(read("case $X in\n  main|dev) a ;;\n  *) b ;;\nesac\nc\n"))
        .containsExactly("2:13 a ?? case main|dev)", "3:6 b ?? case *)", "5:1 c");
  }

  @Test
  void knowsWhatRunsOnlyWhenNothingLeftBefore() {
    assertThat(read("if [ -z \"$T\" ]; then echo skip; exit 0; fi\na\n"))
        .contains("2:1 a ?? if [ -z \"$T\" ]; then echo skip; exit 0; fi");
    assertThat(read("echo off\nexit 0\na\n")).containsExactly("1:1 echo off", "2:1 exit 0");
  }

  @Test
  void followsFunctionsOnlyWhenTheyAreCalled() {
    assertThat(read("t() { a; }\nfunction u { b; }\nt || true\n"))
        .contains("1:7 a !! || true")
        .noneMatch(line -> line.contains(" b"));
  }

  @Test
  void readsSubstitutions() {
    assertThat(read("x=$(a)\necho \"$(b)\"\ntest -z \"$(c -l .)\"\nd `e`\n"))
        .contains("1:5 a", "2:9 b !! $(…)", "3:12 c -l .", "4:4 e !! $(…)");
  }

  @Test
  void readsBackgroundAndNegation() {
    assertThat(read("a &\nb")).contains("1:1 a !! &");
    assertThat(read("! a\nb")).contains("1:3 a !! !");
    assertThat(read("a & wait $!")).contains("1:1 a");
  }

  @Test
  void followsChangesOfDirectory() {
    List<Command> commands =
        commands("cd web && a\n(cd ../api; b)\nc\ncd $X\nd\n", ShellMode.strict());

    assertThat(
            commands.stream()
                .filter(c -> c.name().length() == 1)
                .map(c -> c.name() + "=" + c.directory()))
        .containsExactly("a=web", "b=api", "c=web", "d=null");
  }

  @Test
  void knowsThatPowerShellKeepsOnlyTheLastStatus() {
    assertThat(read("npm ci\nnpm test\n", POWERSHELL))
        .containsExactly("1:1 npm ci !! only the last command's exit code counts", "2:1 npm test");
    assertThat(read("npm test\nif ($LASTEXITCODE -ne 0) { exit 1 }\n", POWERSHELL))
        .contains("1:1 npm test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "\\", "'", "\"", "$(", "${{", "${", "`", "((", "[[", "<<", "<<EOF", "if", "case",
            "case x in",
        "fi", ")", "a)", "}", ";;", "& & &", "|", "||", "&&", "a |", "a &&", "f() ", "function",
            "for", "for ((",
        "while", "!", "! !", "<(", ">", "2>&1", "$((1+", "x=(", "a\r\nb\r\n", "\u0000", "a <<'",
            "esac esac"
      })
  void survivesWhatIsHalfWritten(String script) {
    assertThat(read(script + "\na")).isNotNull();
    assertThat(read("a\n" + script)).first().asString().startsWith("1:1 a");
  }

  @Test
  void staysQuickOnHostileScripts() {
    List<String> hostile =
        List.of(
            "(".repeat(50_000),
            "$(".repeat(50_000),
            "\"$(".repeat(20_000),
            "if ".repeat(50_000),
            "${x:-".repeat(50_000),
            "a || ".repeat(50_000),
            "a | ".repeat(50_000),
            "a && ".repeat(50_000),
            "f() { f; f; }; f; ".repeat(1_000),
            "<<A ".repeat(20_000),
            "{ ".repeat(50_000),
            "`".repeat(50_001),
            "case x in ".repeat(20_000),
            "a; ".repeat(100_000));

    for (String script : hostile) {
      Assertions.assertTimeout(
          Duration.ofSeconds(5),
          () -> assertThat(commands(script, ShellMode.strict())).isNotNull());
    }
  }

  @Test
  void survivesRandomScripts() {
    Random random = new Random(7);
    String[] pieces = {
      "a",
      " ",
      "\n",
      "|",
      "||",
      "&&",
      ";",
      "(",
      ")",
      "{ ",
      " }",
      "if ",
      "then ",
      "fi",
      "'",
      "\"",
      "$(",
      "`",
      "<<E\n",
      "case x in ",
      ";;",
      "esac",
      "do ",
      "done",
      "for x in ",
      "while ",
      "!",
      "&",
      "[[ ",
      " ]]",
      "${{ ",
      " }}",
      "set +e\n",
      "exit 0\n"
    };
    for (int i = 0; i < 3_000; i++) {
      StringBuilder script = new StringBuilder();
      int length = random.nextInt(40);
      for (int k = 0; k < length; k++) {
        script.append(pieces[random.nextInt(pieces.length)]);
      }
      assertThat(commands(script.toString(), ShellMode.strict())).as(script.toString()).isNotNull();
    }
  }
}
