package dev.sluice.bundle.artifact.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Completion;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.Overlay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Offers each overlay with the components that were made for it, since a component that no overlay
/// takes in changes nothing. Every other line stays as it is.
@AutoService(Completion.class)
public final class TakenIn implements Completion {
  @Override
  public List<Artifact> complete(Material material, List<Artifact> made) {
    List<Artifact> overlays = new ArrayList<>();
    for (Overlay overlay : material.facts().of(Overlay.class)) {
      String directory = Manifests.directory(overlay);
      List<Artifact> components =
          made.stream().filter(a -> a.overlays().contains(directory)).toList();
      String text = overlay.text();
      Map<String, String> missing = new LinkedHashMap<>();
      for (Artifact component : components) {
        String path = Service.relative(directory, Service.parent(component.path()));
        if (!has(overlay, path)) {
          missing.put(path, component.criterion());
        }
      }
      if (text == null || missing.isEmpty()) {
        continue;
      }
      Components.with(text, missing)
          .ifPresent(patched ->
              overlays.add(
                  new Artifact(
                      overlay.source().file(),
                      patched,
                      "Takes in " + String.join(", ", missing.keySet()) + ".",
                      components.getFirst().criterion())));
    }
    return overlays;
  }

  private static boolean has(Overlay overlay, String path) {
    return overlay.components().stream().anyMatch(c -> c.replaceAll("^\\./|/$", "").equals(path));
  }
}
