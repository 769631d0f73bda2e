package dev.sluice.survey.terraform;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.IacState;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Finds states and saved plans of Terraform that were committed, and the secrets that they hold in
/// clear.
///
/// Source: the state format (version 4), the JSON output format of `terraform show`, and the plan
/// file, which is a zip archive that begins with its entry `tfplan`.
@AutoService(Reader.class)
public final class StateReader implements Reader {
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(IacState.class, LeakedSecret.class);
  private static final int HEAD = 64;

  @Override
  public void read(Tree tree, Sink sink) {
    sink.each(
        tree.files().stream().filter(StateReader::isNamedSo).toList(),
        HIDES,
        file -> read(file, sink));
  }

  private static boolean isNamedSo(TreeFile file) {
    String name = file.fileName().toLowerCase(Locale.ROOT);
    boolean plan =
        name.contains("plan")
            && (!name.contains(".")
                || name.endsWith(".json")
                || name.endsWith("plan")
                || name.endsWith(".out")
                || name.endsWith(".bin"));
    return !file.isLink()
        && file.size() <= TreeFile.MAX_BYTES
        && (plan || name.contains(".tfstate"));
  }

  private static void read(TreeFile file, Sink sink) {
    byte[] bytes = file.passingBytes();
    String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("PK") && head.contains("tfplan")) {
      sink.add(new IacState(file.source(), IacState.Kind.BINARY_PLAN, file.directory(), 0));
      return;
    }
    if (!head.stripLeading().startsWith("{")) {
      return;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean state = text.contains("\"terraform_version\"") && text.contains("\"serial\"");
    boolean plan =
        text.contains("\"format_version\"")
            && (text.contains("\"planned_values\"") || text.contains("\"resource_changes\""));
    if (state || plan) {
      parsed(file, state ? IacState.Kind.STATE : IacState.Kind.PLAN, sink);
    }
  }

  private static void parsed(TreeFile file, IacState.Kind kind, Sink sink) {
    YamlFile yaml = file.yaml();
    if (!yaml.complete() || yaml.documents().isEmpty()) {
      sink.unreadable(file.source(), "not readable as JSON, as a state must be", HIDES);
      return;
    }
    Yaml root = yaml.documents().getFirst();
    boolean state = kind == IacState.Kind.STATE;
    sink.add(
        new IacState(
            file.source(), kind, file.directory(), state ? root.items("resources").size() : 0));
    StateSecrets.in(root).forEach(sink::add);
  }
}
