package dev.sluice.engine.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/// Several who write to one file at the same time.
@Timeout(60)
class GroupsTest {
  private static final Duration ENOUGH = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private final AtomicInteger commits = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  /// What each writer got: its result, or the message of its exception.
  private final List<String> answers = Collections.synchronizedList(new ArrayList<>());

  private SqliteDatabase database;

  @BeforeEach
  void open() throws SQLException {
    Path file = directory.resolve("groups.db");
    Jdbi writing = Sqlite.jdbi(file, SQLiteConfig.TransactionMode.IMMEDIATE);
    Jdbi reading = Sqlite.jdbi(file, SQLiteConfig.TransactionMode.DEFERRED);
    Handle writer = writing.open();
    writer.execute("create table thing (name text not null primary key)");
    writer.execute(
        """
        create table part (of text references thing (name) deferrable initially deferred)\
        """);
    writer
        .getConnection()
        .unwrap(SQLiteConnection.class)
        .addCommitListener(
            new SQLiteCommitListener() {
              @Override
              public void onCommit() {
                commits.incrementAndGet();
              }

              @Override
              public void onRollback() {
                // nothing is counted
              }
            });
    database = new SqliteDatabase(file, writing, reading, writer);
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(ENOUGH)).isTrue();
    }
    database.close();
  }

  private static int insert(Handle handle, String name) {
    return handle.execute("insert into thing (name) values (?)", name);
  }

  private List<String> things() {
    return database.read(
        h -> h.select("select name from thing order by rowid").mapTo(String.class).list());
  }

  private void requireGoesOn() {
    int written = database.write(h -> insert(h, "after"));
    assertThat(written).isEqualTo(1);
    assertThat(things()).contains("after");
  }

  /// How many commits it takes when nobody else writes.
  private int alone() {
    int before = commits.get();
    database.write(h -> insert(h, "alone"));
    return commits.getAndSet(0) - before;
  }

  private Thread begin(Runnable work) {
    Thread thread = Thread.ofVirtual().name("writer-" + threads.size()).start(work);
    threads.add(thread);
    return thread;
  }

  private void write(String name, Consumer<Handle> work) {
    try {
      answers.add(
          database.write(h -> {
            work.accept(h);
            return name;
          }));
    } catch (RuntimeException e) {
      answers.add(name + ": " + e.getMessage());
    }
  }

  /// Has some begin to write, one after the other, while one writes and until all of them wait.
  private void together(List<Runnable> writers) throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    begin(() ->
        write(
            "first",
            h -> {
              insert(h, "first");
              writing.countDown();
              await(goOn);
            }));
    await(writing);
    for (Runnable writer : writers) {
      Thread thread = begin(writer);
      while (thread.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
    }
    goOn.countDown();
    for (Thread thread : threads) {
      assertThat(thread.join(ENOUGH)).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Runnable> writers(int many) {
    return IntStream.range(0, many)
        .<Runnable>mapToObj(i -> () -> write("w" + i, h -> insert(h, "w" + i)))
        .toList();
  }

  @Test
  void thoseWhoWaitAreKeptWithOneCommit() throws Exception {
    int alone = alone();
    together(writers(10));
    assertThat(commits.get()).as("the first, and the ten others").isEqualTo(2 * alone);
    assertThat(things())
        .isEqualTo(
            List.of("alone", "first", "w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9"));
    assertThat(answers).hasSize(11).contains("first", "w0", "w9");
  }

  @Test
  void aGroupIsNotLargerThanItMayBe() throws Exception {
    int alone = alone();
    together(writers(2 * Groups.MOST + 1));
    assertThat(commits.get()).isEqualTo(4 * alone);
    assertThat(things()).hasSize(2 * Groups.MOST + 3);
  }

  @Test
  void oneThatThrowsIsUndoneAlone() throws Exception {
    List<Runnable> writers = new ArrayList<>(writers(3));
    writers.add(
        1,
        () ->
            write(
                "bad",
                h -> {
                  insert(h, "bad");
                  throw new IllegalArgumentException("mine");
                }));
    writers.add(2, () -> write("twice", h -> insert(h, insert(h, "half") + "" + insert(h, "w0"))));
    int alone = alone();
    together(writers);
    assertThat(commits.get()).isEqualTo(2 * alone);
    assertThat(things()).isEqualTo(List.of("alone", "first", "w0", "w1", "w2"));
    assertThat(answers).contains("bad: mine", "w0", "w1", "w2");
    assertThat(answers).anySatisfy(a -> assertThat(a).startsWith("twice: ").contains("UNIQUE"));
  }

  @Test
  void aCommitThatFailsFailsForAll() throws Exception {
    List<Runnable> writers = new ArrayList<>(writers(3));
    writers.add(
        1, () -> write("orphan", h -> h.execute("insert into part (of) values ('nothing')")));
    together(writers);
    assertThat(things()).isEqualTo(List.of("first"));
    assertThat(answers).hasSize(5).contains("first");
    assertThat(answers)
        .filteredOn(a -> !a.equals("first"))
        .allSatisfy(a -> assertThat(a).contains("FOREIGN KEY"));
    requireGoesOn();
  }

  @Test
  void aTransactionThatEndedBeforeItsTimeFailsForAll() throws Exception {
    List<Runnable> writers = new ArrayList<>(writers(3));
    // As SQLite does by itself when the disk is full.
    writers.add(
        1,
        () ->
            write(
                "full",
                h -> {
                  h.execute("rollback");
                  throw new IllegalStateException("full");
                }));
    together(writers);
    assertThat(things()).isEqualTo(List.of("first"));
    assertThat(answers).hasSize(5).doesNotContain("w0", "w1", "w2");
    requireGoesOn();
  }

  @Test
  void whoIsInterruptedStillHearsWhatCameOfIt() throws Exception {
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    Runnable writer =
        () -> {
          write("patient", h -> insert(h, "patient"));
          interrupted.add(Thread.currentThread().isInterrupted());
        };
    Runnable interrupter = () -> threads.get(1).interrupt();
    together(
        List.of(
            writer,
            () -> {
              interrupter.run();
              write("other", h -> insert(h, "other"));
            }));
    assertThat(answers).containsExactlyInAnyOrder("first", "patient", "other");
    assertThat(interrupted).containsExactly(true);
  }

  @Test
  void aTransactionWithinAnotherIsRefused() {
    assertThatThrownBy(() -> database.write(h -> database.write(g -> insert(g, "inner"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(things()).isEmpty();
    requireGoesOn();
  }

  @Test
  void thoseWhoWaitWhenItIsClosedAreRefused() throws Exception {
    List<Runnable> writers = new ArrayList<>(writers(2));
    writers.add(database::close);
    together(writers);
    assertThat(answers).hasSize(3).contains("first");
    assertThat(answers)
        .filteredOn(a -> !a.equals("first"))
        .allSatisfy(a -> assertThat(a).contains("it was closed"));
  }

  @Test
  void manyWritersLoseNothingAndCommitLessOftenThanTheyWrite() throws Exception {
    int alone = alone();
    for (int i = 0; i < 16; i++) {
      int writer = i;
      begin(() -> {
        for (int n = 0; n < 20; n++) {
          String name = writer + "-" + n;
          boolean fails = n % 5 == 4;
          write(
              name,
              h -> {
                insert(h, name);
                if (fails) {
                  throw new IllegalArgumentException("no");
                }
              });
        }
      });
    }
    for (Thread thread : threads) {
      assertThat(thread.join(ENOUGH)).isTrue();
    }
    List<String> kept = answers.stream().filter(a -> !a.endsWith(": no")).toList();
    assertThat(kept).hasSize(16 * 16).doesNotHaveDuplicates();
    assertThat(things()).hasSize(16 * 16 + 1).containsAll(kept);
    for (int i = 0; i < 16; i++) {
      String mine = i + "-";
      assertThat(things().stream().filter(t -> t.startsWith(mine)))
          .as("in the order of the writer")
          .isEqualTo(
              IntStream.range(0, 20).filter(n -> n % 5 != 4).mapToObj(n -> mine + n).toList());
    }
    assertThat(commits.get()).isLessThan(16 * 20 * alone);
  }
}
