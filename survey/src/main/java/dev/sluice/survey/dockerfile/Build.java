package dev.sluice.survey.dockerfile;

import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.image.Placeholders;
import dev.sluice.survey.image.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one Dockerfile builds: its stages and the images that it takes from elsewhere. Not for use
/// by several threads.
final class Build {
  /// Instructions that put nothing into an image.
  private static final Set<String> NAMING = Set.of("FROM", "ARG", "LABEL");

  private final String file;
  private final Map<String, Text> arguments = new HashMap<>();
  private final Variables variables =
      new Variables(name -> Optional.ofNullable(arguments.get(name)), false);
  private final List<Stage> stages = new ArrayList<>();
  private final List<BaseImage> images = new ArrayList<>();
  private final Set<String> undefined = new HashSet<>();
  private boolean makes;
  private boolean runs;
  private boolean forMany;

  /// One stage so far.
  private static final class Stage {
    private final Source source;
    private final @Nullable String name;
    private @Nullable Text user;
    private boolean healthcheck;
    private final List<Integer> ports;

    Stage(Source source, @Nullable String name, @Nullable Stage parent) {
      this.source = source;
      this.name = name;
      this.user = parent == null ? null : parent.user;
      this.healthcheck = parent != null && parent.healthcheck;
      this.ports = new ArrayList<>(parent == null ? List.of() : parent.ports);
    }
  }

  private Build(String file) {
    this.file = file;
  }

  /// Reads a build; empty when the instructions aren't those of a Dockerfile.
  static Optional<Build> of(String file, List<Instruction> instructions) {
    boolean begins =
        !instructions.isEmpty()
            && Set.of("FROM", "ARG").contains(instructions.getFirst().keyword());
    boolean recognised =
        begins
            && instructions.stream()
                .filter(i -> i.keyword().equals("FROM"))
                .findFirst()
                .filter(Build::isFrom)
                .isPresent();
    if (!recognised) {
      return Optional.empty();
    }
    Build build = new Build(file);
    instructions.forEach(build::step);
    return build.stages.isEmpty() ? Optional.empty() : Optional.of(build);
  }

  /// `FROM image`, `FROM image AS name`, or what a template engine makes one of.
  private static boolean isFrom(Instruction from) {
    List<Text> words = from.arguments();
    return words.size() == 1
        || (words.size() == 3 && words.get(1).value().equalsIgnoreCase("AS"))
        || words.stream().anyMatch(w -> w.value().contains("{{") || w.value().contains("<%"));
  }

  /// The images that the build takes from elsewhere, in the order of the file.
  List<BaseImage> images() {
    return images;
  }

  /// The names of its stages, without those that are called like the image they start from.
  List<String> stages() {
    return stages.stream()
        .flatMap(stage -> Stream.ofNullable(stage.name))
        .filter(name -> images.stream().noneMatch(i -> i.image().shortName().equals(name)))
        .toList();
  }

  /// What comes out: the last stage.
  ContainerBuild result() {
    Stage last = stages.getLast();
    return new ContainerBuild(last.source, last.user, last.healthcheck, last.ports);
  }

  /// Whether anything is put on top of an image; a file that only names one, for an update bot say,
  /// makes nothing of its own.
  boolean makesSomething() {
    return makes;
  }

  /// Whether what is built is named by an argument without default: one recipe for several things,
  /// none of which is known here.
  boolean isForMany() {
    return forMany;
  }

  /// Whether it only puts files into somebody else's product of a name.
  boolean onlyConfigures(String product) {
    return !runs
        && stages.size() == 1
        && images.size() == 1
        && images.getFirst().image().shortName().equals(product);
  }

  private void step(Instruction instruction) {
    makes |= !NAMING.contains(instruction.keyword());
    runs |= Set.of("RUN", "CMD", "ENTRYPOINT").contains(instruction.keyword());
    if (instruction.keyword().equals("ARG")) {
      instruction.words().stream()
          .map(Text::value)
          .filter(word -> word.indexOf('=') < 0)
          .forEach(undefined::add);
    }
    if (Set.of("COPY", "ADD").contains(instruction.keyword())
        && instruction.flag("from").isEmpty()) {
      instruction.arguments().stream().limit(1).forEach(this::source);
    }
    switch (instruction.keyword()) {
      case "ARG" -> {
        if (stages.isEmpty()) {
          instruction.words().forEach(this::argument);
        }
      }
      case "FROM" -> from(instruction);
      case "COPY", "ADD" -> instruction.flag("from").forEach(this::copied);
      case "RUN" -> instruction.flag("mount").forEach(this::mounted);
      case "USER" -> instruction.words().stream().findFirst().ifPresent(user -> last().user = user);
      case "EXPOSE" -> instruction.words().forEach(this::exposed);
      case "HEALTHCHECK" ->
          last().healthcheck =
              instruction.arguments().stream()
                  .findFirst()
                  .map(word -> !word.value().equalsIgnoreCase("NONE"))
                  .orElse(false);
      default -> {
        // says nothing about images
      }
    }
  }

