package dev.sluice.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.port.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
  @TempDir private Path root;

  @Test
  void nobodyElseMayLookIntoIt() throws Exception {
    Place place = Place.of(root, "production", "shop");
    String token = place.token();

    assertThat(place.directory()).endsWith(Path.of(".sluice/targets/production-shop"));
    assertThat(permissions(place.directory())).isEqualTo("rwx------");
    assertThat(permissions(place.file("token"))).isEqualTo("rw-------");
    assertThat(place.read("token", String.class)).isEqualTo(token).hasSize(64);
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void oneThatOthersMayEnterIsRefused() throws Exception {
    Place place = Place.of(root, "production", "shop");
    Files.setPosixFilePermissions(place.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> Place.of(root, "production", "shop"))
        .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isTrue())
        .hasMessageContaining("chmod 700");
  }

  @Test
  void namesCannotLeadElsewhere() {
    assertThatThrownBy(() -> Place.of(root, "../..", "shop")).isInstanceOf(PortException.class);
    assertThatThrownBy(() -> Place.of(root, "production", "a/b")).isInstanceOf(PortException.class);
  }

  @Test
  void whatIsNotThereIsNull() throws Exception {
    assertThat(Place.of(root, "production", "shop").read("told.json", Messages.Kept.class))
        .isNull();
  }
}
