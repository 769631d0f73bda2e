package storefront;

import java.util.Map;
import java.util.Set;

/// What the storefront is told by its environment.
///
/// @param port 0 for any free one
/// @param version what runs
/// @param currency the currency of all prices
/// @param sessionKey the key that carts are signed with
public record Settings(int port, String version, String currency, String sessionKey) {
  private static final Set<String> CURRENCIES = Set.of("EUR", "GBP", "USD");

  public Settings {
    if (!CURRENCIES.contains(currency)) {
      throw new IllegalArgumentException("CURRENCY must be one of " + CURRENCIES);
    }
    if (sessionKey.length() < 16) {
      throw new IllegalArgumentException("SESSION_KEY must have at least 16 characters");
    }
  }

  /// Reads the settings; what is left out has a default, except the key.
  public static Settings of(Map<String, String> environment) {
    return new Settings(
        Integer.parseInt(environment.getOrDefault("PORT", "8080")),
        environment.getOrDefault("VERSION", "dev"),
        environment.getOrDefault("CURRENCY", "EUR"),
        environment.getOrDefault("SESSION_KEY", ""));
  }
}
