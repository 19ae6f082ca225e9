package dev.mcpstack.operator.model;

import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.HttpRouteSpec;
import dev.mcpstack.stack.IngressSpec;
import dev.mcpstack.stack.ObservabilitySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ways from outside to a stack. */
final class Routes {
  private Routes() {}

  static List<Manifest> of(StackInput input, int port) {
    List<Manifest> all = new ArrayList<>();
    input.spec().gateway().ingress().ifPresent(ingress -> all.add(ingress(input, ingress)));
    input.spec().gateway().httpRoute().ifPresent(route -> all.add(httpRoute(input, route, port)));
    if (input.spec().observability().serviceMonitor()) {
      all.addAll(monitor(input, input.spec().observability()));
    }
    return all;
  }

  private static Manifest ingress(StackInput input, IngressSpec ingress) {
    Map<String, Object> service = Tree.of("name", input.name(), "port", Tree.of("name", "mcp"));
    Map<String, Object> path =
        Tree.of("path", "/mcp", "pathType", "Prefix", "backend", Tree.of("service", service));
    Map<String, Object> rule =
        Tree.of("host", ingress.host(), "http", Tree.of("paths", List.of(path)));
    // The gateway speaks TLS only, which controllers have to be told each in its own way.
    Map<String, String> tls = Map.of("nginx.ingress.kubernetes.io/backend-protocol", "HTTPS");
    return Manifest.of(
        "networking.k8s.io/v1",
        "Ingress",
        input.shared(input.name()).with(Tree.merged(tls, ingress.annotations())),
        Tree.of(
            "spec",
            Tree.of(
                "ingressClassName",
                ingress.className(),
                "tls",
                ingress
                    .tlsSecretName()
                    .map(secret ->
                        List.of(Tree.of("hosts", List.of(ingress.host()), "secretName", secret))),
                "rules",
                List.of(rule))));
  }

  private static Manifest httpRoute(StackInput input, HttpRouteSpec route, int port) {
    Map<String, Object> parent =
        Tree.of(
            "group",
            "gateway.networking.k8s.io",
            "kind",
            "Gateway",
            "name",
            route.gateway(),
            "namespace",
            route.gatewayNamespace(),
            "sectionName",
            route.sectionName());
    Map<String, Object> match = Tree.of("path", Tree.of("type", "PathPrefix", "value", "/mcp"));
    Map<String, Object> backend = Tree.of("name", input.name(), "port", port);
    return Manifest.of(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        input.shared(input.name()),
        Tree.of(
            "spec",
            Tree.of(
                "parentRefs",
                List.of(parent),
                "hostnames",
                List.of(route.host()),
                "rules",
                List.of(Tree.of("matches", List.of(match), "backendRefs", List.of(backend))))));
  }

  /** A Service that finds every pod's metrics, and the monitor of it. */
  private static List<Manifest> monitor(StackInput input, ObservabilitySpec observability) {
    Meta meta = input.shared(input.name() + "-metrics", "metrics");
    Manifest service =
        Services.headless(
            meta,
            Map.of(Labels.STACK, input.name()),
            Services.port("management", CellConfigs.MANAGEMENT_PORT));
    Manifest monitor =
        Manifest.of(
            "monitoring.coreos.com/v1",
            "ServiceMonitor",
            meta,
            Tree.of(
                "spec",
                Tree.of(
                    "selector",
                    Tree.of("matchLabels", Labels.selector(input.name(), "metrics")),
                    "podTargetLabels",
                    List.of(Labels.STACK, Labels.REVISION, Labels.ROLE),
                    "endpoints",
                    List.of(
                        Tree.of(
                            "port",
                            "management",
                            "path",
                            "/metrics",
                            "interval",
                            DurationText.format(observability.interval()))))));
    return List.of(service, monitor);
  }
}
