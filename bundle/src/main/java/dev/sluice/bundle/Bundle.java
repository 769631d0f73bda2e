package dev.sluice.bundle;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Artifacts;
import dev.sluice.bundle.document.BundleFacts;
import dev.sluice.bundle.document.Document;
import dev.sluice.bundle.document.HtmlDocument;
import dev.sluice.bundle.document.JsonDocument;
import dev.sluice.bundle.document.MarkdownDocument;
import dev.sluice.bundle.document.section.Sections;
import dev.sluice.bundle.figure.Figure;
import dev.sluice.bundle.figure.Figures;
import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.gate.StageVerdict;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// A bundle: the document, judged by stage 10, and the working files.
///
/// @param document the ten sections
/// @param artifacts the working files, by path
public record Bundle(Document document, List<Artifact> artifacts) {
  public Bundle {
    requireNonNull(document, "document");
    artifacts = List.copyOf(artifacts);
  }

  /// Makes a bundle.
  public static Bundle of(Material material) {
    List<Figure> figures = Figures.of(material);
    List<Artifact> artifacts = Artifacts.of(material);
    Assessment assessment = material.assessment();
    Document document =
        new Document(
            assessment.name(),
            assessment.path(),
            material.at(),
            material.commit(),
            assessment.profile().name().toLowerCase(Locale.ROOT),
            assessment.profileWhy(),
            nine(assessment),
            Sections.overview(figures),
            Sections.of(material, figures),
            artifacts);
    Engine engine = new Engine(Criteria.of(Stage.BUNDLE));
    StageVerdict last =
        engine.bundle(assessment, material.delivery(), BundleFacts.of(document), material.at());
    return new Bundle(document.judged(last), artifacts);
  }

  /// The stages before the bundle's own, which is judged anew.
  private static List<StageVerdict> nine(Assessment assessment) {
    return assessment.stages().stream().filter(s -> s.stage() != Stage.BUNDLE).toList();
  }

  /// Every file of the bundle by its path inside it, without the manifest.
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("bundle.md", new MarkdownDocument(document).text());
    files.put("bundle.html", new HtmlDocument(document).text());
    files.put("bundle.json", JsonDocument.text(document));
    document.figures().forEach(f -> files.put("figures/" + f.id() + ".svg", standing(f.svg())));
    artifacts.forEach(artifact -> files.put("artifacts/" + artifact.path(), artifact.content()));
    return Collections.unmodifiableSortedMap(files);
  }

  /// A picture that stands in a file of its own.
  private static String standing(String svg) {
    boolean named = svg.substring(0, svg.indexOf('>')).contains("xmlns=");
    String ns = " xmlns=\"http://www.w3.org/2000/svg\"";
    return (named ? svg : svg.replaceFirst("<svg", "<svg" + ns)).strip() + "\n";
  }
}
