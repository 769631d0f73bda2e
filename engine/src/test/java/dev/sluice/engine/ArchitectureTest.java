package dev.sluice.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;

/// What the durable shell is made of can be exchanged: the store and its database, and the form of
/// what it keeps.
@AnalyzeClasses(
    packages = "dev.sluice.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theStoreKnowsNoForm =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.engine.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sluice.engine.codec..", "tools.jackson..", "com.fasterxml..");

  @ArchTest
  static final ArchRule aDatabaseIsSeenBehindThePortOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.engine.store.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.engine.store.sql..",
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.flywaydb..",
              "org.sqlite..");

  @ArchTest
  static final ArchRule storeAndCodecAreGivenTheTime =
      noClasses()
          .that()
          .resideInAnyPackage("dev.sluice.engine.store..", "dev.sluice.engine.codec..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, InstantSource.class);

  @ArchTest
  static final ArchRule nobodyAsksTheMachineForTheTime =
      noClasses().should().callMethodWhere(describe("tells the time", ArchitectureTest::tellsTime));

  private static boolean tellsTime(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().startsWith("java.")
        && Set.of("now", "currentTimeMillis").contains(call.getName());
  }

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.sluice.engine.(**)").should().beFreeOfCycles();
}
