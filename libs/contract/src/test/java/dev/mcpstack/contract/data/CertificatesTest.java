package dev.mcpstack.contract.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.fixture.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may read rows from whom when the servers are known by their certificates. */
@Timeout(60)
class CertificatesTest {
  @TempDir private Path folder;
  private TestCertificates stack;

  @BeforeEach
  void sign() {
    stack = authority("stack");
    // As in a cluster: the role alone, since nobody knows the address of a pod beforehand.
    stack.signNames("localdata", "dns:localdata.test.mcpstack.internal");
    stack.signNames("datascience", "dns:datascience.test.mcpstack.internal");
  }

  @Test
  void reader_ofTheSameStack_getsTheRows() {
    try (DataFixture fixture = new DataFixture(trust(stack, "localdata"), reader("datascience"))) {
      assertThat(read(fixture)).isEqualTo(100);
    }
  }

  @Test
  void reader_ofAnotherAuthority_isRefused() {
    TestCertificates other = authority("other");
    other.signNames("datascience", "dns:datascience.test.mcpstack.internal");
    PeerTrust stranger = PeerTrust.certificates(files(other, "datascience", stack.ca()), "test");
    try (DataFixture fixture = new DataFixture(trust(stack, "localdata"), stranger)) {
      assertThat(failure(fixture).code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
    }
  }

  @Test
  void reader_ofAnotherStackOfTheSameAuthority_isRefused() {
    stack.signNames("stranger", "dns:datascience.other.mcpstack.internal");
    try (DataFixture fixture = new DataFixture(trust(stack, "localdata"), reader("stranger"))) {
      assertThat(failure(fixture).code()).isEqualTo(ContractError.INTERNAL_ERROR);
    }
  }

  @Test
  void owner_ofAnotherRole_isNotBelieved() {
    stack.signNames("impostor", "dns:datascience.test.mcpstack.internal,ip:127.0.0.1");
    try (DataFixture fixture = new DataFixture(trust(stack, "impostor"), reader("datascience"))) {
      assertThat(failure(fixture).code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
    }
  }

  @Test
  void reader_withoutACertificate_isRefused() {
    try (DataFixture fixture = new DataFixture(trust(stack, "localdata"), PeerTrust.random())) {
      assertThat(failure(fixture).code()).isEqualTo(ContractError.PEER_UNAVAILABLE);
    }
  }

  /** Old and new authority in one bundle meanwhile, as the operator writes them. */
  @Test
  void authority_thatIsReplaced_countsForNewConnections() throws Exception {
    TlsFiles owner = files(stack, "localdata", stack.ca());
    TlsFiles reader = files(stack, "datascience", stack.ca());
    try (DataFixture fixture =
        new DataFixture(
            PeerTrust.certificates(owner, "test"), PeerTrust.certificates(reader, "test"))) {
      assertThat(read(fixture)).isEqualTo(100);
      TestCertificates next = authority("next");
      next.signNames("localdata", "dns:localdata.test.mcpstack.internal");
      next.signNames("datascience", "dns:datascience.test.mcpstack.internal");
      String both = Files.readString(stack.ca()) + Files.readString(next.ca());
      Files.writeString(stack.ca(), both);
      Files.copy(next.certificate("localdata"), stack.certificate("localdata"), REPLACE);
      Files.copy(next.key("localdata"), stack.key("localdata"), REPLACE);
      owner.refresh();
      // A reader that has not heard of the new authority yet, then one that has.
      try (RowsReader unaware =
          new RowsReader(
              fixture.memory,
              PeerTrust.certificates(files(stack, "datascience", old(both)), "test"))) {
        assertThat(
                catchThrowableOfType(
                        StackException.class, () -> read(unaware, fixture.result(1, 1)))
                    .code())
            .isEqualTo(ContractError.PEER_UNAVAILABLE);
      }
      reader.refresh();
      try (RowsReader aware =
          new RowsReader(fixture.memory, PeerTrust.certificates(reader, "test"))) {
        assertThat(read(aware, fixture.result(100, 1))).isEqualTo(100);
      }
    }
  }

  private static final java.nio.file.CopyOption REPLACE =
      java.nio.file.StandardCopyOption.REPLACE_EXISTING;

  private Path old(String both) throws Exception {
    Path file = folder.resolve("old-ca.pem");
    String end = "-----END CERTIFICATE-----\n";
    Files.writeString(file, both.substring(0, both.indexOf(end) + end.length()));
    return file;
  }

  private TestCertificates authority(String name) {
    Path own = folder.resolve(name);
    own.toFile().mkdir();
    return new TestCertificates(own);
  }

  private PeerTrust reader(String alias) {
    return trust(stack, alias);
  }

  private static PeerTrust trust(TestCertificates certificates, String alias) {
    return PeerTrust.certificates(files(certificates, alias, certificates.ca()), "test");
  }

  private static TlsFiles files(TestCertificates certificates, String alias, Path authority) {
    return TlsFiles.ofPeers(
        new TlsConfig("test", certificates.certificate(alias), certificates.key(alias), authority));
  }

  private static StackException failure(DataFixture fixture) {
    return catchThrowableOfType(StackException.class, () -> read(fixture));
  }

  private static long read(DataFixture fixture) {
    return read(fixture.reader, fixture.result(100, 1));
  }

  private static long read(RowsReader reader, HandleRecord record) {
    long rows = 0;
    try (RowStream stream =
        reader.open(record, DataFixture.ALICE, "correlation", new Cancellation())) {
      while (stream.next()) {
        rows += stream.batch().rows();
      }
    }
    return rows;
  }
}
