package dev.mcpstack.gateway.client;

import dev.mcpstack.contract.tls.TlsFiles;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What the gateway shows the servers of its stack, and whom it believes.
 *
 * @param stack whose servers they are
 */
public record PeerTls(TlsFiles files, String stack) {
  /** As a client uses it. The name of the role is checked as that of a host. */
  SslContextFactory.Client factory() {
    SslContextFactory.Client factory = new SslContextFactory.Client();
    factory.setSslContext(files.context());
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    files.follow(context -> {
      try {
        factory.reload(each -> each.setSslContext(context));
      } catch (Exception e) {
        throw new IllegalStateException("the new certificate was not taken", e);
      }
    });
    return factory;
  }
}
