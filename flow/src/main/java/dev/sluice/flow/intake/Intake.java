package dev.sluice.flow.intake;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.gate.Verdict;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Drafts the `delivery.yaml` of one repository, and says what is worth asking.
public final class Intake {
  private static final String FILE = "delivery.yaml";
  private static final int FEWEST_QUESTIONS = 4;
  private static final int MOST_QUESTIONS = 8;

  /// Criteria whose evidence is the drafted value itself, so that what enforces them is where the
  /// value was found.
  private static final Set<String> SHOWN_BY_EVIDENCE =
      Set.of(
          "artifact-flow.topology",
          "artifact-flow.promotion-path",
          "artifact-flow.immutability",
          "artifact-flow.build-once",
          "ci.least-privilege",
          "ci.reproducible-build",
          "ci.gate-order",
          "cd.strategy",
          "config.rollback",
          "iac.workflow");

  private final String name;
  private final Facts facts;
  private final @Nullable String existing;
  private final Delivery before;
  private final Instant at;
  private final Engine engine = new Engine(Criteria.all());
  private final DeliveryLoader loader = DeliveryLoader.standard();

  /// @param name what the delivery is called when no file says so
  /// @param facts what was seen
  /// @param existing the text of a sound `delivery.yaml`, or null when there is none
  /// @param at the instant that days are counted from
  /// @throws IllegalArgumentException when the existing text is not sound
  public Intake(String name, Facts facts, @Nullable String existing, Instant at) {
    this.name = requireNonNull(name, "name");
    this.facts = requireNonNull(facts, "facts");
    this.existing = existing;
    this.at = requireNonNull(at, "at");
    this.before = existing == null ? Delivery.none(name) : load(existing);
  }

  /// A question that is worth asking.
  ///
  /// @param standard what an empty answer stands for; null when nothing can be guessed
  /// @param verdicts how many verdicts its answer changes
  public record Asked(Question question, @Nullable String standard, int verdicts) {}

  /// Whether what is missing can be added without touching what stands there.
  public boolean canAdd() {
    String text = existing;
    if (text == null) {
      return true;
    }
    Missing missing = missing(text);
    return missing.isOpen() && missing.takesAssumptions();
  }

  /// The file with some answers; everything else is found or assumed.
  public Draft draft(Answers answers) {
    Known known = new Known(before.metadata().name(), facts, before, answers, at);
    Fields all = sections(known);
    String text = existing;
    Fields added = text == null ? all : missing(text).of(all);
    Assessment first = assess(load(text(added, List.of())));
    Fields grounded = grounded(added, first);
    Map<String, Map<String, String>> rest = rest(grounded, first, known);
    String drafted = text(grounded, assumptions(rest, grounded, known));
    Delivery delivery = load(drafted);
    return new Draft(
        drafted,
        delivery,
        assess(delivery),
        List.copyOf(rest.keySet()),
        count(grounded, Ground.Found.class),
        count(grounded, Ground.Answered.class),
        stillOpen(known, grounded));
  }

  /// The questions whose answers change most, in the order in which they are best asked: at most
  /// eight, and of those that change no verdict only as many as make four.
  public List<Asked> questions(Answers answers) {
    Draft draft = draft(answers);
    List<Asked> asked = new ArrayList<>();
    for (Question question : Question.ALL) {
      if (draft.open().contains(question.id())) {
        asked.add(new Asked(question, standard(question, draft), gain(question, answers, draft)));
      }
    }
    asked.sort(Comparator.comparingInt(Asked::verdicts).reversed());
    List<Asked> worth = new ArrayList<>();
    for (Asked one : asked) {
      boolean few = worth.size() + answers.values().size() < FEWEST_QUESTIONS;
      if ((one.verdicts() > 0 || few) && worth.size() < MOST_QUESTIONS) {
        worth.add(one);
      }
    }
    return List.copyOf(worth);
  }

