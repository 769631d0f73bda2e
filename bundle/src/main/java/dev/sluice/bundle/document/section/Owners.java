package dev.sluice.bundle.document.section;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.fact.OwnerRule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who settles what a criterion leaves open: whoever the delivery names for that part, otherwise
/// the owner of the service, otherwise the code owners of the repository.
final class Owners {
  private final Delivery delivery;
  private final @Nullable String common;

  Owners(Material material) {
    this.delivery = material.delivery();
    this.common = common(material);
  }

  /// The owner, or null when nobody is named anywhere.
  @Nullable String of(String criterion) {
    String own =
        switch (criterion.substring(0, Math.max(0, criterion.indexOf('.')))) {
          case "ci" -> gateOwner(criterion);
          case "iac" -> infrastructureOwner();
          case "operations" -> improvementOwner();
          case "governance" -> reviewOwner();
          default -> null;
        };
    return own == null ? common : own;
  }

  private @Nullable String gateOwner(String criterion) {
    Ci ci = delivery.ci();
    if (ci == null) {
      return null;
    }
    return ci.gates().stream()
        .filter(g -> criterion.equals("ci." + Words.of(g.kind()) + "-gate"))
        .map(Ci.Gate::owner)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(ci.owner());
  }

  private @Nullable String infrastructureOwner() {
    Iac iac = delivery.iac();
    if (iac == null) {
      return null;
    }
    Iac.Drift drift = iac.drift();
    return drift != null && drift.owner() != null
        ? drift.owner()
        : iac.sources().stream()
            .map(Iac.Ownership::owner)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private @Nullable String improvementOwner() {
    Operations operations = delivery.operations();
    Operations.Improvement improvement = operations == null ? null : operations.improvement();
    return improvement == null ? null : improvement.owner();
  }

  private @Nullable String reviewOwner() {
    Governance governance = delivery.governance();
    Governance.Reviews reviews = governance == null ? null : governance.reviews();
    return reviews == null ? null : reviews.owner();
  }

  private static @Nullable String common(Material material) {
    Context context = material.delivery().context();
    List<Context.Service> services = context == null ? List.of() : context.services();
    return services.stream()
        .map(Context.Service::owner)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> codeOwner(material));
  }

  private static @Nullable String codeOwner(Material material) {
    List<OwnerRule> rules = material.facts().of(OwnerRule.class);
    Stream<OwnerRule> whole = rules.stream().filter(r -> r.pattern().equals("*"));
    return Stream.concat(whole, rules.stream())
        .flatMap(r -> r.owners().stream())
        .findFirst()
        .orElse(null);
  }
}
