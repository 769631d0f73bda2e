package dev.sluice.survey.hcl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The content of a file or of a block. Accessors are lenient: what is not there is an empty
/// answer.
public record HclBody(List<HclAttribute> attributes, List<HclBlock> blocks) {
  public HclBody {
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /// The value of an attribute, or null.
  public @Nullable HclValue value(String name) {
    for (HclAttribute attribute : attributes) {
      if (attribute.name().equals(name)) {
        return attribute.value();
      }
    }
    return null;
  }

  /// The literal text of an attribute: a string without interpolation, a number or a boolean; null
  /// for all else.
  public @Nullable String literal(String name) {
    return value(name) instanceof HclValue.Literal literal ? literal.text() : null;
  }

  /// Whether an attribute is literally `true`.
  public boolean isTrue(String name) {
    return "true".equals(literal(name));
  }

  /// The blocks of a type, with those that a `dynamic` block of that label generates.
  public Stream<HclBlock> blocks(String type) {
    return blocks.stream()
        .flatMap(block ->
            block.type().equals("dynamic") && block.label(0).equals(type)
                ? block.body().blocks("content")
                : Stream.of(block).filter(b -> b.type().equals(type)));
  }

  /// The first block of a type.
  public Optional<HclBlock> block(String type) {
    return blocks(type).findFirst();
  }
}
