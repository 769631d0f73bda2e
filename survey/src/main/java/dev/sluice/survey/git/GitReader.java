package dev.sluice.survey.git;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Churn;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.GitPlace;
import dev.sluice.survey.tree.Tree;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.jspecify.annotations.Nullable;

/// Reads the git repository around the root. Outside git it only names the directory.
@AutoService(Reader.class)
public final class GitReader implements Reader {
  private static final Source GIT = Source.of(".git");

  @Override
  public void read(Tree tree, Sink sink) {
    Optional<GitPlace> place = tree.git();
    if (place.isEmpty()) {
      sink.add(outside(tree, null, null, false, null));
      return;
    }
    try (org.eclipse.jgit.lib.Repository git = Repositories.open(place.get())) {
      new Reading(tree, place.get(), git, sink).read();
    } catch (IOException | RuntimeException e) {
      sink.add(outside(tree, null, null, false, null));
      unreadable(sink, "the git repository cannot be opened", Set.of(Tag.class, Churn.class));
    }
  }

  private static Repository outside(
      Tree tree,
      @Nullable String commit,
      @Nullable String branch,
      boolean shallow,
      @Nullable String origin) {
    return new Repository(
        Source.of("."), name(tree), commit, branch, null, shallow, 0, 0, 0, null, null, origin);
  }

  private static String name(Tree tree) {
    return String.valueOf(tree.root().getFileName());
  }

  private static void unreadable(Sink sink, String why, Set<Class<? extends Fact>> hides) {
    sink.unreadable(GIT, why, hides);
  }

  /// One reading of one repository.
  private record Reading(
      Tree tree, GitPlace place, org.eclipse.jgit.lib.Repository git, Sink sink) {
    void read() {
      try {
        VersionTags.in(git).forEach(sink::add);
      } catch (IOException | RuntimeException e) {
        unreadable(sink, "tags cannot be read", Set.of(Tag.class));
      }
      ObjectId head = head();
      if (head == null) {
        sink.add(outside(tree, null, branch(), shallow(), Origin.in(git)));
        return;
      }
      try {
        history(head, History.of(git, head, within()));
      } catch (IOException | RuntimeException e) {
        sink.add(outside(tree, head.name(), branch(), shallow(), Origin.in(git)));
        unreadable(
            sink, "history cannot be read: an object is missing or broken", Set.of(Churn.class));
      }
    }

    private void history(ObjectId head, History history) {
      sink.add(
          new Repository(
              Source.of("."),
              within().isEmpty() ? origin().orElse(name(tree)) : name(tree),
              head.name(),
              branch(),
              defaultBranch(),
              shallow(),
              history.commits(),
              history.recent(),
              history.authors(),
              shallow() ? null : history.first(),
              history.last(),
              Origin.in(git)));
      if (history.cut()) {
        unreadable(
            sink, "a shallow clone: history and tags are cut off", Set.of(Churn.class, Tag.class));
      }
      history
          .changes()
          .forEach(
              (area, c) -> sink.add(new Churn(GIT, area.id(), c.commits(), c.authors(), c.last())));
    }

    private @Nullable ObjectId head() {
      try {
        return git.resolve(Constants.HEAD);
      } catch (IOException | RuntimeException e) {
        unreadable(sink, "HEAD cannot be read", Set.of(Churn.class));
        return null;
      }
    }

    private String within() {
      return place.bare() ? "" : place.top().relativize(tree.root()).toString();
    }

    private boolean shallow() {
      return place.common().resolve("shallow").toFile().isFile();
    }

    private @Nullable String branch() {
      try {
        String full = git.getFullBranch();
        return full != null && full.startsWith(Constants.R_HEADS)
            ? full.substring(Constants.R_HEADS.length())
            : null;
      } catch (IOException e) {
        return null;
      }
    }

    private @Nullable String defaultBranch() {
      String prefix = "refs/remotes/origin/";
      try {
        Ref ref = git.exactRef(prefix + "HEAD");
        return ref != null && ref.isSymbolic() && ref.getTarget().getName().startsWith(prefix)
            ? ref.getTarget().getName().substring(prefix.length())
            : null;
      } catch (IOException e) {
        return null;
      }
    }

    /// The last segment of the origin's address.
    private Optional<String> origin() {
      String url = git.getConfig().getString("remote", "origin", "url");
      if (url == null) {
        return Optional.empty();
      }
      String path = url.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
      String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
      return last.isBlank() ? Optional.empty() : Optional.of(last);
    }
  }
}
