package dev.sluice.bundle.document;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Lists; in one of verdicts, what is not settled stands open, and what is settled names its
/// criteria and shows the evidence when it is asked for.
final class VerdictsHtml implements NodeRenderer {
  private static final Set<String> SETTLED = Set.of("met", "does not arise");

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;

  VerdictsHtml(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(BulletList.class);
  }

  @Override
  public void render(Node list) {
    List<Node> open = new ArrayList<>();
    List<Node> settled = new ArrayList<>();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      (SETTLED.contains(word(item)) ? settled : open).add(item);
    }
    if (!open.isEmpty()) {
      list(list, open);
    }
    if (!settled.isEmpty()) {
      html.line();
      html.tag("details", Map.of("class", "settled"));
      html.tag("summary");
      html.tag("strong", Map.of("class", "verdict met"));
      html.text(settled.size() + " of " + (open.size() + settled.size()) + " met");
      html.tag("/strong");
      String names = settled.stream().map(VerdictsHtml::criterion).collect(joining(", "));
      html.text(": " + names);
      html.tag("/summary");
      list(list, settled);
      html.tag("/details");
      html.line();
    }
  }

  private void list(Node list, List<Node> items) {
    html.line();
    html.tag("ul", context.extendAttributes(list, "ul", Map.of()));
    html.line();
    items.forEach(context::render);
    html.tag("/ul");
    html.line();
  }

  /// The word that a verdict begins with; empty for any other item.
  private static String word(Node item) {
    return item instanceof ListItem
            && item.getFirstChild() instanceof Paragraph paragraph
            && paragraph.getFirstChild() instanceof StrongEmphasis strong
            && strong.getFirstChild() instanceof Text text
        ? text.getLiteral()
        : "";
  }

  /// What a verdict is on, without the name of its stage.
  private static String criterion(Node item) {
    Node paragraph = item.getFirstChild();
    for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Code code) {
        String id = code.getLiteral();
        return id.substring(id.indexOf('.') + 1).replace('-', ' ');
      }
    }
    return "";
  }
}
