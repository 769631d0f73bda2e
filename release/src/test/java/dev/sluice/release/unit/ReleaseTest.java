package dev.sluice.release.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  private static final Release RELEASE = Releases.of('a');

  @Test
  void canonicalFormIsWritten() {
    assertThat(RELEASE.canonical())
        .isEqualTo(
            """
            sluice-release 1
            service shop
            artifact shop sha256:%s
            config v1
            secret db-password 7
            schema orders 1..9
            """
                .formatted("a".repeat(64)));
  }

  @Test
  void idIsTheHashThatOtherToolsCompute() {
    // printf of the text above, piped into sha256sum
    assertThat(RELEASE.id().value())
        .isEqualTo("sha256:7a31595d4529fe82ceaeabcf0002d1b22a8fcd478a880c73fb07275ed60d52b5");
  }

  @Test
  void canonicalFormIsReadBack() {
    assertThat(Release.parse(RELEASE.canonical())).isEqualTo(RELEASE);
  }

  @Test
  void everyChangeIsAnotherRelease() {
    SortedMap<String, String> secrets = new TreeMap<>(Map.of("db-password", "8"));
    List<Release> others = new ArrayList<>(List.of(RELEASE, Releases.of('b')));
    others.add(Releases.of("shop", 'a', "v2", new SchemaRange(1, 9)));
    others.add(Releases.of("shop", 'a', "v1", new SchemaRange(1, 8)));
    others.add(Releases.of("cart", 'a', "v1", new SchemaRange(1, 9)));
    others.add(new Release("shop", RELEASE.artifacts(), "v1", secrets, RELEASE.schemas()));
    others.add(
        new Release("shop", RELEASE.artifacts(), null, RELEASE.secrets(), RELEASE.schemas()));
    Set<ReleaseId> ids = new HashSet<>();
    others.forEach(r -> ids.add(r.id()));
    assertThat(ids).hasSameSizeAs(others);
  }

  @Test
  void orderOfWritingDoesNotMatter() {
    SortedMap<String, Digest> one = new TreeMap<>();
    one.put("web", Releases.digest('1'));
    one.put("api", Releases.digest('2'));
    SortedMap<String, Digest> other = new TreeMap<>();
    other.put("api", Releases.digest('2'));
    other.put("web", Releases.digest('1'));
    assertThat(release(one).id()).isEqualTo(release(other).id());
  }

  private static Release release(SortedMap<String, Digest> artifacts) {
    return new Release("shop", artifacts, null, new TreeMap<>(), new TreeMap<>());
  }

  @Test
  void whatIsGivenCannotChangeItLater() {
    SortedMap<String, Digest> mine = new TreeMap<>(Map.of("web", Releases.digest('1')));
    Release release = release(mine);
    ReleaseId before = release.id();
    mine.put("web", Releases.digest('2'));
    assertThat(release.id()).isEqualTo(before);
    assertThatThrownBy(() -> release.artifacts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesThatCouldForgeALineAreRefused() {
    SortedMap<String, String> forged = new TreeMap<>(Map.of("a 1\nsecret b", "2"));
    assertThatThrownBy(
            () -> new Release("shop", RELEASE.artifacts(), null, forged, new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Release("", RELEASE.artifacts(), null, forged, new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mutableTagIsNoDigest() {
    assertThatThrownBy(() -> new Digest("latest")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Digest("sha256:" + "A".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyOtherTextIsRefused() {
    String text = RELEASE.canonical();
    for (String other :
        List.of(
            text + "\n",
            text.strip(),
            text.replace("1..9", "01..9"),
            text + "config v1\n",
            "\n" + text,
            text.replace("config v1\n", "config v1 \n"),
            text.replace("1..9", "9..1"))) {
      assertThatThrownBy(() -> Release.parse(other)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void schemaRangeHasBothItsEnds() {
    SchemaRange range = new SchemaRange(3, 5);
    assertThat(List.of(range.accepts(2), range.accepts(3), range.accepts(5), range.accepts(6)))
        .containsExactly(false, true, true, false);
  }
}
