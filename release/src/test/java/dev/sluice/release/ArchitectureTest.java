package dev.sluice.release;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/// Releases are pure: what goes in decides alone what comes out.
@AnalyzeClasses(
    packages = "dev.sluice.release",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule touchesNoFileNetworkOrLog =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.sql..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.util.logging..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule knowsNoClockAndNoChance =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, InstantSource.class, Random.class)
          .orShould()
          .callMethodWhere(
              describe("tells the time, or something by chance", ArchitectureTest::isUnsteady));

  private static boolean isUnsteady(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().startsWith("java.")
        && Set.of("now", "currentTimeMillis", "nanoTime", "random", "randomUUID")
            .contains(call.getName());
  }

  @ArchTest
  static final ArchRule startsNoThreads =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..");

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
