package dev.sluice.bundle.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Tables that screen readers tell apart and small screens can show: a caption from the heading
/// above, scopes, roles that stay when the layout changes, and each cell with the name of its
/// column.
final class TableHtml implements NodeRenderer {
  /// Widths of a column in letters.
  private static final int NARROWEST = 5;

  private static final int WIDEST = 24;

  /// How many letters a table has room for, on a page of paper too.
  private static final int ROOM = 84;

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;

  TableHtml(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(TableBlock.class);
  }

  @Override
  public void render(Node table) {
    List<String> columns = new ArrayList<>();
    html.line();
    Map<String, String> attributes = attributes("role", "table");
    if (children(table.getFirstChild().getFirstChild()).size() == 2) {
      attributes.put("class", "pairs");
    }
    html.tag("table", attributes);
    html.tag("caption");
    html.text(caption(table));
    html.tag("/caption");
    for (Node part : children(table)) {
      if (part instanceof TableHead) {
        html.tag("thead", Map.of("role", "rowgroup"));
        int[] widths = widths(table);
        children(part).forEach(row -> head(row, columns, widths));
        html.tag("/thead");
      } else if (part instanceof TableBody) {
        html.line();
        html.tag("tbody", Map.of("role", "rowgroup"));
        children(part).forEach(row -> row(row, columns));
        html.tag("/tbody");
      }
    }
    html.tag("/table");
    html.line();
  }

  private void head(Node row, List<String> columns, int[] widths) {
    html.tag("tr", Map.of("role", "row"));
    List<Node> cells = children(row);
    for (int i = 0; i < cells.size(); i++) {
      columns.add(words(cells.get(i)));
      String width = "--w:" + widths[i] + "ch";
      cell(cells.get(i), "th", attributes("role", "columnheader", "scope", "col", "style", width));
    }
    html.tag("/tr");
  }

  /// How many letters each column has to hold, so that no word and no date is broken while there is
  /// room.
  private static int[] widths(Node table) {
    List<Node> rows = children(table).stream().flatMap(part -> children(part).stream()).toList();
    int[] widths = new int[children(rows.getFirst()).size()];
    for (Node row : rows) {
      List<Node> cells = children(row);
      for (int i = 0; i < Math.min(widths.length, cells.size()); i++) {
        int longest = Breaks.longest(words(cells.get(i))) + 1;
        widths[i] = Math.max(widths[i], Math.clamp(longest, NARROWEST, WIDEST));
      }
    }
    int all = Arrays.stream(widths).sum();
    return all <= ROOM ? widths : Arrays.stream(widths).map(w -> w * ROOM / all).toArray();
  }

  private void row(Node row, List<String> columns) {
    html.line();
    html.tag("tr", Map.of("role", "row"));
    List<Node> cells = children(row);
    for (int i = 0; i < cells.size(); i++) {
      String column = i < columns.size() ? columns.get(i) : "";
      if (i == 0) {
        cell(
            cells.get(i),
            "th",
            attributes("role", "rowheader", "scope", "row", "data-column", column));
      } else {
        Map<String, String> attributes = attributes("role", "cell", "data-column", column);
        if (words(cells.get(i)).equals(MarkdownDocument.NOTHING)) {
          attributes.put("class", "nothing");
        }
        cell(cells.get(i), "td", attributes);
      }
    }
    html.tag("/tr");
  }

  private void cell(Node cell, String tag, Map<String, String> attributes) {
    if (cell instanceof TableCell) {
      html.tag(tag, attributes);
      children(cell).forEach(context::render);
      html.tag("/" + tag);
    }
  }

  private static Map<String, String> attributes(String... pairs) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(pairs[i], pairs[i + 1]);
    }
    return attributes;
  }

  private static String caption(Node table) {
    for (Node node = table.getPrevious(); node != null; node = node.getPrevious()) {
      if (node instanceof Heading) {
        return words(node);
      }
    }
    return "";
  }

  private static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }

  private static String words(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }
        });
    return words.toString();
  }
}
