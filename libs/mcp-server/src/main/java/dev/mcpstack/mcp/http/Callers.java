package dev.mcpstack.mcp.http;

import dev.mcpstack.mcp.auth.Caller;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Finds out what a request shows of who makes it. */
final class Callers {
  private Callers() {}

  static Caller of(Request request) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    return new Caller(
        name -> header(request, name),
        certificates(connection.getConnection().getEndPoint().getSslSessionData()),
        isLoopback(connection.getRemoteSocketAddress())
            && isLoopback(connection.getLocalSocketAddress()));
  }

  /** One that was sent twice counts as none: nobody on the way can have taken the other. */
  private static @Nullable String header(Request request, String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  private static List<X509Certificate> certificates(EndPoint.@Nullable SslSessionData session) {
    X509Certificate @Nullable [] shown = session == null ? null : session.peerCertificates();
    return shown == null ? List.of() : List.of(shown);
  }

  private static boolean isLoopback(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet
        && internet.getAddress() != null
        && internet.getAddress().isLoopbackAddress();
  }
}
