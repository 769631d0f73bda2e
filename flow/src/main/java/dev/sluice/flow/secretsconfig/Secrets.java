package dev.sluice.flow.secretsconfig;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.delivery.SecretsPolicy;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the criteria on secrets have in common. Whoever asks reads [SecretUse], [SecretSource],
/// [LeakedSecret] and [Deployable].
public final class Secrets {
  private Secrets() {}

  /// Whether there is no secret to speak of: none is declared, used, brought or leaked.
  public static boolean none(Subject subject) {
    Delivery delivery = subject.delivery();
    return delivery.secrets().isEmpty()
        && delivery.secretsPolicy() == null
        && subject.facts(SecretUse.class).isEmpty()
        && subject.facts(SecretSource.class).isEmpty()
        && subject.facts(LeakedSecret.class).isEmpty();
  }

  /// The answer where there is none. What is deployed from here may read its secrets where it runs,
  /// as variables or from a file that somebody else brings.
  public static Answer unused(Subject subject) {
    Optional<Deployable> deployed = subject.facts(Deployable.class).stream().findFirst();
    if (deployed.isEmpty() || subject.delivery().at().has("secrets")) {
      return Answer.notApplicable("no secret is declared, and nothing in the repository uses one");
    }
    return Answer.build()
        .cannotSee(
            Level.DECLARED,
            "which secrets "
                + deployed.get().name()
                + " reads where it runs stands in no file that is read here",
            "list them in `secrets`; `[]` when it reads none")
        .done();
  }

  /// What holds for all secrets, or null when nothing is declared.
  public static @Nullable SecretsPolicy policy(Subject subject) {
    return subject.delivery().secretsPolicy();
  }

  /// Whether a secret of this name is declared. Case, hyphens and underscores do not count:
  /// pipelines write `DEPLOY_KEY` for what people call `deploy-key`.
  public static boolean declared(String name, List<Secret> secrets) {
    return secrets.stream().anyMatch(secret -> plain(secret.name()).equals(plain(name)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
