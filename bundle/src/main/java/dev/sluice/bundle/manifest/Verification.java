package dev.sluice.bundle.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares a manifest with what is there.
public final class Verification {
  private static final Comparator<Finding> BY_PATH =
      Comparator.comparing(Finding::path).thenComparing(Finding::what);

  private Verification() {}

  /// What differs between the files of a manifest and those that were found; by path.
  ///
  /// @param found SHA-256 of every file in the bundle except the manifest, by path with `/`
  public static List<Finding> compare(Statement statement, SortedMap<String, String> found) {
    List<Finding> findings = new ArrayList<>();
    SortedMap<String, String> added = new TreeMap<>(found);
    Set<String> names = new HashSet<>();
    for (Subject subject : statement.subjects()) {
      String name = subject.name();
      String why = Names.why(name);
      if (!names.add(name)) {
        findings.add(new Finding(name, "is named twice in the manifest"));
      } else if (why != null || name.equals(Manifest.NAME)) {
        findings.add(
            new Finding(
                name,
                "is no name for a file of a bundle: it "
                    + (why == null ? "is the manifest itself" : why)));
      } else {
        String digest = added.remove(name);
        if (digest == null) {
          findings.add(new Finding(name, "is missing"));
        } else if (!digest.equals(subject.sha256())) {
          findings.add(new Finding(name, "was altered: sha256 is " + digest));
        }
      }
    }
    added.keySet().forEach(name -> findings.add(new Finding(name, "was added")));
    return findings.stream().sorted(BY_PATH).toList();
  }

  /// What speaks against a key's having signed an envelope; empty when it has.
  public static List<Finding> signature(Envelope envelope, VerifyingKey key) {
    if (envelope.signatures().isEmpty()) {
      return List.of(new Finding(Manifest.NAME, "is not signed"));
    }
    String id = key.id();
    boolean named = false;
    for (Envelope.Signature signature : envelope.signatures()) {
      try {
        if (key.signed(envelope, signature)) {
          return List.of();
        }
      } catch (MalformedManifestException e) {
        return List.of(new Finding(Manifest.NAME, "has no readable signature"));
      }
      named |= signature.keyid().equals(id);
    }
    return List.of(
        new Finding(
            Manifest.NAME,
            named
                ? "is not what key " + id + " signed: it was changed after that"
                : "is not signed by key " + id));
  }
}
