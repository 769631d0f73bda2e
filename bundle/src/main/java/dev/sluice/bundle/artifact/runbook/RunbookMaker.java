package dev.sluice.bundle.artifact.runbook;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.prometheus.PlatformRules;
import dev.sluice.bundle.artifact.prometheus.ReleaseAlerts;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Runbook;
import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a runbook for each alert that has none, and one for the rollback.
@AutoService(Maker.class)
public final class RunbookMaker implements Maker {
  private static final String CRITERION = "operations.runbooks";
  private static final String ROLLBACK = "rollback";

  @Override
  public List<Artifact> make(Material material) {
    if (!material.lacks(CRITERION) && !material.lacks("operations.alerts")) {
      return List.of();
    }
    Service service = Service.of(material);
    Set<String> there =
        material.facts().of(Runbook.class).stream()
            .map(r -> r.source().file())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Page page = new Page(service, material, rollback(material, service, there));
    List<Artifact> made = new ArrayList<>();
    alerts(material, service)
        .forEach((path, alerts) -> {
          if (!there.contains(path)) {
            made.add(artifact(path, page.of(path, alerts), "What to do on " + names(alerts) + "."));
          }
        });
    if (!there.contains(page.rollback()) && there.stream().noneMatch(RunbookMaker::isRollback)) {
      made.add(
          artifact(page.rollback(), page.rollbackPage(), "How to go back to the version before."));
    }
    return made;
  }

  private static Artifact artifact(String path, String text, String purpose) {
    return new Artifact(path, header(purpose) + text, purpose, CRITERION);
  }

  /// A comment that pages do not show.
  private static String header(String purpose) {
    return "<!-- "
        + purpose
        + " Serves "
        + CRITERION
        + "; made by `sluice bundle`, yours to change. -->\n";
  }

  private static boolean isRollback(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace("-", "").contains(ROLLBACK);
  }

  private static String names(List<Page.Entry> alerts) {
    return String.join(", ", alerts.stream().map(Page.Entry::name).toList());
  }

  private static String rollback(Material material, Service service, Set<String> there) {
    Operations operations = material.delivery().operations();
    List<Operations.RunbookRef> refs = operations == null ? List.of() : operations.runbooks();
    return refs.stream()
        .filter(r -> r.covers().contains(ROLLBACK) && isDocument(r.path()))
        .map(r -> service.path(bare(r.path())))
        .findFirst()
        .or(() -> there.stream().filter(RunbookMaker::isRollback).findFirst())
        .orElse(Service.in(directory(material, service), "rollback.md"));
  }

  private static String directory(Material material, Service service) {
    List<Runbook> own =
        material.facts().of(Runbook.class).stream()
            .filter(r -> Service.parent(r.source().file()).endsWith("books"))
            .toList();
    return Service.directory(own, service.path("docs/runbooks"));
  }

  /// Alerts by the file that is to tell what to do: those that are made, those that are declared,
  /// and those whose link leads nowhere.
  private static Map<String, List<Page.Entry>> alerts(Material material, Service service) {
    Map<String, List<Page.Entry>> byPath = new LinkedHashMap<>();
    Stream.concat(
            ReleaseAlerts.of(material).alerts().stream(),
            PlatformRules.of(material).alerts().stream())
        .forEach(alert -> add(byPath, alert.runbook(), Page.Entry.of(alert)));
    Operations operations = material.delivery().operations();
    List<Operations.Alert> declared = operations == null ? List.of() : operations.alerts();
    declared.forEach(alert -> {
      String path = runbook(alert, operations);
      if (path != null) {
        add(byPath, service.path(path), Page.Entry.of(alert));
      }
    });
    Set<Source> broken =
        material.facts().of(RunbookLink.class).stream()
            .filter(link -> Boolean.FALSE.equals(link.found()))
            .map(RunbookLink::source)
            .collect(Collectors.toSet());
    for (AlertRule rule : material.facts().of(AlertRule.class)) {
      Text link = rule.runbook();
      if (link != null && broken.contains(link.source())) {
        add(byPath, link.value(), Page.Entry.of(rule));
      }
    }
    return byPath;
  }

  private static @Nullable String runbook(Operations.Alert alert, @Nullable Operations operations) {
    String own = alert.runbook();
    if (own != null || operations == null) {
      return own;
    }
    return operations.runbooks().stream()
        .filter(r -> r.covers().contains(alert.name()))
        .map(Operations.RunbookRef::path)
        .findFirst()
        .orElse(null);
  }

  private static void add(Map<String, List<Page.Entry>> byPath, String link, Page.Entry entry) {
    String path = bare(link);
    if (!isDocument(path)) {
      return;
    }
    List<Page.Entry> entries = byPath.computeIfAbsent(path, p -> new ArrayList<>());
    if (entries.stream().noneMatch(e -> e.name().equals(entry.name()))) {
      entries.add(entry);
    }
  }

  private static String bare(String link) {
    String path = link.contains("#") ? link.substring(0, link.indexOf('#')) : link;
    return path.startsWith("/") || path.startsWith("./")
        ? path.substring(path.indexOf('/') + 1)
        : path;
  }

  private static boolean isDocument(String path) {
    return path.endsWith(".md") && !path.contains("://") && !("/" + path).contains("/../");
  }
}
