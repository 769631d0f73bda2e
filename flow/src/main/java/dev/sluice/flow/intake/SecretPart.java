package dev.sluice.flow.intake;

import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Stage 6: every secret that is used here, and what holds for all.
final class SecretPart {
  private static final String OWNERSHIP = "secrets.ownership";
  private static final String ACCESS = "secrets.access";
  private static final String STORE = "secrets.store";
  private static final String ROTATION = "secrets.rotation";
  private static final String GLASS = "secrets.break-glass";
  private static final String ALERTING = "secrets.alerting";
  private static final String OF_PIPELINES = "github-actions";

  private final Known known;

  SecretPart(Known known) {
    this.known = known;
  }

  /// A secret, where it is used first, and by what.
  private record Used(String name, String by, Source source) {}

  /// The list of all secrets.
  Items secrets() {
    notes();
    List<Node> items = new ArrayList<>();
    for (Used used : used()) {
      String role = used.by().equals("pipeline") ? "pipelines" : "workloads";
      Fields access =
          new Fields()
              .put("role", Node.found(role, used.source()))
              .put("verbs", Node.found(List.of("read"), used.source()));
      items.add(
          new Fields()
              .put("name", Node.found(used.name(), used.source()))
              .put("owner", known.lead(OWNERSHIP))
              .put("access", new Items(List.of(access)))
              .put(
                  "rotation",
                  new Fields()
                      .put("every", Node.assumed("P90D", ROTATION))
                      .put("owner", known.lead(ROTATION))));
    }
    return new Items(items);
  }

  private void notes() {
    known.note(OWNERSHIP, known.owner() + " own every secret", "no file says whose a secret is");
    known.note(
        ACCESS,
        "whatever uses a secret here may read it, and nobody else",
        "roles are not kept in this repository");
    known.note(
        STORE, "secrets are kept in one store, and in no file", "no object here names the store");
    known.note(
        ROTATION, "each secret is renewed every 90 days", "the rhythm that most regimes ask for");
    known.note(
        GLASS,
        known.owner()
            + " may take emergency access for an hour; it is told, and what was seen is"
            + " renewed within a day",
        "no file says what happens in an emergency");
    known.note(
        ALERTING,
        known.owner() + " are told of overdue rotations and of emergency access",
        "no alert here watches secrets");
  }

  private List<Used> used() {
    Map<String, Used> all = new LinkedHashMap<>();
    for (SecretUse use : known.facts(SecretUse.class)) {
      String key = use.name().toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
      all.putIfAbsent(key, new Used(use.name(), use.by(), use.source()));
    }
    for (SecretSource source : known.facts(SecretSource.class)) {
      String key = source.name().toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
      all.putIfAbsent(key, new Used(source.name(), "workload", source.source()));
    }
    return List.copyOf(all.values());
  }

  /// What holds for all secrets; nothing where none is used.
  Fields policy() {
    if (used().isEmpty()) {
      return new Fields();
    }
    Leaf lead = known.lead(GLASS);
    Leaf some = new Leaf("[" + lead.yaml() + "]", lead.ground());
    return new Fields()
        .put("store", store())
        .put(
            "breakGlass",
            new Fields()
                .put("who", some)
                .put("maxDuration", Node.assumed("PT1H", GLASS))
                .put("notifies", some)
                .put("rotateWithin", Node.assumed("P1D", GLASS)))
        .put("alerts", new Items(List.of(alert("rotation-overdue"), alert("break-glass-used"))));
  }

  private Leaf store() {
    Optional<Leaf> seen =
        known.facts(SecretSource.class).stream()
            .map(s -> {
              String store = s.store();
              return Node.found(store == null ? s.tool() : store, s.source());
            })
            .findFirst();
    if (seen.isPresent()) {
      return seen.get();
    }
    List<Used> used = used();
    if (!used.isEmpty() && used.stream().allMatch(u -> u.by().equals("pipeline"))) {
      return Node.found(OF_PIPELINES, used.getFirst().source());
    }
    return known.choose(Question.SECRETS, ofProvider(), STORE);
  }

  /// The store of the cloud that the infrastructure code speaks of.
  private String ofProvider() {
    List<String> providers =
        known.facts(IacProvider.class).stream().map(IacProvider::name).toList();
    return providers.stream().anyMatch(p -> p.contains("google"))
        ? "gcp-secret-manager"
        : providers.stream().anyMatch(p -> p.contains("azurerm"))
            ? "azure-key-vault"
            : providers.stream().anyMatch(p -> p.contains("aws")) ? "aws-secrets-manager" : "vault";
  }

  private Fields alert(String event) {
    Leaf told =
        known
            .answer(Question.CHANNEL)
            .map(channel -> Node.answered(channel, Question.CHANNEL))
            .orElseGet(() -> known.lead(ALERTING));
    return new Fields()
        .put("event", Node.assumed(event, ALERTING))
        .put("notify", told)
        .put("owner", known.lead(ALERTING));
  }
}
