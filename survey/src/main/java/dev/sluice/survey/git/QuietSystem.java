package dev.sluice.survey.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.util.CleanupService;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps JGit to the repository: no configuration of user or machine is read, no `git` is started
/// to find it, and no probe files are written to measure the clock of the file system.
final class QuietSystem extends SystemReader.Delegate {
  private final StoredConfig none = new Nothing(null, FS.DETECTED);

  private QuietSystem(SystemReader real) {
    super(real);
  }

  /// Holds for the whole process from now on.
  static void install() {
    if (!(SystemReader.getInstance() instanceof QuietSystem)) {
      // Once there is one from outside, JGit adds no shutdown hook of its own, for which it would
      // load all its messages: longer than reading a small repository.
      new CleanupService();
      SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
    }
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.startsWith("GIT_") ? null : super.getenv(variable);
  }

  @Override
  public StoredConfig getUserConfig() {
    return none;
  }

  @Override
  public StoredConfig getJGitConfig() {
    return none;
  }

  @Override
  public StoredConfig getSystemConfig() {
    return none;
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  /// An empty configuration that says, when asked, that file times are exact to the second.
  private static final class Nothing extends FileBasedConfig {
    Nothing(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {
      // there is no file
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(1, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
