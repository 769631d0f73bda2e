package dev.sluice.flow.intake;

import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was answered so far, by the id of the question; kept in a file of one line for each.
public record Answers(Map<String, String> values) {
  /// Nothing yet.
  public static final Answers NONE = new Answers(Map.of());

  public Answers {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The same with one more.
  public Answers with(String question, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(question, value);
    return new Answers(more);
  }

  /// The answer to a question.
  public Optional<String> of(String question) {
    return Optional.ofNullable(values.get(question));
  }

  /// The text of a file that [#read] takes.
  public String text() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + Words.text(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /// What came out of reading a file of answers.
  ///
  /// @param problems what is wrong with it; empty when it can be used
  public record Read(Answers answers, List<Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /// Reads a file of answers: a mapping from question to answer. A list is an answer of several
  /// words.
  ///
  /// @param file its name for messages
  public static Read read(String file, byte[] bytes) {
    YamlFile yaml = YamlReader.read(file, bytes);
    List<Problem> problems = new ArrayList<>(yaml.problems());
    Map<String, String> values = new LinkedHashMap<>();
    for (Yaml document : yaml.documents()) {
      if (!(document instanceof Yaml.Mapping)) {
        problems.add(
            problem(
                document.source(), "not-answers", "lines such as `cadence: weekly`", "no mapping"));
      }
      for (Yaml.Entry entry : document.entries()) {
        one(entry, values, problems);
      }
    }
    return new Read(new Answers(values), problems);
  }

  private static void one(Yaml.Entry entry, Map<String, String> values, List<Problem> problems) {
    Optional<Question> question = Question.of(entry.name());
    if (question.isEmpty()) {
      problems.add(
          problem(
              entry.key().source(),
              "unknown-question",
              "one of " + Question.ALL.stream().map(Question::id).collect(Collectors.joining(", ")),
              "'" + entry.name() + "'"));
      return;
    }
    String value =
        entry.value().texts().map(text -> text.value()).collect(Collectors.joining(", "));
    String refused = question.get().refuses(value);
    if (refused == null) {
      values.put(entry.name(), value);
    } else {
      problems.add(problem(entry.value().source(), "unknown-answer", refused, "'" + value + "'"));
    }
  }

  private static Problem problem(Source at, String id, String expected, String found) {
    return new Problem(at, id, expected, found, "correct the line, or remove it");
  }
}
