package dev.sluice.survey.hcl;

import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads Terraform's JSON syntax into an [HclBody]. JSON does not tell attributes from blocks:
/// below the top, an object is therefore both, and readers find it whichever they look for.
/// Stateless.
///
/// Source: the JSON configuration syntax page of Terraform's documentation.
public final class HclJson {
  /// How many labels the blocks of a type have; every other type has none.
  private static final List<List<String>> LABELS =
      List.of(
          List.of("terraform", "locals"),
          List.of("module", "provider", "variable", "output"),
          List.of("resource", "data"));

  private HclJson() {}

  /// Reads a file of settings (`.tf.json`).
  ///
  /// @throws HclException when it is not JSON, with the first place where that shows
  public static HclBody read(TreeFile file) {
    List<HclBlock> blocks = new ArrayList<>();
    for (HclAttribute entry : entries(file)) {
      for (int labels = 0; labels < LABELS.size(); labels++) {
        if (LABELS.get(labels).contains(entry.name())) {
          blocks(entry, entry.name(), List.of(), labels, blocks);
        }
      }
    }
    return new HclBody(List.of(), blocks);
  }

  /// Reads a file of values (`.tfvars.json`).
  ///
  /// @throws HclException when it is not JSON, with the first place where that shows
  public static HclBody values(TreeFile file) {
    return new HclBody(entries(file), List.of());
  }

  private static List<HclAttribute> entries(TreeFile file) {
    String text = file.text();
    Cursor cursor = new Cursor(file.path(), text.startsWith("\uFEFF") ? text.substring(1) : text);
    HclValue value = new HclExpressions(cursor).read(true);
    cursor.blanks(true);
    if (!cursor.atEnd() || !(value instanceof HclValue.Mapping mapping)) {
      throw cursor.error("one JSON object");
    }
    return mapping.entries();
  }

  /// Adds the blocks that an entry stands for.
  ///
  /// @param missing how many labels are still to come, each of them a key of an object
  private static void blocks(
      HclAttribute entry, String type, List<String> labels, int missing, List<HclBlock> into) {
    objects(entry.value())
        .forEach(object -> {
          if (missing == 0) {
            into.add(new HclBlock(entry.source(), type, labels, body(type, object)));
            return;
          }
          for (HclAttribute inner : object.entries()) {
            List<String> longer = Stream.concat(labels.stream(), Stream.of(inner.name())).toList();
            blocks(inner, type, longer, missing - 1, into);
          }
        });
  }

  private static HclBody body(String type, HclValue.Mapping object) {
    List<HclBlock> blocks = new ArrayList<>();
    for (HclAttribute entry : object.entries()) {
      boolean labelled = type.equals("terraform") && entry.name().equals("backend");
      blocks(entry, entry.name(), List.of(), labelled ? 1 : 0, blocks);
    }
    return new HclBody(object.entries(), blocks);
  }

  /// An object, or the objects of a list: several blocks of one type.
  private static Stream<HclValue.Mapping> objects(HclValue value) {
    return switch (value) {
      case HclValue.Mapping mapping -> Stream.of(mapping);
      case HclValue.Tuple tuple -> tuple.parts().stream().flatMap(HclJson::objects);
      default -> Stream.empty();
    };
  }
}
