package dev.sluice.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/// The rules of code that is pure: what goes in decides alone what comes out.
public final class Purity {
  private Purity() {}

  /// No files, no network, no database, no processes, no log.
  ///
  /// @param harmless full names of types in the packages for I/O that do none
  /// @param except full names of classes that the rule is not for
  public static ArchRule touchesNoFileNetworkOrLog(Set<String> harmless, Set<String> except) {
    return noClasses()
        .that(describe("are not excepted", type -> !except.contains(type.getName())))
        .should()
        .dependOnClassesThat(
            describe("do I/O", type -> !harmless.contains(type.getName()) && doesIo(type)));
  }

  private static boolean doesIo(JavaClass type) {
    return type.getName().startsWith("java.lang.System$Logger")
        || type.getName().startsWith("java.lang.Process")
        || type.getPackageName()
            .matches(
                "(java\\.(io|net|sql|nio\\.(file|channels)|util\\.logging)|org\\.slf4j)(\\..*)?");
  }

  /// No time but the one that is passed in, nothing by chance, nothing from the environment.
  ///
  /// @param except full names of classes that the rule is not for
  public static ArchRule knowsNoClockAndNoChance(Set<String> except) {
    return noClasses()
        .that(describe("are not excepted", type -> !except.contains(type.getName())))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, InstantSource.class, Random.class, SecureRandom.class)
        .orShould()
        .callMethodWhere(describe("tells the time, or something by chance", Purity::isUnsteady));
  }

  private static boolean isUnsteady(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().startsWith("java.")
        && Set.of("now", "currentTimeMillis", "nanoTime", "random", "randomUUID", "getenv")
            .contains(call.getName());
  }

  /// No threads, and nothing that is shared between them.
  public static ArchRule startsNoThreads() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..");
  }
}
