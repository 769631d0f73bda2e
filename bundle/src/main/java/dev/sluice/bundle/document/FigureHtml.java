package dev.sluice.bundle.document;

import dev.sluice.bundle.figure.Figure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Image;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/// Puts the pictures themselves where the Markdown names their files. No other picture is shown.
final class FigureHtml implements NodeRenderer {
  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final List<Figure> figures;

  FigureHtml(HtmlNodeRendererContext context, List<Figure> figures) {
    this.context = context;
    this.html = context.getWriter();
    this.figures = figures;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Paragraph.class, Image.class);
  }

  @Override
  public void render(Node node) {
    if (node instanceof Paragraph) {
      if (figure(node).isEmpty() && figure(node.getPrevious()).isPresent()) {
        inWords(node);
      } else {
        figure(node).ifPresentOrElse(this::show, () -> paragraph(node));
      }
    } else {
      inside(node);
    }
  }

  /// The picture that a paragraph is.
  private Optional<Figure> figure(@Nullable Node node) {
    return node instanceof Paragraph && node.getFirstChild() instanceof Image image
        ? figures.stream()
            .filter(f -> image.getDestination().equals("figures/" + f.id() + ".svg"))
            .findFirst()
        : Optional.empty();
  }

  private void show(Figure figure) {
    html.line();
    html.tag("figure", Map.of("class", "figure-" + figure.id()));
    html.tag("div", Map.of("class", "picture"));
    html.raw(figure.svg());
    html.tag("/div");
    html.tag("figcaption");
    html.text(figure.title());
    html.tag("/figcaption");
    html.tag("/figure");
    html.line();
  }

  /// The paragraph behind a picture says the same in words.
  private void inWords(Node node) {
    html.line();
    html.tag("details");
    html.tag("summary");
    html.text("The same in words");
    html.tag("/summary");
    html.tag("p");
    inside(node);
    html.tag("/p");
    html.tag("/details");
    html.line();
  }

  private void paragraph(Node node) {
    boolean tight =
        node.getParent() != null
            && node.getParent().getParent() instanceof ListBlock list
            && list.isTight();
    if (!tight) {
      html.line();
      html.tag("p", context.extendAttributes(node, "p", Map.of()));
    }
    inside(node);
    if (!tight) {
      html.tag("/p");
      html.line();
    }
  }

  private void inside(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
  }
}
