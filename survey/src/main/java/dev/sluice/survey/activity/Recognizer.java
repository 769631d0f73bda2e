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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells what the commands of scripts do, and follows the scripts of the repository that they call.
/// What a called script does stands at the place of the call; what throws its failure away at its
/// own. Safe for use by many threads.
public final class Recognizer {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_SCRIPTS = 300;
  private static final List<String> LOCAL =
      List.of("localhost:", "localhost/", "127.0.0.1", "kind-registry", "ko.local", "kind.local");

  /// What these do can fail without anybody caring.
  private static final Set<Activity.Kind> PASSIVE =
      Set.of(Activity.Kind.PATH_FILTER, Activity.Kind.NOTIFY);

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
    run.script(script, Caller.none(remote));
    return run.found;
  }

  /// A command as it is looked at.
  ///
  /// @param words its own, or those of the command that it only runs
  private record Scene(List<Word> words, Command command, Script script, Caller caller) {
    Source source() {
      Source outer = caller.source();
      return outer == null ? script.places().at(words.getFirst().offset()) : outer;
    }

    Found found(Activity.Kind kind, String tool) {
      return new Found(
          new Activity(source(), kind, tool, null, caller.ignored(), caller.guard()), Set.of());
    }

    /// What throws away the failure of what was recognised.
    @Nullable Text ignored(Matcher.Hit hit) {
      Word softener = hit.softener();
      if (hit.kind() == null || PASSIVE.contains(hit.kind())) {
        return null;
      }
      if (softener != null) {
        return new Text(script.places().at(softener.offset()), softener.text());
      }
      return hit.harmless() == null || caller.ignored() != null
          ? caller.ignored()
          : new Text(script.places().at(words.getFirst().offset()), hit.harmless());
    }

    /// Whether it concerns only a registry that ends with the job.
    boolean local() {
      return Stream.concat(words.stream(), command.assignments().stream())
          .anyMatch(word -> LOCAL.stream().anyMatch(word.text()::contains));
    }
  }

  /// One recognition of one outermost script.
  private final class Run {
    private final List<Found> found = new ArrayList<>();
    private final Set<String> followed = new HashSet<>();
    private int scripts;

    void script(Script script, Caller caller) {
      if (caller.depth() > MAX_DEPTH || scripts++ > MAX_SCRIPTS) {
        return;
      }
      script.commands().stream()
          .filter(command -> !caller.rulesOut(command.guard(), script.text()))
          .forEach(command -> command(command, script, caller.around(command)));
    }

    private void command(Command command, Script script, Caller caller) {
      List<Word> words = command.words();
      for (int layer = 0; words != null && layer < MAX_DEPTH; layer++) {
        if (recognised(new Scene(words, command, script, caller))) {
          return;
        }
        words = Wrappers.inner(words);
      }
    }

    private boolean recognised(Scene scene) {
      if (scene.words().getFirst().text().isEmpty()) {
        return false;
      }
      boolean any = false;
      for (Matcher.Hit hit : Matcher.hits(scene.words())) {
        any |= add(hit, scene);
      }
      return any || text(scene) || called(scene);
    }

    private boolean add(Matcher.Hit hit, Scene scene) {
      Row row = hit.row();
      if (row.has("remote") && !scene.caller().remote()) {
        return false;
      }
      Activity.Kind kind = hit.kind();
      Text ignored = scene.ignored(hit);
      if (kind == null || (kind == Activity.Kind.PUBLISH && scene.local())) {
        found.add(new Found(null, marks(row)));
      } else if (!row.has("counts") || ignored == null) {
        Text guard = scene.caller().guard();
        found.add(
            new Found(
                new Activity(scene.source(), kind, hit.tool(), hit.target(), ignored, guard),
                marks(row)));
      }
      return true;
    }

    /// `bash -c '…'`, `ssh host '…'`, `bash <<EOF`.
    private boolean text(Scene scene) {
      Script outer = scene.script();
      ShellText inner = ShellText.of(scene.words(), scene.command(), outer.text());
      if (inner == null) {
        return false;
      }
      Places places =
          inner.start() < 0
              ? Places.fixed(scene.source())
              : offset -> outer.places().at(inner.start() + offset);
      String directory = inner.remote() ? null : scene.command().directory();
      script(
          new Script(inner.text(), places, inner.mode(), directory),
          scene.caller().inside(inner.remote()));
      return true;
    }

    private boolean called(Scene scene) {
      List<Word> words = scene.words();
      String directory = scene.command().directory();
      Callees.Called called = callees.of(words, directory);
      int before = found.size();
      List<String> arguments = Positions.behind(words);
      for (Recipe recipe : called.recipes()) {
        String key = recipe.script().places().at(0) + recipe.script().text();
        if (followed.add(key)) {
          script(
              recipe.script(),
              scene.caller().calling(scene.source(), recipe.ignored(), arguments, recipe.remote()));
          followed.remove(key);
        }
      }
      String program = Matcher.program(words.getFirst().text());
      for (String name : called.unresolved()) {
        Activity.Kind kind = Conventions.kind(name);
        if (kind != null) {
          found.add(scene.found(kind, program + " " + name));
        }
      }
      if (found.size() == before && callees.runsTestFile(words, directory)) {
        found.add(scene.found(Activity.Kind.TEST, words.getFirst().text()));
      }
      return found.size() > before;
    }
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
