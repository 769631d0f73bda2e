package dev.sluice.bundle.artifact;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Definitions of the custom resources that are made, with the fields that this project writes: the
/// API refuses every other one.
final class Definitions {
  private static final String ANY = "{type: object, x-kubernetes-preserve-unknown-fields: true}";
  private static final String TEXT = "{type: string}";
  private static final String NUMBER = "{type: integer, format: int32}";
  private static final String TEMPLATES =
      "{type: object, properties: {startingStep: {type: integer}, args: {type: array, items: {type: object, properties: {name: {type: string}, value: {type: string}}}}, templates: {type: array, items:"
          + " {type: object, properties: {templateName: {type: string}}}}}}";

  private Definitions() {}

  static String all() {
    return List.of(
            definition(
                "argoproj.io",
                "v1alpha1",
                "Rollout",
                "rollouts",
                """
                replicas: NUMBER
                revisionHistoryLimit: NUMBER
                progressDeadlineSeconds: NUMBER
                progressDeadlineAbort: {type: boolean}
                workloadRef: {type: object, properties: {apiVersion: TEXT, kind: TEXT, name: TEXT, scaleDown: TEXT}}
                strategy:
                  type: object
                  properties:
                    canary:
                      type: object
                      properties:
                        maxSurge: {x-kubernetes-int-or-string: true}
                        maxUnavailable: {x-kubernetes-int-or-string: true}
                        stableService: TEXT
                        canaryService: TEXT
                        trafficRouting: {type: object, properties: {plugins: ANY}}
                        analysis: TEMPLATES
                        steps:
                          type: array
                          items:
                            type: object
                            properties:
                              setWeight: NUMBER
                              pause: {type: object, properties: {duration: {x-kubernetes-int-or-string: true}}}
                              analysis: TEMPLATES
                    blueGreen:
                      type: object
                      required: [activeService]
                      properties:
                        activeService: TEXT
                        previewService: TEXT
                        autoPromotionEnabled: {type: boolean}
                        scaleDownDelaySeconds: NUMBER
                        prePromotionAnalysis: TEMPLATES
                """),
            definition(
                "argoproj.io",
                "v1alpha1",
                "AnalysisTemplate",
                "analysistemplates",
                """
                args: {type: array, items: {type: object, required: [name], properties: {name: TEXT, value: TEXT}}}
                metrics:
                  type: array
                  items:
                    type: object
                    required: [name, provider]
                    properties:
                      name: TEXT
                      interval: TEXT
                      count: {x-kubernetes-int-or-string: true}
                      failureLimit: {x-kubernetes-int-or-string: true}
                      inconclusiveLimit: {x-kubernetes-int-or-string: true}
                      successCondition: TEXT
                      failureCondition: TEXT
                      provider: {type: object, properties: {prometheus: {type: object, properties: {address: TEXT, query: TEXT}}}}
                """),
            definition(
                "flagger.app",
                "v1beta1",
                "Canary",
                "canaries",
                """
                provider: {type: string, enum: [gatewayapi:v1]}
                progressDeadlineSeconds: {type: number}
                targetRef: {type: object, required: [apiVersion, kind, name], properties: {apiVersion: TEXT, kind: TEXT, name: TEXT}}
                autoscalerRef: {type: object, required: [apiVersion, kind, name], properties: {apiVersion: TEXT, kind: TEXT, name: TEXT}}
                service:
                  type: object
                  required: [port]
                  properties:
                    name: TEXT
                    port: {type: number}
                    targetPort: {x-kubernetes-int-or-string: true}
                    hosts: {type: array, items: TEXT}
                    gatewayRefs: {type: array, items: {type: object, required: [name], properties: {group: TEXT, kind: TEXT, name: TEXT, namespace: TEXT, sectionName: TEXT}}}
                analysis:
                  type: object
                  properties:
                    interval: {type: string, pattern: "^[0-9]+(m|s)"}
                    threshold: {type: number}
                    iterations: {type: number}
                    stepWeights: {type: array, items: {type: number}}
                    metrics:
                      type: array
                      items:
                        type: object
                        required: [name]
                        properties:
                          name: TEXT
                          interval: {type: string, pattern: "^[0-9]+(m|s)"}
                          templateRef: {type: object, required: [name], properties: {name: TEXT}}
                          thresholdRange: {type: object, properties: {min: {type: number}, max: {type: number}}}
                """),
            definition(
                "flagger.app",
                "v1beta1",
                "MetricTemplate",
                "metrictemplates",
                """
                provider: {type: object, required: [type], properties: {type: TEXT, address: TEXT}}
                query: TEXT
                """),
            definition(
                "gateway.networking.k8s.io",
                "v1",
                "HTTPRoute",
                "httproutes",
                """
                hostnames: {type: array, items: TEXT}
                parentRefs: {type: array, items: {type: object, required: [name], properties: {name: TEXT, namespace: TEXT, sectionName: TEXT}}}
                rules: {type: array, items: {type: object, properties: {backendRefs: {type: array, items: {type: object, required: [name], properties: {name: TEXT, port: NUMBER, weight: {type: integer, minimum: 0}}}}}}}
                """),
            definition(
                "external-secrets.io",
                "v1",
                "ExternalSecret",
                "externalsecrets",
                """
                refreshInterval: TEXT
                secretStoreRef: {type: object, properties: {kind: {type: string, enum: [SecretStore, ClusterSecretStore]}, name: TEXT}}
                target: {type: object, properties: {name: TEXT, creationPolicy: {type: string, enum: [Owner, Orphan, Merge, None]}}}
                dataFrom: {type: array, items: {type: object, properties: {extract: {type: object, required: [key], properties: {key: TEXT}}}}}
                """))
        .stream()
        .collect(Collectors.joining("---\n"));
  }

  private static String definition(
      String group, String version, String kind, String plural, String spec) {
    String fields =
        spec.replace("TEMPLATES", TEMPLATES)
            .replace("TEXT", TEXT)
            .replace("NUMBER", NUMBER)
            .replace("ANY", ANY)
            .indent(20);
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: PLURAL.GROUP
      annotations: {api-approved.kubernetes.io: unapproved}
    spec:
      group: GROUP
      names: {kind: KIND, plural: PLURAL, singular: SINGULAR}
      scope: Namespaced
      versions:
        - name: VERSION
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties:
    """
            .replace("PLURAL", plural)
            .replace("SINGULAR", kind.toLowerCase(Locale.ROOT))
            .replace("GROUP", group)
            .replace("KIND", kind)
            .replace("VERSION", version)
        + fields;
  }
}
