package dev.sluice.bundle.document;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// A document as one page of HTML: its own styles, its pictures inside, nothing from elsewhere and
/// no script.
public final class HtmlDocument {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private final Document document;
  private final MarkdownDocument markdown;
  private final Parser parser = Parser.builder().extensions(TABLES).build();
  private final HtmlRenderer renderer;

  public HtmlDocument(Document document) {
    this.document = document;
    this.markdown = new MarkdownDocument(document);
    this.renderer =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(TableHtml::new)
            .nodeRendererFactory(TextHtml::new)
            .nodeRendererFactory(VerdictsHtml::new)
            .nodeRendererFactory(context -> new FigureHtml(context, document.figures()))
            .attributeProviderFactory(context -> new Classes())
            .extensions(TABLES)
            .build();
  }

  /// The page.
  public String text() {
    StringBuilder page = new StringBuilder();
    String title = Html.text(document.name()) + ": delivery platform bundle";
    page.append("<!doctype html>\n<html lang=\"en\"");
    page.append(document.draft() ? " class=\"is-draft\">\n" : ">\n");
    page.append("<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.append("style-src 'unsafe-inline'\">\n<title>").append(title).append("</title>\n");
    page.append("<style>\n")
        .append(Resource.text("bundle.css"))
        .append("</style>\n</head>\n<body>\n");
    page.append("<a class=\"skip\" href=\"#section-1\">Skip to the sections</a>\n");
    page.append("<header>\n<h1>").append(heading()).append("</h1>\n</header>\n");
    page.append("<main id=\"main\">\n");
    part(page, "overview", markdown.overview());
    contents(page);
    document.sections().forEach(s -> part(page, "section-" + s.number(), markdown.section(s)));
    page.append("</main>\n<footer><p>Made by <code>sluice bundle</code> for ");
    page.append("<bdi>").append(Html.text(document.name())).append("</bdi>, assessed at ");
    page.append(document.at()).append(".</p></footer>\n</body>\n</html>\n");
    return page.toString();
  }

  /// The title with the name kept apart, whatever way it is written.
  private String heading() {
    return "<bdi>" + Html.text(document.name()) + "</bdi>: delivery platform bundle";
  }

  private void contents(StringBuilder page) {
    page.append("<nav aria-label=\"Contents\">\n");
    page.append("<p><a href=\"#overview\">Where it stands</a></p>\n<ol>\n");
    for (Section s : document.sections()) {
      page.append("<li><a href=\"#section-").append(s.number()).append("\">");
      page.append(Html.text(s.title())).append("</a></li>\n");
    }
    page.append("</ol>\n</nav>\n");
  }

  private void part(StringBuilder page, String id, String text) {
    page.append("<section id=\"").append(id).append("\" tabindex=\"-1\">\n");
    renderer.render(parser.parse(text), page);
    page.append("</section>\n");
  }
}
