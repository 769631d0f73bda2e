package dev.sluice.survey.hcl;

import dev.sluice.flow.source.Source;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;

/// Reads untrusted HCL into an [HclBody]. Bounded in depth; linear in the length of the text.
/// Stateless.
///
/// Source: the HCL native syntax specification. Where older Terraform versions allowed more (quoted
/// names of attributes), so does this.
public final class HclParser {
  private static final int MAX_DEPTH = 100;
  private final Cursor cursor;
  private final HclExpressions expressions;

  private HclParser(Cursor cursor) {
    this.cursor = cursor;
    this.expressions = new HclExpressions(cursor);
  }

  /// Reads a file.
  ///
  /// @throws HclException when it is not HCL, with the first place where that shows
  public static HclBody read(TreeFile file) {
    return read(file.path(), file.text());
  }

  /// Reads a text.
  ///
  /// @param file its name, for places
  /// @throws HclException when it is not HCL, with the first place where that shows
  public static HclBody read(String file, String text) {
    Cursor cursor = new Cursor(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    HclParser parser = new HclParser(cursor);
    HclBody body = parser.body(0);
    if (!cursor.atEnd()) {
      throw cursor.error("a block or an attribute");
    }
    return body;
  }

  private HclBody body(int depth) {
    if (depth > MAX_DEPTH) {
      throw new HclException(cursor.source(cursor.at()), "nested too deeply");
    }
    List<HclAttribute> attributes = new ArrayList<>();
    List<HclBlock> blocks = new ArrayList<>();
    for (cursor.blanks(true); !cursor.atEnd() && cursor.peek() != '}'; cursor.blanks(true)) {
      Source source = cursor.source(cursor.at());
      String name = cursor.peek() == '"' ? expressions.plainString() : cursor.identifier();
      if (name.isEmpty()) {
        throw cursor.error("a block or an attribute");
      }
      cursor.blanks(false);
      if (cursor.peek() == '=' && cursor.peek(1) != '=') {
        cursor.skip(1);
        attributes.add(new HclAttribute(source, name, expressions.read(false)));
        endOfItem();
      } else {
        blocks.add(block(source, name, depth));
        endOfItem();
      }
    }
    return new HclBody(attributes, blocks);
  }

  private HclBlock block(Source source, String type, int depth) {
    List<String> labels = new ArrayList<>();
    for (cursor.blanks(false); cursor.peek() != '{'; cursor.blanks(false)) {
      String label = cursor.peek() == '"' ? expressions.plainString() : cursor.identifier();
      if (label.isEmpty()) {
        throw cursor.error("`{` or `=` after `" + type + "`");
      }
      labels.add(label);
    }
    Source open = cursor.source(cursor.at());
    cursor.skip(1);
    HclBody body = body(depth + 1);
    if (cursor.atEnd()) {
      throw new HclException(open, "a `{` that is never closed");
    }
    cursor.skip(1);
    return new HclBlock(source, type, labels, body);
  }

  /// An item ends with its line, or where the block does that holds it.
  private void endOfItem() {
    cursor.blanks(false);
    char next = cursor.peek();
    if (!cursor.atEnd() && next != '\n' && next != '}' && next != ',') {
      throw cursor.error("the end of the line");
    }
    cursor.take(",");
  }
}
