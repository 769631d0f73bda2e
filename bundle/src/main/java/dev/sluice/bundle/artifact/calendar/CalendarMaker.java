package dev.sluice.bundle.artifact.calendar;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Service;
import java.util.List;

/// Makes the calendar of reviews, rotations, drills, freezes and everything that expires.
@AutoService(Maker.class)
public final class CalendarMaker implements Maker {
  private static final String CRITERION = "governance.review-cadence";

  @Override
  public List<Artifact> make(Material material) {
    List<Due> dues = Due.of(material);
    if (dues.isEmpty()) {
      return List.of();
    }
    Service service = Service.of(material);
    String purpose = "Reviews, rotations, drills, freezes and what expires, to subscribe to.";
    String header = purpose + " Serves " + CRITERION + "; made by `sluice bundle`.";
    return List.of(
        new Artifact(
            service.path("docs/delivery.ics"),
            Calendar.of(service.name(), header, dues, material.at()),
            purpose,
            CRITERION));
  }
}
