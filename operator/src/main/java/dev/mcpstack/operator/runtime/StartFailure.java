package dev.mcpstack.operator.runtime;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.Serial;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the operator can't start: one line that names the remedy and holds no secret. */
public final class StartFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** A failure with its cause, for the log. */
  StartFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /**
   * What a failed call to the API server means.
   *
   * @param server the address of the API server
   * @param failure with the answer of the API server somewhere in its causes
   */
  static StartFailure of(String server, Throwable failure) {
    if (failure instanceof StartFailure known) {
      return known;
    }
    Optional<KubernetesClientException> answer =
        Stream.iterate(failure, each -> each != null, Throwable::getCause)
            .filter(KubernetesClientException.class::isInstance)
            .map(KubernetesClientException.class::cast)
            .reduce((_, inner) -> inner);
    String sentence =
        answer
            .map(said -> sentence(server, said))
            .orElseGet(() -> "The operator could not start: " + line(failure));
    return new StartFailure(sentence, failure);
  }

  private static String sentence(String server, KubernetesClientException said) {
    if (said.getStatus() == null) {
      return "No Kubernetes API answers at "
          + server
          + " ("
          + line(root(said))
          + "). Check that the cluster runs, and KUBECONFIG or the current context where the operator"
          + " runs outside of it.";
    }
    return switch (said.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "The Kubernetes API at "
              + server
              + " does not know who asks. Renew the credentials of the current context, or check"
              + " the ServiceAccount.";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "The operator lacks a right: "
              + line(said)
              + " Grant what docs/reference/rbac.md lists, as the chart does.";
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "The cluster at "
              + server
              + " does not know McpStacks of this version. Install the chart mcpstack-crds, or:"
              + " kubectl apply --server-side -f crds/";
      default -> "The Kubernetes API at " + server + " refuses to work: " + line(said);
    };
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** What the API server or the machine said, without the request around it. */
  private static String line(Throwable failure) {
    String said =
        failure instanceof KubernetesClientException answer && answer.getStatus() != null
            ? answer.getStatus().getMessage()
            : failure.getMessage();
    String text = said == null ? failure.getClass().getSimpleName() : said;
    String line = text.replaceAll("[\r\n]+", " ").strip();
    return failure instanceof KubernetesClientException && !line.endsWith(".") ? line + "." : line;
  }
}
