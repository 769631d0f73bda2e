package dev.sluice.survey.secrets;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for secrets in clear text in every text file. Values are never kept, printed or compared
/// with anything.
///
/// One pass over a file finds the places that are worth a closer look; what no issuer's checksum or
/// strict form confirms counts only outside of documentation, tests and samples.
@AutoService(Reader.class)
public final class SecretReader implements Reader {
  /// Nobody looks through more of one file.
  private static final int MAX_FINDINGS = 200;

  private static final String TOO_LARGE =
      "larger than " + TreeFile.MAX_BYTES / 1024 / 1024 + " MB, and not searched for secrets";

  private static final String KUBERNETES = "kind: Secret";
  private static final List<Detector> DETECTORS =
      Stream.of(
              Tokens.all(),
              InnerToken.all(),
              List.of(
                  new AwsKey(),
                  new AzureKey(),
                  new TelegramToken(),
                  new PrivateKey(),
                  new JsonWebKey(),
                  new UrlPassword(),
                  new CredentialFile(),
                  new Assignment()))
          .flatMap(List::stream)
          .toList();

  private final List<String> words = new ArrayList<>();
  private final Map<String, Detector> byWord = new HashMap<>();
  private final Automaton automaton;

  /// For the service loader.
  public SecretReader() {
    for (Detector detector : DETECTORS) {
      detector.words().forEach(word -> byWord.put(word, detector));
    }
    words.addAll(byWord.keySet());
    words.add(KUBERNETES);
    words.addAll(Encrypted.SIGNS);
    automaton = new Automaton(words);
  }

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> candidates =
        tree.files().stream().filter(file -> !file.isLink() && !Places.isSkipped(file)).toList();
    List<TreeFile> files =
        candidates.stream().filter(file -> file.size() <= TreeFile.MAX_BYTES).toList();
    candidates.stream()
        .filter(file -> file.size() > TreeFile.MAX_BYTES)
        .forEach(file -> sink.add(new LeftOut(file.source(), TOO_LARGE)));
    sink.each(files, Set.of(LeakedSecret.class, SecretSource.class), file -> search(file, sink));
  }

  private void search(TreeFile file, Sink sink) {
    byte[] bytes = file.passingBytes();
    if (!Content.isText(bytes)) {
      return;
    }
    Content content = new Content(file, bytes, Places.isTrusted(file));
    Set<Finding> found = new HashSet<>();
    boolean[] seen = new boolean[2];
    automaton.find(
        bytes,
        (word, end) -> {
          String text = words.get(word);
          Detector detector = byWord.get(text);
          if (detector == null) {
            seen[Encrypted.SIGNS.contains(text) ? 1 : 0] = true;
            return;
          }
          Finding finding = detector.look(content, end - text.length(), end);
          if (finding != null && found.size() < MAX_FINDINGS) {
            found.add(finding);
          }
        });
    boolean encrypted = seen[1] && content.trusted();
    if (encrypted) {
      Encrypted.in(file).ifPresent(sink::add);
    }
    boolean manifest = seen[0] && content.trusted() && file.looksLikeYaml();
    List<LeakedSecret> objects = manifest ? KubernetesSecret.in(file) : List.of();
    objects.forEach(sink::add);
    found.stream()
        .filter(f ->
            !f.rule().equals("assigned-secret")
                || (!encrypted && objects.isEmpty() && isAlone(f, found)))
        .map(f -> new LeakedSecret(content.source(f.at()), f.rule(), f.hint()))
        .forEach(sink::add);
  }

  /// Whether no finding of a more certain kind stands at the same place.
  private static boolean isAlone(Finding finding, Set<Finding> all) {
    return all.stream().noneMatch(f -> f.at() == finding.at() && !f.rule().equals(finding.rule()));
  }
}
