package dev.sluice.release;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.testkit.Purity;
import java.util.Set;

/// Releases are pure: what goes in decides alone what comes out.
@AnalyzeClasses(
    packages = "dev.sluice.release",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule touchesNoFileNetworkOrLog =
      Purity.touchesNoFileNetworkOrLog(Set.of(), Set.of());

  @ArchTest
  static final ArchRule knowsNoClockAndNoChance = Purity.knowsNoClockAndNoChance(Set.of());

  @ArchTest static final ArchRule startsNoThreads = Purity.startsNoThreads();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.sluice.release.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ofTheFlowOnlyWhatADeliveryDeclaresIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "are of the flow, but no record of a delivery",
                  type ->
                      type.getPackageName().startsWith("dev.sluice.flow")
                          && !type.getPackageName().equals("dev.sluice.flow.delivery")));

  @ArchTest
  static final ArchRule statesObservationsAndActionsAreRecords =
      classes()
          .that()
          .haveNameMatching(".*\\.(State|Observation|Action|Order|Step)\\$[A-Z]\\w*")
          .and()
          .areNotEnums()
          .should()
          .beRecords();
}
