package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.Entry;
import dev.sluice.engine.store.Message;
import dev.sluice.engine.store.Outgoing;
import dev.sluice.engine.store.Pending;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What a run keeps in order: inputs, decisions, actions to perform, and messages.
final class Lists {
  private final Handle handle;

  Lists(Handle handle) {
    this.handle = handle;
  }

  /// Adds what a commit or an opening has.
  ///
  /// @param last greatest number of the run so far
  /// @return the greatest number with these
  long add(
      String run, long last, List<Entry> inputs, List<Entry> decisions, List<Outgoing> outgoing) {
    requireAscending(run, last, inputs.stream().map(Entry::seq).toList());
    requireAscending(run, last, decisions.stream().map(Entry::seq).toList());
    requireAscending(run, last, outgoing.stream().map(Outgoing::seq).toList());
    long greatest = last;
    for (Entry e : inputs) {
      String sql = "insert into input (run, seq, at, json) values (?, ?, ?, ?)";
      handle.execute(sql, run, e.seq(), Nanos.of(e.at()), e.json());
      greatest = Math.max(greatest, e.seq());
    }
    for (Entry e : decisions) {
      String sql = "insert into decision (run, seq, at, json) values (?, ?, ?, ?)";
      handle.execute(sql, run, e.seq(), Nanos.of(e.at()), e.json());
      greatest = Math.max(greatest, e.seq());
    }
    for (Outgoing o : outgoing) {
      String sql = "insert into outgoing (run, seq, json, attempts) values (?, ?, ?, 0)";
      handle.execute(sql, run, o.seq(), o.json());
      greatest = Math.max(greatest, o.seq());
    }
    return greatest;
  }

  private static void requireAscending(String run, long last, List<Long> numbers) {
    long before = last;
    for (long number : numbers) {
      if (number <= before) {
        throw new IllegalArgumentException(
            run + ": expected a number after " + before + ", but found " + number);
      }
      before = number;
    }
  }

  List<Entry> inputs(String run, long after, int limit) {
    return entries("input", run, after, limit);
  }

  List<Entry> decisions(String run, long after, int limit) {
    return entries("decision", run, after, limit);
  }

  private List<Entry> entries(String table, String run, long after, int limit) {
    return handle
        .select(
            "select seq, at, json from "
                + table
                + " where run = ? and seq > ? order by seq limit ?",
            run,
            after,
            limit)
        .map((row, context) ->
            new Entry(row.getLong("seq"), Nanos.in(row, "at"), row.getString("json")))
        .list();
  }

  List<Pending> outgoing(String run) {
    return handle
        .select(
            """
            select seq, json, attempts, why, next_at from outgoing
            where run = ? and done_at is null order by seq\
            """,
            run)
        .map((row, context) ->
            new Pending(
                new Outgoing(row.getLong("seq"), row.getString("json")),
                row.getInt("attempts"),
                row.getString("why"),
                Nanos.maybe(row, "next_at")))
        .list();
  }

  /// An action was performed.
  ///
  /// @return whether it wasn't before
  boolean done(String run, long seq, long at) {
    return 1
        == handle.execute(
            "update outgoing set done_at = ? where run = ? and seq = ? and done_at is null",
            at,
            run,
            seq);
  }

  /// An action was tried and failed.
  ///
  /// @return whether it is still to be performed
  boolean failed(String run, long seq, String why, long next) {
    return 1
        == handle.execute(
            """
            update outgoing set attempts = attempts + 1, why = ?, next_at = ?
            where run = ? and seq = ? and done_at is null\
            """,
            why,
            next,
            run,
            seq);
  }

  void send(String run, Message message) {
    handle.execute(
        "insert into message (run, seq, at, sent_by, json) values (?, ?, ?, ?, ?)",
        run,
        message.seq(),
        Nanos.of(message.at()),
        message.by(),
        message.json());
  }

  List<Message> messages(String run, long after) {
    return handle
        .select(
            """
            select seq, at, sent_by, json from message
            where run = ? and seq > ? order by seq\
            """,
            run,
            after)
        .map((row, context) ->
            new Message(
                row.getLong("seq"),
                Nanos.in(row, "at"),
                row.getString("sent_by"),
                row.getString("json")))
        .list();
  }
}
