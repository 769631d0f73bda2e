package dev.sluice.flow.delivery;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a key of `delivery.yaml` means: the description in the JSON Schema and in error messages.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {
  /// One sentence without a full stop's worth of theory.
  String value();
}
