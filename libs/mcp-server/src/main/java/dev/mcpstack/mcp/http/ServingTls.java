package dev.mcpstack.mcp.http;

import dev.mcpstack.contract.tls.TlsFiles;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS under HTTP. */
final class ServingTls {
  private ServingTls() {}

  static SslConnectionFactory of(TlsFiles files, ConnectionFactory http) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(files.context());
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setNeedClientAuth(files.asksForCertificates());
    // A peer says the name of our role, whatever the certificate's other names are.
    tls.setSniRequired(false);
    files.follow(context -> replace(tls, context));
    return new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString());
  }

  private static void replace(SslContextFactory.Server tls, SSLContext context) {
    try {
      tls.reload(factory -> factory.setSslContext(context));
    } catch (Exception e) {
      throw new IllegalStateException("the new certificate was not taken", e);
    }
  }
}
