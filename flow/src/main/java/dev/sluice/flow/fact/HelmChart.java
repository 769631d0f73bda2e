package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Helm chart that runs something.
///
/// @param directory relative to the root; `.` for the root
/// @param helpers names of the templates that it defines, `storefront.fullname` say
/// @param workloads its templates that make Deployments, StatefulSets or Rollouts, with the helper
///   that names each and the one that selects its pods
/// @param kinds the kinds of objects that its templates write out
/// @param replicas the value that sets the number of replicas, `replicaCount` say, or null
public record HelmChart(
    Source source,
    String name,
    String directory,
    List<String> helpers,
    List<Template> workloads,
    List<String> kinds,
    @Nullable String replicas)
    implements Fact {
  public HelmChart {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(directory, "directory");
    helpers = List.copyOf(helpers);
    workloads = List.copyOf(workloads);
    kinds = List.copyOf(kinds);
  }

  /// A template that makes one workload.
  ///
  /// @param file path of the template
  /// @param name helper that gives its name, or null when something else does
  /// @param selector helper that gives the labels of its pods, or null when something else does
  public record Template(
      String file, String kind, @Nullable String name, @Nullable String selector) {
    public Template {
      requireNonNull(file, "file");
      requireNonNull(kind, "kind");
    }
  }
}
