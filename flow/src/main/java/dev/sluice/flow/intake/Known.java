package dev.sluice.flow.intake;

import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.fact.Contact;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.ownership.CodeOwners;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.signal.Operated;
import dev.sluice.flow.signal.Signals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that a draft is made from, and the notes that are taken while it is made. Used by one thread
/// for one draft.
final class Known {
  /// Whoever may merge here, where nobody is named.
  static final String NOBODY = "maintainers";

  private final String name;
  private final Facts facts;
  private final Delivery delivery;
  private final Answers answers;
  private final Instant at;
  private final CodeOwners codeOwners;
  private final PipelineGraph graph;
  private final Map<String, Note> notes = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  /// What is assumed for a criterion, and why.
  record Note(String assumes, String why) {}

  Known(String name, Facts facts, Delivery delivery, Answers answers, Instant at) {
    this.name = name;
    this.facts = facts;
    this.delivery = delivery;
    this.answers = answers;
    this.at = at;
    this.codeOwners = new CodeOwners(facts.of(OwnerRule.class));
    this.graph = PipelineGraph.of(facts.of(Pipeline.class), this::isProduction);
  }

  String name() {
    return name;
  }

  Facts facts() {
    return facts;
  }

  <T extends Fact> List<T> facts(Class<T> type) {
    return facts.of(type);
  }

  Delivery delivery() {
    return delivery;
  }

  PipelineGraph graph() {
    return graph;
  }

  Map<String, Note> notes() {
    return notes;
  }

  /// Notes what is assumed for a criterion. It is listed when values that were drafted for it, or
  /// its lack of any, need it.
  void note(String criterion, String assumes, String why) {
    notes.putIfAbsent(criterion, new Note(assumes, why));
  }

  /// Notes that the answer to a question is written nowhere.
  void ask(String question) {
    if (answer(question).isEmpty()) {
      open.add(question);
    }
  }

  /// The questions that nothing here answers.
  Set<String> open() {
    return open;
  }

  Optional<String> answer(String question) {
    return answers.of(question);
  }

  /// The answer to a question, or the default as an assumption.
  Leaf choose(String question, Object standard, String... criteria) {
    ask(question);
    return answer(question)
        .map(answer -> Node.answered(answer, question))
        .orElseGet(() -> Node.assumed(standard, criteria));
  }

  /// A value that follows from the answer to a question; the default as an assumption without one.
  Leaf follow(String question, Object value, String... criteria) {
    ask(question);
    return answer(question).isPresent()
        ? Node.answered(value, question)
        : Node.assumed(value, criteria);
  }

  /// A day so much later.
  LocalDate in(Period time) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).plus(time);
  }

  /// Who owns the delivery as a whole.
  String owner() {
    return party().name();
  }

  /// Who answers for something that no file speaks of.
  Leaf lead(String... criteria) {
    Party party = party();
    Ground ground = party.ground();
    if (ground != null) {
      return new Leaf(Words.text(party.name()), ground);
    }
    open.add(Question.OWNER);
    return Node.assumed(party.name(), criteria);
  }

  /// Who may be meant, and what says so; null when it is a guess.
  private record Party(String name, @Nullable Ground ground) {}

  private Party party() {
    return written()
        .or(() ->
            answer(Question.OWNER)
                .map(owner -> new Party(owner, new Ground.Answered(Question.OWNER))))
        .or(() -> rule("README.md").map(rule -> new Party(rule.owners().getFirst(), null)))
        .or(() ->
            contact(Contact.Kind.MAINTAINER)
                .map(c -> new Party(c.name(), new Ground.Found(c.source()))))
        .orElseGet(() -> new Party(NOBODY, null));
  }

  /// Whom a file of the project names.
  Optional<Contact> contact(Contact.Kind kind) {
    return facts(Contact.class).stream().filter(c -> c.kind() == kind).findFirst();
  }

  /// Who owns a file: its code owner where there is one.
  Leaf owner(String file, String... criteria) {
    return rule(file)
        .filter(rule -> isListed(rule.owners().getFirst()))
        .map(rule -> Node.found(rule.owners().getFirst(), rule.source()))
        .orElseGet(() -> lead(criteria));
  }

  private Optional<OwnerRule> rule(String file) {
    return codeOwners.of(file);
  }

  /// Whether `context.teams`, where it is written, allows a name.
  private boolean isListed(String owner) {
    Context context = delivery.context();
    return context == null || context.teams().isEmpty() || context.teams().contains(owner);
  }

  /// The owner that the existing file names first.
  private Optional<Party> written() {
    Context context = delivery.context();
    Stream<Optional<Party>> services =
        context == null
            ? Stream.empty()
            : context.services().stream().map(s -> party(s.owner(), s.at(), "owner"));
    Stream<Optional<Party>> teams =
        context == null || context.teams().isEmpty()
            ? Stream.empty()
            : Stream.of(party(context.teams().getFirst(), context.at(), "teams"));
    Ci ci = delivery.ci();
    Stream<Optional<Party>> pipelines =
        ci == null ? Stream.empty() : Stream.of(party(ci.owner(), ci.at(), "owner"));
    return Stream.of(services, pipelines, teams)
        .flatMap(all -> all)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Party> party(@Nullable String owner, Origin at, String key) {
    return owner == null || owner.equals(NOBODY)
        ? Optional.empty()
        : Optional.of(new Party(owner, new Ground.Found(at.of(key))));
  }

  /// Whether an environment is production: by the file, by the answer, or by its name.
  boolean isProduction(String environment) {
    if (!delivery.environments().isEmpty()) {
      return delivery.productionEnvironments().stream().anyMatch(e -> e.isCalled(environment));
    }
    return EnvironmentNames.isProduction(environment);
  }

  /// Whether something is run from here, rather than published for others to use.
  boolean runs() {
    return answer(Question.ENVIRONMENTS).isPresent() || Operated.here(delivery, facts);
  }

  /// Whether a production change is risky, so that the decision table asks for small steps.
  boolean isRisky() {
    return answer(Question.CRITICALITY).filter("critical"::equals).isPresent()
        || Signals.of(delivery, facts)
            .risk()
            .filter(signal -> signal.value() == Context.Risk.HIGH)
            .isPresent();
  }
}
