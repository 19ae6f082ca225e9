package dev.mcpstack.operator.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the answers of the API server by verb, resource and code. Thread-safe. */
final class ApiRequests implements Interceptor {
  /** The name of the interceptor. */
  static final String NAME = "requests";

  private final MeterRegistry registry;

  ApiRequests(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    count(request, Integer.toString(response.code()));
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    count(request, "none");
  }

  private void count(HttpRequest request, String code) {
    String path = request.uri().getPath();
    asked(path)
        .filter(_ -> !isWatch(request.uri()))
        .ifPresent(asked ->
            OperatorMetric.REQUESTS
                .counter(
                    registry,
                    "verb",
                    verb(request, asked),
                    "resource",
                    asked.resource(),
                    "code",
                    code)
                .increment());
  }

  private record Asked(String resource, boolean named) {}

  /** {@code /api/v1} or {@code /apis/GROUP/VERSION}, a namespace, a resource, a name, a part. */
  private static Optional<Asked> asked(String path) {
    List<String> parts = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    int group = parts.indexOf(path.contains("/apis/") ? "apis" : "api");
    if (group < 0) {
      return Optional.empty();
    }
    int resource = group + (parts.get(group).equals("apis") ? 3 : 2);
    if (resource + 2 < parts.size() && parts.get(resource).equals("namespaces")) {
      resource += 2;
    }
    if (resource >= parts.size()) {
      return Optional.empty();
    }
    String part = resource + 2 < parts.size() ? "/" + parts.get(resource + 2) : "";
    return Optional.of(new Asked(parts.get(resource) + part, resource + 1 < parts.size()));
  }

  private static boolean isWatch(URI uri) {
    return asks(uri, "watch=true");
  }

  private static boolean asks(URI uri, String part) {
    return uri.getQuery() != null && uri.getQuery().contains(part);
  }

  private static String verb(HttpRequest request, Asked asked) {
    return switch (request.method()) {
      case "GET" -> asked.named() ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> asks(request.uri(), "fieldManager=") ? "apply" : "patch";
      case "DELETE" -> "delete";
      default -> "other";
    };
  }
}
