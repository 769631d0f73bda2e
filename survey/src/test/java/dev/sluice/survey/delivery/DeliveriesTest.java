package dev.sluice.survey.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.source.Problem;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
  @TempDir Path root;

  @Test
  void findsNothingWhereNobodyWroteAFile() throws IOException {
    file("services/cart/delivery.yaml", delivery("cart"));
    assertThat(find()).isEmpty();
  }

  @Test
  void findsTheFileAtTheRoot() throws IOException {
    file("delivery.yaml", delivery("shop"));
    assertThat(find()).extracting(Found::path).containsExactly(".");
    assertThat(problems()).isEmpty();
  }

  @Test
  void findsTheListedDirectoriesAndNotTheListItself() throws IOException {
    file("delivery.yaml", delivery("shop") + "deliveries: [services/cart, ./services/pay/]\n");
    file("services/cart/delivery.yaml", delivery("cart"));
    file("services/pay/delivery.yaml", delivery("pay"));
    assertThat(find()).extracting(Found::path).containsExactly("services/cart", "services/pay");
    assertThat(problems()).isEmpty();
  }

  @Test
  void judgesTheRootTooWhenItSaysSomethingOfItsOwn() throws IOException {
    file(
        "delivery.yaml",
        delivery("shop") + "deliveries: services/cart\nenvironments: [{name: production}]\n");
    file("services/cart/delivery.yaml", delivery("cart"));
    assertThat(find()).extracting(Found::path).containsExactly(".", "services/cart");
  }

  @Test
  void saysWhatIsWrongWithEachEntry() throws IOException {
    file(
        "delivery.yaml",
        delivery("shop")
            + """
            deliveries:
              - services/cart
              - services/gone
              - services/empty
              - services/cart/
              - .
              - services/pay/delivery.yaml
              - ../elsewhere
            """);
    file("services/cart/delivery.yaml", delivery("cart") + "deliveries: [deeper]\n");
    file("services/empty/main.go", "package main\n");
    file("services/pay/delivery.yaml", delivery("pay"));
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "delivery.yaml:11:5: expected a directory inside the repository, with `/`, but found `../elsewhere` [path-outside]",
            "delivery.yaml:6:5: expected a directory with a delivery.yaml, but found `services/gone`, which does not exist [listed-delivery]",
            "delivery.yaml:7:5: expected a directory with a delivery.yaml, but found `services/empty`, which has none [listed-delivery]",
            "delivery.yaml:8:5: expected each directory once, but found `services/cart` again [listed-delivery]",
            "delivery.yaml:9:5: expected a directory below this one, but found `.` [listed-delivery]",
            "delivery.yaml:10:5: expected a directory below this one, but found `services/pay/delivery.yaml` [listed-delivery]",
            "services/cart/delivery.yaml:4:13: expected a list only in the file at the root, but found another list [nested-deliveries]");
  }

  @Test
  void refusesTwoDeliveriesOfOneName() throws IOException {
    file("delivery.yaml", delivery("shop") + "deliveries: [a, b]\n");
    file("a/delivery.yaml", delivery("cart"));
    file("b/delivery.yaml", delivery("cart"));
    assertThat(problems())
        .containsExactly(
            "b/delivery.yaml:3:18: expected another name: each delivery has its own, but found `cart` again, first at a/delivery.yaml:3:18 [duplicate-name]");
  }

  @Test
  void readsTheListOfAFileWithErrorsElsewhere() throws IOException {
    file("delivery.yaml", delivery("shop") + "enviroments: []\ndeliveries: [a]\n");
    file("a/delivery.yaml", delivery("cart") + "profil: standard\n");
    assertThat(problems())
        .satisfiesExactly(
            root -> assertThat(root).startsWith("delivery.yaml:4:1"),
            child -> assertThat(child).startsWith("a/delivery.yaml:4:1"));
  }

  @Test
  void leavesFilesOfOtherToolsAlone() throws IOException {
    file("delivery.yaml", "version: '2017-09-20'\npipeline:\n  - id: build\n");
    assertThat(find()).isEmpty();
    file("delivery.yaml", "apiVersion: core.example.org/v1\nkind: Delivery\nmetadata: {name: a}\n");
    assertThat(find()).isEmpty();
  }

  @Test
  void takesAFileForOursThatForgotItsVersion() throws IOException {
    file("delivery.yaml", "kind: Delivery\nmetadata: {name: shop}\n");
    assertThat(problems())
        .containsExactly(
            "delivery.yaml:1:1: expected `apiVersion`, but found a mapping without it [missing-key]");
  }

  private static String delivery(String name) {
    return "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: " + name + "}\n";
  }

  private void file(String path, String content) {
    new Fixture(root).file(path, content);
  }

  private List<Found> find() throws IOException {
    return Deliveries.find(Walk.of(root, false), DeliveryLoader.standard());
  }

  private List<String> problems() throws IOException {
    return find().stream()
        .flatMap(found -> found.loaded().problems().stream())
        .map(Problem::toString)
        .toList();
  }
}
