package dev.sluice.survey.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.fact.Workload;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeReaderTest {
  @TempDir Path root;

  @Test
  void placesAnImageWhereItsTagIsWritten() {
    Facts facts =
        new Fixture(root)
            .file(
                ".env",
                "# versions\nREGISTRY=ghcr.io/acme\nexport TAG='1.4.2' # now\nIMG=acme/web\n")
            .file(
                "docker-compose.yml",
                """
                services:
                  a:
                    image: ${REGISTRY}/a:2.0
                  b:
                    image: "${REGISTRY}/b:${TAG}"
                  c:
                    image: ${IMG}
                  d:
                    image: acme/d:${D_TAG:-latest}
                  e:
                    image: acme/e:${NOWHERE}
                  f:
                    image: acme/f:$TAG@sha256:00
                """)
            .read(new ComposeReader());
    assertThat(facts.of(Deployment.class))
        .extracting(Deployment::workload, d -> d.source().toString(), d -> d.image().toString())
        .containsExactlyInAnyOrder(
            tuple("service/a", "docker-compose.yml:3:12", "ghcr.io/acme/a:2.0"),
            tuple("service/b", ".env:3:12", "ghcr.io/acme/b:1.4.2"),
            tuple("service/c", ".env:4:5", "acme/web"),
            tuple("service/d", "docker-compose.yml:9:12", "acme/d:latest"),
            tuple("service/e", "docker-compose.yml:11:12", "acme/e:${NOWHERE}"),
            tuple("service/f", "docker-compose.yml:13:12", "acme/f:1.4.2@sha256:00"));
    assertThat(facts.of(Deployment.class))
        .filteredOn(d -> d.unresolved() != null)
        .extracting(Deployment::unresolved)
        .containsExactly("`NOWHERE` has no value in a file");
  }

  @Test
  void takesTheEnvironmentFromTheFileName() {
    Facts facts =
        new Fixture(root)
            .file("compose.prod.yaml", "services: {web: {image: \"acme/web:1\"}}\n")
            .file("deploy/staging/compose.yaml", "services: {web: {image: \"acme/web:1\"}}\n")
            .file("compose.yaml", "services: {web: {image: \"acme/web:1\"}}\n")
            .file("docker-compose.dev.yml", "services: {web: {image: \"acme/web:1\"}}\n")
            .read(new ComposeReader());
    assertThat(facts.of(Deployment.class))
        .extracting(d -> d.source().file(), Deployment::environment)
        .containsExactly(
            tuple("compose.prod.yaml", "prod"),
            tuple("compose.yaml", null),
            tuple("deploy/staging/compose.yaml", "staging"),
            tuple("docker-compose.dev.yml", "dev"));
    assertThat(facts.of(EnvironmentSeen.class))
        .extracting(EnvironmentSeen::name)
        .containsExactly("prod", "staging");
  }

  @Test
  void readsBuildsHealthSecretsAndKeys() {
    Facts facts =
        new Fixture(root)
            .file(
                "compose.yaml",
                """
                x-env: &env {LOG_LEVEL: info}
                services:
                  api:
                    build: {context: ./api}
                    environment:
                      <<: *env
                      DB_HOST: db
                    secrets: [db-password]
                    healthcheck: {test: [CMD, "true"]}
                    deploy: {replicas: 3}
                  worker:
                    build: ./api
                    environment: [QUEUE=jobs, HOME]
                    healthcheck: {disable: true}
                """)
            .read(new ComposeReader());
    assertThat(facts.of(Deployment.class)).isEmpty();
    assertThat(facts.of(Deployable.class))
        .extracting(Deployable::name, Deployable::path)
        .containsExactly(tuple("api", "api"));
    assertThat(facts.of(Workload.class))
        .extracting(Workload::name, Workload::replicas, w -> w.healthChecks().size())
        .containsExactly(tuple("api", 3, 1), tuple("worker", null, 0));
    assertThat(facts.of(SecretUse.class))
        .extracting(SecretUse::name)
        .containsExactly("db-password");
    assertThat(facts.of(ConfigKey.class))
        .extracting(ConfigKey::group, ConfigKey::key)
        .contains(
            tuple("service/api", "LOG_LEVEL"),
            tuple("service/api", "DB_HOST"),
            tuple("service/worker", "QUEUE"),
            tuple("service/worker", "HOME"));
  }

  @Test
  void saysWhatABrokenFileMayHide() {
    Facts facts =
        new Fixture(root)
            .file("compose.yaml", "services:\n  web:\n\timage: a\n")
            .file("compose.schema.yaml", "nothing: here\n")
            .read(new ComposeReader());
    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .satisfies(u -> assertThat(u.hides()).contains(Deployment.class));
  }

  @Test
  void endsOnHostileVariables() {
    String nested = "${A:-".repeat(60) + "}".repeat(60);
    Facts facts =
        new Fixture(root)
            .file(
                "compose.yaml",
                "services:\n  a: {image: \"%s\"}\n  b: {image: \"%s\"}\n  c: {image: \"x:$\"}\n  d: {image: \"${\"}\n"
                    .formatted("$A".repeat(5000), nested))
            .read(new ComposeReader());
    assertThat(facts.of(Deployment.class))
        .hasSize(4)
        .allSatisfy(d -> assertThat(d.unresolved()).isNotNull());
  }

  @Test
  void secretsFromOutsideAreUsed() {
    Facts facts =
        new Fixture(root)
            .file(".env", "MAIL_PASSWORD=changeme\n")
            .file(
                "compose.yaml",
                """
                services:
                  shop:
                    image: ghcr.io/acme/shop:1
                    environment:
                      - DB_PASSWORD=${DB_PASSWORD:?needed}
                      - MAIL_PASSWORD=${MAIL_PASSWORD}
                      - PUBLIC_KEY=${PUBLIC_KEY}
                      - DB_HOST=${DB_HOST}
                      - API_TOKEN
                  pay:
                    image: ghcr.io/acme/pay:1
                    environment: {PAY_API_KEY: "${PAY_KEY}", LOCAL_SECRET: "${X:-none}"}
                """)
            .read(new ComposeReader());

    assertThat(facts.of(SecretUse.class))
        .extracting(SecretUse::name, u -> u.source().line())
        .containsExactlyInAnyOrder(
            tuple("DB_PASSWORD", 5), tuple("API_TOKEN", 9), tuple("PAY_KEY", 12));
  }
}
