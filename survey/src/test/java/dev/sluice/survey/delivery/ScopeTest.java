package dev.sluice.survey.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Dashboard;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private static final List<Found> FOUND =
      List.of(sound("."), sound("services/cart"), sound("services/pay"));

  @Test
  void givesWhatLiesInADirectoryToItsDeliveryAlone() {
    Scope scope =
        scope(
            dashboard("services/cart/a.json"),
            dashboard("services/pay/b.json"),
            dashboard("c.json"));
    assertThat(files(scope, "services/cart")).containsExactly("c.json", "services/cart/a.json");
    assertThat(files(scope, "services/pay")).containsExactly("c.json", "services/pay/b.json");
    assertThat(files(scope, ".")).containsExactly("c.json");
  }

  @Test
  void doesNotTakeALongerNameForTheDirectory() {
    assertThat(files(scope(dashboard("services/cart-api/a.json")), "services/pay"))
        .containsExactly("services/cart-api/a.json");
  }

  @Test
  void givesAPipelineToTheOneDeliveryWhoseChangesStartIt() {
    Pipeline cart =
        pipeline("cart.yml", "services/cart/**", ".github/workflows/cart.yml", "libs/**", "!**.md");
    Fact seen =
        new EnvironmentSeen(
            new Source(".github/workflows/cart.yml", 9, 3), "production", "deploy job");
    Scope scope = scope(cart, seen);
    assertThat(files(scope, "services/cart")).hasSize(2);
    assertThat(files(scope, "services/pay")).isEmpty();
    assertThat(files(scope, ".")).isEmpty();
  }

  @Test
  void sharesAPipelineThatOthersCanStart() {
    assertThat(shared(pipeline("all.yml"))).isTrue();
    assertThat(shared(pipeline("two.yml", "services/cart/**", "services/pay/**"))).isTrue();
    assertThat(shared(pipeline("wide.yml", "services/**", "services/cart/**"))).isTrue();
    assertThat(shared(pipeline("any.yml", "**", "services/cart/**"))).isTrue();
    assertThat(shared(pipeline("libs.yml", "libs/**"))).isTrue();
    assertThat(shared(pipeline("glob.yml", "services/c*/**"))).isTrue();
  }

  @Test
  void sharesAPipelineThatOnlySomeOfItsTriggersBind() {
    Pipeline half =
        new Pipeline(
            Source.of(".github/workflows/half.yml"),
            "github-actions",
            "half",
            Pipeline.Role.WORKFLOW,
            List.of(trigger("push", "services/cart/**"), trigger("pull_request")),
            null,
            Map.of(),
            null,
            List.of());
    assertThat(shared(half)).isTrue();
  }

  @Test
  void looksAtEachFactOnceHoweverManyDeliveriesThereAre() {
    List<Found> found = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      found.add(sound("services/s" + i));
      facts.add(dashboard("services/s" + i + "/a.json"));
      facts.add(pipeline("s" + i + ".yml", "services/s" + i + "/**", "libs/**"));
    }
    long began = System.nanoTime();
    Scope scope = Scope.of(Facts.of(facts), found);
    for (Found each : found) {
      assertThat(scope.of(each.path()).wholes()).hasSize(2);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  private static boolean shared(Pipeline pipeline) {
    Scope scope = scope(pipeline);
    return FOUND.stream().allMatch(f -> files(scope, f.path()).size() == 1);
  }

  private static Scope scope(Fact... facts) {
    return Scope.of(Facts.of(List.of(facts)), FOUND);
  }

  private static List<String> files(Scope scope, String path) {
    return scope.of(path).all().stream().map(f -> f.source().file()).toList();
  }

  private static Found sound(String path) {
    return new Found(path, new Loaded.Sound(Delivery.none(path)));
  }

  private static Fact dashboard(String file) {
    return new Dashboard(Source.of(file), "grafana", "title");
  }

  private static Pipeline pipeline(String name, String... paths) {
    return new Pipeline(
        Source.of(".github/workflows/" + name),
        "github-actions",
        name,
        Pipeline.Role.WORKFLOW,
        List.of(trigger("push", paths), trigger("workflow_dispatch")),
        null,
        Map.of(),
        null,
        List.of());
  }

  private static Trigger trigger(String event, String... paths) {
    Source at = Source.of(".github/workflows/x.yml");
    return new Trigger(
        at,
        event,
        List.of(),
        List.of(),
        List.of(),
        Arrays.stream(paths).map(p -> new Text(at, p)).toList(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }
}
