package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `on`: one event, a list of events, or a mapping of events to their filters.
final class Triggers {
  private Triggers() {}

  static List<Trigger> of(Yaml workflow) {
    List<Trigger> triggers = new ArrayList<>();
    Yaml on = workflow.get("on");
    switch (on) {
      case null -> {}
      case Yaml.Mapping mapping -> mapping.entries().forEach(entry -> read(entry, triggers));
      case Yaml.Sequence sequence ->
          workflow
              .texts("on")
              .forEach(event -> triggers.add(bare(event.source(), event.value(), null)));
      case Yaml.Scalar scalar ->
          workflow
              .texts("on")
              .forEach(event -> triggers.add(bare(event.source(), event.value(), null)));
    }
    return triggers;
  }

  private static void read(Yaml.Entry entry, List<Trigger> into) {
    Yaml filters = entry.value();
    if (entry.name().equals("schedule") && !filters.items().isEmpty()) {
      for (Yaml item : filters.items()) {
        item.text("cron")
            .ifPresent(cron -> into.add(bare(cron.source(), "schedule", cron.value())));
      }
      return;
    }
    into.add(
        new Trigger(
            entry.key().source(),
            entry.name(),
            strings(filters, "branches"),
            strings(filters, "branches-ignore"),
            strings(filters, "tags"),
            filters.texts("paths").toList(),
            filters.texts("paths-ignore").toList(),
            strings(filters, "types"),
            strings(filters, "workflows"),
            null));
  }

  private static Trigger bare(Source source, String event, @Nullable String cron) {
    return new Trigger(
        source, event, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        cron);
  }

  private static List<String> strings(Yaml node, String key) {
    return node.texts(key).map(Text::value).toList();
  }
}
