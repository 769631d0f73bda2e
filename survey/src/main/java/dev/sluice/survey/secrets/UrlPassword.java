package dev.sluice.survey.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A password in an address, `scheme://user:password@host`, of a machine that others can reach.
final class UrlPassword implements Detector {
  private static final int MAX = 300;
  private static final Set<String> SHOWN =
      Set.of(
          "example.com",
          "example.org",
          "example.net",
          "domain.com",
          "host.com",
          "server.com",
          "mydomain.com",
          "myhost.com",
          "acme.com");

  @Override
  public List<String> words() {
    return List.of("://");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    if (!content.trusted() || !Character.isLetter(content.at(start - 1))) {
      return null;
    }
    int colon = -1;
    int at = -1;
    int stop = end;
    while (stop - end < MAX && isPart(content.at(stop))) {
      int c = content.at(stop);
      if (c == ':' && colon < 0) {
        colon = stop;
      } else if (c == '@') {
        at = stop;
      } else if (c == '/' && at > 0) {
        break;
      }
      stop++;
    }
    if (colon < 0 || at < colon || colon == end) {
      return null;
    }
    String user = content.text(end, colon);
    String password = content.text(colon + 1, at);
    return isReal(user, password) && isReachable(host(content.text(at + 1, stop)))
        ? Finding.of(
            colon + 1,
            "password-in-url",
            content.text(schemeStart(content, start), end) + user + ":",
            password.length())
        : null;
  }

  private static boolean isPart(int c) {
    return c > ' ' && c < 0x7f && "\"'`<>,;|)(]}\\".indexOf(c) < 0;
  }

  private static int schemeStart(Content content, int end) {
    int i = end;
    while (Character.isLetterOrDigit(content.at(i - 1)) || content.at(i - 1) == '+') {
      i--;
    }
    return i;
  }

  private static boolean isReal(String user, String password) {
    boolean filledIn =
        password.contains("$")
            || password.contains("%s")
            || password.contains("{")
            || password.contains("*");
    return !filledIn
        && !password.contains("/")
        && !password.contains(":")
        && !Entropy.isWeak(password)
        && !password.equalsIgnoreCase(user)
        && Entropy.bits(password) >= 2.5;
  }

  private static String host(String authority) {
    int end = 0;
    while (end < authority.length() && ":/?#".indexOf(authority.charAt(end)) < 0) {
      end++;
    }
    return authority.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isReachable(String host) {
    boolean local =
        host.indexOf('.') < 0
            || host.startsWith("127.")
            || host.startsWith("0.0.0.")
            || host.endsWith(".local")
            || host.endsWith(".localhost")
            || host.endsWith(".test")
            || host.endsWith(".example")
            || host.endsWith(".invalid")
            || host.endsWith(".docker.internal");
    return !local
        && !host.contains("{")
        && !host.contains("$")
        && !host.contains("example")
        && SHOWN.stream().noneMatch(shown -> host.equals(shown) || host.endsWith("." + shown));
  }
}
