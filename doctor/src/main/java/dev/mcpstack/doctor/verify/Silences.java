package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.doctor.verify.JudgementException.Kind;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What it means that a side gave no answer. Nothing of an exception's text is told: it may hold
 * what the side sent.
 */
final class Silences {
  private static final int MOST_CAUSES = 20;

  private Silences() {}

  /**
   * Judges a failure of the transport or the protocol.
   *
   * @param what was asked for, such as the name of a tool
   */
  static JudgementException judge(Role role, String what, Throwable failure) {
    List<Throwable> causes = causes(failure);
    String side = role.text();
    if (any(causes, UnknownHostException.class) || any(causes, UnresolvedAddressException.class)) {
      return network("the name of " + side + " can't be resolved");
    }
    if (any(causes, HttpConnectTimeoutException.class)
        || any(causes, NoRouteToHostException.class)) {
      return network(
          "nothing answers at the address of " + side + ": does a network policy allow it?");
    }
    if (any(causes, McpHttpClientTransportAuthorizationException.class)) {
      return new JudgementException(role.blame(), Kind.LOCKED, side + " refuses the key");
    }
    if (any(causes, McpError.class)) {
      return new JudgementException(
          role.blame(), Kind.REFUSED, side + " answers " + what + " with an error of the protocol");
    }
    boolean hangs = any(causes, TimeoutException.class);
    return new JudgementException(
        hangs ? role.blame() : role.doubt(), Kind.AWAY, side + " " + silence(causes, what));
  }

  private static String silence(List<Throwable> causes, String what) {
    if (any(causes, TimeoutException.class)) {
      return "does not answer " + what + " in time";
    }
    if (any(causes, SSLException.class) || any(causes, GeneralSecurityException.class)) {
      return "shows a certificate that is not trusted";
    }
    if (any(causes, ConnectException.class)) {
      return "takes no connections";
    }
    return "breaks off " + what + ", or answers what is not MCP";
  }

  private static JudgementException network(String sentence) {
    return new JudgementException(VerificationOutcome.UNJUDGED, Kind.AWAY, sentence);
  }

  private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    Throwable next = failure;
    while (next != null && causes.size() < MOST_CAUSES) {
      causes.add(next);
      next = next.getCause();
    }
    return causes;
  }
}
