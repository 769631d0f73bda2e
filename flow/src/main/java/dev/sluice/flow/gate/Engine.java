package dev.sluice.flow.gate;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Evidence;
import dev.sluice.flow.criterion.Evidence.Shows;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.ExceptionRecord;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.signal.Signals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns answers into levels, verdicts and gates. The only place that knows how: decay,
/// unobservable sources, bars, waivers and the order of stages are decided here and nowhere else.
/// Stateless.
public final class Engine {
  private final Collection<Criterion> criteria;

  /// @param criteria the criteria to ask, in the order of their listing
  public Engine(Collection<Criterion> criteria) {
    this.criteria = List.copyOf(criteria);
  }

  /// Judges one delivery.
  ///
  /// @param path directory of the delivery relative to the root; `.` for the root
  /// @param facts the facts in its scope
  /// @param asked a profile asked for at the command line, or null
  /// @param at the instant that ages and expiries are measured against
  public Assessment assess(
      String path, Delivery delivery, Facts facts, @Nullable Profile asked, Instant at) {
    Signals signals = Signals.of(delivery, facts);
    ChosenProfile profile = ChosenProfile.of(delivery, signals, asked);
    Subject subject = Subject.of(path, delivery, facts, signals, at);
    Map<String, Verdict> verdicts =
        criteria.stream()
            .map(c -> judge(c, subject.seenBy(c.definition()), facts, profile.profile()))
            .collect(Collectors.toMap(Verdict::id, Function.identity()));
    List<Stage> order = order(delivery);
    List<StageVerdict> stages = new ArrayList<>();
    for (Stage stage : order) {
      List<Verdict> own =
          criteria.stream()
              .map(Criterion::definition)
              .filter(d -> d.stage() == stage)
              .flatMap(d -> Stream.ofNullable(verdicts.get(d.id())))
              .toList();
      if (!own.isEmpty()) {
        stages.add(stage(stage, own, order, verdicts, delivery, at));
      }
    }
    return new Assessment(
        delivery.metadata().name(),
        path,
        delivery.written(),
        profile.profile(),
        profile.why(),
        signals,
        stages);
  }

  /// Judges the bundle of a delivery whose other stages are judged already.
  ///
  /// @param before what the other stages say; what is not passable there blocks
  /// @param facts what the bundle says
  public StageVerdict bundle(Assessment before, Delivery delivery, Facts facts, Instant at) {
    Subject subject = Subject.of(before.path(), delivery, facts, before.signals(), at);
    List<Verdict> own =
        criteria.stream()
            .filter(c -> c.definition().stage() == Stage.BUNDLE)
            .map(c -> judge(c, subject.seenBy(c.definition()), facts, before.profile()))
            .toList();
    Map<String, Verdict> verdicts =
        Stream.concat(before.verdicts().stream(), own.stream())
            .collect(Collectors.toMap(Verdict::id, Function.identity(), (a, b) -> b));
    return stage(Stage.BUNDLE, own, order(delivery), verdicts, delivery, at);
  }

  private static List<Stage> order(Delivery delivery) {
    Delivery.Sequence sequence = delivery.sequence();
    return sequence == null
        ? Arrays.asList(Stage.values())
        : sequence.stages().stream().flatMap(id -> Stage.of(id).stream()).toList();
  }

  private static StageVerdict stage(
      Stage stage,
      List<Verdict> own,
      List<Stage> order,
      Map<String, Verdict> all,
      Delivery delivery,
      Instant at) {
    List<String> blockedBy =
        entry(stage, all).stream()
            .flatMap(id -> Stream.ofNullable(all.get(id)))
            .filter(entry -> order.indexOf(entry.definition().stage()) < order.indexOf(stage))
            .filter(entry -> stage == Stage.BUNDLE ? !entry.passable() : !entry.known())
            .filter(entry -> stage != Stage.BUNDLE || !isLeftOpen(entry, delivery, at))
            .map(Verdict::id)
            .toList();
    boolean passable = own.stream().allMatch(Verdict::passable);
    Gate gate = !blockedBy.isEmpty() ? Gate.BLOCKED : passable ? Gate.OPEN : Gate.SHUT;
    return new StageVerdict(stage, gate, blockedBy, own);
  }

