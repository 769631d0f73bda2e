package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.PortException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is written on objects, so that they say themselves whose they are and what was done last.
public final class Mark {
  /// The name under which fields are owned.
  public static final String OWNER = "sluice";

  /// Label of Deployments, Services and pods: [dev.sluice.release.unit.ReleaseId#brief] of the
  /// release.
  static final String RELEASE = "sluice.dev/release";

  /// Label of Deployments and Services: the Deployment that they were made after.
  static final String TARGET = "sluice.dev/target";

  /// Label of what was made by sluice, and may be deleted by it.
  static final String MADE_BY = "app.kubernetes.io/managed-by";

  /// Annotation: the whole identity of the release.
  static final String IDENTITY = "sluice.dev/release-id";

  /// Annotation of a pod: version of the configuration.
  static final String CONFIG = "sluice.dev/config";

  /// Annotation: the newest order that was done.
  public static final String GENERATION = "sluice.dev/generation";

  /// Annotation of a route: the order that changed its rules last.
  static final String ROUTED = "sluice.dev/routed";

  /// Annotation of a route: shares that may be in effect until its gateways have taken the rules.
  static final String BEFORE = "sluice.dev/before";

  /// Annotation of a Deployment that was there before sluice: the Service that leads to it.
  static final String SERVICE = "sluice.dev/service";

  /// Annotation of a route by which its owners give the rules to sluice, whoever applied them.
  static final String RULES = "sluice.dev/rules";

  /// Annotation of a Service that may send requests to every release past the route.
  static final String SPANS = "sluice.dev/spans-releases";

  private Mark() {}

  /// A label, or null.
  public static @Nullable String label(HasMetadata object, String name) {
    return value(object.getMetadata().getLabels(), name);
  }

  /// An annotation, or null.
  public static @Nullable String annotation(HasMetadata object, String name) {
    return value(object.getMetadata().getAnnotations(), name);
  }

  private static @Nullable String value(@Nullable Map<String, String> values, String name) {
    return values == null ? null : values.get(name);
  }

  /// The newest order that was done with an object; 0 when there was none.
  ///
  /// @throws PortException when somebody has written something else there
  public static long generation(HasMetadata object) throws PortException {
    return number(object, GENERATION);
  }

  static long number(HasMetadata object, String name) throws PortException {
    String text = annotation(object, name);
    if (text == null) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw PortException.terminal(
          named(object) + ": annotation " + name + " is no number, but " + text, e);
    }
  }

  /// Kind, namespace and name, as people write them.
  public static String named(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return object.getKind() + " " + meta.getNamespace() + "/" + meta.getName();
  }
}
