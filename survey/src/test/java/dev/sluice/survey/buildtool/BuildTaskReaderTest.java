package dev.sluice.survey.buildtool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.BuildTask;
import dev.sluice.flow.fact.ToolVersion;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTaskReaderTest {
  @TempDir Path root;

  @Test
  void findsScriptsTargetsWrappersAndTestRunners() {
    Fixture fixture =
        new Fixture(root)
            .file("web/package.json", "{\n  \"scripts\": {\n    \"test\": \"vitest\"\n  }\n}\n")
            .file("Makefile", "X := 1\nall: build\nbuild:\n\tgo build\n.PHONY: all\n")
            .file("mvnw", "#!/bin/sh\n")
            .file("requirements-dev.txt", "flask==1\npytest==8.0\n")
            .file("requirements.txt", "pytest-free==1\n".replace("pytest-free", "flask"));
    assertThat(fixture.read(new BuildTaskReader()).of(BuildTask.class))
        .extracting(t -> t.source() + " " + t.tool() + " " + t.directory() + " " + t.name())
        .containsExactlyInAnyOrder(
            "web/package.json:3:5 npm web test",
            "Makefile:2:1 make . all",
            "Makefile:3:1 make . build",
            "mvnw:1:1 maven . mvnw",
            "requirements-dev.txt:1:1 pytest . pytest");
  }

  @Test
  void findsTheVersionsThatFilesAskFor() {
    Fixture fixture =
        new Fixture(root)
            .file("package.json", "{\"packageManager\": \"pnpm@9.1.0+sha512.abc\"}")
            .file(".nvmrc", "v22.1\n")
            .file("go.mod", "module x\n\ngo 1.24.1\n")
            .file("pyproject.toml", "[project]\nrequires-python = \">=3.12\"\n")
            .file(
                "api/pom.xml",
                "<project><properties><java.version>21</java.version></properties></project>")
            .file("global.json", "{\"sdk\": {\"version\": \"9.0.100\"}}");
    assertThat(fixture.read(new ToolVersionReader()).of(ToolVersion.class))
        .extracting(t -> t.tool() + " " + t.version() + " in " + t.directory())
        .containsExactlyInAnyOrder(
            "pnpm 9.1.0 in .",
            "node 22.1 in .",
            "go 1.24.1 in .",
            "python 3.12 in .",
            "java 21 in api",
            "dotnet 9.0.100 in .");
  }
}
