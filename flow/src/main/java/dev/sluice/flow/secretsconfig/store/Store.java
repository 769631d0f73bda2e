package dev.sluice.flow.secretsconfig.store;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.delivery.SecretsPolicy;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.IacState;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.secretsconfig.Secrets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Secrets come from one store, and stand in no file.
@AutoService(Criterion.class)
public final class Store implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "secrets.store",
              Stage.SECRETS_CONFIG,
              "Do all secrets come from a central store, and stand in no file?",
              "A secret in a repository is known to everybody who ever cloned it, and stays in its"
                  + " history.",
              "name the `store` in `secretsPolicy`, or for each of `secrets`")
          .enforced(
              "let an object of the secret store bring every secret that production uses"
                  + " (ExternalSecret, SecretProviderClass, SealedSecret, …)")
          .reads(
              SecretUse.class,
              SecretSource.class,
              LeakedSecret.class,
              IacState.class,
              Deployable.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    if (Secrets.none(subject)) {
      return Secrets.unused(subject);
    }
    Answer.Builder answer = Answer.build();
    subject.facts(LeakedSecret.class).forEach(leak -> leaked(leak, answer));
    subject.facts(IacState.class).stream()
        .filter(state -> state.kind() == IacState.Kind.BINARY_PLAN)
        .forEach(plan ->
            answer.information(
                plan.source(),
                "a saved plan holds values in clear, secret ones among them; which ones cannot be"
                    + " seen"));
    declared(subject, answer);
    observed(subject, answer);
    return answer.done();
  }

  private static void leaked(LeakedSecret leak, Answer.Builder answer) {
    answer.contradicted(
        leak.source(),
        "a secret stands in this file: " + leak.hint(),
        "revoke it, bring the new one from the store, and take it out of the history");
  }

  private static void declared(Subject subject, Answer.Builder answer) {
    SecretsPolicy policy = Secrets.policy(subject);
    String store = policy == null ? null : policy.store();
    if (policy != null && store != null) {
      answer.declared(policy.at().of("store"), "secrets are kept in " + store);
      return;
    }
    for (Secret secret : subject.delivery().secrets()) {
      if (secret.store() != null) {
        answer.declared(secret.at().of("store"), secret.name() + " is kept in " + secret.store());
      } else {
        answer.gap(
            Level.DECLARED,
            secret.at().source(),
            "secret " + secret.name() + " names no store",
            "add `store`, here or in `secretsPolicy`");
      }
    }
  }

  private static void observed(Subject subject, Answer.Builder answer) {
    List<SecretSource> sources =
        subject.facts(SecretSource.class).stream()
            .filter(source -> released(source.environment(), subject))
            .toList();
    Set<String> brought = sources.stream().map(SecretSource::name).collect(Collectors.toSet());
    sources.forEach(source -> answer.enforced(source.source(), brings(source)));
    Set<String> said = new HashSet<>();
    for (SecretUse use : subject.facts(SecretUse.class)) {
      boolean counts = released(use.environment(), subject) && !brought.contains(use.name());
      if (counts && said.add(use.by() + " " + use.name())) {
        observed(use, answer);
      }
    }
    if (sources.isEmpty() && said.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "nothing in the repository brings a secret from a store",
          "keep the objects that bring secrets, an ExternalSecret say, in the repository");
    }
  }

  /// Whether something belongs to production, or to every environment.
  private static boolean released(@Nullable String environment, Subject subject) {
    return environment == null || subject.isProduction(environment);
  }

  private static String brings(SecretSource source) {
    String store = source.store();
    return source.tool() + " brings " + source.name() + (store == null ? "" : " from " + store);
  }

  private static void observed(SecretUse use, Answer.Builder answer) {
    if (use.by().equals("pipeline")) {
      answer.enforced(use.source(), use.name() + " comes from the secret store of the pipeline");
    } else {
      answer.gap(
          Level.ENFORCED,
          use.source(),
          "secret " + use.name() + " is used, and nothing in the repository brings it from a store",
          "add the object that brings it, an ExternalSecret of this name say");
    }
  }
}
