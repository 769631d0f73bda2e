package dev.sluice.survey.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What npm, Docker and `.netrc` keep to log in with.
final class CredentialFile implements Detector {
  private static final int REACH = 600;
  private static final Pattern NPM =
      Pattern.compile("_(?:authToken|password|auth)\\s*=\\s*\"?([^\\s\"]{16,})");
  private static final Pattern NETRC =
      Pattern.compile("machine\\s+(\\S+)\\s+login\\s+\\S+\\s+password\\s+(\\S+)");
  private static final Pattern DOCKER =
      Pattern.compile("\"auth\"\\s*:\\s*\"([A-Za-z0-9+/]{8,}={0,2})\"");

  @Override
  public List<String> words() {
    return List.of("_authToken", "_password", "_auth=", "machine ", "\"auth\"");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    if (!content.trusted() || !isOwn(content.file().fileName())) {
      return null;
    }
    String rest = content.text(start, start + REACH);
    return switch (content.file().fileName()) {
      case ".npmrc", ".yarnrc" -> first(NPM, rest, 1, start, "npm-credential");
      case ".netrc", "_netrc" -> first(NETRC, rest, 2, start, "netrc-password");
      case "config.json", ".dockerconfigjson", ".dockercfg" -> docker(content, rest, start);
      default -> null;
    };
  }

  private static boolean isOwn(String name) {
    return name.startsWith(".") || name.equals("_netrc") || name.equals("config.json");
  }

  private static @Nullable Finding first(
      Pattern form, String text, int group, int start, String rule) {
    Matcher matcher = form.matcher(text);
    boolean real =
        matcher.lookingAt()
            && !Entropy.isWeak(matcher.group(group))
            && !matcher.group(group).startsWith("$");
    return real
        ? Finding.of(start + matcher.start(group), rule, "", matcher.group(group).length())
        : null;
  }

  private static @Nullable Finding docker(Content content, String text, int start) {
    Matcher matcher = DOCKER.matcher(text);
    if (!matcher.lookingAt() || content.indexOf("\"auths\"", 0, content.length()) < 0) {
      return null;
    }
    try {
      String pair =
          new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      boolean real = colon > 0 && !Entropy.isWeak(pair.substring(colon + 1));
      return real
          ? Finding.of(start + matcher.start(1), "docker-credential", "", matcher.group(1).length())
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
