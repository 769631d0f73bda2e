package dev.sluice.survey.git;

import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.source.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/// The tags that name versions, of which only the highest are read.
final class VersionTags {
  private static final int MAX = 100;
  private static final Pattern VERSION = Pattern.compile("(?:.*[-/@_])?[vV]?\\d+\\.\\d[^/]*|v\\d+");
  private static final Pattern NUMBER = Pattern.compile("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");

  private VersionTags() {}

  static List<Tag> in(Repository repository) throws IOException {
    List<Ref> refs =
        repository.getRefDatabase().getRefsByPrefix("refs/tags/").stream()
            .filter(ref -> VERSION.matcher(name(ref)).matches())
            .sorted(Comparator.comparing(VersionTags::name, VersionTags::byNumbers).reversed())
            .limit(MAX)
            .toList();
    List<Tag> tags = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : refs) {
        add(ref, walk.parseAny(ref.getObjectId()), walk, tags);
      }
    }
    return tags;
  }

  private static void add(Ref ref, RevObject object, RevWalk walk, List<Tag> tags)
      throws IOException {
    Source source = Source.of(".git/" + ref.getName());
    switch (object) {
      case RevTag tag when tag.getTaggerIdent() != null ->
          tags.add(
              new Tag(
                  source,
                  name(ref),
                  tag.getTaggerIdent().getWhenAsInstant(),
                  tag.getRawGpgSignature() != null));
      case RevTag tag when walk.peel(tag) instanceof RevCommit commit ->
          add(ref, commit, walk, tags);
      case RevCommit commit ->
          tags.add(
              new Tag(source, name(ref), Instant.ofEpochSecond(commit.getCommitTime()), false));
      default -> {
        // a tag of a tree or a file names no version
      }
    }
  }

  private static String name(Ref ref) {
    return ref.getName().substring("refs/tags/".length());
  }

  /// Numbers inside names are compared as numbers: v1.10 is above v1.9.
  private static int byNumbers(String one, String other) {
    String[] a = NUMBER.split(one, -1);
    String[] b = NUMBER.split(other, -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = part(a[i], b[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private static int part(String a, String b) {
    boolean numbers =
        !a.isEmpty()
            && !b.isEmpty()
            && Character.isDigit(a.charAt(0))
            && Character.isDigit(b.charAt(0));
    return numbers && a.length() != b.length()
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }
}
