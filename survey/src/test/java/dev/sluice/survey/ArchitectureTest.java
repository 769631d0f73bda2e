package dev.sluice.survey;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Readers state facts, each by itself.
@AnalyzeClasses(
    packages = "dev.sluice.survey",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule readersJudgeNothing =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sluice.flow.criterion..", "dev.sluice.flow.gate..", "dev.sluice.flow.signal..");

  @ArchTest
  static final ArchRule readersAreFinal =
      classes().that().implement(Reader.class).should().haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule readersKeepNothingBetweenFiles =
      fields().that().areDeclaredInClassesThat().implement(Reader.class).should().beFinal();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.sluice.survey.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule startsNoProcessButHelm =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.survey.helm")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethodWhere(describe("exec", ArchitectureTest::isExec));

  private static boolean isExec(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Runtime.class) && call.getName().equals("exec");
  }
}
