package dev.mcpstack.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connects. */
public final class Sockets {
  private static final int TIMEOUT_MILLIS = 30_000;

  private Sockets() {}

  /** In plain text. */
  public static Socket plain(URI endpoint) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * With TLS, ready to be written to.
   *
   * @param peer the name that the other side's certificate must bear
   */
  public static Socket secure(URI endpoint, SSLContext tls, String peer) throws IOException {
    Socket plain = plain(endpoint);
    try {
      SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, peer, endpoint.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }
}
