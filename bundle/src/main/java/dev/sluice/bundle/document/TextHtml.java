package dev.sluice.bundle.document;

import dev.sluice.bundle.figure.drawing.RightToLeft;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Text that keeps to its place: what is written from right to left does not reorder what stands
/// beside it, and a long name may be broken where its parts end.
final class TextHtml implements NodeRenderer {
  /// A day or an instant, which is never broken.
  private static final Pattern DAY =
      Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}(T[\\d:.]{5,18}Z)?\\b");

  private final HtmlWriter html;

  TextHtml(HtmlNodeRendererContext context) {
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Text.class, Code.class);
  }

  @Override
  public void render(Node node) {
    if (node instanceof Text text) {
      write(text.getLiteral());
    } else if (node instanceof Code code) {
      html.tag("code");
      write(code.getLiteral());
      html.tag("/code");
    }
  }

  private void write(String text) {
    int from = 0;
    while (from < text.length()) {
      int[] run = RightToLeft.next(text, from);
      breakable(text.substring(from, run[0]));
      if (run[0] < run[1]) {
        html.tag("bdi", Map.of("dir", "rtl"));
        html.text(text.substring(run[0], run[1]));
        html.tag("/bdi");
      }
      from = run[1];
    }
  }

  private void breakable(String text) {
    int from = 0;
    Matcher day = DAY.matcher(text);
    while (day.find()) {
      parts(text.substring(from, day.start()));
      html.tag("span", Map.of("class", "whole"));
      html.text(day.group());
      html.tag("/span");
      from = day.end();
    }
    parts(text.substring(from));
  }

  private void parts(String text) {
    int from = 0;
    for (int at : Breaks.in(text)) {
      html.text(text.substring(from, at));
      html.tag("wbr");
      from = at;
    }
    html.text(text.substring(from));
  }
}
