package dev.sluice.bundle.artifact.records;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.delivery.Governance.ChangeClass;
import dev.sluice.flow.delivery.Iac;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Makes templates of the records that governance rests on: changes, exceptions, accepted risks.
@AutoService(Maker.class)
public final class RecordsMaker implements Maker {
  @Override
  public List<Artifact> make(Material material) {
    Service service = Service.of(material);
    List<Artifact> made = new ArrayList<>();
    if (material.lacks("iac.change-record") || material.lacks("governance.change-classes")) {
      made.add(
          record(
              service,
              "change.md",
              "What a change was, who agreed to it, and what is deployed because of it.",
              "iac.change-record",
              change(material)));
    }
    if (material.lacks("governance.exceptions") || material.lacks("governance.audit")) {
      made.add(
          record(
              service,
              "exception.md",
              "Why a criterion cannot be met for a while, who answers for it, and until when.",
              "governance.exceptions",
              EXCEPTION));
    }
    if (material.lacks("governance.risk-acceptance")
        || material.lacks("governance.residual-risks")) {
      made.add(
          record(
              service,
              "risk.md",
              "Which risk is accepted, by whom, why, and when it is looked at again.",
              "governance.risk-acceptance",
              RISK));
    }
    return made;
  }

  private static Artifact record(
      Service service, String file, String purpose, String criterion, String text) {
    String header =
        "<!-- "
            + purpose
            + " Serves "
            + criterion
            + "; made by `sluice bundle`, yours to change. -->\n";
    return new Artifact(service.path("docs/records/" + file), header + text, purpose, criterion);
  }

  private static final String EXCEPTION =
      """
      # Exception: CRITERION

      Written into `exceptions` of `delivery.yaml`; it counts from the merge, until it expires.

      | | |
      |---|---|
      | Criterion | an id such as `ci.security-gate` |
      | Scope | the service, environment or file that it covers |
      | Owner | who mends it |
      | Approver | who accepts it; never its owner |
      | Expires | a date, 90 days from now at most |

      ## Why it cannot be met now

      ## What holds the risk down until then

      ## What will mend it, step by step, with dates

      ```yaml
      exceptions:
        - criterion:
          scope:
          owner:
          approver:
          reason:
          expires:
      ```
      """;

  private static final String RISK =
      """
      # Accepted risk: ONE SENTENCE

      Written into `governance.risks` of `delivery.yaml`; looked at again when it expires.

      | | |
      |---|---|
      | What may happen | |
      | How likely, how bad | |
      | Owner | who carries it |
      | Accepted by | never its owner |
      | Expires | |

      ## Why it is accepted, and what avoiding it would cost

      ## What would show that it comes true, and what is done then

      ```yaml
      governance:
        risks:
          - risk:
            owner:
            reason:
            expires:
      ```
      """;

  private static String change(Material material) {
    Governance governance = material.delivery().governance();
    List<ChangeClass> classes = governance == null ? List.of() : governance.changeClasses();
    Iac iac = material.delivery().iac();
    Iac.ChangeRecord record = iac == null ? null : iac.changeRecord();
    String store = record == null ? null : record.store();
    return """
    # Change: ONE SENTENCE
    %s
    | | |
    |---|---|
    | Class | %s |
    | Request | link to what asked for it |
    | Commit and review | link to the pull request |
    | Plan | link to the saved plan, for infrastructure |
    | Approved by | |
    | Applied or deployed | link to the run; digest of what is out |
    | Checked by | which release checks passed, and when |

    ## What changes for users

    ## How it goes back

    ## What went otherwise than planned
    %s\
    """
        .formatted(
            store == null ? "" : "\nKept in: " + store + ".\n",
            classes.isEmpty() ? "standard, normal or emergency" : names(classes),
            classes.isEmpty() ? "" : table(classes));
  }

  private static String names(List<ChangeClass> classes) {
    return classes.stream()
        .map(c -> c.name().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String table(List<ChangeClass> classes) {
    String rows =
        classes.stream()
            .map(c ->
                "| "
                    + c.name().name().toLowerCase(Locale.ROOT)
                    + " | "
                    + (c.means() == null ? "" : c.means().replace("|", "\\|"))
                    + " | "
                    + String.join(", ", c.approvers()).replace("|", "\\|")
                    + " |\n")
            .collect(Collectors.joining());
    return "\n## Classes\n\n| class | means | approved by |\n|---|---|---|\n" + rows;
  }
}
