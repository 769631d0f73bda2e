package dev.sluice.flow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.testkit.Purity;
import java.util.Set;

/// The flow is pure: what goes in decides alone what comes out.
@AnalyzeClasses(packages = "dev.sluice.flow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /// What of the packages for I/O has none.
  private static final Set<String> HARMLESS =
      Set.of("java.io.Serializable", "java.io.UncheckedIOException");

  /// Its rows are data beside the class, and always the same.
  private static final String TABLES = "dev.sluice.flow.decision.DecisionTable";

  @ArchTest
  static final ArchRule touchesNoFileNetworkOrLog =
      Purity.touchesNoFileNetworkOrLog(HARMLESS, Set.of(TABLES));

  @ArchTest
  static final ArchRule knowsNoClockAndNoChance = Purity.knowsNoClockAndNoChance(Set.of());

  @ArchTest static final ArchRule startsNoThreads = Purity.startsNoThreads();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.sluice.flow.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule criteriaAreFinal =
      classes().that().implement(Criterion.class).should().haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule criteriaHaveNoState =
      fields().that().areDeclaredInClassesThat().implement(Criterion.class).should().beStatic();

  @ArchTest
  static final ArchRule stagesKnowNothingOfGatesAndLevels =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..artifactflow..",
              "dev.sluice.flow.bundle..",
              "..cd..",
              "..ci..",
              "..context..",
              "..governance..",
              "..iac..",
              "..operations..",
              "..releasesafety..",
              "..secretsconfig..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.flow.gate..",
              "dev.sluice.flow.loading..",
              "dev.sluice.flow.binding..",
              "dev.sluice.flow.yaml..");
}
