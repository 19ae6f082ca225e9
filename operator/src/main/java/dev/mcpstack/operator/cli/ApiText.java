package dev.mcpstack.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What a failed call to the API server means, with what to do. */
final class ApiText {
  private ApiText() {}

  static CliFailure failure(String server, String namespace, KubernetesClientException e) {
    return new CliFailure(sentence(server, namespace, e), e);
  }

  private static String sentence(String server, String namespace, KubernetesClientException e) {
    if (e.getStatus() == null) {
      return "No Kubernetes API answers at "
          + server
          + " ("
          + line(root(e))
          + "). Check that the cluster runs, and --context, --kubeconfig or KUBECONFIG.";
    }
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "The Kubernetes API at "
              + server
              + " does not know who asks. Renew the credentials of the context.";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "A right is missing: "
              + said(e)
              + " Ask for the ClusterRoles mcpstack-view and mcpstack-edit in namespace "
              + namespace
              + ".";
      default -> "The Kubernetes API at " + server + " refuses it: " + said(e);
    };
  }

  private static String said(KubernetesClientException e) {
    String text =
        e.getStatus().getMessage() == null
            ? line(e)
            : e.getStatus().getMessage().replaceAll("[\r\n]+", " ").strip();
    return text.endsWith(".") ? text : text + ".";
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String line(Throwable failure) {
    String said = failure.getMessage();
    return said == null
        ? failure.getClass().getSimpleName()
        : said.replaceAll("[\r\n]+", " ").strip();
  }
}
