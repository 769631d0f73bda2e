package dev.sluice.bundle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.testkit.Purity;
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
      Purity.touchesNoFileNetworkOrLog(HARMLESS, Set.of());

  @ArchTest
  static final ArchRule knowsNoClockAndNoChance = Purity.knowsNoClockAndNoChance(Set.of(SEED));

  @ArchTest static final ArchRule startsNoThreads = Purity.startsNoThreads();

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
