package dev.sluice.flow.decision;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.signal.Signals;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A decision table: every row whose signal holds speaks, and their choices combine.
public enum DecisionTable {
  DEPLOYMENT_STRATEGY("deployment-strategy"),
  IAC_GOVERNANCE("iac-governance");

  private final String id;

  DecisionTable(String id) {
    this.id = id;
  }

  /// Stable name in files and output.
  public String id() {
    return id;
  }

  /// The rows, in order. They are data of the product, read once from its own resources.
  public List<Row> rows() {
    return Loaded.ROWS.getOrDefault(this, List.of());
  }

  /// Every table, read when the first one is asked for.
  private static final class Loaded {
    private static final Map<DecisionTable, List<Row>> ROWS =
        Stream.of(values()).collect(Collectors.toMap(Function.identity(), DecisionTable::read));
  }

  private List<Row> read() {
    String file = id + ".yaml";
    try (InputStream in = DecisionTable.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      return YamlReader.read(file, bytes).documents().getFirst().items().stream()
          .map(DecisionTable::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the table says for a delivery.
  public List<Choice> choices(Delivery delivery, Signals signals) {
    return rows().stream()
        .flatMap(row ->
            row.match(signals).stream().map(s -> new Choice(row, s, decision(delivery, row))))
        .toList();
  }

  private @Nullable Decision decision(Delivery delivery, Row row) {
    return delivery.decisions().stream()
        .filter(d -> d.table().equals(id) && d.choose().equals(row.alternative()))
        .findFirst()
        .orElse(null);
  }

  private static Row row(Yaml node) {
    Yaml.Entry when = node.entries("when").getFirst();
    return new Row(
        when.name(),
        ((Yaml.Scalar) when.value()).text(),
        text(node, "signal"),
        text(node, "choose"),
        text(node, "alternative"),
        text(node, "tradeOff"));
  }

  private static String text(Yaml node, String key) {
    return Objects.requireNonNull(node.string(key), key);
  }
}
