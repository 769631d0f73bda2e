package dev.sluice.engine.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.store.Contender;
import dev.sluice.engine.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One file and several processes, which die.
class SqliteIT {
  /// How many are killed: `-Dsluice.kills=1000` for a long run. Of a few, a slow machine kills
  /// fewer.
  private static final int KILLS = Integer.getInteger("sluice.kills", 24);

  private static final int FEW = 100;

  private static final Duration ENOUGH = Duration.ofSeconds(15);

  @TempDir Path directory;

  @Test
  @Timeout(180)
  void processesThatContendForRunsLoseNothing() throws Exception {
    Path file = directory.resolve("sluice.db");
    // Both begin at once, so that both want to make it.
    try (Child one = new Child(file, "one", 3, 20, 2, 1);
        Child two = new Child(file, "two", 3, 20, 2, 1)) {
      List<String> kept = new ArrayList<>(one.lines(Duration.ofSeconds(60)));
      kept.addAll(two.lines(Duration.ofSeconds(60)));
      int lost = 0;
      for (String line : List.copyOf(kept)) {
        if (line.startsWith("lost ")) {
          lost += Integer.parseInt(line.substring(5));
          kept.remove(line);
        }
      }
      assertThat(kept).doesNotHaveDuplicates();
      assertThat(lost).as("commits of a stale holder").isPositive();
      try (Store store = Sqlite.open(file)) {
        assertThat(kept).hasSize(Contender.requireWhole(store, 3));
      }
    }
  }

  @Test
  @Timeout(600)
  void aProcessThatIsKilledLeavesWholeCommits() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Path file = directory.resolve("sluice.db");
    Instant began = Instant.now();
    int kept = 0;
    int kill = 0;
    for (; kill < KILLS && goesOn(kill, began); kill++) {
      try (Child child = new Child(file, "child-" + kill, 2, Integer.MAX_VALUE, 1, 1)) {
        int lines = random.nextInt(12);
        if (kill % 8 == 7) {
          // While it starts; the first time that may be while it makes the tables.
          Thread.sleep(random.nextInt(600));
          lines = 0;
        }
        int said = killAfter(lines, child, random);
        assertThat(integrity(file)).isEqualTo("ok");
        try (Store store = Sqlite.open(file)) {
          int whole = Contender.requireWhole(store, 2);
          // One may have been kept of which it could not tell any more.
          assertThat(whole).isBetween(kept + said, kept + said + 1);
          kept = whole;
        }
      }
    }
    System.out.printf("%d kills, %d commits, all whole%n", kill, kept);
  }

  /// Kills a process at any moment after it has committed so often.
  ///
  /// @return how many commits it has said were kept
  private static int killAfter(int lines, Child child, SplittableRandom random) throws Exception {
    int said = 0;
    for (; said < lines && !child.line().isEmpty(); said++) {
      // It has committed once more.
    }
    Thread.sleep(0, random.nextInt(999_999));
    return said + child.kill().size();
  }

  private static boolean goesOn(int kills, Instant began) {
    return kills < 4 || KILLS > FEW || Duration.between(began, Instant.now()).compareTo(ENOUGH) < 0;
  }

  @Test
  @Timeout(600)
  void whatAThreadSaidIsKeptWhenTheProcessIsKilledWhileSeveralWriteTogether() throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    Path file = directory.resolve("sluice.db");
    int threads = 8;
    int kept = 0;
    for (int kill = 0; kill < Math.min(KILLS, FEW) / 8; kill++) {
      try (Child child = new Child(file, "child-" + kill, threads, Integer.MAX_VALUE, 1, threads)) {
        int lines = 20 + random.nextInt(20);
        int said = killAfter(lines, child, random);
        assertThat(integrity(file)).isEqualTo("ok");
        try (Store store = Sqlite.open(file)) {
          int whole = Contender.requireWhole(store, threads);
          // Each may have been kept three times, the runs of one claim, before it could tell.
          assertThat(whole).isBetween(kept + said, kept + said + 3 * threads);
          kept = whole;
        }
      }
    }
  }

  @Test
  @Timeout(600)
  void aProcessThatIsKilledWhileItMakesTheStoreIsNoHindrance() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int kill = 0; kill < Math.min(KILLS, 4); kill++) {
      Path file = directory.resolve("state-" + kill).resolve("sluice.db");
      Files.createDirectories(file.getParent());
      try (Child child = new Child(file, "child", 1, Integer.MAX_VALUE, 1, 1)) {
        Thread.sleep(300 + random.nextInt(1500));
        child.kill();
      }
      try (Store store = Sqlite.open(file)) {
        assertThat(store.holdsVersion()).isNotNegative();
      }
    }
  }

  private static String integrity(Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma integrity_check")) {
      result.next();
      return result.getString(1);
    }
  }
}
