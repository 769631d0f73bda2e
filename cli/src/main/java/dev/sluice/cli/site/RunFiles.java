package dev.sluice.cli.site;

import dev.sluice.engine.drive.Outside;
import dev.sluice.survey.run.RunReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Records of runs as files, which `sluice check` reads: `docs/runs.md` says their form.
public final class RunFiles {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private final Path directory;

  /// @param root directory of the delivery
  public RunFiles(Path root) {
    directory = root.resolve(RunReader.DIRECTORY);
  }

  /// Writes a record, whole or not at all.
  ///
  /// @param id names it; the same id gives the same file
  /// @return the file
  public Path write(String id, Outside.Evidence record) throws IOException {
    Files.createDirectories(directory);
    String name = DAY.format(record.at()) + "-" + record.kind() + "-" + id.replace('/', '-');
    Path file = directory.resolve(name + ".json");
    Path draft = directory.resolve("." + name + ".draft");
    Files.write(draft, json(record));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private static byte[] json(Outside.Evidence record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(pretty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("schema", "sluice.dev/run/v1");
      json.writeStringProperty("kind", record.kind());
      json.writeStringProperty("at", record.at().toString());
      json.writeStringProperty("service", record.service());
      String environment = record.environment();
      if (environment != null) {
        json.writeStringProperty("environment", environment);
      }
      json.writeBooleanProperty("succeeded", record.succeeded());
      json.writeStringProperty("summary", record.summary());
      json.writeObjectPropertyStart("values");
      for (Map.Entry<String, String> value : record.values().entrySet()) {
        json.writeStringProperty(value.getKey(), value.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static ObjectWriteContext pretty() {
    return new ObjectWriteContext.Base() {
      @Override
      public PrettyPrinter getPrettyPrinter() {
        return new DefaultPrettyPrinter();
      }
    };
  }
}
