package dev.sluice.survey.activity;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Command;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.Word;
import dev.sluice.survey.tree.Tree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what the commands of scripts do, and follows the scripts of the repository that they call.
/// What a called script does stands at the place of the call; what throws its failure away at its
/// own. Safe for use by many threads.
public final class Recognizer {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_SCRIPTS = 300;

  private final Callees callees;

  public Recognizer(Tree tree) {
    this.callees = new Callees(tree);
  }

  /// What a script does.
  public List<Found> of(Script script) {
    return of(script, false);
  }

  /// What a script does.
  ///
  /// @param remote whether another machine runs it
  public List<Found> of(Script script, boolean remote) {
    Run run = new Run();
    run.script(script, new Caller(null, null, null, remote, 0));
    return run.found;
  }

  /// Who calls a script.
  ///
  /// @param source where the outermost call stands, or null in the outermost script itself
  private record Caller(
      @Nullable Source source,
      @Nullable Text ignored,
      @Nullable Text guard,
      boolean remote,
      int depth) {}

  /// One recognition of one outermost script.
  private final class Run {
    private final List<Found> found = new ArrayList<>();
    private final Set<String> followed = new HashSet<>();
    private int scripts;

    void script(Script script, Caller caller) {
      if (caller.depth() > MAX_DEPTH || scripts++ > MAX_SCRIPTS) {
        return;
      }
      for (Command command : script.commands()) {
        command(command, script, caller);
      }
    }

    private void command(Command command, Script script, Caller outer) {
      Text ignored = command.ignored() == null ? outer.ignored() : command.ignored();
      Text guard = command.guard() == null ? outer.guard() : command.guard();
      Caller caller = new Caller(outer.source(), ignored, guard, outer.remote(), outer.depth());
      List<Word> words = command.words();
      for (int layer = 0; words != null && layer < 6; layer++) {
        if (recognised(words, command, script, caller)) {
          return;
        }
        words = Wrappers.inner(words);
      }
    }

    private boolean recognised(List<Word> words, Command command, Script script, Caller caller) {
      if (words.getFirst().text().isEmpty()) {
        return false;
      }
      boolean any = false;
      for (Matcher.Hit hit : Matcher.hits(words)) {
        any |= add(hit, words, script, caller);
      }
      return any || text(words, command, script, caller) || called(words, command, script, caller);
    }

    private boolean add(Matcher.Hit hit, List<Word> words, Script script, Caller caller) {
      if (hit.row().has("remote") && !caller.remote()) {
        return false;
      }
      Set<Found.Mark> marks = marks(hit.row());
      Activity.Kind kind = hit.kind();
      boolean local = kind == Activity.Kind.PUBLISH && words.stream().anyMatch(Recognizer::isLocal);
      if (kind == null || local) {
        found.add(new Found(null, marks));
        return true;
      }
      Source at = place(words.getFirst(), script, caller);
      found.add(
          new Found(
              new Activity(
                  at,
                  kind,
                  hit.tool(),
                  hit.target(),
                  ignored(hit, words, script, caller),
                  caller.guard()),
              marks));
      return true;
    }

    private @Nullable Text ignored(
        Matcher.Hit hit, List<Word> words, Script script, Caller caller) {
      Word softener = hit.softener();
      if (softener != null) {
        return new Text(script.places().at(softener.offset()), softener.text());
      }
      return hit.harmless() == null || caller.ignored() != null
          ? caller.ignored()
          : new Text(script.places().at(words.getFirst().offset()), hit.harmless());
    }

    /// `bash -c '…'`, `ssh host '…'`, `bash <<EOF`.
    private boolean text(List<Word> words, Command command, Script script, Caller caller) {
      ShellText inner = ShellText.of(words, command, script.text());
      if (inner == null) {
        return false;
      }
      Source at = place(words.getFirst(), script, caller);
      Places places =
          inner.start() < 0
              ? Places.fixed(at)
              : offset -> script.places().at(inner.start() + offset);
      Script nested =
          new Script(
              inner.text(), places, inner.mode(), inner.remote() ? null : command.directory());
      script(
          nested,
          new Caller(
              caller.source(),
              caller.ignored(),
              caller.guard(),
              caller.remote() || inner.remote(),
              caller.depth() + 1));
      return true;
    }

    private boolean called(List<Word> words, Command command, Script script, Caller caller) {
      Callees.Called called = callees.of(words, command.directory());
      Source at = place(words.getFirst(), script, caller);
      int before = found.size();
      for (Recipe recipe : called.recipes()) {
        String key = recipe.script().places().at(0) + recipe.script().text();
        if (followed.add(key)) {
          Text ignored = recipe.ignored() == null ? caller.ignored() : recipe.ignored();
          script(
              recipe.script(),
              new Caller(
                  at,
                  ignored,
                  caller.guard(),
                  recipe.remote() || caller.remote(),
                  caller.depth() + 1));
          followed.remove(key);
        }
      }
      for (String name : called.unresolved()) {
        Activity.Kind kind = Conventions.kind(name);
        if (kind != null) {
          found.add(
              new Found(
                  new Activity(
                      at,
                      kind,
                      Matcher.program(words.getFirst().text()) + " " + name,
                      null,
                      caller.ignored(),
                      caller.guard()),
                  Set.of()));
        }
      }
      if (found.size() == before && callees.runsTestFile(words, command.directory())) {
        found.add(
            new Found(
                new Activity(
                    at,
                    Activity.Kind.TEST,
                    words.getLast().text(),
                    null,
                    caller.ignored(),
                    caller.guard()),
                Set.of()));
      }
      return found.size() > before;
    }
  }

  private static Source place(Word word, Script script, Caller caller) {
    Source outer = caller.source();
    return outer == null ? script.places().at(word.offset()) : outer;
  }

  private static boolean isLocal(Word word) {
    String text = word.text();
    return text.contains("localhost:")
        || text.contains("127.0.0.1")
        || text.startsWith("localhost/")
        || text.contains("kind-registry");
  }

  static Set<Found.Mark> marks(Row row) {
    Set<Found.Mark> marks = EnumSet.noneOf(Found.Mark.class);
    if (row.effects().contains("MAKES_CLUSTER")) {
      marks.add(Found.Mark.MAKES_CLUSTER);
    }
    if (row.effects().contains("PUSHES")) {
      marks.add(Found.Mark.PUSHES);
    }
    if (row.has("cluster")) {
      marks.add(Found.Mark.NEEDS_CLUSTER);
    }
    if (row.has("gitops")) {
      marks.add(Found.Mark.NEEDS_PUSH);
    }
    return marks;
  }
}
