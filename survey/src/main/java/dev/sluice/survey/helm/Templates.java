package dev.sluice.survey.helm;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Sink;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.ObjectReader;
import dev.sluice.survey.kubernetes.Placed;
import dev.sluice.survey.kubernetes.ReplacedImages;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Says what charts deploy: rendered where `helm` is at hand, else the images that their files
/// name, with a note of what that leaves unseen. Safe for use by many threads.
final class Templates {
  private final @Nullable Helm helm;
  private final Tree tree;
  private final Sink sink;
  private final List<ObjectReader> readers = ObjectReader.all();
  private final Set<Chart> noted = ConcurrentHashMap.newKeySet();

  /// @param helm null when there is none
  Templates(@Nullable Helm helm, Tree tree, Sink sink) {
    this.helm = helm;
    this.tree = tree;
    this.sink = sink;
  }

  /// Adds what a chart with certain values deploys.
  ///
  /// @param values laid over the chart's defaults, or null for the defaults alone
  /// @param named the images that the chart's files name, at their places
  void release(
      Chart chart,
      @Nullable TreeFile values,
      @Nullable String environment,
      List<Deployment> named) {
    if (helm == null) {
      named.forEach(sink::add);
      note(
          chart,
          "its templates have to be rendered, and helm is not on the PATH",
          "run this where helm is on the PATH");
      return;
    }
    try {
      facts(helm.render(chart, tree, values), environment, named).forEach(sink::add);
    } catch (IOException e) {
      named.forEach(sink::add);
      note(
          chart,
          String.valueOf(e.getMessage()),
          "mend what `helm template` says about " + chart.directory());
    }
  }

  private Set<Fact> facts(
      List<KubeObject> objects, @Nullable String environment, List<Deployment> named) {
    Map<String, Source> places = new HashMap<>();
    named.forEach(d -> places.putIfAbsent(d.image().toString(), d.source()));
    Set<Fact> facts = new LinkedHashSet<>();
    for (KubeObject object : objects) {
      Placed placed = new Placed(object, "helm", environment, new ReplacedImages(Map.of()));
      readers.stream()
          .flatMap(reader -> reader.facts(placed))
          .map(fact -> fact instanceof Deployment d ? at(d, places) : fact)
          .forEach(facts::add);
    }
    return facts;
  }

  /// A rendered image stands where the values or the template name it.
  private static Deployment at(Deployment d, Map<String, Source> places) {
    Source place = places.getOrDefault(d.image().toString(), d.source());
    return new Deployment(
        place, d.tool(), d.workload(), d.container(), d.image(), d.environment(), d.unresolved());
  }

  private void note(Chart chart, String why, String fix) {
    Set<Class<? extends Fact>> hidden = Hidden.in(chart);
    if (!hidden.isEmpty() && noted.add(chart)) {
      sink.unreadable(chart.file().source(), why, hidden, fix);
    }
  }
}
