package storefront;

import java.io.IOException;

/// Starts the storefront. Settings come from the environment: `PORT`, `VERSION`, `CURRENCY` and `SESSION_KEY`.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Settings settings = Settings.of(System.getenv());
    Server server = Server.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    System.out.println("storefront " + settings.version() + " listens on port " + server.port());
  }
}
