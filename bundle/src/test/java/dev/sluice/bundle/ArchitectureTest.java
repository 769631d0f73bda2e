package dev.sluice.bundle;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.sluice.bundle.artifact.Maker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/// A bundle is pure: the same material gives the same bytes.
@AnalyzeClasses(
    packages = "dev.sluice.bundle",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /// What of the packages for I/O stays in memory, or reads what lies beside the classes.
  private static final Set<String> HARMLESS =
      Set.of(
          "java.io.ByteArrayOutputStream",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Serializable",
          "java.io.UncheckedIOException");

  /// It gives out what it was given.
  private static final String SEED = "dev.sluice.bundle.manifest.SigningKey$Seed";

  @ArchTest
  static final ArchRule touchesNoFileNetworkOrLog =
      noClasses().should().dependOnClassesThat(describe("do I/O", ArchitectureTest::doesIo));

  private static boolean doesIo(JavaClass type) {
    return !HARMLESS.contains(type.getName())
        && (type.getName().startsWith("java.lang.System$Logger")
            || type.getName().startsWith("java.lang.Process")
            || type.getPackageName()
                .matches(
                    "(java\\.(io|net|sql|nio\\.(file|channels)|util\\.logging)|org\\.slf4j)(\\..*)?"));
  }

  @ArchTest
  static final ArchRule knowsNoClockAndNoChance =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(SEED)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, InstantSource.class, Random.class, SecureRandom.class)
          .orShould()
          .callMethodWhere(
              describe("tells the time, or something by chance", ArchitectureTest::isUnsteady));

  private static boolean isUnsteady(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().startsWith("java.")
        && Set.of("now", "currentTimeMillis", "nanoTime", "random", "randomUUID", "getenv")
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
      slices().matching("dev.sluice.bundle.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule makersFormNoCycle =
      slices().matching("dev.sluice.bundle.artifact.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule makersAreFinal =
      classes().that().implement(Maker.class).should().haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule makersHaveNoState =
      fields().that().areDeclaredInClassesThat().implement(Maker.class).should().beStatic();

  @ArchTest
  static final ArchRule makersAreFoundByServiceLoader =
      classes().that().implement(Maker.class).should(beFound());

  private static ArchCondition<JavaClass> beFound() {
    Set<String> found =
        ServiceLoader.load(Maker.class).stream()
            .map(provider -> provider.type().getName())
            .collect(Collectors.toSet());
    return new ArchCondition<>("be found by service loader") {
      @Override
      public void check(JavaClass maker, ConditionEvents events) {
        boolean there = found.contains(maker.getName());
        events.add(new SimpleConditionEvent(maker, there, maker.getName() + " is found: " + there));
      }
    };
  }

  @ArchTest
  static final ArchRule makersKnowNothingOfTheDocumentAndOfWhoeverUsesThem =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.bundle.artifact..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.bundle.document..",
              "dev.sluice.bundle.manifest..",
              "dev.sluice.cli..",
              "dev.sluice.survey..");
}
