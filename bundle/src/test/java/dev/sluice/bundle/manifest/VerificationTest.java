package dev.sluice.bundle.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final Predicate PREDICATE =
      new Predicate("0.1.0", null, Instant.EPOCH, "storefront", Predicate.Status.FINAL);

  private static Statement statement(String... names) {
    return new Statement(Arrays.stream(names).map(name -> subject(name)).toList(), PREDICATE);
  }

  private static Subject subject(String name) {
    return Subject.of(name, name.getBytes(UTF_8));
  }

  private static List<String> compare(Statement statement, Subject... found) {
    Map<String, String> digests = new TreeMap<>();
    for (Subject subject : found) {
      digests.put(subject.name(), subject.sha256());
    }
    return Verification.compare(statement, new TreeMap<>(digests)).stream()
        .map(Finding::toString)
        .toList();
  }

  @Test
  void findsNothingWhenAllIsThere() {
    assertThat(compare(statement("b", "a"), subject("a"), subject("b"))).isEmpty();
  }

  @Test
  void findsEveryFileThatWasAlteredAddedOrIsMissing() {
    Subject altered = Subject.of("a", new byte[] {1});
    assertThat(compare(statement("a", "b"), altered, subject("c")))
        .containsExactly(
            "a: was altered: sha256 is " + altered.sha256(), "b: is missing", "c: was added");
  }

  @Test
  void findsNamesThatLeaveTheBundleOrComeTwice() {
    assertThat(
            compare(
                statement("../../etc/passwd", "/etc/passwd", "MANIFEST", "a", "a"), subject("a")))
        .containsExactly(
            "../../etc/passwd: is no name for a file of a bundle: it has an empty part, '.' or"
                + " '..'",
            "/etc/passwd: is no name for a file of a bundle: it is absolute",
            "MANIFEST: is no name for a file of a bundle: it is the manifest itself",
            "a: is named twice in the manifest");
  }

  @Test
  void tellsAChangedManifestFromOneByAnotherKey() throws Exception {
    SigningKey one = SigningKey.ofPem(Keys.privatePem(Keys.ONE));
    SigningKey two = SigningKey.ofPem(Keys.privatePem(Keys.TWO));
    Envelope sealed = Envelope.of(Manifest.seal(Map.of(), PREDICATE, one));
    Envelope changed =
        new Envelope(
            sealed.payloadType(),
            Base64.getEncoder().encodeToString(statement("a").json()),
            sealed.signatures());
    Envelope unsigned = Envelope.of(Manifest.seal(Map.of(), PREDICATE, null));

    assertThat(Verification.signature(sealed, one.verifyingKey())).isEmpty();
    assertThat(Verification.signature(sealed, two.verifyingKey()).toString())
        .contains("is not signed by key " + two.verifyingKey().id());
    assertThat(Verification.signature(changed, one.verifyingKey()).toString())
        .contains("it was changed after that");
    assertThat(Verification.signature(unsigned, one.verifyingKey()).toString())
        .contains("is not signed");
  }

  @Test
  void believesNoKeyIdWithoutItsSignature() throws Exception {
    SigningKey one = SigningKey.ofPem(Keys.privatePem(Keys.ONE));
    SigningKey two = SigningKey.ofPem(Keys.privatePem(Keys.TWO));
    Envelope sealed = Envelope.of(Manifest.seal(Map.of(), PREDICATE, one));
    Envelope.Signature mislabelled =
        new Envelope.Signature(two.verifyingKey().id(), sealed.signatures().getFirst().sig());
    Envelope envelope = new Envelope(sealed.payloadType(), sealed.payload(), List.of(mislabelled));
    assertThat(Verification.signature(envelope, two.verifyingKey())).isNotEmpty();
    assertThat(Verification.signature(envelope, one.verifyingKey())).isEmpty();
  }

  @Test
  void readsNoManifestThatIsNone() {
    String signature = "{\"keyid\":\"\",\"sig\":\"\"}";
    for (String json :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"payloadType\":\"text/plain\",\"payload\":\"\",\"signatures\":[]}",
            envelope("[]") + "{}",
            envelope("[]").replace("\"payload\"", "\"payloadType\""),
            envelope("[1]"),
            envelope("{}"),
            envelope("[" + (signature + ",").repeat(99) + signature + "]"),
            envelope("[".repeat(100_000)),
            envelope("[" + "1,".repeat(3_000_000) + "1]"))) {
      assertThatThrownBy(() -> Envelope.of(json.getBytes(UTF_8)))
          .isInstanceOf(MalformedManifestException.class)
          .message()
          .startsWith("expected ");
    }
    assertThatThrownBy(() -> Envelope.of(new byte[Manifest.MAX_BYTES + 1]))
        .isInstanceOf(MalformedManifestException.class);
  }

  private static String envelope(String signatures) {
    return "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"\",\"signatures\":"
        + signatures
        + "}";
  }

  @Test
  void readsNoStatementOfAnotherKind() {
    String good = new String(statement("a").json(), UTF_8);
    for (String json :
        List.of(
            good.replace("Statement/v1", "Statement/v0.1"),
            good.replace("bundle/v1", "bundle/v2"),
            good.replace("sha256", "sha1"),
            good.replace("final", "finest"),
            good.replace("1970-01-01", "yesterday"),
            good.replace("\"name\":\"a\"", "\"name\":7"))) {
      assertThatThrownBy(() -> Statement.of(json.getBytes(UTF_8)))
          .isInstanceOf(MalformedManifestException.class)
          .message()
          .startsWith("expected ");
    }
  }

  @Test
  void readsBase64InEitherAlphabet() throws Exception {
    byte[] expected = {(byte) 0xfb, (byte) 0xff, 1};
    assertThat(Envelope.decode("+/8B")).isEqualTo(expected);
    assertThat(Envelope.decode("-_8B")).isEqualTo(expected);
  }
}