  /// Whether the requester leaves a criterion open. That opens no gate; the bundle alone is entered
  /// all the same.
  private static boolean isLeftOpen(Verdict verdict, Delivery delivery, Instant at) {
    Stage stage = verdict.definition().stage();
    return delivery.leftOpen(verdict.id(), stage.id(), at).isPresent();
  }

  /// The criteria that a stage enters by: the bundle by every one of the others, which have to be
  /// passable; for every other stage it is enough that they are known.
  private static List<String> entry(Stage stage, Map<String, Verdict> all) {
    return stage == Stage.BUNDLE
        ? all.values().stream()
            .map(Verdict::definition)
            .sorted(Comparator.comparing(Definition::stage).thenComparing(Definition::id))
            .map(Definition::id)
            .toList()
        : stage.entry();
  }

  private static Verdict judge(Criterion criterion, Subject subject, Facts facts, Profile profile) {
    Definition definition = criterion.definition();
    Delivery delivery = subject.delivery();
    Instant at = subject.at();
    Answer answer = answer(criterion, subject);
    Level bar = bar(definition, delivery, profile);
    List<Unreadable> unread = unread(definition, facts);
    Level level = level(definition, answer, unread, delivery, at);
    List<Unreadable> hidden = hidden(definition, unread, level, bar);
    State state = state(answer, hidden, level, bar);
    boolean met = state == State.NOT_APPLICABLE || (state == null && level.atLeast(bar));
    if (!met && state != State.CONTRADICTED && waiver(definition, answer, subject).isPresent()) {
      state = State.WAIVED;
    }
    return new Verdict(
        definition,
        level,
        state,
        bar,
        met,
        Reasons.of(definition, answer, subject, hidden, level, state, bar),
        strongestFirst(answer.evidence()),
        next(definition, answer, hidden, level, state, bar, delivery.written(), at));
  }

  /// What only a service can be asked does not arise for a library or a tool, unless something is
  /// declared or seen all the same.
  private static Answer answer(Criterion criterion, Subject subject) {
    Answer answer = criterion.answer(subject);
    boolean silent = answer.evidence().stream().allMatch(e -> e.shows() == Shows.INFORMATION);
    return silent && criterion.definition().ofWhatRuns() && subject.delivery().publishedOnly()
        ? Answer.notApplicable("what is delivered is published, and run by whoever takes it")
        : answer;
  }

  private static Level bar(Definition definition, Delivery delivery, Profile profile) {
    Level bar = definition.bar(profile);
    for (Delivery.Bar raised : delivery.bars()) {
      Level level = Level.valueOf(raised.level().name());
      if (raised.criterion().equals(definition.id()) && level.atLeast(bar)) {
        bar = level;
      }
    }
    return bar;
  }

  /// What could not be read and may hold facts that this criterion looks at.
  private static List<Unreadable> unread(Definition definition, Facts facts) {
    return facts.of(Unreadable.class).stream()
        .filter(u -> u.hides().stream().anyMatch(definition.reads()::contains))
        .toList();
  }

  /// What of it matters: what only adds to the rest does not where nothing has to be added, or
  /// where no machine could.
  private static List<Unreadable> hidden(
      Definition definition, List<Unreadable> unread, Level level, Level bar) {
    boolean mayAdd = !level.atLeast(bar) && definition.knows(Level.ENFORCED);
    return unread.stream().filter(u -> mayAdd || !u.beside()).toList();
  }

