package dev.sluice.flow.yaml;

import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads untrusted YAML (and JSON, which is YAML) into [Yaml] trees.
///
/// Bounded in size, depth and alias expansion, so that no file can exhaust memory or stack, nor
/// make a walk over the tree take long. Stateless.
public final class YamlReader {
  /// Files beyond this many bytes are refused: no hand-written file comes near.
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final int MAX_DEPTH = 100;
  private static final long MAX_ALIASED_NODES = 100_000;

  private YamlReader() {}

  /// Reads all documents of a file.
  ///
  /// @param file its name for messages, relative to the root
  public static YamlFile read(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return failed(
          new Problem(
              Source.of(file),
              "file-too-large",
              "a file of at most " + MAX_BYTES / 1024 / 1024 + " MB",
              bytes.length / 1024 / 1024 + " MB",
              "split the file"));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return failed(
          new Problem(
              firstInvalid(file, bytes),
              "not-utf-8",
              "text in UTF-8",
              "bytes that are not UTF-8",
              "save the file as UTF-8"));
    }
    return new Run(file, text.startsWith("\uFEFF") ? text.substring(1) : text).read();
  }

  private static YamlFile failed(Problem problem) {
    return new YamlFile(List.of(), List.of(problem), false);
  }

  private static Source firstInvalid(String file, byte[] bytes) {
    String lenient = new String(bytes, StandardCharsets.UTF_8);
    int bad = Math.max(0, lenient.indexOf('\uFFFD'));
    int line = 1 + (int) lenient.chars().limit(bad).filter(c -> c == '\n').count();
    return new Source(file, line, bad - lenient.lastIndexOf('\n', Math.max(0, bad - 1)));
  }

  /// One reading of one file.
  private static final class Run {
    private final String file;
    private final String text;
    private final Iterator<Event> events;
    private final List<Yaml> documents = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Yaml> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final IdentityHashMap<Yaml, Long> sizes = new IdentityHashMap<>();
    private final List<String> lines;
    private long aliased;

    Run(String file, String text) {
      this.file = file;
      this.text = text;
      this.lines = text.contains("|") ? text.lines().toList() : List.of();
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setCodePointLimit(MAX_BYTES)
              .setUseMarks(true)
              .build();
      this.events = new Parse(settings).parseString(text).iterator();
    }

    YamlFile read() {
      boolean complete = false;
      try {
        while (events.hasNext()) {
          Event event = events.next();
          switch (event.getEventId()) {
            case DocumentStart -> {
              anchors.clear();
              open.clear();
              document();
            }
            default -> {
              // stream start and end, document end, comments: nothing to keep
            }
          }
        }
        complete = true;
      } catch (Refused e) {
        problems.add(e.problem);
      } catch (MarkedYamlEngineException e) {
        problems.add(syntax(e));
      } catch (YamlEngineException e) {
        problems.add(
            new Problem(
                Source.of(file),
                "yaml-syntax",
                "YAML",
                oneLine(e.getMessage()),
                "correct the syntax"));
      }
      return new YamlFile(documents, problems, complete);
    }

    private void document() {
      Yaml node = node(events.next(), 0);
      if (!(node instanceof Yaml.Scalar scalar && scalar.isNull())) {
        documents.add(node);
      }
    }

    private Yaml node(Event event, int depth) {
      if (depth > MAX_DEPTH) {
        throw new Refused(
            new Problem(
                source(event),
                "yaml-depth",
                "at most " + MAX_DEPTH + " levels",
                "deeper nesting",
                "flatten the structure"));
      }
      if (event instanceof AliasEvent alias) {
        return alias(alias);
      }
      String anchor =
          event instanceof NodeEvent node
              ? node.getAnchor().map(Object::toString).orElse(null)
              : null;
      if (anchor != null) {
        open.add(anchor);
      }
      Yaml node =
          switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> sequence(start, depth);
            case MappingStartEvent start -> mapping(start, depth);
            default -> throw new IllegalStateException("unexpected event " + event.getEventId());
          };
      if (anchor != null) {
        open.remove(anchor);
        anchors.put(anchor, node);
      }
      return node;
    }

    private Yaml alias(AliasEvent alias) {
      String name = alias.getAlias().toString();
      Yaml target = anchors.get(name);
      if (target == null) {
        boolean cycle = open.contains(name);
        throw new Refused(
            new Problem(
                source(alias),
                cycle ? "yaml-cycle" : "yaml-alias",
                "an anchor defined before",
                cycle
                    ? "*" + name + " inside &" + name + " itself"
                    : "*" + name + " without an anchor",
                cycle ? "write the value out" : "define &" + name + " first"));
      }
      aliased += size(target);
      if (aliased > MAX_ALIASED_NODES) {
        throw new Refused(
            new Problem(
                source(alias),
                "yaml-bomb",
                "aliases that expand to at most " + MAX_ALIASED_NODES + " values",
                "more",
                "write the values out, or use fewer aliases"));
      }
      return target;
    }

    private long size(Yaml node) {
      return sizes.getOrDefault(node, 1L);
    }

    private Yaml.Scalar scalar(ScalarEvent event) {
      boolean literal = event.getScalarStyle() == ScalarStyle.LITERAL;
      Source at = source(event);
      return new Yaml.Scalar(
          at,
          event.getValue(),
          event.getScalarStyle() == ScalarStyle.PLAIN,
          literal ? at.line() + 1 : at.line(),
          literal ? indentBelow(at.line()) : 0);
    }

    /// Columns before the first written line below a block indicator.
    private int indentBelow(int line) {
      for (int i = line; i < lines.size(); i++) {
        String content = lines.get(i);
        if (!content.isBlank()) {
          return content.length() - content.stripLeading().length();
        }
      }
      return 0;
    }

    private Yaml sequence(SequenceStartEvent start, int depth) {
      List<Yaml> items = new ArrayList<>();
      long size = 1;
      for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
        Yaml item = node(e, depth + 1);
        size += size(item);
        items.add(item);
      }
      Yaml node = new Yaml.Sequence(source(start), items);
      sizes.put(node, size);
      return node;
    }

    private Yaml mapping(MappingStartEvent start, int depth) {
      List<Yaml.Entry> entries = new ArrayList<>();
      List<Yaml.Entry> merged = new ArrayList<>();
      Set<String> names = new HashSet<>();
      long size = 1;
      for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
        Yaml key = node(e, depth + 1);
        Yaml value = node(events.next(), depth + 1);
        size += size(key) + size(value);
        Yaml.Scalar name =
            key instanceof Yaml.Scalar scalar
                ? scalar
                : new Yaml.Scalar(key.source(), "?", false, 1, 0);
        if (name.plain() && name.text().equals("<<")) {
          merge(value, merged);
          continue;
        }
        if (!names.add(name.text())) {
          problems.add(
              new Problem(
                  name.source(),
                  "duplicate-key",
                  "each key once",
                  "`" + name.text() + "` a second time",
                  "remove one of the two"));
        }
        entries.add(new Yaml.Entry(name, value));
      }
      merged.stream().filter(e -> names.add(e.name())).forEach(entries::add);
      Yaml node = new Yaml.Mapping(source(start), entries);
      sizes.put(node, size);
      return node;
    }

    private static void merge(Yaml value, List<Yaml.Entry> into) {
      switch (value) {
        case Yaml.Mapping mapping -> into.addAll(mapping.entries());
        case Yaml.Sequence sequence ->
            sequence.items().forEach(item -> into.addAll(item.entries()));
        case Yaml.Scalar scalar -> {
          // a merge of nothing
        }
      }
    }

    private Problem syntax(MarkedYamlEngineException e) {
      Source at = e.getProblemMark().map(this::source).orElse(Source.of(file));
      boolean tab = e.getProblemMark().map(mark -> charAt(mark) == '\t').orElse(false);
      return tab
          ? new Problem(at, "yaml-tab", "spaces", "a tab", "indent with spaces")
          : new Problem(at, "yaml-syntax", "YAML", oneLine(e.getProblem()), "correct the syntax");
    }

    private int charAt(Mark mark) {
      int line = 0;
      int index = 0;
      while (line < mark.getLine()) {
        index = text.indexOf('\n', index) + 1;
        if (index == 0) {
          return -1;
        }
        line++;
      }
      index += mark.getColumn();
      return index < text.length() ? text.charAt(index) : -1;
    }

    private static String oneLine(@Nullable String message) {
      return message == null
          ? "something else"
          : message.lines().findFirst().orElse("something else");
    }

    private Source source(Event event) {
      Optional<Mark> mark = event.getStartMark();
      return mark.map(this::source).orElse(Source.of(file));
    }

    private Source source(Mark mark) {
      return new Source(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
  }

  /// Ends a reading; carries what was wrong.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Refused(Problem problem) {
      super(problem.toString(), null, false, false);
      this.problem = problem;
    }
  }
}
