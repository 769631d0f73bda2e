package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Found;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Owners and approvers are known. With `context.teams`, only those are. Without, everybody named
/// as an owner is known, and a name is refused only when it is one of theirs misspelt: teams that
/// only approve are common.
final class PartyChecks {
  private static final Set<String> OWNS = Set.of("owner");
  private static final Set<String> APPROVES = Set.of("from", "approver", "who");
  private static final int SHORTEST_MISSPELT_WORD = 4;

  private final List<Text> owners = new ArrayList<>();
  private final List<Text> approvers = new ArrayList<>();

  private PartyChecks() {}

  static void check(Delivery delivery, Yaml document, Report report) {
    PartyChecks checks = new PartyChecks();
    checks.collect(document, "");
    Context context = delivery.context();
    if (context != null && !context.teams().isEmpty()) {
      checks.listed(context.teams(), report);
    } else {
      checks.misspelt(report);
    }
  }

  private void collect(Yaml node, String under) {
    node.items().forEach(item -> collect(item, under));
    for (Yaml.Entry entry : node.entries()) {
      String key = entry.name();
      if (OWNS.contains(key)) {
        entry.value().texts().forEach(owners::add);
      } else if (APPROVES.contains(key) && !under.equals("freezes")) {
        entry.value().texts().forEach(approvers::add);
      } else {
        collect(entry.value(), key);
      }
    }
  }

  private void listed(List<String> teams, Report report) {
    owners.forEach(owner -> named(owner, teams, report));
    approvers.forEach(approver -> named(approver, teams, report));
  }

  private static void named(Text party, List<String> teams, Report report) {
    report.unknown(
        party.source(),
        "unknown-owner",
        "one of `context.teams`",
        party.value(),
        teams,
        "add it to `context.teams`");
  }

  private void misspelt(Report report) {
    Set<String> known = new HashSet<>();
    owners.forEach(owner -> known.add(owner.value()));
    for (Text approver : approvers) {
      if (!known.contains(approver.value())) {
        known.stream()
            .filter(name -> slip(name, approver.value()))
            .min(String::compareTo)
            .ifPresent(name -> misspelt(approver, name, report));
      }
    }
  }

  private static void misspelt(Text approver, String meant, Report report) {
    report.add(
        approver.source(),
        "unknown-owner",
        "a known owner, such as `" + meant + "`",
        Found.quoted(approver.value()),
        "write `" + meant + "`; if it is another team, list all in `context.teams`");
  }

  /// Whether two names differ by one slip of the hand inside a longer word: `team-checkuot`, not
  /// `team-b` for `team-a`.
  private static boolean slip(String one, String other) {
    String[] a = one.toLowerCase(Locale.ROOT).split("[-_ /]", -1);
    String[] b = other.toLowerCase(Locale.ROOT).split("[-_ /]", -1);
    if (a.length != b.length) {
      return false;
    }
    int slips = 0;
    for (int i = 0; i < a.length; i++) {
      if (!a[i].equals(b[i])) {
        slips += oneSlip(a[i], b[i]) ? 1 : 2;
      }
    }
    return slips <= 1;
  }

  /// One letter swapped with its neighbour, left out, or put in twice.
  private static boolean oneSlip(String a, String b) {
    if (Math.min(a.length(), b.length()) < SHORTEST_MISSPELT_WORD) {
      return false;
    }
    int start = 0;
    while (start < Math.min(a.length(), b.length()) && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < Math.min(a.length(), b.length()) - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    String left = a.substring(start, a.length() - end);
    String right = b.substring(start, b.length() - end);
    boolean swapped = left.length() == 2 && right.contentEquals(new StringBuilder(left).reverse());
    boolean dropped = left.length() + right.length() == 1 && end > 0;
    return swapped || dropped;
  }
}
