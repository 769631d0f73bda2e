package dev.sluice.survey.helm;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.image.Placeholders;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Images that a chart's templates write out, with nothing of the values in them.
final class LiteralImages {
  private static final String KEY = "image:";

  private LiteralImages() {}

  static List<Deployment> in(Chart chart, @Nullable String environment) {
    List<Deployment> found = new ArrayList<>();
    for (TreeFile template : chart.templates()) {
      List<String> lines = template.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        line(lines.get(i), template.path(), i + 1, chart, environment, found);
      }
    }
    return found;
  }

  private static void line(
      String line,
      String file,
      int number,
      Chart chart,
      @Nullable String environment,
      List<Deployment> into) {
    int key = line.indexOf(KEY);
    String before = key < 0 ? "" : line.substring(0, key).replace("- ", "  ");
    if (key < 0 || !before.isBlank() || line.contains("{{")) {
      return;
    }
    int begin = key + KEY.length();
    while (begin < line.length() && line.charAt(begin) == ' ') {
      begin++;
    }
    String value = line.substring(begin);
    int comment = value.indexOf(" #");
    String bare =
        (comment < 0 ? value : value.substring(0, comment)).strip().replaceAll("^[\"']|[\"']$", "");
    if (!bare.isEmpty() && !bare.contains(" ") && !bare.startsWith("#")) {
      String name = file.substring(file.lastIndexOf('/') + 1);
      into.add(
          new Deployment(
              new Source(file, number, begin + 1),
              "helm",
              chart.id(),
              name,
              Image.parse(bare),
              environment,
              Placeholders.why(bare)));
    }
  }
}
