package dev.sluice.survey.tree;

import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the files of a repository without ever leaving it.
///
/// What git ignores, other repositories inside, and copies of others' work are not entered at all.
/// Tests and examples are walked, but [set aside][Tree#file]: they count only where something else
/// names them. What sluice keeps for itself, and bundles that lie in the repository, are copies and
/// never entered. A symbolic link is followed only to a file that the walk found by itself.
public final class Walk {
  /// A walk ends here, and says so.
  static final int MAX_FILES = 1_000_000;

  private static final String PRODUCT = "what sluice itself wrote, and nothing uses";

  private static final Set<String> METADATA = Set.of(".git", ".hg", ".svn", ".jj");

  private Walk() {}

  /// Walks a directory.
  ///
  /// @param everything whether vendored, test, example and ignored trees are read too
  /// @throws IOException when the directory itself cannot be listed
  public static Tree of(Path root, boolean everything) throws IOException {
    Path absolute = root.toRealPath();
    if (!Files.isDirectory(absolute)) {
      throw new NotDirectoryException(root.toString());
    }
    GitPlace git = GitPlace.around(absolute).orElse(null);
    Visitor visitor = new Visitor(absolute, git, everything);
    if (git != null && git.bare()) {
      visitor.unreadable(absolute, "a bare repository has no files to read");
    } else {
      Files.walkFileTree(absolute, visitor);
    }
    return visitor.tree();
  }

  /// Walks one directory of a repository and leaves out nothing of it but what is no file.
  ///
  /// @param directory relative to the root; the tree is empty where there is none
  /// @throws IOException when it cannot be listed
  public static Tree within(Path root, String directory) throws IOException {
    Path absolute = root.toRealPath();
    Visitor visitor = new Visitor(absolute, null, true);
    Path start = absolute.resolve(directory);
    if (Files.isDirectory(start)) {
      Files.walkFileTree(start, visitor);
    }
    return visitor.tree();
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final @Nullable GitPlace git;
    private final boolean everything;
    private final int prefix;
    private final List<TreeFile> files = new ArrayList<>();
    private final List<TreeFile> aside = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Deque<Optional<Ignores>> ignores = new ArrayDeque<>();
    private @Nullable Tracked tracked;
    private @Nullable Path asideTop;

    Visitor(Path root, @Nullable GitPlace git, boolean everything) {
      this.root = root;
      this.git = git;
      this.everything = everything;
      this.prefix = root.toString().length() + (root.getParent() == null ? 0 : 1);
    }

    Tree tree() {
      return new Tree(
          root, git, files, aside, Links.among(root, links, files, leftOut), leftOut, unreadable);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.equals(root)) {
        ignores.push(Optional.ofNullable(everything ? null : Ignores.at(root, git)));
        return FileVisitResult.CONTINUE;
      }
      String name = directory.getFileName().toString();
      if (METADATA.contains(name)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      String why = Aside.isProduct(directory) ? PRODUCT : everything ? null : whyNot(directory);
      if (why != null) {
        leave(directory, why);
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (everything) {
        ignores.push(Optional.empty());
        return FileVisitResult.CONTINUE;
      }
      if (asideTop == null) {
        setAside(directory);
      }
      ignores.push(Optional.ofNullable(Ignores.within(ignores.element().orElse(null), directory)));
      return FileVisitResult.CONTINUE;
    }

    /// Why a directory isn't entered, or null.
    private @Nullable String whyNot(Path directory) {
      if (isIgnored(directory, true)) {
        return "ignored by git";
      }
      if (Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return "another git repository";
      }
      return Aside.isVendored(directory) ? "vendored" : null;
    }

    private void setAside(Path directory) {
      Aside.why(directory, root.equals(directory.getParent()))
          .ifPresent(why -> {
            asideTop = directory;
            leave(directory, why);
          });
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      ignores.pop();
      if (directory.equals(asideTop)) {
        asideTop = null;
      }
      if (e != null) {
        unreadable(directory, "cannot be listed to its end");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isIgnored(file, false)) {
        leave(file, "ignored by git");
      } else if (Aside.isOffer(file)) {
        leave(file, PRODUCT);
      } else if (attributes.isRegularFile()) {
        (asideTop == null ? files : aside)
            .add(new TreeFile(file, relative(file), attributes.size(), false));
      } else if (attributes.isSymbolicLink()) {
        links.add(file);
      } else if (!file.endsWith(".git")) {
        leave(file, "not a regular file");
      }
      if (files.size() + aside.size() >= MAX_FILES) {
        unreadable(root, "more than " + MAX_FILES + " files: the rest was not looked at");
        return FileVisitResult.TERMINATE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      unreadable(file, "cannot be opened");
      return FileVisitResult.CONTINUE;
    }

    private boolean isIgnored(Path entry, boolean directory) {
      Ignores rules = ignores.element().orElse(null);
      return rules != null && rules.ignores(entry, directory) && !isTracked(entry, directory);
    }

    private boolean isTracked(Path entry, boolean directory) {
      if (git == null) {
        return false;
      }
      if (tracked == null) {
        tracked = Tracked.in(git);
      }
      return tracked.holds(git.top().relativize(entry).toString(), directory);
    }

    private void leave(Path path, String why) {
      leftOut.add(new LeftOut(Source.of(relative(path)), why));
    }

    void unreadable(Path path, String why) {
      unreadable.add(new Unreadable(Source.of(relative(path)), why, ANYTHING, null));
    }

    private String relative(Path path) {
      String text = path.toString();
      return text.length() <= prefix ? "." : text.substring(prefix);
    }

    @SuppressWarnings("unchecked") // every class that the sealed Fact permits is one of Fact
    private static final List<Class<? extends Fact>> ANYTHING =
        Arrays.stream(Fact.class.getPermittedSubclasses())
            .<Class<? extends Fact>>map(type -> (Class<? extends Fact>) type)
            .toList();
  }
}
