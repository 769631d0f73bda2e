package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Lanes;
import dev.sluice.bundle.figure.drawing.Lettering;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Mark;
import dev.sluice.bundle.figure.drawing.Pill;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.PipelineGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The pipelines: which jobs wait for which, which of them are gates, and whether what is released
/// waits for these.
final class PipelineFigure {
  private static final int MOST_JOBS = 60;
  private static final double ROW = 30;
  private static final double PILLS = 24;
  private static final double BETWEEN = 6;
  private static final double NAME = 90;

  private PipelineFigure() {}

  static Optional<Figure> of(Material material) {
    List<Pipeline> pipelines = material.facts().of(Pipeline.class);
    PipelineGraph graph = PipelineGraph.of(pipelines, name -> production(material, name));
    List<JobRow> jobs = JobRow.of(graph, material.facts().of(BranchProtection.class));
    List<Workflow> all = Workflow.of(jobs);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Workflow> shown = shown(all);
    Sheet sheet = new Sheet(material);
    shown.forEach(workflow -> draw(sheet, workflow));
    sheet.rule();
    legend(sheet);
    leftOut(sheet, all, shown);
    return Optional.of(sheet.done("pipeline", "The pipeline and its gates"));
  }

  private static boolean production(Material material, String name) {
    Delivery delivery = material.delivery();
    return delivery.environments().isEmpty()
        ? EnvironmentNames.isProduction(name)
        : delivery.productionEnvironments().stream().anyMatch(e -> e.isCalled(name));
  }

  /// As many workflows as a picture can hold, the first one always.
  private static List<Workflow> shown(List<Workflow> all) {
    List<Workflow> shown = new ArrayList<>();
    int jobs = 0;
    for (Workflow workflow : all) {
      if (shown.isEmpty() || jobs + workflow.jobs() <= MOST_JOBS) {
        shown.add(workflow);
        jobs += workflow.jobs();
      }
    }
    return shown;
  }

  private static void draw(Sheet sheet, Workflow workflow) {
    sheet.heading(Plain.text(workflow.file().name()), Plain.text(workflow.starts()));
    int groups = workflow.groups().size();
    sheet.say("workflow " + workflow.file().name() + " starts by " + workflow.starts());
    Lanes lanes = Lanes.of(groups, workflow::before);
    double[] middles = new double[groups];
    for (int row = 0; row < groups; row++) {
      middles[row] = sheet.y() + ROW / 2;
      List<JobRow> group = workflow.groups().get(lanes.node(row));
      group(sheet, group, lanes.width());
      sheet.skip(Sheet.GAP);
      group.forEach(job -> sheet.say(sentence(job)));
    }
    lanes.draw(sheet.svg(), middles, row -> dot(workflow.groups().get(lanes.node(row))));
    sheet.skip(Sheet.GAP);
  }

  private static Look dot(List<JobRow> group) {
    boolean releases = group.stream().anyMatch(JobRow::releases);
    return releases ? Look.solid(Ink.ACCENT) : Look.line(Ink.FG);
  }

  private static void group(Sheet sheet, List<JobRow> group, double left) {
    Svg svg = sheet.svg();
    double width = Svg.WIDTH - left - 1;
    double room = width - Sheet.PAD * 2;
    double top = sheet.y();
    double height = group.stream().mapToDouble(job -> height(job, room)).sum();
    boolean releases = group.stream().anyMatch(JobRow::releases);
    svg.frame(new Box(left, top, width, height), Look.outline(releases ? Ink.ACCENT : Ink.LINE));
    for (int i = 0; i < group.size(); i++) {
      if (i > 0) {
        double right = Svg.WIDTH - 1 - Sheet.PAD;
        svg.line(left + Sheet.PAD, sheet.y(), right, sheet.y(), Look.outline(Ink.LINE));
      }
      job(sheet, group.get(i), left + Sheet.PAD, room);
    }
  }

  private static double height(JobRow job, double room) {
    List<List<Pill>> lines = lines(job, room);
    double height = ROW + (name(job, room).size() - 1) * Type.BODY.leading();
    height += beside(job, lines, room) ? 0 : lines.size() * PILLS;
    for (String act : wide(job)) {
      int rows = Lettering.wrap(act, Type.SMALL, room, Sheet.MOST).size();
      height += rows * Type.SMALL.leading() + BETWEEN;
    }
    return height;
  }

  private static List<String> name(JobRow job, double room) {
    return Lettering.wrap(Plain.text(job.name()), Type.BODY, room, Sheet.MOST);
  }

  /// Whether the pills stand on the line of the name.
  private static boolean beside(JobRow job, List<List<Pill>> lines, double room) {
    double pills = lines.isEmpty() ? 0 : width(lines.getFirst());
    double name = Math.max(NAME, Lettering.width(Plain.text(job.name()), Type.BODY));
    return lines.size() < 2 && name + Sheet.GAP + pills <= room;
  }

