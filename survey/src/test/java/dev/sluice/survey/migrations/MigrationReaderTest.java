package dev.sluice.survey.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationReaderTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE users; | drop table",
        "drop table if exists public.\"Users\" cascade; | drop table",
        "DROP MATERIALIZED VIEW v; | drop view",
        "ALTER TABLE t DROP COLUMN a; | drop column",
        "ALTER TABLE t ADD b int, DROP a; | drop column",
        "ALTER TABLE t DROP CONSTRAINT c, DROP PRIMARY KEY; | ",
        "ALTER TABLE t ALTER COLUMN a DROP NOT NULL; | ",
        "ALTER TABLE t ALTER COLUMN a DROP DEFAULT; | ",
        "ALTER TABLE t RENAME TO u; | rename table",
        "ALTER TABLE t RENAME COLUMN a TO b; | rename column",
        "ALTER TABLE t RENAME CONSTRAINT a TO b; | ",
        "ALTER TABLE `t` CHANGE `a` `b` INT; | rename column",
        "ALTER TABLE t CHANGE COLUMN a a BIGINT; | ",
        "RENAME TABLE a TO b; | rename table",
        "ALTER TABLE t ALTER COLUMN a SET NOT NULL; | set not null",
        "ALTER TABLE t ALTER a SET DEFAULT 1, ALTER a SET NOT NULL; | ",
        "ALTER TABLE t ALTER COLUMN a TYPE uuid USING a::uuid; | change column type",
        "ALTER TABLE t ALTER COLUMN a TYPE text USING a::text; | ",
        "ALTER TABLE t ALTER COLUMN a TYPE varchar(255); | ",
        "ALTER TABLE t ADD COLUMN a int NOT NULL; | add required column",
        "ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 0; | ",
        "ALTER TABLE t ADD COLUMN a int; | ",
        "TRUNCATE TABLE t; | truncate",
        "DELETE FROM t; | delete without where",
        "DELETE FROM t WHERE id = 1; | ",
        "ALTER TYPE e RENAME VALUE 'a' TO 'b'; | rename enum value",
        "EXEC sp_rename 'a', 'b'; | rename",
        "CREATE TABLE t (a int); ALTER TABLE t ADD b int NOT NULL; DROP TABLE t; | ",
        "DROP VIEW v; CREATE VIEW v AS SELECT 1; | ",
        "CREATE TABLE n (a int); DROP TABLE t; ALTER TABLE n RENAME TO t; | ",
        "SELECT 'x; DROP TABLE t; '; | ",
        "SELECT 'it''s'; -- DROP TABLE t; | ",
        "/* /* nested */ DROP TABLE t; */ SELECT 1; | ",
        "CREATE FUNCTION f() RETURNS void AS $$ DROP TABLE t; $$ LANGUAGE sql; | ",
        "DO $$ BEGIN IF true THEN ALTER TABLE t DROP COLUMN a; END IF; END $$; | drop column",
        "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN DELETE FROM u; END; DROP INDEX i; | ",
        "INSERT INTO t VALUES ('{a'); DROP TABLE t; | drop table",
      })
  void findsWhatThePreviousVersionWouldMiss(String sql, String destructive) {
    List<Migration> found = read("db/migrations/001_x.sql", sql);
    assertThat(found).isNotEmpty();
    assertThat(found.getFirst().destructive()).isEqualTo(destructive);
  }

  @Test
  void placeIsTheStatements() {
    List<Migration> found =
        read("migrations/0007_x.up.sql", "-- why\nSELECT 1;\n\n  DROP TABLE a;\nDROP TABLE b;\n");
    assertThat(found)
        .map(m -> m.source() + " " + m.version() + " " + m.statement())
        .containsExactly(
            "migrations/0007_x.up.sql:4:3 0007 DROP TABLE a",
            "migrations/0007_x.up.sql:5:1 0007 DROP TABLE b");
  }

  @ParameterizedTest
  @CsvSource({
    "db/V1.2__x.sql, flyway, 1.2",
    "db/migration/V3__drop_old.sql, flyway, 3",
    "migrations/20240102030405_x/migration.sql, prisma, 20240102030405",
    "migrations/2024-01-02-030405_x/up.sql, sql, 2024-01-02-030405",
    "db/migrate/20240102030405_x.sql, sql, 20240102030405",
  })
  void knowsTheLayoutsOfTools(String file, String tool, String version) {
    assertThat(read(file, "DROP TABLE t;"))
        .singleElement()
        .satisfies(m -> assertThat(m.tool() + " " + m.version()).isEqualTo(tool + " " + version));
  }

  @ParameterizedTest
  @CsvSource({
    "migrations/1_x.down.sql",
    "db/U1__x.sql",
    "migrations/2024_x/down.sql",
    "migrations/rollback/001_x.sql",
    "sql/report.sql",
    "migrations/readme.sql",
    "src/2024_x.sql",
  })
  void leavesOutWhatUndoesAndWhatIsNoMigration(String file) {
    assertThat(read(file, "DROP TABLE t;")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-- migrate:up, -- migrate:down",
    "-- +goose Up, -- +goose Down",
    "-- +migrate Up, -- +migrate Down",
    "-- Up Migration, -- Down Migration",
    "# --- !Ups, # --- !Downs",
  })
  void partsThatUndoDoNotCount(String up, String down) {
    String sql = up + "\nCREATE TABLE t (a int);\n" + down + "\nDROP TABLE t2;\n";
    assertThat(read("migrations/1_x.sql", sql))
        .singleElement()
        .extracting(Migration::destructive)
        .isNull();
    String later = down + "\nDROP TABLE t2;\n" + up + "\nDROP TABLE t3;\n";
    assertThat(read("migrations/1_x.sql", later))
        .singleElement()
        .extracting(Migration::statement)
        .isEqualTo("DROP TABLE t3");
  }

  @Test
  void changesetsOfLiquibaseAreVersions() {
    String sql =
        """
        --liquibase formatted sql

        --changeset ann:1
        CREATE TABLE t (a int);
        --rollback DROP TABLE t;

        --changeset bob:2 labels:x
        ALTER TABLE u DROP COLUMN a
        """;
    assertThat(read("db/changelog.sql", sql))
        .singleElement()
        .satisfies(m -> {
          assertThat(m.tool() + " " + m.version()).isEqualTo("liquibase bob:2");
          assertThat(m.source().line()).isEqualTo(8);
        });
  }

  @Test
  void scriptsCountUpToTheirUndoing() {
    new Fixture(root)
        .file(
            "migrations/versions/0042_x.py",
            """
            def upgrade():
                op.drop_column("t", "a")

            def downgrade():
                op.drop_table("t")
            """)
        .file(
            "db/migrate/20240101000000_x.rb",
            """
            class X < ActiveRecord::Migration[7.0]
              def up
                remove_column :t, :a
              end
              def down
                drop_table :u
              end
            end
            """)
        .file(
            "app/migrations/0002_x.py",
            """
            class Migration(migrations.Migration):
                operations = [
                    migrations.RemoveField(model_name="t", name="a"),
                ]
            """)
        .file("app/migrations/__init__.py", "");
    assertThat(found())
        .map(m -> m.tool() + " " + m.version() + " " + m.destructive() + " " + m.source().line())
        .containsExactly(
            "django 0002 drop column 3",
            "rails 20240101000000 drop column 3",
            "alembic 0042_x drop column 2");
  }

  @Test
  void readsMigrationsOfEntityFramework() {
    String up =
        """
        using Microsoft.EntityFrameworkCore.Migrations;
        public partial class Slim : Migration {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.DropColumn(
                    name: "Nick", table: "Users");
                migrationBuilder.AddColumn<int>(name: "Age", table: "Users");
            }
            protected override void Down(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.DropColumn(name: "Age", table: "Users");
            }
        }
        """;

    new Fixture(root).file("src/Shop/Data/Migrations/20240101000000_Slim.Designer.cs", up);
    assertThat(read("src/Shop/Data/Migrations/20240101000000_Slim.cs", up))
        .singleElement()
        .satisfies(m -> {
          assertThat(m.tool()).isEqualTo("efcore");
          assertThat(m.destructive()).isEqualTo("drop column");
          assertThat(m.source().line()).isEqualTo(5);
        });
  }

  @Test
  void readsTheSqlThatScriptsRun() {
    new Fixture(root)
        .file(
            "migrations/versions/0043_x.py",
            """
            def upgrade():
                op.execute("ALTER TABLE t ADD a int")
                op.execute(
                    \"\"\"
                    UPDATE t SET b = 'DROP TABLE x';
                    ALTER TABLE t
                      DROP COLUMN b
                    \"\"\"
                )
                op.alter_column("t", "c",
                                new_column_name="d")
                op.alter_column("t", "e", nullable=False)
                op.add_column("t", sa.Column("f", sa.Integer(), nullable=False))
                op.add_column("t", sa.Column("g", sa.Integer(), nullable=False, server_default="0"))

            def downgrade():
                op.execute("DROP TABLE u")
            """)
        .file(
            "db/migrate/20240102000000_y.rb",
            """
            class Y < ActiveRecord::Migration[7.0]
              def up
                execute "DROP VIEW v"
                execute <<~SQL
                  DROP TABLE t;
                SQL
              end
              def down
                execute "DROP TABLE w"
              end
            end
            """)
        .file(
            "app/migrations/0003_x.py",
            """
            class Migration(migrations.Migration):
                operations = [
                    migrations.RunSQL(
                        ["CREATE TABLE n (a int)", "ALTER TABLE t RENAME COLUMN a TO b"],
                        reverse_sql="DROP TABLE n",
                    ),
                ]
            """);
    assertThat(found())
        .map(m -> m.source() + " " + m.destructive())
        .containsExactly(
            "app/migrations/0003_x.py:4:41 rename column",
            "db/migrate/20240102000000_y.rb:3:14 drop view",
            "db/migrate/20240102000000_y.rb:5:7 drop table",
            "migrations/versions/0043_x.py:6:9 drop column",
            "migrations/versions/0043_x.py:10:5 rename column",
            "migrations/versions/0043_x.py:12:5 set not null",
            "migrations/versions/0043_x.py:13:5 add required column");
  }

  @Test
  void readsChangelogsOfLiquibaseInEveryFormat() {
    new Fixture(root)
        .file(
            "src/main/resources/db/changelog/2024.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
              <changeSet id="1" author="ann">
                <createTable tableName="t"><column name="a" type="int"/></createTable>
                <dropColumn tableName="t" columnName="a"/>
                <rollback><dropTable tableName="t"/></rollback>
              </changeSet>
              <changeSet id="2" author="bob">
                <preConditions><tableExists tableName="u"/></preConditions>
                <dropColumn
                    tableName="u"
                    columnName="a"/>
                <sql>DROP TABLE v;</sql>
                <addColumn tableName="u">
                  <column name="b" type="int"><constraints nullable="false"/></column>
                </addColumn>
              </changeSet>
            </databaseChangeLog>
            """)
        .file(
            "db/changelog.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 3
                  author: eve
                  changes:
                    - renameColumn: {tableName: t, oldColumnName: a, newColumnName: b}
                    - sql: {sql: "DELETE FROM t"}
                  rollback:
                    - dropTable: {tableName: t}
            """)
        .file("db/other.xml", "<project><dropTable/></project>");
    assertThat(found())
        .map(m -> m.source() + " " + m.version() + " " + m.destructive())
        .containsExactly(
            "db/changelog.yaml:6:11 eve:3 rename column",
            "db/changelog.yaml:7:11 eve:3 delete without where",
            "src/main/resources/db/changelog/2024.xml:3:3 ann:1 null",
            "src/main/resources/db/changelog/2024.xml:10:5 bob:2 drop column",
            "src/main/resources/db/changelog/2024.xml:13:5 bob:2 drop table",
            "src/main/resources/db/changelog/2024.xml:14:5 bob:2 add required column");
  }

  @Test
  void entitiesOfAChangelogAreNeverFollowed() {
    Fixture fixture = new Fixture(root);
    fixture
        .file("secret.txt", "DROP TABLE stolen;")
        .file(
            "db/changelog/a.xml",
            """
            <?xml version="1.0"?>
            <!DOCTYPE databaseChangeLog [<!ENTITY x SYSTEM "../../secret.txt"><!ENTITY y "&z;&z;">]>
            <databaseChangeLog>
              <changeSet id="1" author="a"><sql>&x;</sql></changeSet>
            </databaseChangeLog>
            """)
        .file("db/changelog/b.xml", "<databaseChangeLog>" + "<a>".repeat(100_000))
        .file(
            "db/changelog/c.xml",
            "<databaseChangeLog><changeSet id='1' author='c'><dropTable tableName='t'/></changeSet></databaseChangeLog>");
    assertThat(found())
        .filteredOn(m -> m.destructive() != null)
        .map(m -> m.source().file())
        .containsExactly("db/changelog/c.xml");
    assertThat(fixture.read(new MigrationReader()).of(Unreadable.class))
        .map(u -> u.source().file())
        .contains("db/changelog/b.xml");
  }

  @Test
  void hostileTextTakesNoTime() {
    String text =
        "/*".repeat(100_000)
            + "'"
            + "$a$".repeat(50_001)
            + "(".repeat(100_000)
            + "\n#"
            + "[".repeat(10_000);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Sql.statements(text));
    String alters = "ALTER TABLE t ADD x int".repeat(1) + ", ADD x int DEFAULT (1)".repeat(20_000);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read("migrations/1_x.sql", alters));
    String words = "go ".repeat(200_000);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Sql.statements(words));
    String dollars = "$a".repeat(200_000);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Sql.statements(dollars));
  }

  private List<Migration> read(String file, String sql) {
    new Fixture(root).file(file, sql);
    return found();
  }

  private List<Migration> found() {
    return new Fixture(root).read(new MigrationReader()).of(Migration.class);
  }
}
