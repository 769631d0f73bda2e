package dev.sluice.drivers.process;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Mirror;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.release.unit.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The instances of all releases. For the caller to lock.
final class Crew {
  private static final int LOGS = 40;

  private final Map<ReleaseId, List<Instance>> instances = new TreeMap<>();
  private final Path logs;
  private final Instance.Works works;
  private int started;

  Crew(Path logs, Instance.Works works) {
    this.logs = logs;
    this.works = works;
  }

  /// Starts what is missing and lets go of what is too much: first those that aren't ready, then
  /// the newest. Nothing ends before [#end].
  void adjust(Told told) {
    instances.values().forEach(list -> list.removeIf(Instance::hasEnded));
    for (Map.Entry<ReleaseId, Told.Entry> entry : told.entries().entrySet()) {
      List<Instance> list = instances.computeIfAbsent(entry.getKey(), id -> new ArrayList<>());
      for (int missing = entry.getValue().replicas() - staying(list).size();
          missing > 0;
          missing--) {
        list.add(start(entry.getValue()));
      }
    }
    instances.forEach((id, list) -> shrink(list, replicas(told, id)));
    instances.values().removeIf(List::isEmpty);
  }

  private static int replicas(Told told, ReleaseId id) {
    Told.Entry entry = told.entries().get(id);
    return entry == null ? 0 : entry.replicas();
  }

  private static List<Instance> staying(List<Instance> list) {
    return list.stream().filter(instance -> !instance.isLeaving()).toList();
  }

  private static void shrink(List<Instance> list, int replicas) {
    List<Instance> going = new ArrayList<>(staying(list).reversed());
    going.sort(Comparator.comparing(instance -> instance.serving() != null));
    going.stream().limit(Math.max(0, going.size() - replicas)).forEach(Instance::leave);
  }

  private Instance start(Told.Entry entry) {
    String name = entry.release().id().brief() + "-" + ++started;
    Instance instance =
        new Instance(
            "sluice-instance-" + name,
            new Recipe(entry.release(), entry.settings()),
            entry.settings().readiness(),
            works,
            new BoundedLog(log(name)));
    instance.start();
    return instance;
  }

  private Path log(String name) {
    try {
      Files.createDirectories(logs);
      try (Stream<Path> files = Files.list(logs)) {
        List<Path> old = files.sorted(Comparator.comparingLong(Crew::changed).reversed()).toList();
        for (Path file : old.subList(Math.min(LOGS, old.size()), old.size())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return logs.resolve(name + ".log");
  }

  private static long changed(Path file) {
    return file.toFile().lastModified();
  }

  /// Lets those end that have left, now that nobody is told of them any more.
  void end() {
    instances.values().stream()
        .flatMap(List::stream)
        .filter(Instance::isLeaving)
        .forEach(Instance::end);
  }

  /// Ends all, in half of a time those that are busy; then without regard.
  void endAll(Duration patience) throws InterruptedException {
    List<Instance> all = instances.values().stream().flatMap(List::stream).toList();
    all.forEach(Instance::leave);
    all.forEach(Instance::end);
    long end = System.nanoTime() + patience.toNanos() / 2;
    for (Instance instance : all) {
      instance.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    all.forEach(Instance::hurry);
    for (Instance instance : all) {
      instance.await(patience);
    }
  }

  /// Who takes requests, as was told, and where.
  Shares shares(Told told) {
    SortedMap<ReleaseId, Portion> portions = new TreeMap<>();
    told.entries()
        .forEach((id, entry) -> portions.put(id, new Portion(entry.weight(), serving(id))));
    ReleaseId mirror = told.mirror();
    return new Shares(portions, mirror == null ? null : new Mirror(mirror, told.percent()));
  }

  /// The instances of a release that take requests.
  List<Address> serving(ReleaseId id) {
    return instances.getOrDefault(id, List.of()).stream()
        .map(Instance::serving)
        .filter(Objects::nonNull)
        .map(Crew::there)
        .toList();
  }

  private static Address there(@Nullable Address address) {
    return Objects.requireNonNull(address);
  }

  List<Messages.Instance> messages(ReleaseId id) {
    return instances.getOrDefault(id, List.of()).stream().map(Instance::message).toList();
  }
}
