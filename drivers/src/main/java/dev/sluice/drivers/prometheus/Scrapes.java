package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.prometheus.Series.Place;
import dev.sluice.drivers.prometheus.Series.Sample;
import dev.sluice.release.port.PortException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// When each target was scraped: as `up` says, or where there is no such series, as the samples
/// themselves do.
final class Scrapes {
  /// Targets that are still named one by one.
  private static final int NAMED = 200;

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

  private final Map<Place, Timeline> timelines;

  private Scrapes(Map<Place, Timeline> timelines) {
    this.timelines = timelines;
  }

  static Scrapes of(Api api, Collection<Series> all, long from, long to)
      throws PortException, InterruptedException {
    Map<Place, Timeline> timelines = new HashMap<>();
    Set<Place> places = new LinkedHashSet<>();
    all.forEach(series -> places.add(series.place()));
    if (places.stream().anyMatch(place -> !place.job().isEmpty())) {
      for (Series up : api.samples(up(places), from, to)) {
        if (places.contains(up.place())) {
          Timeline timeline = timelines.computeIfAbsent(up.place(), place -> new Timeline());
          up.samples().forEach(sample -> timeline.add(sample.at(), sample.value() == 1));
        }
      }
    }
    Set<Place> told = Set.copyOf(timelines.keySet());
    for (Series series : all) {
      if (!told.contains(series.place())) {
        Timeline timeline = timelines.computeIfAbsent(series.place(), place -> new Timeline());
        for (Sample sample : series.samples()) {
          timeline.add(sample.at(), true);
        }
      }
    }
    return new Scrapes(timelines);
  }

  private static String up(Set<Place> places) {
    Set<String> jobs = new TreeSet<>();
    Set<String> instances = new TreeSet<>();
    for (Place place : places) {
      jobs.add(SPECIAL.matcher(place.job()).replaceAll("\\\\$0"));
      instances.add(SPECIAL.matcher(place.instance()).replaceAll("\\\\$0"));
    }
    String named = instances.size() > NAMED ? "" : ",instance=~" + quoted(instances);
    return "up{job=~" + quoted(jobs) + named + "}";
  }

  private static String quoted(Set<String> values) {
    String either = String.join("|", values);
    return "\"" + either.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  Timeline of(Place place) {
    return requireNonNull(timelines.get(place), "every place has a timeline");
  }

  Collection<Timeline> all() {
    return timelines.values();
  }

  /// Longest usual time between two scrapes of a target; 0 when that is not known.
  long interval() {
    return timelines.values().stream().mapToLong(Timeline::interval).max().orElse(0);
  }

  /// Time without a scrape after which one is missing.
  long gap() {
    return timelines.values().stream().mapToLong(Timeline::gap).max().orElse(0);
  }

  /// When anything was scraped last.
  long newest() {
    return timelines.values().stream().mapToLong(Timeline::newest).max().orElse(0);
  }

  /// When anything was scraped first.
  long first() {
    return timelines.values().stream().mapToLong(Timeline::first).min().orElse(Long.MAX_VALUE);
  }
}
