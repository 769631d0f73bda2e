package dev.sluice.survey.runbook;

import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells whether links to runbooks lead somewhere in a repository. Safe for use by many threads.
public final class Targets {
  private static final Pattern DOCUMENT =
      Pattern.compile("(?i).*\\.(md|mdx|markdown|adoc|rst|txt|html?|pdf|org)");
  private static final Pattern SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*:.*");

  private final Tree tree;
  private final Optional<Origin> origin;

  /// @param tree the repository that links are looked for in
  public Targets(Tree tree) {
    this.tree = tree;
    this.origin = Origin.of(tree);
  }

  /// The link that a text is, seen from a directory; empty when it is none but prose.
  public Optional<RunbookLink> link(Text text, String directory) {
    String target = text.value().strip();
    if (target.isEmpty() || target.chars().anyMatch(Character::isWhitespace)) {
      return target.contains("://") && target.contains("{{")
          ? Optional.of(new RunbookLink(text.source(), target, null))
          : Optional.empty();
    }
    if (target.contains("{{") || target.contains("${") || target.contains("$(")) {
      return Optional.of(new RunbookLink(text.source(), target, null));
    }
    if (SCHEME.matcher(target).matches()) {
      return Optional.of(new RunbookLink(text.source(), target, url(target)));
    }
    String path = target.replaceFirst("[#?].*$", "");
    boolean document = DOCUMENT.matcher(path).matches();
    return document || path.startsWith("./") || path.startsWith("../")
        ? Optional.of(new RunbookLink(text.source(), target, relative(target, directory)))
        : Optional.empty();
  }

  private @Nullable Boolean url(String target) {
    URI url;
    try {
      url = new URI(target);
    } catch (URISyntaxException e) {
      return null;
    }
    Optional<Origin.Place> place = origin.flatMap(o -> o.place(url));
    if (place.isEmpty() || place.get().path() == null) {
      return null;
    }
    String anchor = url.getFragment();
    boolean there = exists(place.get().path(), anchor == null ? "" : anchor, anchor != null);
    return there ? Boolean.TRUE : place.get().current() ? Boolean.FALSE : null;
  }

  /// Relative links are written from the file or from the top of the repository; what begins with a
  /// slash may also be meant from the top of a site, which a clone doesn't show.
  private @Nullable Boolean relative(String target, String directory) {
    int hash = target.indexOf('#');
    String anchor = hash < 0 ? "" : target.substring(hash + 1);
    String path =
        decoded((hash < 0 ? target : target.substring(0, hash)).replaceFirst("\\?.*$", ""));
    boolean fromTop = path.startsWith("/");
    String bare = path.replaceFirst("^/+", "");
    Optional<String> near = fromTop ? Optional.empty() : resolve(directory, bare);
    Optional<String> top = resolve(".", bare);
    if (near.isEmpty() && top.isEmpty()) {
      return null;
    }
    boolean there =
        near.filter(p -> exists(p, anchor, hash >= 0)).isPresent()
            || top.filter(p -> exists(p, anchor, hash >= 0)).isPresent();
    return there ? Boolean.TRUE : fromTop ? null : Boolean.FALSE;
  }

  private static Optional<String> resolve(String directory, String path) {
    try {
      return Tree.resolve(directory, path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private boolean exists(String path, String anchor, boolean anchored) {
    Optional<TreeFile> file = tree.file(path);
    if (file.isEmpty()) {
      return onDisk(path) || onDisk(path + ".md");
    }
    return !anchored
        || !path.endsWith(".md")
        || Markdown.of(path, file.get().text()).hasAnchor(decoded(anchor));
  }

  /// Directories, and files that the survey left out.
  private boolean onDisk(String path) {
    try {
      return Files.exists(tree.root().resolve(path), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }
}
