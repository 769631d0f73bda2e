package dev.sluice.engine.drive;

import dev.sluice.engine.store.Store;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/// What happens to one engine at one moment: at a transaction, or at a call to the world.
final class Fate {
  /// Calls after which something is different, in the store or outside.
  private static final Set<String> MOMENTS =
      Set.of("open", "commit", "done", "failed", "tell", "notify", "publish");

  private final Blow blow;
  private final int at;
  private final Runnable meanwhile;
  private int moment;

  /// @param at number of the moment
  /// @param meanwhile what others do while the engine stands still
  Fate(Blow blow, int at, Runnable meanwhile) {
    this.blow = blow;
    this.at = at;
    this.meanwhile = meanwhile;
  }

  /// What can happen.
  enum Blow {
    NONE,
    /// It dies before the call.
    DIES_BEFORE,
    /// It dies after the call, before it hears what came of it.
    DIES_AFTER,
    /// The call is lost.
    LOST,
    /// The answer is lost.
    UNANSWERED,
    /// The call arrives twice.
    TWICE,
    /// It stands still before the call for so long that others take its runs, and then goes on.
    SLEEPS
  }

  /// The engine's process is gone.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /// How many moments there were.
  int moments() {
    return moment;
  }

  Store store(Store store) {
    return over(Store.class, store, false);
  }

  World world(World world) {
    return over(World.class, world, true);
  }

  private <T> T over(Class<T> type, T real, boolean outside) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              Object result = call(real, method, arguments, outside);
              return method.getReturnType() == TrafficTarget.class
                  ? over(TrafficTarget.class, (TrafficTarget) result, true)
                  : result;
            });
    return type.cast(proxy);
  }

  private Object call(Object real, Method method, Object[] arguments, boolean outside)
      throws Throwable {
    boolean hit = MOMENTS.contains(method.getName()) && moment++ == at;
    if (!hit) {
      return invoke(real, method, arguments);
    }
    return switch (blow) {
      case NONE -> invoke(real, method, arguments);
      case DIES_BEFORE -> throw new Killed();
      case DIES_AFTER -> {
        invoke(real, method, arguments);
        throw new Killed();
      }
      case LOST -> {
        lost(outside);
        yield invoke(real, method, arguments);
      }
      case UNANSWERED -> {
        Object result = invoke(real, method, arguments);
        lost(outside);
        yield result;
      }
      case TWICE -> {
        if (outside) {
          invoke(real, method, arguments);
        }
        yield invoke(real, method, arguments);
      }
      case SLEEPS -> {
        meanwhile.run();
        yield invoke(real, method, arguments);
      }
    };
  }

  private static void lost(boolean outside) throws PortException {
    if (outside) {
      throw PortException.passing("nobody knows");
    }
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
