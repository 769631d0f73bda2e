package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Deliveries and pipelines of any size, with names that nobody should write.
public final class Samples {
  public static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

  /// Names that break what does not expect them; each is made unique by a number.
  static final List<String> NAMES =
      List.of(
          "staging",
          "<script>alert(1)</script>",
          "a & b \"quoted\" 'twice' ]]>",
          "production-eu-central-1-blue-customer-facing-with-a-long-name",
          "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
          "מערכת הייצור הראשית של החנות",
          "🚀🚀🚀 launch 👩‍👩‍👧‍👦 family 🏳️‍🌈",
          "生产环境的名字非常长因为没有人想要缩短它所以它一直在继续下去",
          "combining ñ́ḗ marks Z̵͓̎a̷̢̋l̴̟̈́g̶̝̈o̸̰̍",
          "i");

  private final Random random;

  public Samples(long seed) {
    this.random = new Random(seed);
  }

  public static Material material(String yaml, Fact... facts) {
    String head = "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\n";
    byte[] bytes = (head + yaml).getBytes(StandardCharsets.UTF_8);
    Delivery delivery =
        switch (DeliveryLoader.standard().load("delivery.yaml", bytes)) {
          case Loaded.Sound sound -> sound.delivery();
          case Loaded.Refused refused ->
              throw new IllegalArgumentException(refused.problems() + "\n" + yaml);
        };
    return material(delivery, Facts.of(List.of(facts)));
  }

  static Material material(Delivery delivery, Facts facts) {
    var assessment = new Engine(Criteria.all()).assess(".", delivery, facts, null, AT);
    return new Material(delivery, facts, assessment, AT, null);
  }

  String name(int number) {
    return NAMES.get(random.nextInt(NAMES.size())) + " " + number;
  }

  /// Environments with random ways between them, and everything else that a picture shows.
  public Material delivery(int environments) {
    StringBuilder yaml = new StringBuilder("environments:\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < environments; i++) {
      String name = name(i);
      yaml.append("  - name: ").append(quoted(name));
      if (random.nextBoolean()) {
        yaml.append("\n    production: true");
      }
      List<String> from = names.stream().filter(n -> random.nextInt(3) == 0).toList();
      if (!from.isEmpty()) {
        yaml.append("\n    promotesFrom: ").append(list(from));
        yaml.append("\n    soak: PT").append(1 + random.nextInt(5000)).append('M');
      }
      yaml.append("\n    promotion: ").append(random.nextBoolean() ? "automatic" : "manual");
      yaml.append("\n    checks: ").append(list(names(random.nextInt(6))));
      yaml.append("\n    approvals: {from: ").append(list(names(1 + random.nextInt(3))));
      yaml.append(", quorum: 2, selfApproval: false, expires: PT24H}\n");
      names.add(name);
    }
    yaml.append(rest());
    return material(yaml.toString());
  }

  private List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name(100 + i));
    }
    return names;
  }

  private static String list(List<String> names) {
    return "[" + String.join(", ", names.stream().map(Samples::quoted).toList()) + "]";
  }

  private String rest() {
    StringBuilder yaml = new StringBuilder("cd:\n  strategy:\n    canary:\n      steps:\n");
    for (int i = 1; i <= 1 + random.nextInt(8); i++) {
      yaml.append("        - {setWeight: ").append(i * 12).append("}\n");
      yaml.append("        - {pause: ")
          .append(i % 3 == 0 ? "until-approved" : "PT5M")
          .append("}\n");
      yaml.append("        - {analysis: \"errors\"}\n");
    }
    yaml.append(
        "      maxExposedRequests: 2000000000\n"
            + "      bake: P3DT4H\n"
            + "      analysis:\n"
            + "        - {name: errors, source: prometheus, query: {bad: a, total: b}, objective:"
            + " {comparison: below, threshold: 0.01}, window: PT2M, onNoData: rollback}\n");
    yaml.append("secrets:\n");
    for (int i = 0; i < 4; i++) {
      yaml.append("  - {name: ").append(quoted(name(i))).append(", owner: ");
      yaml.append(quoted(name(7))).append(", rotation: {every: P").append(3 + i * 20);
      yaml.append("D, owner: ").append(quoted(name(8))).append("}}\n");
    }
    yaml.append("operations:\n  escalation:\n");
    for (int i = 0; i < 4; i++) {
      yaml.append("    - {after: PT").append(i * 1500).append("M, to: ");
      yaml.append(quoted(name(i))).append("}\n");
    }
    yaml.append("governance:\n  reviews: {every: P30D, owner: x, next: 2026-01-01}\n  risks:\n");
    for (int i = 0; i < 3; i++) {
      yaml.append("    - {risk: ").append(quoted(name(i))).append(", owner: ");
      yaml.append(quoted(name(9))).append(", expires: 2026-1").append(i).append("-30}\n");
    }
    yaml.append("context:\n  constraints:\n    freezes:\n");
    yaml.append("      - {name: ").append(quoted(name(3)));
    yaml.append(", from: 2026-12-20, to: 2027-01-03}\n");
    return yaml.toString();
  }

  /// A workflow of jobs that wait for some of those before them.
  Pipeline pipeline(int jobs) {
    List<Job> all = new ArrayList<>();
    Activity.Kind[] kinds = {
      Activity.Kind.BUILD,
      Activity.Kind.TEST,
      Activity.Kind.SCAN,
      Activity.Kind.POLICY,
      Activity.Kind.PUBLISH,
      Activity.Kind.DEPLOY,
      Activity.Kind.LINT
    };
    for (int i = 0; i < jobs; i++) {
      List<String> needs =
          all.stream().map(Job::id).filter(id -> random.nextInt(jobs) < 3).toList();
      List<Activity.Kind> does = new ArrayList<>();
      for (int k = 0; k < random.nextInt(5); k++) {
        does.add(kinds[random.nextInt(kinds.length)]);
      }
      String environment = does.contains(Activity.Kind.DEPLOY) ? name(i) : "";
      all.add(job("job-" + i, name(i), needs, does, environment));
    }
    return pipeline(name(0), all);
  }

  static Pipeline pipeline(String name, List<Job> jobs) {
    Source source = Source.of(".github/workflows/delivery.yaml");
    return new Pipeline(
        source,
        "github-actions",
        name,
        Pipeline.Role.WORKFLOW,
        List.of(
            trigger(source, "pull_request", List.of()), trigger(source, "push", List.of("main"))),
        null,
        Map.of(),
        null,
        jobs);
  }

  private static Trigger trigger(Source source, String event, List<String> branches) {
    List<String> none = List.of();
    return new Trigger(source, event, branches, none, none, List.of(), List.of(), none, none, null);
  }

  static Job job(
      String id, String name, List<String> needs, List<Activity.Kind> does, String environment) {
    Source source =
        Source.of(".github/workflows/delivery.yaml").at(1 + Math.abs(id.hashCode() % 99999), 1);
    String file = source.file();
    List<Activity> activities =
        does.stream().map(k -> new Activity(source, k, "make", null, null, null)).toList();
    Step step =
        new Step(
            source,
            file,
            id,
            0,
            null,
            null,
            null,
            Map.of(),
            Map.of(),
            new Text(source, "make"),
            null,
            null,
            null,
            activities,
            List.of());
    return new Job(
        source,
        file,
        id,
        name,
        needs.stream().map(need -> new Text(source, need)).toList(),
        null,
        environment.isEmpty() ? null : new Text(source, environment),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        Map.of(),
        null,
        Map.of(),
        null,
        null,
        null,
        List.of(step));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