  private static void job(Sheet sheet, JobRow job, double x, double room) {
    Svg svg = sheet.svg();
    List<List<Pill>> lines = lines(job, room);
    double y = sheet.y() + ROW / 2;
    String name = Plain.text(job.name());
    double more = svg.paragraph(x, y + 4, name, Type.BODY, Ink.FG, room, Sheet.MOST);
    double below = y + more - Type.BODY.leading();
    if (beside(job, lines, room)) {
      if (!lines.isEmpty()) {
        pills(svg, lines.getFirst(), x + room - width(lines.getFirst()), y);
      }
    } else {
      for (List<Pill> line : lines) {
        below += PILLS;
        pills(svg, line, x, below - 2);
      }
    }
    below += ROW / 2;
    for (String act : wide(job)) {
      below += svg.paragraph(x, below + 4, act, Type.SMALL, Ink.ACCENT, room, Sheet.MOST) + BETWEEN;
    }
    sheet.skip(height(job, room));
  }

  /// What a job does to the world in words that are too many for a pill.
  private static List<String> wide(JobRow job) {
    return job.acts().stream().map(Plain::text).filter(words -> !Pill.holds(words)).toList();
  }

  private static void pills(Svg svg, List<Pill> pills, double x, double y) {
    double at = x;
    for (Pill pill : pills) {
      pill.draw(svg, at, y);
      at += pill.width() + BETWEEN;
    }
  }

  private static double width(List<Pill> pills) {
    return pills.stream().mapToDouble(p -> p.width() + BETWEEN).sum() - BETWEEN;
  }

  private static List<List<Pill>> lines(JobRow job, double room) {
    List<List<Pill>> lines = new ArrayList<>();
    Stream.concat(
            job.gates().stream().map(gate -> pill(gate.kind().word(), gate.hold())),
            job.acts().stream().map(Plain::text).filter(Pill::holds).map(words -> act(job, words)))
        .forEach(pill -> {
          if (lines.isEmpty() || width(lines.getLast()) + BETWEEN + pill.width() > room) {
            lines.add(new ArrayList<>());
          }
          lines.getLast().add(pill);
        });
    return lines;
  }

  private static Pill act(JobRow job, String words) {
    return job.releases()
        ? Pill.of(words, Ink.ACCENT)
        : new Pill(words, null, Look.outline(Ink.ACCENT), Ink.ACCENT);
  }

  private static Pill pill(String word, JobGate.Hold hold) {
    return switch (hold) {
      case BLOCKS -> new Pill(word, Mark.CHECK, Look.tint(Ink.GOOD).edged(Ink.GOOD), Ink.GOOD);
      case UNSEEN -> new Pill(word, Mark.QUESTION, Look.outline(Ink.MUTED), Ink.MUTED);
      case OPEN -> new Pill(word, Mark.GAP, Look.outline(Ink.WARN).broken(), Ink.WARN);
    };
  }

  private static void legend(Sheet sheet) {
    Svg svg = sheet.svg();
    for (JobGate.Hold hold : JobGate.Hold.values()) {
      Pill pill = pill("gate", hold);
      double y = sheet.y() + Pill.HEIGHT / 2;
      pill.draw(svg, 1, y);
      double x = pill.width() + Sheet.GAP;
      svg.text(x, y + 4, hold.words(), Type.SMALL, Ink.MUTED, Anchor.START, Svg.WIDTH - x);
      sheet.skip(PILLS);
    }
  }

  private static void leftOut(Sheet sheet, List<Workflow> all, List<Workflow> shown) {
    int files = all.size() - shown.size();
    if (files > 0) {
      int jobs = all.stream().mapToInt(Workflow::jobs).sum();
      int left = jobs - shown.stream().mapToInt(Workflow::jobs).sum();
      String words =
          "not drawn: " + Words.count(left, "job") + " of " + Words.count(files, "more workflow");
      sheet.svg().text(1, sheet.y() + 12, words, Type.SMALL, Ink.MUTED, Anchor.START, Svg.WIDTH);
      sheet.skip(PILLS);
      sheet.say(words);
    }
  }

  private static String sentence(JobRow job) {
    List<String> words = new ArrayList<>();
    List<String> needs = job.node().needs().stream().map(n -> n.job().id()).toList();
    if (!needs.isEmpty()) {
      words.add("waits for " + Words.list(needs));
    }
    for (JobGate gate : job.gates()) {
      words.add("is a " + gate.kind().word() + " gate (" + gate.hold().brief() + ")");
    }
    words.addAll(job.acts());
    return "job " + job.name() + " " + (words.isEmpty() ? "waits for nothing" : Words.list(words));
  }
}
