package dev.sluice.engine.store.sql;

import static dev.sluice.engine.store.Some.T0;
import static dev.sluice.engine.store.Some.hold;
import static dev.sluice.engine.store.Some.release;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.StoreContract;
import dev.sluice.engine.store.StoreException;
import dev.sluice.release.hold.Barred;
import dev.sluice.release.hold.Hold;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest extends StoreContract {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("state").resolve("sluice.db");
  }

  @Override
  protected Store open() {
    return Sqlite.open(file());
  }

  private void execute(String sql) throws SQLException {
    execute(file(), sql);
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void onlyItsOwnerReadsIt() throws Exception {
    try (Store store = open()) {
      store.keep(release("v1"), T0, "ada", Map.of());
      assertThat(mode(directory.resolve("state"))).isEqualTo("rwx------");
      File[] files = directory.resolve("state").toFile().listFiles();
      assertThat(files)
          .hasSizeGreaterThan(1)
          .allSatisfy(f -> {
            assertThat(mode(f.toPath())).isEqualTo("rw-------");
          });
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aNewerSchemaIsRefused() throws Exception {
    execute(
        """
        insert into flyway_schema_history
          (installed_rank, version, description, type, script, installed_by, execution_time, success)
        values (99, '7', 'more', 'SQL', 'V7__more.sql', '', 0, 1)\
        """);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it is of version 7, and this sluice knows version 2 and older");
  }

  @Test
  void holdsOfAnOlderSchemaStay() throws Exception {
    Path older = directory.resolve("older.db");
    Flyway.configure(Sqlite.class.getClassLoader())
        .dataSource("jdbc:sqlite:" + older, "", "")
        .locations("classpath:dev/sluice/engine/store/sql/migration")
        .target("1")
        .load()
        .migrate();
    Hold old = hold("h1", release("v1"));
    Barred.OfRelease barred = (Barred.OfRelease) old.barred();
    execute(
        older,
        "insert into hold (id, seq, release, digests, since, why) values ('h1', 1, '"
            + barred.release().value()
            + "', '"
            + barred.digests().first().value()
            + "', "
            + Nanos.of(old.since())
            + ", '"
            + old.why()
            + "')");
    execute(older, "update counter set value = 1 where name = 'holds'");
    try (Store upToDate = Sqlite.open(older)) {
      assertThat(upToDate.holds().all()).containsExactly(old);
      upToDate.place(Hold.freeze("f1", "shop", "production", T0, "moved"));
      assertThat(upToDate.holds().all()).hasSize(2);
    }
  }

  @Test
  void theNewestMigrationIsTheVersionOfTheSchema() throws Exception {
    Path migrations = Path.of(requireNonNull(Sqlite.class.getResource("migration")).toURI());
    try (var files = Files.list(migrations)) {
      assertThat(files.map(f -> f.getFileName().toString().split("__", -1)[0]))
          .contains("V" + Schema.VERSION)
          .hasSize(Schema.VERSION);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Path other = directory.resolve("notes.txt");
    Files.writeString(other, "not a database, but long enough to look at\n".repeat(100));
    assertThatThrownBy(() -> Sqlite.open(other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("not a database");
    assertThat(Files.readString(other)).startsWith("not a database");
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefused() throws Exception {
    Path other = directory.resolve("other.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("create table theirs (id integer)");
    }
    assertThatThrownBy(() -> Sqlite.open(other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("other.db");
  }

  @Test
  void aReleaseThatWasTamperedWithIsAnError() throws Exception {
    try (Store store = open()) {
      store.keep(release("v1"), T0, "ada", Map.of());
      execute("update kept_release set canonical = replace(canonical, 'config v1', 'config v2')");
      assertThatThrownBy(() -> store.release(release("v1").id()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is another one");
      execute("update kept_release set canonical = 'nonsense'");
      assertThatThrownBy(() -> store.release(release("v1").id()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is none");
    }
  }

  @Test
  void aStoreThatIsClosedSaysSo() {
    Store store = open();
    store.close();
    store.close();
    assertThatThrownBy(store::holds)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }
}
