package dev.mcpstack.mcp.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A connection that does what another does. */
abstract class ForwardingEndPoint implements EndPoint, EndPoint.Wrapper {
  private final EndPoint wrapped;

  ForwardingEndPoint(EndPoint wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public EndPoint unwrap() {
    return wrapped;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return wrapped.getLocalSocketAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return wrapped.getRemoteSocketAddress();
  }

  @Override
  public boolean isOpen() {
    return wrapped.isOpen();
  }

  @Override
  public long getCreatedTimeStamp() {
    return wrapped.getCreatedTimeStamp();
  }

  @Override
  public void shutdownOutput() {
    wrapped.shutdownOutput();
  }

  @Override
  public boolean isOutputShutdown() {
    return wrapped.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return wrapped.isInputShutdown();
  }

  @Override
  public void close(@Nullable Throwable cause) {
    wrapped.close(cause);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return wrapped.flush(buffers);
  }

  @Override
  public Object getTransport() {
    return wrapped.getTransport();
  }

  @Override
  public long getIdleTimeout() {
    return wrapped.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    wrapped.setIdleTimeout(millis);
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    wrapped.write(callback, buffers);
  }

  @Override
  public void write(boolean last, ByteBuffer bytes, Callback callback) {
    wrapped.write(last, bytes, callback);
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    return wrapped.cancelWrite(cause);
  }

  @Override
  public Connection getConnection() {
    return wrapped.getConnection();
  }

  @Override
  public void setConnection(Connection connection) {
    wrapped.setConnection(connection);
  }

  @Override
  public void onOpen() {
    wrapped.onOpen();
  }

  @Override
  public void onClose(Throwable cause) {
    wrapped.onClose(cause);
  }

  @Override
  public void upgrade(Connection connection) {
    wrapped.upgrade(connection);
  }

  @Override
  public EndPoint.@Nullable SslSessionData getSslSessionData() {
    return wrapped.getSslSessionData();
  }

  @Override
  public boolean isSecure() {
    return wrapped.isSecure();
  }
}
