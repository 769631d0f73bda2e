package dev.sluice.bundle.artifact.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A dashboard of Grafana: two panels a row, over any data source of Prometheus.
///
/// @param panels in order
record DashboardJson(Service service, List<Panel> panels) {
  /// A panel.
  ///
  /// @param unit as Grafana calls it
  record Panel(String title, String query, String unit) {}

  private static final int SCHEMA = 39;
  private static final int WIDE = 12;
  private static final int HIGH = 8;

  String text(String description) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("title", service.name() + " delivery");
      json.writeStringProperty("uid", uid());
      json.writeStringProperty("description", description);
      json.writeNumberProperty("schemaVersion", SCHEMA);
      json.writeBooleanProperty("editable", true);
      json.writeStringProperty("refresh", "5m");
      json.writeObjectPropertyStart("time");
      json.writeStringProperty("from", "now-30d");
      json.writeStringProperty("to", "now");
      json.writeEndObject();
      source(json);
      json.writeArrayPropertyStart("panels");
      int index = 0;
      for (Panel panel : panels) {
        panel(json, index++, panel);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toString(UTF_8) + "\n";
  }

  /// At most 40 characters, as Grafana asks.
  private String uid() {
    String slug = service.slug();
    return (slug.length() > 31 ? slug.substring(0, 31) : slug) + "-delivery";
  }

  private static void source(JsonGenerator json) {
    json.writeObjectPropertyStart("templating");
    json.writeArrayPropertyStart("list");
    json.writeStartObject();
    json.writeStringProperty("name", "datasource");
    json.writeStringProperty("label", "Data source");
    json.writeStringProperty("type", "datasource");
    json.writeStringProperty("query", "prometheus");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void panel(JsonGenerator json, int index, Panel panel) {
    json.writeStartObject();
    json.writeNumberProperty("id", index + 1);
    json.writeStringProperty("title", panel.title());
    json.writeStringProperty("type", "timeseries");
    json.writeObjectPropertyStart("gridPos");
    json.writeNumberProperty("h", HIGH);
    json.writeNumberProperty("w", WIDE);
    json.writeNumberProperty("x", index % 2 * WIDE);
    json.writeNumberProperty("y", index / 2 * HIGH);
    json.writeEndObject();
    datasource(json);
    json.writeObjectPropertyStart("fieldConfig");
    json.writeObjectPropertyStart("defaults");
    json.writeStringProperty("unit", panel.unit());
    json.writeNumberProperty("min", 0);
    json.writeEndObject();
    json.writeArrayPropertyStart("overrides");
    json.writeEndArray();
    json.writeEndObject();
    json.writeArrayPropertyStart("targets");
    json.writeStartObject();
    json.writeStringProperty("refId", "A");
    datasource(json);
    json.writeStringProperty("expr", panel.query());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void datasource(JsonGenerator json) {
    json.writeObjectPropertyStart("datasource");
    json.writeStringProperty("type", "prometheus");
    json.writeStringProperty("uid", "${datasource}");
    json.writeEndObject();
  }
}
