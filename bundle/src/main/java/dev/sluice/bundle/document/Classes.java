package dev.sluice.bundle.document;

import java.util.Map;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/// Classes for what the page shows in colour. Only our own text is ever a quote or strong: that of
/// files is escaped.
final class Classes implements AttributeProvider {
  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof BlockQuote) {
      attributes.put("class", isFinal(node) ? "final" : "draft");
    }
    if (node instanceof StrongEmphasis
        && opensItem(node)
        && node.getFirstChild() instanceof Text t) {
      attributes.put("class", "verdict " + t.getLiteral().replace(' ', '-'));
    }
    if (node instanceof ListItem
        && node.getFirstChild() instanceof Paragraph p
        && p.getFirstChild() instanceof StrongEmphasis) {
      attributes.put("class", "judged");
    }
  }

  private static boolean isFinal(Node quote) {
    return quote.getFirstChild() instanceof Paragraph paragraph
        && paragraph.getFirstChild() instanceof StrongEmphasis strong
        && strong.getFirstChild() instanceof Text text
        && text.getLiteral().startsWith("Final");
  }

  private static boolean opensItem(Node node) {
    return node.getPrevious() == null
        && node.getParent() instanceof Paragraph
        && node.getParent().getParent() instanceof ListItem;
  }
}
