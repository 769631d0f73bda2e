package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Found;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.delivery.Origin;

/// Paths stay inside the repository.
final class PathChecks {
  private PathChecks() {}

  static void check(String file, Delivery delivery, Report report) {
    int depth = (int) file.chars().filter(c -> c == '/').count();
    for (int i = 0; i < delivery.deliveries().size(); i++) {
      inside(delivery.at(), "deliveries[" + i + "]", delivery.deliveries().get(i), depth, report);
    }
    Context context = delivery.context();
    if (context != null) {
      for (Context.Service service : context.services()) {
        if (service.path() != null) {
          inside(service.at(), "path", service.path(), depth, report);
        }
      }
    }
    Iac iac = delivery.iac();
    if (iac != null) {
      for (Iac.Ownership source : iac.sources()) {
        if (source.path() != null && source.repository() == null) {
          inside(source.at(), "path", source.path(), depth, report);
        }
      }
    }
  }

  /// @param depth how many directories the file lies below the root
  private static void inside(Origin at, String key, String path, int depth, Report report) {
    int left = depth;
    for (String segment : path.split("/", -1)) {
      left += segment.equals("..") ? -1 : segment.equals(".") || segment.isEmpty() ? 0 : 1;
      if (left < 0) {
        break;
      }
    }
    if (left < 0 || path.startsWith("/") || path.contains("\\")) {
      report.add(
          at.of(key),
          "path-outside",
          "a directory inside the repository, with `/`",
          Found.quoted(path),
          "write the path relative to this file");
    }
  }
}
