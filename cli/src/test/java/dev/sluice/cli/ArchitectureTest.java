package dev.sluice.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The command line stays quick to start.
@AnalyzeClasses(packages = "dev.sluice.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule startsWithoutTheParser =
      noClasses()
          .that()
          .belongToAnyOf(Main.class, Terminal.class, Failure.class, Exit.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");
}
