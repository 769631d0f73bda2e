package dev.sluice.engine.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/// Says what annotations would say: sealed sets are told apart by the simple names of their
/// records, and what may not be null has to be there.
final class Records extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  private static final JsonTypeInfo.Value TYPE =
      JsonTypeInfo.Value.construct(
          JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, null);

  Records() {}

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    Class<?> type = annotated.getRawType();
    boolean oneOfSet =
        type.isRecord() && Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    return annotated instanceof AnnotatedClass && (isSet(type) || oneOfSet) ? TYPE : null;
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
    Class<?> type = annotated.getRawType();
    return annotated instanceof AnnotatedClass && isSet(type)
        ? records(type).map(r -> new NamedType(r, r.getSimpleName())).toList()
        : null;
  }

  private static boolean isSet(Class<?> type) {
    return type.isInterface() && type.isSealed() && type.getName().startsWith("dev.sluice.");
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return isSet(type)
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Records::records)
        : Stream.of(type);
  }

  @Override
  public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass type) {
    return type.getRawType().isRecord() ? type.getRawType().getSimpleName() : null;
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return ofRecord(member) ? !mayBeNull(member) : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    return ofRecord(member) && !mayBeNull(member)
        ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  private static boolean ofRecord(Annotated member) {
    return member instanceof AnnotatedParameter p
        && p.getOwner().getDeclaringClass().isRecord()
        && p.getOwner().getAnnotated() instanceof Constructor<?>;
  }

  private static boolean mayBeNull(Annotated member) {
    return member instanceof AnnotatedParameter p
        && p.getOwner().getAnnotated() instanceof Constructor<?> constructor
        && constructor
            .getParameters()[p.getIndex()]
            .getAnnotatedType()
            .isAnnotationPresent(Nullable.class);
  }
}
