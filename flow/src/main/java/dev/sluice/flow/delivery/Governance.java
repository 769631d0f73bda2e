package dev.sluice.flow.delivery;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 9: who decides, and where that is kept.
public record Governance(
    Origin at,
    @Doc("Rhythm of the review") @Nullable Reviews reviews,
    @Doc("Classes of change and who approves each") List<ChangeClass> changeClasses,
    @Doc("Risks that were accepted") List<Risk> risks,
    @Doc("Where decisions are recorded") @Nullable Audit audit,
    @Doc("Risks that stay") List<ResidualRisk> residualRisks) {
  public Governance {
    changeClasses = List.copyOf(changeClasses);
    risks = List.copyOf(risks);
    residualRisks = List.copyOf(residualRisks);
  }

  /// Rhythm of the review.
  public record Reviews(
      Origin at,
      @Doc("How often") @Nullable Duration every,
      @Doc("Who leads it") @Nullable String owner,
      @Doc("The next one") @Nullable LocalDate next) {}

  /// A class of change.
  public record ChangeClass(
      Origin at,
      @Doc("Which class") ChangeKind name,
      @Doc("What falls into it") @Nullable String means,
      @Doc("Who approves; automation counts when it is named") List<String> approvers) {
    public ChangeClass {
      approvers = List.copyOf(approvers);
    }
  }

  /// The classes of change.
  public enum ChangeKind {
    STANDARD,
    NORMAL,
    EMERGENCY
  }

  /// A risk that was accepted.
  public record Risk(
      Origin at,
      @Doc("What may happen") String risk,
      @Doc("Who carries it") @Nullable String owner,
      @Doc("Why it is accepted") @Nullable String reason,
      @Doc("Until when") @Nullable LocalDate expires) {}

  /// Where decisions are recorded.
  public record Audit(
      Origin at,
      @Doc("Where") @Nullable String store,
      @Doc(
              "What shows that a record was altered: signed commits, object lock, transparency log, hash chain")
          @Nullable String tamperEvidence,
      @Doc("How long they are kept") @Nullable Duration retention) {}

  /// A risk that stays.
  public record ResidualRisk(
      Origin at,
      @Doc("What may happen") String risk,
      @Doc("Who watches it") @Nullable String owner,
      @Doc("What is done next") @Nullable String nextAction,
      @Doc("Until when") @Nullable LocalDate by) {}
}