  /// Whether an unreadable source may hide more than runs: a run can only prove, everything else
  /// can refute.
  private static boolean mayRefute(Definition definition, Unreadable unreadable) {
    return !unreadable.beside()
        && unreadable.hides().stream()
            .anyMatch(type -> type != Run.class && definition.reads().contains(type));
  }

  private static Level level(
      Definition definition,
      Answer answer,
      List<Unreadable> hidden,
      Delivery delivery,
      Instant at) {
    boolean refuted = shows(answer, Shows.CONTRADICTED);
    boolean blind = hidden.stream().anyMatch(u -> mayRefute(definition, u));
    if (!refuted && !blind) {
      if (free(answer, Level.PROVEN)
          && answer.evidence().stream().anyMatch(e -> fresh(e, definition, at))) {
        return Level.PROVEN;
      }
      if (free(answer, Level.ENFORCED) && shows(answer, Shows.ENFORCED)) {
        return Level.ENFORCED;
      }
    }
    boolean assumed =
        delivery.assumptions().stream().anyMatch(a -> a.criterion().equals(definition.id()));
    if (free(answer, Level.DECLARED) && shows(answer, Shows.DECLARED)) {
      return assumed ? Level.ASSUMED : Level.DECLARED;
    }
    return assumed ? Level.ASSUMED : Level.MISSING;
  }

  private static boolean shows(Answer answer, Shows what) {
    return answer.evidence().stream().anyMatch(e -> e.shows() == what);
  }

  private static boolean free(Answer answer, Level level) {
    return answer.gaps().stream().noneMatch(gap -> gap.level() == level)
        && answer.blind().stream().noneMatch(blind -> blind.level() == level);
  }

  private static boolean fresh(Evidence evidence, Definition definition, Instant at) {
    Instant ran = evidence.at();
    return evidence.shows() == Shows.PROVEN
        && ran != null
        && definition.maxAge() != null
        && !ran.isAfter(at)
        && !ran.plus(definition.maxAge()).isBefore(at);
  }

  private static @Nullable State state(
      Answer answer, List<Unreadable> hidden, Level level, Level bar) {
    if (shows(answer, Shows.CONTRADICTED)) {
      return State.CONTRADICTED;
    }
    if (answer.notApplicable() != null && !mayArise(answer, hidden)) {
      return State.NOT_APPLICABLE;
    }
    boolean runsOnly = hidden.stream().allMatch(u -> u.hides().equals(List.of(Run.class)));
    if (!hidden.isEmpty() && (!runsOnly || (bar == Level.PROVEN && level != Level.PROVEN))) {
      return State.UNOBSERVABLE;
    }
    if (answer.notApplicable() != null) {
      return State.NOT_APPLICABLE;
    }
    return hiding(answer, level, bar).isPresent() ? State.UNOBSERVABLE : null;
  }

  /// What could not be seen and may hold the evidence that the bar asks for. What is only assumed
  /// has to be confirmed first: until then there is nothing to look for.
  static Optional<Answer.Blind> hiding(Answer answer, Level level, Level bar) {
    return answer.blind().stream()
        .filter(b -> level != Level.ASSUMED)
        .filter(b -> !level.atLeast(bar) && bar.atLeast(b.level()) && !level.atLeast(b.level()))
        .findFirst();
  }

  /// Whether something hidden may show that the question arises after all.
  private static boolean mayArise(Answer answer, List<Unreadable> hidden) {
    return hidden.stream()
        .anyMatch(u ->
            answer.restsOn().isEmpty() || u.hides().stream().anyMatch(answer.restsOn()::contains));
  }

  /// The unexpired exception that covers a criterion here.
  static Optional<ExceptionRecord> waiver(Definition definition, Answer answer, Subject subject) {
    return subject.delivery().exceptions().stream()
        .filter(e -> e.criterion().equals(definition.id()))
        .filter(e -> e.expires().isAfter(subject.at()))
        .filter(e -> covers(e.scope(), answer, subject))
        .findFirst();
  }