  private static @Nullable String standard(Question question, Draft draft) {
    if (question.id().equals(Question.OWNER)) {
      return draft.delivery().ci() == null || draft.delivery().ci().owner() == null
          ? null
          : Known.NOBODY.equals(draft.delivery().ci().owner())
              ? null
              : draft.delivery().ci().owner();
    }
    if (question.id().equals(Question.ENVIRONMENTS)) {
      return draft.delivery().environments().stream()
          .filter(e -> e.production() || !e.promotesFrom().isEmpty() || isBelow(e.name(), draft))
          .map(e -> e.name())
          .collect(Collectors.joining(", "));
    }
    return question.standard();
  }

  private static boolean isBelow(String environment, Draft draft) {
    return draft.delivery().environments().stream()
        .anyMatch(e -> e.promotesFrom().contains(environment));
  }

  /// How many verdicts change at most, with whatever is answered.
  private int gain(Question question, Answers answers, Draft without) {
    Stream<String> candidates =
        question.choices().isEmpty()
            ? Stream.of("somebody else")
            : question.choices().stream().map(Question.Choice::value);
    return candidates
        .mapToInt(c -> changed(without, draft(answers.with(question.id(), c))))
        .max()
        .orElse(0);
  }

  private static int changed(Draft one, Draft other) {
    List<Verdict> verdicts = one.assessment().verdicts();
    Map<String, Verdict> others =
        other.assessment().verdicts().stream()
            .collect(Collectors.toMap(Verdict::id, verdict -> verdict));
    return (int)
        verdicts.stream()
            .filter(verdict -> {
              Verdict with = others.get(verdict.id());
              return with == null
                  || with.level() != verdict.level()
                  || with.state() != verdict.state()
                  || with.met() != verdict.met();
            })
            .count();
  }

  private static Fields sections(Known known) {
    Way way = Way.of(known);
    SecretPart secrets = new SecretPart(known);
    return new Fields()
        .put("context", new ContextPart(known).fields())
        .put("environments", new EnvironmentPart(known, way).items())
        .put("artifacts", new ArtifactPart(known).items())
        .put("ci", new CiPart(known).fields())
        .put("cd", new CdPart(known, way).fields())
        .put("iac", new IacPart(known).fields())
        .put("secrets", secrets.secrets())
        .put("secretsPolicy", secrets.policy())
        .put("config", new ConfigPart(known).fields())
        .put("releaseSafety", new SafetyPart(known, way).fields())
        .put("operations", new OperationsPart(known).fields())
        .put("governance", new GovernancePart(known).fields());
  }

  /// What was assumed, and turns out to be enforced, was found.
  private static Fields grounded(Fields added, Assessment assessment) {
    Map<String, Evidence> shown = new LinkedHashMap<>();
    assessment.verdicts().stream()
        .filter(v -> SHOWN_BY_EVIDENCE.contains(v.id()))
        .filter(v -> v.level().atLeast(Level.ENFORCED) && v.state() == null)
        .forEach(v ->
            v.evidence().stream()
                .filter(e -> e.shows() == Evidence.Shows.ENFORCED)
                .findFirst()
                .ifPresent(e -> shown.put(v.id(), e)));
    return (Fields)
        added.map(leaf ->
            leaf.ground() instanceof Ground.Assumed(List<String> criteria)
                    && !criteria.isEmpty()
                    && shown.keySet().containsAll(criteria)
                ? new Leaf(
                    leaf.yaml(),
                    new Ground.Found(
                        Objects.requireNonNull(shown.get(criteria.getFirst())).source()))
                : leaf);
  }

  /// The criteria that rest on an assumption, each with the keys that do; those that nothing at all
  /// speaks of have none.
  private Map<String, Map<String, String>> rest(Fields added, Assessment assessment, Known known) {
    Map<String, Map<String, String>> keys = new LinkedHashMap<>();
    collect(added, "", keys);
    Set<String> listed =
        before.assumptions().stream()
            .map(Delivery.Assumption::criterion)
            .collect(Collectors.toSet());
    Map<String, Map<String, String>> rest = new LinkedHashMap<>();
    for (Verdict verdict : assessment.verdicts()) {
      String id = verdict.id();
      boolean nothing =
          verdict.level() == Level.MISSING
              && verdict.state() != State.NOT_APPLICABLE
              && verdict.state() != State.CONTRADICTED;
      boolean noted = known.notes().containsKey(id) && !listed.contains(id);
      if (noted && (keys.containsKey(id) || nothing)) {
        rest.put(id, keys.getOrDefault(id, Map.of()));
      }
    }
    return rest;
  }

