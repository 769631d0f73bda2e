package dev.sluice.engine.store.sql;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The targets of services in environments: who steers them, and the number of their last order.
final class Targets {
  private final Handle handle;

  Targets(Handle handle) {
    this.handle = handle;
  }

  /// Gives a target to a run.
  ///
  /// @return the run that has it, which is another one when it was not given
  String occupy(String service, String environment, String run) {
    touch(service, environment, 0);
    handle.execute(
        "update target set run = ? where service = ? and environment = ? and run is null",
        run,
        service,
        environment);
    return handle
        .select(
            "select run from target where service = ? and environment = ?", service, environment)
        .mapTo(String.class)
        .one();
  }

  /// Takes away all that a run has.
  void leave(String run) {
    handle.execute("update target set run = null where run = ?", run);
  }

  /// Numbers that have been reached; a number never falls.
  void reach(String environment, Map<String, Long> generations) {
    generations.forEach((service, generation) -> touch(service, environment, generation));
  }

  private void touch(String service, String environment, long generation) {
    handle.execute(
        """
        insert into target (service, environment, generation) values (?, ?, ?)
        on conflict (service, environment) do update set generation = excluded.generation
        where target.generation < excluded.generation\
        """,
        service,
        environment,
        generation);
  }

  long generation(String service, String environment) {
    return handle
        .select(
            "select generation from target where service = ? and environment = ?",
            service,
            environment)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }
}