  private static boolean covers(String scope, Answer answer, Subject subject) {
    if (scope.equals("*") || scope.equals(subject.name())) {
      return true;
    }
    List<Answer.Gap> gaps = answer.gaps();
    return !gaps.isEmpty()
        && gaps.stream()
            .allMatch(gap -> gap.source() != null && within(gap.source().file(), scope));
  }

  private static boolean within(String file, String scope) {
    return file.equals(scope) || file.startsWith(scope.endsWith("/") ? scope : scope + "/");
  }

  private static List<Evidence> strongestFirst(List<Evidence> evidence) {
    List<Shows> order =
        List.of(
            Shows.CONTRADICTED, Shows.PROVEN, Shows.ENFORCED, Shows.DECLARED, Shows.INFORMATION);
    return evidence.stream()
        .sorted(
            Comparator.comparingInt((Evidence e) -> order.indexOf(e.shows()))
                .thenComparing(Evidence::source)
                .thenComparing(Evidence::message))
        .distinct()
        .toList();
  }

  private static Verdict.@Nullable Next next(
      Definition definition,
      Answer answer,
      List<Unreadable> hidden,
      Level level,
      @Nullable State state,
      Level bar,
      boolean written,
      Instant at) {
    for (Evidence evidence : strongestFirst(answer.evidence())) {
      if (evidence.shows() == Shows.CONTRADICTED && evidence.fix() != null) {
        return new Verdict.Next(level, evidence.source(), evidence.fix());
      }
    }
    if (state == State.NOT_APPLICABLE) {
      return null;
    }
    if (!hidden.isEmpty()) {
      return readable(hidden.getFirst(), level);
    }
    Optional<Answer.Blind> blind = hiding(answer, level, bar);
    if (state == State.UNOBSERVABLE && blind.isPresent()) {
      return new Verdict.Next(blind.get().level(), null, blind.get().fix());
    }
    Optional<Verdict.Next> mend =
        written || level != Level.MISSING ? Optional.empty() : mend(answer, bar);
    if (mend.isPresent()) {
      return mend.get();
    }
    Level wanted = above(definition, level);
    return wanted == null ? null : step(definition, answer, wanted, at);
  }

  private static Verdict.Next readable(Unreadable hidden, Level level) {
    String fix = hidden.fix();
    return new Verdict.Next(
        level, hidden.source(), fix == null ? "make it readable: " + hidden.why() : fix);
  }

  /// Where nobody declares anything, what the repository itself lacks at the bar comes first.
  private static Optional<Verdict.Next> mend(Answer answer, Level bar) {
    return answer.standing(bar).map(gap -> new Verdict.Next(gap.level(), gap.source(), gap.fix()));
  }

  private static @Nullable Level above(Definition definition, Level level) {
    return Arrays.stream(Level.values())
        .filter(l -> l.compareTo(level) > 0 && l.atLeast(Level.DECLARED) && definition.knows(l))
        .findFirst()
        .orElse(null);
  }

  private static Verdict.Next step(Definition definition, Answer answer, Level wanted, Instant at) {
    for (Answer.Gap gap : answer.gaps()) {
      if (gap.level() == wanted) {
        return new Verdict.Next(wanted, gap.source(), gap.fix());
      }
    }
    for (Answer.Blind blind : answer.blind()) {
      if (blind.level() == wanted) {
        return new Verdict.Next(wanted, null, blind.fix());
      }
    }
    Optional<Evidence> stale =
        answer.evidence().stream()
            .filter(e -> wanted == Level.PROVEN && e.shows() == Shows.PROVEN)
            .filter(e -> !fresh(e, definition, at))
            .findFirst();
    if (stale.isPresent()) {
      return new Verdict.Next(
          wanted,
          stale.get().source(),
          "run it again: the last one, of " + stale.get().at() + ", is too old");
    }
    return new Verdict.Next(wanted, null, String.valueOf(definition.how(wanted)));
  }
}
