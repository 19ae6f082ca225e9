package dev.mcpstack.mcp.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** HTTP/1.1 on connections that can be watched. */
final class WatchedHttp extends HttpConnectionFactory {
  WatchedHttp(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return super.newConnection(connector, new WatchedEndPoint(endPoint, connector.getExecutor()));
  }
}
