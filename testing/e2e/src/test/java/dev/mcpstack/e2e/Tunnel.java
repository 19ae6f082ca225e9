package dev.mcpstack.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;

/** A port of this machine that leads to a Service, as {@code kubectl port-forward} does it. */
final class Tunnel implements AutoCloseable {
  private final LocalPortForward forward;

  Tunnel(KubernetesClient client, String namespace, String service, int port) {
    this.forward =
        client
            .services()
            .inNamespace(namespace)
            .withName(service)
            .portForward(port, InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return forward.getLocalPort();
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + port());
  }

  @Override
  public void close() {
    try {
      forward.close();
    } catch (IOException _) {
      // It led to a pod that is gone.
    }
  }
}
