package dev.sluice.survey.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The key of an Azure storage or Cosmos DB account inside a connection string.
final class AzureKey implements Detector {
  private static final int LENGTH = 88;

  /// The keys that Microsoft's emulators are documented to have.
  private static final List<String> EMULATORS = List.of("Eby8vdM02xNOcqFl", "C2y6yDjf5/R+ob0N");

  @Override
  public List<String> words() {
    return List.of("AccountKey=");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    String value = content.text(end, end + LENGTH);
    boolean formed =
        value.length() == LENGTH
            && value.endsWith("==")
            && value
                .chars()
                .limit(LENGTH - 2)
                .allMatch(c -> Token.Charset.ALPHANUMERIC.has(c) || c == '/' || c == '+');
    boolean known = EMULATORS.stream().anyMatch(value::startsWith);
    return formed && !known && content.trusted() && Entropy.isRandom(value)
        ? Finding.of(end, "azure-account-key", "", LENGTH)
        : null;
  }
}
