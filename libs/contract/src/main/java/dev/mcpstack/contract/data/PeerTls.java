package dev.mcpstack.contract.data;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.tls.Material;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.contract.tls.TlsFiles;
import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS between the servers of a stack, each side with a certificate of its role. What the files hold
 * counts for new connections as soon as it has been read; pods are dialled by address and known by
 * their role.
 */
final class PeerTls {
  private final String stack;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final AdvancedTlsX509TrustManager owners;
  private final AdvancedTlsX509TrustManager readers;

  /** TLS that follows the files. */
  PeerTls(TlsFiles files, String stack) {
    this.stack = stack;
    try {
      this.owners = AdvancedTlsX509TrustManager.newBuilder().build();
      // A reader has no address that a certificate could name: its role is looked at instead.
      this.readers =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
              .build();
    } catch (CertificateException e) {
      throw new IllegalStateException("trust without certificates can't be refused", e);
    }
    update(files.material());
    files.follow(_ -> update(files.material()));
  }

  /** For who serves rows: nobody without a certificate of the stack gets in. */
  ServerCredentials server() {
    return TlsServerCredentials.newBuilder()
        .keyManager(keys)
        .trustManager(readers)
        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
        .build();
  }

  /** For who reads them. */
  ChannelCredentials client() {
    return TlsChannelCredentials.newBuilder().keyManager(keys).trustManager(owners).build();
  }

  /** The name that an owner of the role must prove. */
  String authority(String role) {
    return new PeerName(role, stack).dnsName();
  }

  /** Whether the other side has proved to be a server of this stack, of whichever role. */
  boolean isPeer(@Nullable SSLSession session) {
    try {
      return session != null
          && session.getPeerCertificates().length > 0
          && isPeer(session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException _) {
      return false;
    }
  }

  private boolean isPeer(Certificate certificate) {
    return certificate instanceof X509Certificate shown
        && Arrays.stream(ServerRole.values())
            .anyMatch(role -> new PeerName(role.text(), stack).isOf(shown));
  }

  private void update(Material material) {
    X509Certificate[] authorities = material.authorities().toArray(X509Certificate[]::new);
    try {
      keys.updateIdentityCredentials(
          material.chain().toArray(X509Certificate[]::new), material.key());
      owners.updateTrustCredentials(authorities);
      readers.updateTrustCredentials(authorities);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificates can't be used for TLS", e);
    }
  }
}
