package dev.sluice.bundle.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Predicate PREDICATE =
      new Predicate(
          "0.1.0",
          "1".repeat(40),
          Instant.parse("2026-06-01T00:00:00Z"),
          "storefront",
          Predicate.Status.DRAFT);
  private static final Map<String, byte[]> FILES =
      Map.of(
          "bundle.md", "# Bundle\n".getBytes(UTF_8),
          "artifacts/a.yaml", "a: 1\n".getBytes(UTF_8));

  /// The vector in the specification of DSSE.
  @Test
  void encodesWhatIsSignedAsTheSpecificationDoes() {
    assertThat(Envelope.pae("http://example.com/HelloWorld", "hello world".getBytes(UTF_8)))
        .asString(UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(Envelope.pae("ä", "öü".getBytes(UTF_8)))
        .asString(UTF_8)
        .isEqualTo("DSSEv1 2 ä 4 öü");
  }

  /// Signature, key id and payload were computed by another implementation.
  @Test
  void signsAsOthersDo() throws Exception {
    Envelope envelope =
        Envelope.of(Manifest.seal(FILES, PREDICATE, SigningKey.ofPem(Keys.privatePem(Keys.ONE))));
    assertThat(Subject.of("", envelope.body()).sha256())
        .isEqualTo("b6f0a57a5eec443f2e0e4295384b1ad262ecba0cc35f9170af431197a44501dc");
    assertThat(envelope.signatures())
        .containsExactly(
            new Envelope.Signature(
                "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9",
                "Su2INhq8uNglq8SIfMyPTN4c16PLcMJj8wNfaNW3qSvxfgSpMHstWjqPSHYfwr3n9YdKdZkeDRFGD3zy"
                    + "9G3zDQ=="));
  }

  @Test
  void givesTheSameBytesInAnyOrderOfFiles() throws Exception {
    SigningKey key = SigningKey.ofPem(Keys.privatePem(Keys.TWO));
    Map<String, byte[]> turned = new LinkedHashMap<>();
    FILES.entrySet().stream()
        .sorted(Map.Entry.<String, byte[]>comparingByKey().reversed())
        .forEach(file -> turned.put(file.getKey(), file.getValue()));
    assertThat(Manifest.seal(turned, PREDICATE, key))
        .isEqualTo(Manifest.seal(FILES, PREDICATE, key));
  }

  @Test
  void readsWhatItWrites() throws Exception {
    Envelope envelope = Envelope.of(Manifest.seal(FILES, PREDICATE, null));
    Statement statement = Statement.of(envelope.body());
    assertThat(envelope.signatures()).isEmpty();
    assertThat(statement.predicate()).isEqualTo(PREDICATE);
    assertThat(statement.subjects())
        .extracting(Subject::name)
        .containsExactly("artifacts/a.yaml", "bundle.md");
  }

  @Test
  void leavesTheCommitOutWhereThereIsNone() throws Exception {
    Predicate outside =
        new Predicate("0.1.0", null, PREDICATE.at(), "storefront", Predicate.Status.FINAL);
    byte[] body = Envelope.of(Manifest.seal(FILES, outside, null)).body();
    assertThat(body).asString(UTF_8).doesNotContain("commit").contains("\"status\":\"final\"");
    assertThat(Statement.of(body).predicate()).isEqualTo(outside);
  }

  @Test
  void sealsNoFileThatWouldNotBeFoundAgain() {
    for (String name : new String[] {"../a", "/a", "a//b", "a/./b", "a\nb", "", "MANIFEST"}) {
      assertThatThrownBy(() -> Manifest.seal(Map.of(name, new byte[0]), PREDICATE, null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