  /// `8080`, `8080/tcp`; a range or another protocol says nothing here.
  private void exposed(Text word) {
    String port = unquoted(word).replaceFirst("/(?i:tcp)$", "");
    if (port.matches("[1-9][0-9]{0,4}") && !last().ports.contains(Integer.valueOf(port))) {
      last().ports.add(Integer.valueOf(port));
    }
  }

  /// A source that begins with an argument without default is another one at each build.
  private void source(Text source) {
    String word = source.value().replaceAll("[\"{}]", "");
    forMany |= undefined.stream().anyMatch(name -> word.matches("\\$" + name + "(\\W.*)?"));
  }

  private Stage last() {
    return stages.isEmpty() ? new Stage(Source.of(file), null, null) : stages.getLast();
  }

  private void argument(Text word) {
    int equals = word.value().indexOf('=');
    if (equals > 0) {
      Text value = Instruction.tail(word, equals + 1);
      Text expanded =
          new Text(
              value.source(), variables.expand(new Text(value.source(), unquoted(value))).value());
      arguments.put(word.value().substring(0, equals), expanded);
    }
  }

  private void from(Instruction instruction) {
    List<Text> words = instruction.arguments();
    if (words.isEmpty()) {
      return;
    }
    boolean named = words.size() >= 3 && words.get(1).value().equalsIgnoreCase("AS");
    String name = named ? words.get(2).value() : null;
    Text image = words.getFirst();
    Variables.Expanded expanded = expanded(image);
    Stage parent = stage(expanded).orElse(null);
    if (parent == null) {
      image(image, expanded, name);
    }
    stages.add(new Stage(image.source(), name, parent));
  }

  private void copied(Text from) {
    Variables.Expanded expanded = expanded(from);
    boolean numbered = expanded.value().chars().allMatch(Character::isDigit);
    if (!numbered && stage(expanded).isEmpty()) {
      image(from, expanded, last().name);
    }
  }

  private void mounted(Text mount) {
    int at = mount.value().startsWith("from=") ? 0 : mount.value().indexOf(",from=") + 1;
    if (at > 0 || mount.value().startsWith("from=")) {
      int begin = at + "from=".length();
      int comma = mount.value().indexOf(',', begin);
      String value = mount.value().substring(begin, comma < 0 ? mount.value().length() : comma);
      copied(new Text(Instruction.tail(mount, begin).source(), value));
    }
  }

  private Variables.Expanded expanded(Text word) {
    return variables.expand(new Text(word.source(), unquoted(word)));
  }

  private void image(Text word, Variables.Expanded expanded, @Nullable String stage) {
    String reference = expanded.value();
    if (!reference.equals("scratch")) {
      String variable = expanded.unresolved();
      String why =
          variable == null ? Placeholders.why(reference) : "`" + variable + "` has no default";
      images.add(new BaseImage(word.source(), file, Image.parse(reference), stage, why));
    }
  }

  /// The earlier stage that a name means. `base-${TARGETARCH}` means one of several, of which the
  /// first is taken.
  private Optional<Stage> stage(Variables.Expanded expanded) {
    String name = expanded.value().toLowerCase(Locale.ROOT);
    return stages.stream()
        .filter(s -> s.name != null)
        .filter(s -> {
          String stage = String.valueOf(s.name).toLowerCase(Locale.ROOT);
          return expanded.unresolved() == null ? stage.equals(name) : matches(stage, name);
        })
        .findFirst();
  }

  /// Whether a stage is called like a pattern with one variable in it.
  private static boolean matches(String stage, String pattern) {
    int begin = pattern.indexOf('$');
    int end = pattern.indexOf('}', begin) + 1;
    if (begin < 0 || (begin == 0 && end == pattern.length())) {
      return false;
    }
    String head = pattern.substring(0, begin);
    String tail = end > 0 ? pattern.substring(end) : "";
    return stage.startsWith(head)
        && stage.endsWith(tail)
        && stage.length() > head.length() + tail.length();
  }

  private static String unquoted(Text word) {
    String value = word.value();
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
