package dev.sluice.cli.bundle.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries out changes: all of them, or none.
///
/// Everything is made ready in the staging directory, then the journal is put there by a rename.
/// Before that rename nothing has happened; after it, each step is a rename too, and what is not
/// yet done is done by the next apply. A step that fails undoes those before it. A file that a
/// person has changed in between is neither overwritten nor put back.
final class Transaction {
  private static final int MAX_JOURNAL = 16 << 20;

  private final Guard guard;
  private final Staging staging;
  private final Disk disk;

  Transaction(Guard guard, Staging staging, Disk disk) {
    this.guard = guard;
    this.staging = staging;
    this.disk = disk;
  }

  /// Carries out changes.
  ///
  /// @return what to tell the user, one sentence each
  /// @throws RefusedException when they could not be; then all is as it was
  List<String> run(List<Change> changes) throws RefusedException {
    List<Step> steps = changes.stream().flatMap(change -> change.steps().stream()).toList();
    Journal journal = Journal.of(changes);
    try {
      for (int i = 0; i < steps.size(); i++) {
        stage(steps.get(i), i);
      }
      Path draft = staging.journal().resolveSibling("journal-draft");
      disk.write(draft, journal.text().getBytes(StandardCharsets.UTF_8));
      disk.move(draft, staging.journal());
      disk.sync(parent(staging.journal()));
    } catch (IOException e) {
      throw new RefusedException(List.of(reason(e)));
    }
    return left(journal, finish(journal));
  }

  private static List<String> left(Journal journal, Set<Integer> skipped) {
    Set<Integer> told = new HashSet<>();
    return journal.entries().stream()
        .filter(entry -> skipped.contains(entry.group()) && told.add(entry.group()))
        .map(entry -> entry.path() + ": was changed in between, and left as it is")
        .toList();
  }

  private void stage(Step step, int i) throws IOException {
    Path file = guard.resolve(step.path());
    Content before = step.before();
    if (before != null) {
      Content now = guard.read(step.path());
      if (!before.equals(now)) {
        throw new IOException(step.path() + ": was changed while sluice was at work");
      }
      disk.write(staging.old(i), before.bytes());
      Disk.copyMode(file, staging.old(i));
    }
    Content after = step.after();
    if (after != null) {
      disk.write(staging.fresh(i), after.bytes());
      if (before != null) {
        Disk.copyMode(file, staging.fresh(i));
      } else if (step.executable()) {
        Disk.makeExecutable(staging.fresh(i));
      }
    }
  }

  /// Completes what an interrupted apply had begun, or undoes it when that is not possible.
  ///
  /// @return what to tell the user, one sentence each
  /// @throws RefusedException when neither is possible
  List<String> recover() throws IOException, RefusedException {
    List<String> told = new ArrayList<>();
    if (staging.begun()) {
      Journal journal = journal();
      try {
        told.addAll(left(journal, finish(journal)));
        told.addFirst("an interrupted apply was completed");
      } catch (RefusedException e) {
        if (staging.begun()) {
          throw e;
        }
        told.add("an interrupted apply was undone: " + e.getMessage());
      }
    }
    staging.clear();
    return told;
  }

  private Journal journal() throws RefusedException {
    try (var in = Files.newInputStream(staging.journal(), LinkOption.NOFOLLOW_LINKS)) {
      Journal journal =
          Journal.parse(new String(in.readNBytes(MAX_JOURNAL), StandardCharsets.UTF_8));
      for (Journal.Entry entry : journal.entries()) {
        String why = guard.why(entry.path());
        if (why != null) {
          throw new RefusedException(List.of(entry.path() + ": " + why), true);
        }
      }
      return journal;
    } catch (IOException e) {
      throw new RefusedException(
          List.of(
              Staging.PATH
                  + "/journal: an interrupted apply left it, and it cannot be read; look at your"
                  + " files, then delete "
                  + Staging.PATH),
          true);
    }
  }

  /// Does what a journal says and is not yet done.
  ///
  /// @return the groups that a person was faster at
  /// @throws RefusedException when a step failed; then those before it are undone
  private Set<Integer> finish(Journal journal) throws RefusedException {
    Set<Integer> skipped = new HashSet<>();
    List<Path> created = new ArrayList<>();
    Set<Path> touched = new LinkedHashSet<>();
    try {
      for (int i = 0; i < journal.entries().size(); i++) {
        Journal.Entry entry = journal.entries().get(i);
        if (!skipped.contains(entry.group()) && !redo(entry, i, created)) {
          skipped.add(entry.group());
        }
        touched.add(parent(guard.resolve(entry.path())));
      }
    } catch (IOException e) {
      undo(journal, created, reason(e));
      throw new RefusedException(List.of(reason(e)));
    }
    touched.forEach(disk::sync);
    return skipped;
  }

  /// Carries out one step, unless it is done.
  ///
  /// @return false when something else stands there than the journal knows
  private boolean redo(Journal.Entry entry, int i, List<Path> created) throws IOException {
    String now = digest(entry.path());
    if (Objects.equals(now, entry.after())) {
      return true;
    }
    if (!Objects.equals(now, entry.before())) {
      return false;
    }
    Path file = guard.resolve(entry.path());
    if (entry.after() == null) {
      disk.delete(file);
      return true;
    }
    Path ready = staging.fresh(i);
    if (!Files.isRegularFile(ready, LinkOption.NOFOLLOW_LINKS)
        || !Content.of(Files.readAllBytes(ready)).sha256().equals(entry.after())) {
      throw new IOException(entry.path() + ": what was to be written is gone");
    }
    directories(parent(file), created);
    disk.move(ready, file);
    return true;
  }

  private void directories(Path directory, List<Path> created) throws IOException {
    if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
      directories(parent(directory), created);
      disk.directory(directory);
      created.add(directory);
    }
  }

  private void undo(Journal journal, List<Path> created, String why) throws RefusedException {
    try {
      for (int i = journal.entries().size() - 1; i >= 0; i--) {
        undo(journal.entries().get(i), i);
      }
      for (Path directory : created.reversed()) {
        if (Staging.isEmpty(directory)) {
          disk.delete(directory);
        }
      }
      staging.clear();
    } catch (IOException e) {
      throw new RefusedException(List.of(why, "not undone: " + reason(e)), true);
    }
  }

  /// Puts back what was there.
  private void undo(Journal.Entry entry, int i) throws IOException {
    String now = digest(entry.path());
    if (Objects.equals(now, entry.before()) || !Objects.equals(now, entry.after())) {
      return;
    }
    if (entry.before() == null) {
      disk.delete(guard.resolve(entry.path()));
    } else {
      disk.move(staging.old(i), guard.resolve(entry.path()));
    }
  }

  private @Nullable String digest(String path) throws IOException {
    String why = guard.why(path);
    if (why != null) {
      throw new IOException(path + ": " + why);
    }
    Content now = guard.read(path);
    return now == null ? null : now.sha256();
  }

  private Path parent(Path file) {
    return Objects.requireNonNullElse(file.getParent(), guard.root());
  }

  private static String reason(IOException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "no reason was given");
    return e instanceof AccessDeniedException ? message + ": may not be written to" : message;
  }
}
