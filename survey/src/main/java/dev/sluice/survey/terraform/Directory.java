package dev.sluice.survey.terraform;

import dev.sluice.flow.source.Source;
import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.hcl.HclValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One directory of Terraform files: a module in Terraform's sense.
///
/// @param path relative to the root; `.` for the root
/// @param bodies its files, in the order of their names
record Directory(String path, List<HclBody> bodies) {
  Directory {
    bodies = List.copyOf(bodies);
  }

  /// Every block of a type, in the order of files and lines.
  Stream<HclBlock> blocks(String type) {
    return bodies.stream().flatMap(body -> body.blocks(type));
  }

  /// Every resource of the named types.
  Stream<HclBlock> resources(String... types) {
    return blocks("resource").filter(block -> List.of(types).contains(block.label(0)));
  }

  /// The blocks inside `terraform { … }`.
  Stream<HclBlock> settings(String type) {
    return blocks("terraform").flatMap(block -> block.body().blocks(type));
  }

  /// The first thing that says something about the directory as a whole.
  Optional<Source> begins() {
    return Stream.of("terraform", "provider", "module", "resource")
        .flatMap(this::blocks)
        .map(HclBlock::source)
        .findFirst();
  }

  /// What a local value stands for, or null.
  @Nullable HclValue local(String name) {
    return blocks("locals")
        .flatMap(block -> Stream.ofNullable(block.body().value(name)))
        .findFirst()
        .orElse(null);
  }
}