  /// Collects by criterion the keys that are assumed for it, each with its first value.
  private static void collect(Node node, String path, Map<String, Map<String, String>> into) {
    switch (node) {
      case Leaf leaf -> {
        if (leaf.ground() instanceof Ground.Assumed(List<String> criteria)) {
          criteria.forEach(criterion ->
              into.computeIfAbsent(criterion, c -> new LinkedHashMap<>())
                  .putIfAbsent(path, leaf.yaml()));
        }
      }
      case Node.Items items -> items.items().forEach(item -> collect(item, path, into));
      case Fields fields ->
          fields
              .entries()
              .forEach(
                  (key, value) -> collect(value, path.isEmpty() ? key : path + "." + key, into));
    }
  }

  private static void solid(Node node, String path, Set<String> into) {
    switch (node) {
      case Leaf leaf -> {
        if (!(leaf.ground() instanceof Ground.Assumed)) {
          into.add(path);
        }
      }
      case Node.Items items -> items.items().forEach(item -> solid(item, path, into));
      case Fields fields ->
          fields
              .entries()
              .forEach((key, value) -> solid(value, path.isEmpty() ? key : path + "." + key, into));
    }
  }

  private static List<List<String>> assumptions(
      Map<String, Map<String, String>> rest, Fields added, Known known) {
    Set<String> solid = new HashSet<>();
    solid(added, "", solid);
    List<List<String>> all = new ArrayList<>();
    rest.forEach((criterion, keys) -> {
      Assuming assuming = Assuming.of(criterion, keys, solid, known);
      List<String> lines = new ArrayList<>();
      lines.add("- criterion: " + criterion);
      lines.addAll(prose("assumes", assuming.assumes()));
      lines.addAll(prose("why", assuming.why()));
      lines.addAll(prose("replace", assuming.replace()));
      if (!assuming.keys().isEmpty()) {
        lines.add("  keys: [" + String.join(", ", assuming.keys()) + "]");
      }
      all.add(lines);
    });
    return all;
  }

  private static List<String> prose(String key, String text) {
    return ("  " + key + ": " + Words.prose(text, 2)).lines().toList();
  }

  private static long count(Fields added, Class<? extends Ground> kind) {
    return added.leaves().filter(leaf -> kind.isInstance(leaf.ground())).count();
  }

  /// A question stays open as long as something that is added rests on an assumption.
  private static Set<String> stillOpen(Known known, Fields added) {
    boolean assumes = added.leaves().anyMatch(leaf -> leaf.ground() instanceof Ground.Assumed);
    return assumes ? known.open() : Set.of();
  }

  private String text(Fields added, List<List<String>> assumptions) {
    String text = existing;
    if (text != null) {
      return missing(text).text(added, assumptions);
    }
    List<String> lines = new ArrayList<>(Header.lines(name));
    added
        .entries()
        .forEach((key, value) -> {
          lines.add("");
          lines.addAll(Printer.lines(new Fields().put(key, value), 0));
        });
    if (!assumptions.isEmpty()) {
      lines.add("");
      lines.add("assumptions:");
      assumptions.forEach(one -> one.forEach(line -> lines.add("  " + line)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static Missing missing(String text) {
    Yaml root = YamlReader.read(FILE, text.getBytes(StandardCharsets.UTF_8)).documents().getFirst();
    return new Missing(text, root);
  }

  private Delivery load(String text) {
    Loaded loaded = loader.load(FILE, text.getBytes(StandardCharsets.UTF_8));
    return switch (loaded) {
      case Loaded.Sound sound -> sound.delivery();
      case Loaded.Refused refused ->
          throw new IllegalArgumentException(refused.problems().getFirst().toString());
    };
  }

  private Assessment assess(Delivery delivery) {
    return engine.assess(".", delivery, facts, null, at);
  }
}
