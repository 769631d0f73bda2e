package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivitiesTest {
  @TempDir Path directory;

  private Repo repo() {
    return new Repo(directory);
  }

  /// What the steps of one job do, as `TEST go test target !! ignored ?? guard`.
  private static List<String> activities(Repo repo, String steps) {
    return repo
        .with(
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n" + steps.indent(6))
        .read()
        .of(Step.class)
        .stream()
        .flatMap(step -> step.activities().stream())
        .map(ActivitiesTest::shown)
        .toList();
  }

  private static String shown(Activity activity) {
    return activity.kind()
        + " "
        + activity.tool()
        + (activity.target() == null ? "" : " -> " + activity.target())
        + (activity.ignored() == null ? "" : " !! " + activity.ignored())
        + (activity.guard() == null ? "" : " ?? " + activity.guard());
  }

  private String one(String command) {
    return activities(repo(), "- run: |\n" + command.indent(4)).stream()
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          go test -race ./...                          | TEST go test
          go test -c ./pkg                             | ''
          go build ./...                               | BUILD go build
          javac -d classes src/*.java                  | BUILD javac
          java -cp a:b shop.ShopTest                   | TEST java shop.ShopTest
          java -jar shop.jar                           | ''
          python -m pytest -q                          | TEST pytest
          poetry run pytest                            | TEST pytest
          uv run --with x pytest tests                 | TEST pytest
          npx --yes eslint@9 .                         | LINT eslint
          sudo -E env A=b timeout 10m go test ./...    | TEST go test
          bundle exec rspec                            | TEST rspec
          ./mvnw -B verify                             | TEST mvnw verify; BUILD mvnw verify
          mvn -B package -DskipTests                   | BUILD mvn package
          ./gradlew :app:test                          | TEST gradlew :app:test
          dotnet test --no-build                       | TEST dotnet test
          cargo test --no-run                          | ''
          cargo +nightly fmt --check                   | LINT cargo fmt
          golangci-lint run --issues-exit-code 0       | LINT golangci-lint run !! --issues-exit-code
          trivy image --exit-code 1 -s HIGH acme/x:1   | SCAN trivy image -> acme/x:1
          trivy image acme/x:1                         | SCAN trivy image -> acme/x:1 !! trivy image without --exit-code
          trivy fs --exit-code=0 .                     | SCAN trivy fs -> . !! --exit-code=0
          grype acme/x:1                               | SCAN grype -> acme/x:1 !! grype without --fail-on
          grype acme/x:1 --fail-on high                | SCAN grype -> acme/x:1
          docker run --rm -v "$PWD:/w" aquasec/trivy:0.60.0 image --exit-code 1 a:1 | SCAN trivy image -> a:1
          docker run -e X node:22 npm audit            | SCAN npm audit
          checkov -d . --soft-fail                     | POLICY checkov !! --soft-fail; SCAN checkov !! --soft-fail
          gosec -no-fail ./...                         | SCAN gosec !! -no-fail
          go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./... | SCAN govulncheck
          conftest test plan.json                      | POLICY conftest test
          kubeconform -strict k8s/                     | VALIDATE_CONFIG kubeconform -> k8s/
          kubeconform -ignore-missing-schemas k8s/     | VALIDATE_CONFIG kubeconform -> k8s/ !! kubeconform skips what it has no schema for
          terraform -chdir=infra plan -out=tfplan      | PLAN terraform plan -> tfplan
          terraform apply -auto-approve                | APPLY terraform apply
          terraform apply -input=false tfplan          | APPLY terraform apply -> tfplan
          terraform apply -var-file prod.tfvars        | APPLY terraform apply
          terraform plan -detailed-exitcode            | DRIFT terraform plan; PLAN terraform plan
          kubectl -n prod apply -k overlays/prod       | DEPLOY kubectl apply -> overlays/prod
          kubectl apply --dry-run=server -f x.yaml     | VALIDATE_CONFIG kubectl apply -> x.yaml
          kubectl set image deploy/x x=y:1             | DEPLOY kubectl set image -> deploy/x
          kubectl rollout undo deploy/x                | ROLLBACK kubectl rollout undo -> deploy/x
          gh release edit v2 --prerelease              | ROLLBACK gh release edit -> v2
          gh release edit v2 --prerelease=false        | PUBLISH gh release edit -> v2
          helm upgrade --install shop ./chart -n prod  | DEPLOY helm upgrade -> shop
          helm rollback shop                           | ROLLBACK helm rollback -> shop
          docker build -t acme/x:1 .                   | BUILD docker build -> acme/x:1
          docker buildx build --push -t acme/x:1 .     | PUBLISH docker buildx build -> acme/x:1; BUILD docker buildx build -> acme/x:1
          docker push acme/x:1                         | PUBLISH docker push -> acme/x:1
          docker push localhost:5000/x:1               | ''
          cosign sign --yes acme/x@sha256:1            | SIGN cosign sign -> acme/x@sha256:1
          cosign verify --key k.pub acme/x:1           | VERIFY cosign verify -> acme/x:1
          gh attestation verify x.tgz --repo a/b       | VERIFY gh attestation verify -> x.tgz
          npm publish --dry-run                        | ''
          npm publish --provenance                     | PUBLISH npm publish
          flyway -url=x migrate                        | MIGRATE flyway migrate
          git diff --name-only HEAD^ HEAD              | PATH_FILTER git diff
          git diff --exit-code                         | LINT git diff
          ssh deploy@h "cd app && docker compose up -d" | DEPLOY docker compose up
          docker compose up -d                         | ''
          bash -c 'go test ./...'                      | TEST go test
          skaffold render --module shop                | ''
          prisma generate                              | ''
          echo go test                                 | ''
          echo "npm test"                              | ''
          curl -X POST https://hooks.slack.com/x       | NOTIFY curl https://hooks.slack.com/x
          $KUBECTL apply -f x                          | DEPLOY kubectl apply -> x
          """)
  void knowsCommands(String command, String expected) {
    assertThat(one(command)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void knowsWhatThrowsAFailureAway() {
    assertThat(
            activities(
                repo(),
                "- run: go test ./... | tee out.txt\n- {run: go test ./... | tee out, shell: bash}\n- run: npm audit || true\n"))
        .containsExactly(
            "TEST go test !! | tee out.txt", "TEST go test", "SCAN npm audit !! || true");
  }

  @Test
  void knowsActionsAndTheirInputs() {
    assertThat(
            activities(
                repo(),
                """
                - {uses: docker/build-push-action@v6, with: {push: true, tags: 'a/b:1'}}
                - {uses: docker/build-push-action@v6, with: {push: false}}
                - {uses: docker/build-push-action@v6, with: {push: "${{ github.ref == 'x' }}"}}
                - {uses: aquasecurity/trivy-action@0.30.0, with: {image-ref: a}}
                - {uses: aquasecurity/trivy-action@0.30.0, with: {image-ref: a, exit-code: '1'}}
                - {uses: anchore/scan-action@v6, with: {image: a, fail-build: false}}
                - {uses: github/codeql-action/analyze@v3}
                - {uses: 'docker://ghcr.io/x/hadolint:v2', with: {args: Dockerfile}}
                - {uses: nick-fields/retry@v3, with: {command: go test ./...}}
                - {uses: snyk/actions/node@master}
                """))
        .containsExactly(
            "BUILD docker/build-push-action -> a/b:1",
            "PUBLISH docker/build-push-action -> a/b:1",
            "BUILD docker/build-push-action",
            "BUILD docker/build-push-action",
            "PUBLISH docker/build-push-action ?? ${{ github.ref == 'x' }}",
            "SCAN aquasecurity/trivy-action -> a !! aquasecurity/trivy-action without exit-code",
            "SCAN aquasecurity/trivy-action -> a",
            "SCAN anchore/scan-action -> a !! fail-build: false",
            "SCAN github/codeql-action/analyze !! github/codeql-action/analyze never fails on findings",
            "LINT hadolint",
            "TEST go test",
            "SCAN snyk/actions/node");
  }

  @Test
  void followsMakeAndNpmAndScripts() {
    Repo repo =
        repo()
            .with(
                "Makefile",
                "GO ?= go\n.PHONY: test\ntest: vet unit\nvet:\n\t-$(GO) vet ./...\nunit:\n\t@$(GO) test ./... \\\n\t  -race\nbuild-test:\n\t$(GO) build -o t ./test\n")
            .with(
                "package.json",
                "{\"scripts\": {\"test\": \"npm run -s unit\", \"unit\": \"vitest run\", \"lint\": \"eslint . || true\", \"empty\": \"echo \\\"no test specified\\\" && exit 0\"}}")
            .with(
                "web/package.json",
                "{\"scripts\": {\"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"}}")
            .with(
                "hack/ci.sh",
                "#!/usr/bin/env bash\nset -euo pipefail\ncd \"$(dirname \"$0\")/..\"\ngo test ./... | tee log\n")
            .with(
                "Taskfile.yml",
                "tasks:\n  test: {deps: [lint], cmds: [go test ./...]}\n  lint: {cmds: [{cmd: golangci-lint run, ignore_error: true}]}\n")
            .with("justfile", "test: lint\n    cargo test\n\nlint:\n    -cargo clippy\n");

    assertThat(activities(repo, "- run: make test\n"))
        .containsExactly("LINT go vet !! - before the line", "TEST go test");
    assertThat(activities(repo, "- run: make build-test\n")).containsExactly("BUILD go build");
    assertThat(activities(repo, "- run: npm test\n")).containsExactly("TEST vitest");
    assertThat(activities(repo, "- run: npm run lint\n")).containsExactly("LINT eslint !! || true");
    assertThat(activities(repo, "- run: npm run empty\n")).isEmpty();
    assertThat(activities(repo, "- {run: npm test, working-directory: web}\n")).isEmpty();
    assertThat(activities(repo, "- run: cd web && npm test\n")).isEmpty();
    assertThat(activities(repo, "- run: ./hack/ci.sh\n")).containsExactly("TEST go test");
    assertThat(activities(repo, "- run: bash hack/ci.sh || true\n"))
        .containsExactly("TEST go test !! || true");
    assertThat(activities(repo, "- run: task test\n"))
        .containsExactly("LINT golangci-lint run !! ignore_error: true", "TEST go test");
    assertThat(activities(repo, "- run: just test\n"))
        .containsExactly("LINT cargo clippy !! - before the line", "TEST cargo test");
  }

  @Test
  void followsWhatAServerIsStartedFor() {
    Repo repo =
        repo()
            .with("package.json", "{\"scripts\": {\"ci\": \"turbo run test:e2e\"}}")
            .with(
                "packages/shop-tests/package.json",
                "{\"scripts\": {\"test:e2e\": \"NODE_ENV=test start-server-and-test \\\"npm start\\\" http://localhost:3000 \\\"playwright test $ONLY\\\"\"}}");

    assertThat(activities(repo, "- run: npm run ci\n")).containsExactly("TEST playwright test");
  }

  @Test
  void saysWhereAFollowedFailureIsThrownAway() {
    Repo repo = repo().with("Makefile", "test:\n\tgo test ./... || true\n");
    Activity activity =
        repo.with(
                ".github/workflows/ci.yml",
                "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          cd .\n          make test\n")
            .read()
            .of(Step.class)
            .getFirst()
            .activities()
            .getFirst();

    assertThat(activity.source()).hasToString(".github/workflows/ci.yml:7:11");
    assertThat(activity.ignored())
        .isNotNull()
        .extracting(t -> t.source().toString())
        .isEqualTo("Makefile:2:2");
  }

  @Test
  void neverCallsAStepATestByItsName() {
    assertThat(
            activities(
                repo(),
                "- {name: Run tests, run: echo ok}\n- {name: unit test, run: make build}\n"))
        .noneMatch(activity -> activity.startsWith("TEST"));
  }

  @Test
  void countsNoDeploymentToAClusterThatEndsWithTheJob() {
    assertThat(
            activities(
                repo(),
                "- run: kind create cluster\n- run: kubectl apply -f x\n- run: helm test x\n"))
        .containsExactly("TEST helm test");
    assertThat(activities(repo(), "- uses: helm/kind-action@v1\n- run: helm upgrade -i x c\n"))
        .isEmpty();
  }

  @Test
  void countsGitOpsOnlyWhenTheJobPushes() {
    assertThat(activities(repo(), "- run: kustomize edit set image a=b:1\n")).isEmpty();
    assertThat(activities(repo(), "- run: kustomize edit set image a=b:1\n- run: git push\n"))
        .containsExactly("DEPLOY kustomize edit set image -> a=b:1");
  }

  @Test
  void survivesScriptsThatCallEachOther() {
    Repo repo =
        repo()
            .with("Makefile", "a: b\n\t$(MAKE) a\nb: a\n\tmake b\nX = $(X)$(X)\n")
            .with(
                "package.json",
                "{\"scripts\": {\"a\": \"npm run b; npm run a\", \"b\": \"npm run a && npm run b\"}}")
            .with("x.sh", "#!/bin/sh\n./x.sh; sh x.sh; . ./x.sh\n../../etc/x\n");

    assertThat(activities(repo, "- run: make a; npm run a; ./x.sh; ./../../x.sh\n")).isEmpty();
  }

  @Test
  void takesTheBranchOfAScriptThatItsArgumentsChoose() {
    String script =
        """
        #!/bin/bash
        set -e
        if [ ! -z "$2" ]; then
          terraform -chdir="$1" apply $options
        fi
        if [ -z "$2" ]; then
          terraform -chdir="$1" apply
        fi
        """;
    assertThat(
            activities(
                repo().with("apply.sh", script),
                "- run: bash ./apply.sh infra\n- run: ./apply.sh infra saved.tfplan\n"))
        .containsExactly(
            "APPLY terraform apply ?? if [ -z \"$2\" ]; then",
            "APPLY terraform apply -> ? ?? if [ ! -z \"$2\" ]; then");
  }

  @Test
  void knowsWhichChecksForDriftFailOverIt() {
    assertThat(one("terraform plan -detailed-exitcode")).startsWith("DRIFT terraform plan;");
    assertThat(one("terraform plan -refresh-only"))
        .startsWith("DRIFT terraform plan !! terraform plan never fails on findings;");
    assertThat(one("terraform plan -refresh-only -detailed-exitcode"))
        .startsWith("DRIFT terraform plan;");
  }

  @Test
  void testsOfPoliciesCheckNothingThatIsBuilt() {
    assertThat(one("conftest verify -p policy")).startsWith("LINT");
    assertThat(one("opa test policy")).startsWith("LINT");
    assertThat(one("conftest test deploy")).startsWith("POLICY");
  }
}
