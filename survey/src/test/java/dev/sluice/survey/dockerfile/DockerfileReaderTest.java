package dev.sluice.survey.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfileReaderTest {
  @TempDir Path root;

  private Facts read(String path, String content) {
    return new Fixture(root).file(path, content).read(new DockerfileReader());
  }

  private List<String> images(String content) {
    return read("Dockerfile", content).of(BaseImage.class).stream()
        .map(b -> b.source() + " " + b.image() + (b.unresolved() == null ? "" : " ?"))
        .toList();
  }

  @Test
  void placesEachImageAtItsWord() {
    assertThat(
            images(
                """
                # syntax=docker/dockerfile:1
                ARG JDK=25
                from --platform=$BUILDPLATFORM  eclipse-temurin:${JDK}-jdk AS build
                RUN make
                FROM scratch
                COPY --from=build /app /app
                COPY --chown=1:1 --from=busybox:1.36 /bin/sh /bin/sh
                """))
        .containsExactly("Dockerfile:3:33 eclipse-temurin:25-jdk", "Dockerfile:7:25 busybox:1.36");
  }

  @Test
  void takesEarlierStagesAndNumbersForWhatTheyAre() {
    assertThat(
            images(
                """
                FROM golang:1.25 AS base-amd64
                FROM golang:1.25 AS base-arm64
                FROM base-${TARGETARCH} AS final
                COPY --from=0 /a /a
                COPY --from=FINAL /b /b
                """))
        .containsExactly("Dockerfile:1:6 golang:1.25", "Dockerfile:2:6 golang:1.25");
  }

  @Test
  void saysWhichVariableHasNoDefault() {
    assertThat(
            read("Dockerfile", "ARG TAG\nFROM --platform=linux/amd64 acme/base:${TAG}\n")
                .of(BaseImage.class))
        .singleElement()
        .satisfies(image -> {
          assertThat(image.source()).hasToString("Dockerfile:2:29");
          assertThat(image.unresolved()).isEqualTo("`TAG` has no default");
        });
  }

  @Test
  void takesDefaultsOfVariables() {
    assertThat(images("FROM ${IMAGE:-node}:${TAG:-22}@${DIGEST-sha256:00}\n"))
        .containsExactly("Dockerfile:1:6 node:22@sha256:00");
    assertThat(images("ARG V=\"3.22\"\nARG IMAGE=alpine:$V\nFROM $IMAGE\n"))
        .containsExactly("Dockerfile:3:6 alpine:3.22");
  }

  @Test
  void joinsContinuedLinesAndSkipsCommentsAndHereDocuments() {
    assertThat(
            images(
                """
                FROM \\
                # a comment inside

                  alpine:3.22 \\
                  AS one
                RUN <<EOF
                FROM not:this
                EOF
                COPY <<-"END" /etc/x
                FROM nor:that
                END
                RUN --mount=type=bind,from=acme/tools:2,target=/t make
                """))
        .containsExactly("Dockerfile:4:3 alpine:3.22", "Dockerfile:12:28 acme/tools:2");
  }

  @Test
  void followsTheEscapeDirective() {
    assertThat(
            images(
                "# escape=`\nFROM `\n  mcr.microsoft.com/windows/nanoserver:ltsc2025\nRUN dir C:\\\nFROM a:1\n"))
        .containsExactly(
            "Dockerfile:3:3 mcr.microsoft.com/windows/nanoserver:ltsc2025", "Dockerfile:5:6 a:1");
  }

  @Test
  void handsUserAndHealthcheckDownToTheLastStage() {
    Facts facts =
        read(
            "Dockerfile",
            """
            FROM alpine:3 AS run
            USER root
            USER app
            HEALTHCHECK --interval=5s CMD true
            FROM golang:1 AS build
            USER nobody
            FROM run
            """);
    assertThat(facts.of(ContainerBuild.class))
        .singleElement()
        .satisfies(build -> {
          assertThat(build.source()).hasToString("Dockerfile:7:6");
          assertThat(build.user()).hasToString("app");
          assertThat(build.healthcheck()).isTrue();
        });
  }

  @Test
  void namesWhatIsBuiltAfterItsDirectory() {
    Facts facts =
        new Fixture(root)
            .file("services/cart/Dockerfile", "FROM a:1\nCOPY . .\n")
            .file("services/api/main.go", "package main\n")
            .file("docker/api.Dockerfile", "FROM a:1\nCOPY . .\n")
            .file("services/web/build/package/Dockerfile.alpine", "FROM a:1\nCOPY . .\n")
            .file("hack/Dockerfile", "FROM a:1\nCOPY . .\n")
            .file("services/web/Dockerfile.dev", "FROM a:1\nCOPY . .\n")
            .read(new DockerfileReader());
    assertThat(facts.of(Deployable.class))
        .extracting(Deployable::name, Deployable::path)
        .containsExactlyInAnyOrder(
            tuple("cart", "services/cart"), tuple("api", "."), tuple("web", "services/web"));
    assertThat(facts.of(BaseImage.class)).hasSize(5);
  }

  @Test
  void variantsSharedRecipesAndSettingsOfOthersAreNoServices() {
    Facts facts =
        new Fixture(root)
            .file("docker/Dockerfile", "FROM a:1\nCOPY . .\n")
            .file("apps/web/Dockerfile.bun", "FROM bun:1\nCOPY . .\nRUN build\n")
            .file("modules/Dockerfile", "FROM a:1\nARG MODULE\nCOPY ${MODULE}.jar app.jar\n")
            .file("stack/grafana/Dockerfile", "FROM grafana/grafana:9\nADD ./boards /boards\n")
            .file("stack/proxy/Dockerfile", "FROM proxy:1\nCOPY x .\nRUN compile\n")
            .file("seed-data/Dockerfile", "FROM a:1\nCOPY . .\n")
            .read(new DockerfileReader());
    assertThat(facts.of(Deployable.class))
        .extracting(Deployable::path)
        .containsExactlyInAnyOrder(".", "stack/proxy");
  }

  @Test
  void whatOnlyNamesAnImageBuildsNothing() {
    Facts facts =
        new Fixture(root)
            .file("Dockerfile", "# the version of the tool chain\nFROM a:1\n")
            .read(new DockerfileReader());
    assertThat(facts.of(Deployable.class)).isEmpty();
    assertThat(facts.of(BaseImage.class)).hasSize(1);
  }

  @Test
  void leavesOutExamplesAndDevelopmentContainers() {
    Facts facts = read(".devcontainer/Dockerfile", "FROM ubuntu:24.04\n");
    assertThat(facts.of(BaseImage.class)).isEmpty();
    assertThat(facts.of(LeftOut.class)).hasSize(1);
  }

  @Test
  void doesNotTakeOtherFilesForDockerfiles() {
    List<Fact> facts =
        new Fixture(root)
            .file("Dockerfile.md", "# About\nFROM is an instruction\n")
            .file("Dockerfile.dockerignore", "FROM\n")
            .file("Dockerfile", "")
            .file("Containerfile.notes", "see FROM alpine\n")
            .read(new DockerfileReader())
            .all();
    assertThat(facts).isEmpty();
  }

  @Test
  void knowsAStageOfAnotherFile() {
    Facts facts =
        new Fixture(root)
            .file("Dockerfile", "FROM debian:13 AS app-base\nFROM rust:1 AS rust\nFROM app-base\n")
            .file("Dockerfile.dev", "FROM app-base\nCOPY --from=rust /a /b\n")
            .read(new DockerfileReader());
    assertThat(facts.of(BaseImage.class))
        .extracting(b -> b.image().toString(), BaseImage::unresolved)
        .containsExactlyInAnyOrder(
            tuple("debian:13", null),
            tuple("rust:1", null),
            tuple("app-base", "Dockerfile builds it"),
            tuple("rust", null));
  }
}
