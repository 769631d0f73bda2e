package dev.sluice.engine.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// The statements of one connection, which are prepared once: the store has few texts, and SQLite
/// takes as long to read one as to do it. They end with their connection.
final class Prepared extends DefaultStatementBuilder {
  private final Map<String, PreparedStatement> idle = new HashMap<>();
  private final Map<Statement, String> used = new HashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement known = idle.remove(sql);
    PreparedStatement statement = known == null ? super.create(connection, sql, context) : known;
    used.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String unparsed, Statement statement)
      throws SQLException {
    String sql = used.remove(statement);
    if (sql == null || !(statement instanceof PreparedStatement done) || idle.containsKey(sql)) {
      super.close(connection, unparsed, statement);
      return;
    }
    done.clearParameters();
    idle.put(sql, done);
  }
}
