package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import java.util.List;

/// Looks at one pipeline file for one kind of hazard.
sealed interface Audit
    permits TokenPermissions,
        StrangersCode,
        ScriptInjection,
        HandedSecrets,
        ExposedSecrets,
        RegistryCredentials,
        UnsecureCommands,
        EnvironmentFiles,
        SpoofableConditions,
        UnsoundConditions,
        KeptCredentials,
        OwnRunners,
        CachedReleases,
        AppTokens,
        LongLivedTokens,
        ArchivedActions {
  /// Every audit.
  List<Audit> ALL =
      List.of(
          new TokenPermissions(),
          new StrangersCode(),
          new ScriptInjection(),
          new HandedSecrets(),
          new ExposedSecrets(),
          new RegistryCredentials(),
          new UnsecureCommands(),
          new EnvironmentFiles(),
          new SpoofableConditions(),
          new UnsoundConditions(),
          new KeptCredentials(),
          new OwnRunners(),
          new CachedReleases(),
          new AppTokens(),
          new LongLivedTokens(),
          new ArchivedActions());

  /// Adds what it finds.
  void look(PipelineFile file, Answer.Builder answer);
}
