package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Injection;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Permissions;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Everything that is read from the workflows beside `expected.txt`. `-Dupdate=true` rewrites it.
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/githubactions/golden");

  @Test
  void readsTheSameFactsAsEver() throws IOException {
    Facts facts = Facts.of(Survey.read(Walk.of(GOLDEN, true), List.of(new GitHubActions())));
    List<String> lines = new ArrayList<>();
    facts.all().forEach(fact -> show(fact, lines));
    String shown = String.join("\n", lines) + "\n";
    Path expected = GOLDEN.resolve("expected.txt");
    if (Boolean.getBoolean("update")) {
      Files.writeString(expected, shown);
    }

    assertThat(shown).isEqualTo(Files.readString(expected));
  }

  private static void show(Fact fact, List<String> into) {
    String at = fact.source() + " ";
    switch (fact) {
      case Pipeline p -> {
        into.add(
            at
                + p.role()
                + " "
                + p.name()
                + text(" concurrency", p.concurrency())
                + permissions(p.permissions()));
        p.triggers().forEach(trigger -> into.add("  on " + shown(trigger)));
      }
      case Job j ->
          into.add(
              at
                  + "job "
                  + j.id()
                  + " needs "
                  + j.needs()
                  + text(" if", j.condition())
                  + text(" environment", j.environment())
                  + text(" runs-on", j.runsOn())
                  + text(" uses", j.uses())
                  + text(" secrets", j.inheritedSecrets())
                  + text(" matrix", j.matrix())
                  + text(" timeout", j.timeoutMinutes())
                  + text(" credentials", j.credentials())
                  + permissions(j.permissions())
                  + (j.containers().isEmpty() ? "" : " containers " + j.containers()));
      case Step s -> {
        into.add(
            at
                + "step "
                + s.job()
                + "#"
                + s.index()
                + text(" uses", s.uses())
                + text(" if", s.condition())
                + text(" continue-on-error", s.continueOnError()));
        s.activities().forEach(activity -> into.add("  does " + shown(activity)));
        s.injections().forEach(injection -> into.add("  pastes " + shown(injection)));
      }
      case EnvironmentSeen e -> into.add(at + "environment " + e.name());
      case SecretUse u -> into.add(at + "secret " + u.name() + " in " + u.environment());
      case Unreadable u -> into.add(at + "unreadable: " + u.why());
      default -> into.add(at + fact);
    }
  }

  private static String text(String label, @Nullable Text text) {
    return text == null
        ? ""
        : label + " " + text.value() + "@" + text.source().line() + ":" + text.source().column();
  }

  private static String permissions(@Nullable Permissions permissions) {
    return permissions == null ? "" : " permissions " + permissions.all() + permissions.scopes();
  }

  private static String shown(Trigger t) {
    return t.source().line()
        + ":"
        + t.source().column()
        + " "
        + t.event()
        + " "
        + t.branches()
        + t.tags()
        + t.paths()
        + t.pathsIgnored()
        + t.types()
        + (t.cron() == null ? "" : t.cron());
  }

  private static String shown(Activity a) {
    return a.source().line()
        + ":"
        + a.source().column()
        + " "
        + a.kind()
        + " "
        + a.tool()
        + (a.target() == null ? "" : " -> " + a.target())
        + lost(a.ignored())
        + text(" guard", a.guard());
  }

  private static String lost(@Nullable Text ignored) {
    return ignored == null ? "" : " ignored by " + ignored.value() + "@" + ignored.source();
  }

  private static String shown(Injection i) {
    return i.source().line()
        + ":"
        + i.source().column()
        + " "
        + i.expression()
        + " into "
        + i.sink()
        + (i.untrusted() ? " untrusted" : "");
  }
}
