package dev.sluice.flow.delivery;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Lets a single value stand for the whole record. Without a word, the value is this component's;
/// with one, that word alone sets this component to true.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Bare {
  /// The word, or nothing for any value of the component.
  String value() default "";
}
