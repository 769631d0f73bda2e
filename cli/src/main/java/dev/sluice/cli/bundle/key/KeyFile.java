package dev.sluice.cli.bundle.key;

import dev.sluice.bundle.manifest.SigningKey;
import dev.sluice.bundle.manifest.VerifyingKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The key that `--key` names.
public final class KeyFile {
  /// The option.
  public static final String OPTION = "--key";

  private static final int MAX_BYTES = 1 << 16;

  private KeyFile() {}

  /// The private key to sign with; null when none is named.
  ///
  /// @throws ParameterException when it cannot be read, or is another kind of key
  public static @Nullable SigningKey signing(CommandSpec spec, ParseResult given) {
    return read(spec, given, SigningKey::ofPem);
  }

  /// The public key to verify with; null when none is named.
  ///
  /// @throws ParameterException when it cannot be read, or is another kind of key
  public static @Nullable VerifyingKey verifying(CommandSpec spec, ParseResult given) {
    return read(spec, given, VerifyingKey::ofPem);
  }

  private interface Parser<T> {
    T parse(String pem) throws InvalidKeyException;
  }

  private static <T> @Nullable T read(CommandSpec spec, ParseResult given, Parser<T> parser) {
    String file = given.matchedOptionValue(OPTION, (String) null);
    if (file == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return parser.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), OPTION + ": cannot read " + file);
    } catch (InvalidKeyException e) {
      throw new ParameterException(spec.commandLine(), OPTION + " " + file + ": " + e.getMessage());
    }
  }
}
