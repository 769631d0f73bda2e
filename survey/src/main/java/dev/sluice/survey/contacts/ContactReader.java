package dev.sluice.survey.contacts;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Contact;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads who looks after a project: `OWNERS`, `MAINTAINERS`, the authors that the package at the
/// root names; and the link that its forms for issues give to those who only have a question.
@AutoService(Reader.class)
public final class ContactReader implements Reader {
  private static final List<String> OWNERS = List.of("OWNERS");
  private static final List<String> MAINTAINERS =
      List.of("MAINTAINERS", "MAINTAINERS.md", "MAINTAINERS.txt", ".github/MAINTAINERS.md");
  private static final List<String> PACKAGES = List.of("pyproject.toml", "Cargo.toml");
  private static final List<String> FORMS =
      List.of(".github/ISSUE_TEMPLATE/config.yml", ".github/ISSUE_TEMPLATE/config.yaml");

  /// A name of the host, by the page that a link leads to; else `@name`.
  private static final List<Pattern> HANDLES =
      List.of(
          Pattern.compile("github\\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38})(?![\\w/@.-])"),
          Pattern.compile(
              "(?<![\\w.@/])@([A-Za-z0-9][A-Za-z0-9-]{0,38}(?:/[\\w-]{1,60})?)(?![\\w/@.-])"));

  /// Where those begin who no longer look after it.
  private static final Pattern FORMER =
      Pattern.compile("(?i)^\\W{0,9}(alumni|emeritus|former|past|inactive|retired)\\b.*");

  private static final Pattern PERSON = Pattern.compile("[^<]{2,60}<[^>]{3,80}@[^>]{3,80}>.*");
  private static final Pattern GROUP =
      Pattern.compile(
          "(?m)^(?:authors|maintainers)\\s{0,5}=\\s{0,5}\\[[^\\]]{0,9}?\\{?\\s{0,5}(?:name\\s{0,5}="
              + "\\s{0,5})?\"([^\"<]{2,60}?)\\s{0,5}[\"<]");

  /// Words that say that a name is of several people: a package names single authors for ever.
  private static final Pattern SEVERAL =
      Pattern.compile(
          "(?i).*\\b(developers|team|maintainers|authors|contributors|project|authority|foundation)\\b.*");

  @Override
  public void read(Tree tree, Sink sink) {
    each(tree, OWNERS, sink, ContactReader::owners);
    each(tree, MAINTAINERS, sink, ContactReader::maintainers);
    each(tree, PACKAGES, sink, ContactReader::group);
    each(tree, FORMS, sink, ContactReader::channel);
  }

  /// What is read from one file.
  private interface Reading {
    Optional<Contact> of(TreeFile file);
  }

  private static void each(Tree tree, List<String> places, Sink sink, Reading reading) {
    List<TreeFile> files = places.stream().map(tree::file).flatMap(Optional::stream).toList();
    sink.each(files, Set.of(Contact.class), file -> reading.of(file).ifPresent(sink::add));
  }

  /// Approvers of the whole, as Kubernetes' bots read them: people, or a group by an alias.
  private static Optional<Contact> owners(TreeFile file) {
    if (!file.yaml().complete() || file.yaml().documents().isEmpty()) {
      return Optional.empty();
    }
    Yaml root = file.yaml().documents().getFirst();
    return Stream.concat(root.texts("approvers"), root.texts("filters", ".*", "approvers"))
        .findFirst()
        .map(first ->
            new Contact(
                first.source(), Contact.Kind.MAINTAINER, first.value(), List.of(), "OWNERS"));
  }

  /// A list of people; those of a heading that says that they left are no part of it.
  private static Optional<Contact> maintainers(TreeFile file) {
    List<String> handles = new ArrayList<>();
    int first = 0;
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size() && !FORMER.matcher(lines.get(i)).matches(); i++) {
      String line = lines.get(i);
      Optional<String> handle = handle(line);
      handle.filter(name -> !handles.contains(name)).ifPresent(handles::add);
      boolean named = handle.isPresent() || PERSON.matcher(line).matches();
      first = named && first == 0 ? i + 1 : first;
    }
    return first == 0
        ? Optional.empty()
        : Optional.of(
            new Contact(
                file.source().at(first, 1),
                Contact.Kind.MAINTAINER,
                "maintainers",
                handles,
                file.fileName()));
  }

  private static Optional<String> handle(String line) {
    return HANDLES.stream()
        .map(pattern -> pattern.matcher(line))
        .filter(Matcher::find)
        .map(matcher -> "@" + matcher.group(1))
        .findFirst();
  }

  private static Optional<Contact> group(TreeFile file) {
    Matcher matcher = GROUP.matcher(file.text());
    if (!matcher.find() || !SEVERAL.matcher(matcher.group(1)).matches()) {
      return Optional.empty();
    }
    int line = (int) file.text().substring(0, matcher.start(1)).lines().count();
    return Optional.of(
        new Contact(
            file.source().at(line, 1),
            Contact.Kind.MAINTAINER,
            matcher.group(1).strip(),
            List.of(),
            file.fileName()));
  }

  /// The first link that is not about security.
  private static Optional<Contact> channel(TreeFile file) {
    return file.yaml().documents().stream()
        .flatMap(document -> document.items("contact_links").stream())
        .filter(link ->
            !String.valueOf(link.string("name")).toLowerCase(Locale.ROOT).contains("security"))
        .flatMap(link -> link.text("url").stream())
        .filter(url -> url.value().startsWith("https://"))
        .filter(url -> !url.value().contains("/security"))
        .map(url ->
            new Contact(
                url.source(),
                Contact.Kind.CHANNEL,
                url.value(),
                List.of(),
                "ISSUE_TEMPLATE/" + file.fileName()))
        .findFirst();
  }
}
