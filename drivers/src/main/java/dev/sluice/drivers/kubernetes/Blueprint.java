package dev.sluice.drivers.kubernetes;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes the objects of a release after the Deployment that the target names.
record Blueprint(Cd.Kubernetes settings, Image image) {
  /// Longest name that leaves room for the release in the 63 characters of a Service's name.
  private static final int ROOM = 50;

  static Blueprint of(Cd.Kubernetes settings) {
    return new Blueprint(settings, new Image(settings.image(), settings.container()));
  }

  /// What objects of this target are labelled with.
  String target() {
    String name = settings.deployment();
    return name.length() <= ROOM ? name : name.substring(0, ROOM);
  }

  /// The name of a release's Deployment and Service.
  String name(Release release) {
    return target() + "-" + release.id().brief();
  }

  /// Where requests of a release go that sluice has made the objects of.
  Backend backend(Release release) {
    return new Backend(name(release), settings.port());
  }

  /// The Deployment of a release, without instances yet: the pods of the template with the image of
  /// the release, its mark, and the version of its configuration.
  Deployment deployment(Deployment template, Release release, long generation)
      throws PortException {
    Deployment made =
        new DeploymentBuilder(template)
            .withMetadata(meta(template, release))
            .withStatus(null)
            .editSpec()
            .withReplicas(0)
            .editSelector()
            .addToMatchLabels(Mark.RELEASE, release.id().brief())
            .endSelector()
            .editTemplate()
            .editMetadata()
            .addToLabels(Mark.RELEASE, release.id().brief())
            .addToAnnotations(podAnnotations(release))
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    made.getMetadata().getAnnotations().put(Mark.GENERATION, Long.toString(generation));
    PodSpec pod = made.getSpec().getTemplate().getSpec();
    Container container = image.in(pod.getContainers(), Mark.named(template));
    container.setImage(image.of(release));
    return made;
  }

  private static Map<String, String> podAnnotations(Release release) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Mark.IDENTITY, release.id().value());
    @Nullable String config = release.config();
    if (config != null) {
      annotations.put(Mark.CONFIG, config);
    }
    return annotations;
  }

  /// Labels of the template stay, since policies ask for some; the one by which tools of GitOps
  /// know their own would have the objects pruned.
  private ObjectMeta meta(Deployment template, Release release) {
    Map<String, String> labels = new TreeMap<>();
    @Nullable Map<String, String> given = template.getMetadata().getLabels();
    if (given != null) {
      labels.putAll(given);
    }
    labels.remove("app.kubernetes.io/instance");
    labels.putAll(marks(release));
    labels.put(Mark.MADE_BY, Mark.OWNER);
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Mark.IDENTITY, release.id().value());
    return new ObjectMetaBuilder()
        .withName(name(release))
        .withNamespace(settings.namespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .build();
  }

  /// The labels by which the objects of a release are found.
  Map<String, String> marks(Release release) {
    return Map.of(Mark.TARGET, target(), Mark.RELEASE, release.id().brief());
  }

  /// The Service of a release: it leads to the pods of that release only.
  Service service(Deployment template, Release release) {
    Map<String, String> selector = new TreeMap<>();
    selector.putAll(template.getSpec().getSelector().getMatchLabels());
    selector.put(Mark.RELEASE, release.id().brief());
    return new ServiceBuilder()
        .withMetadata(meta(template, release))
        .withNewSpec()
        .withSelector(selector)
        .addNewPort()
        .withName("http")
        .withPort(settings.port())
        .withNewTargetPort(settings.port())
        .endPort()
        .endSpec()
        .build();
  }

  /// The labels of the pods of a release.
  Map<String, String> podLabels(Deployment template, Release release) {
    Map<String, String> labels = new TreeMap<>();
    labels.putAll(template.getSpec().getTemplate().getMetadata().getLabels());
    labels.put(Mark.RELEASE, release.id().brief());
    return labels;
  }
}
