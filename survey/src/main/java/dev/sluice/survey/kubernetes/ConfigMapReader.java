package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Fact;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the keys of config maps; their values are not kept.
@AutoService(ObjectReader.class)
public final class ConfigMapReader implements ObjectReader {
  @Override
  public Set<String> words() {
    return Set.of("ConfigMap");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    if (!object.kind().equals("ConfigMap") || !object.group().isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(
            object.node().entries("data").stream(), object.node().entries("binaryData").stream())
        .map(entry ->
            new ConfigKey(
                entry.key().source(),
                "ConfigMap/" + object.firstName(),
                entry.name(),
                placed.environment()));
  }
}
