package dev.sluice.survey.activity;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.fact.Activity;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that was recognised, and what it takes to count.
///
/// @param activity null for what only matters to others
/// @param marks of [Mark]
public record Found(@Nullable Activity activity, Set<Mark> marks) {
  public Found {
    marks = Set.copyOf(requireNonNull(marks));
  }

  /// What one step says about the others of its job.
  public enum Mark {
    /// It makes a cluster that ends with the job.
    MAKES_CLUSTER,
    /// It pushes a commit.
    PUSHES,
    /// It counts only against a cluster that stays.
    NEEDS_CLUSTER,
    /// It counts only where the job pushes a commit.
    NEEDS_PUSH
  }

  /// What the steps of a job say about each other.
  public static Set<Mark> marks(Collection<Found> job) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    job.forEach(found -> marks.addAll(found.marks));
    return marks;
  }

  /// The activities of one step that count.
  ///
  /// @param job the marks of everything that was recognised in its job
  public static List<Activity> counting(Collection<Found> step, Set<Mark> job) {
    boolean throwAway = job.contains(Mark.MAKES_CLUSTER);
    boolean pushes = job.contains(Mark.PUSHES);
    Set<Activity> activities = new LinkedHashSet<>();
    for (Found found : step) {
      boolean counts =
          !(throwAway && found.marks.contains(Mark.NEEDS_CLUSTER))
              && (pushes || !found.marks.contains(Mark.NEEDS_PUSH));
      if (counts && found.activity != null) {
        activities.add(found.activity);
      }
    }
    return List.copyOf(activities);
  }
}
