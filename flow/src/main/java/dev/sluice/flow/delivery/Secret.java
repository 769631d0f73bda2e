package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 6: a secret.
public record Secret(
    Origin at,
    @Doc("Name of the secret, never its value") String name,
    @Doc("Who is responsible for it") @Nullable String owner,
    @Doc("The store that keeps it") @Nullable String store,
    @Doc("Who may do what with it") List<Access> access,
    @Doc("How it is renewed") @Nullable Rotation rotation) {
  public Secret {
    access = List.copyOf(access);
  }

  /// Who may do what.
  public record Access(
      Origin at,
      @Doc("Role, service account or team") String role,
      @Doc("What it may do") List<Verb> verbs) {
    public Access {
      verbs = List.copyOf(verbs);
    }
  }

  /// What may be done with a secret.
  public enum Verb {
    READ,
    WRITE,
    ROTATE,
    ADMINISTER
  }

  /// How a secret is renewed.
  public record Rotation(
      Origin at,
      @Doc("How often") @Nullable Duration every,
      @Doc("Who sees to it") @Nullable String owner,
      @Doc("Whether a machine does it") @Nullable Boolean automatic) {}
}
