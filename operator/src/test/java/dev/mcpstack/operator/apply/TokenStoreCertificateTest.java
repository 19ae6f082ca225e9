package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.condition;
import static dev.mcpstack.operator.apply.World.ready;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.pki.PkiSettings;
import dev.mcpstack.operator.rollout.StoreStep;
import dev.mcpstack.operator.store.OwnStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stack's own token store gets another certificate, or another authority. */
final class TokenStoreCertificateTest {
  private final World world = new World(MINIMAL);

  @BeforeEach
  void settle() {
    world.settled();
    assertThat(world.shown.starts()).isEqualTo(1);
  }

  private String value(String secret, String key) {
    String data = world.cluster.object("Secret", secret).text("data", key).orElse("");
    return new String(Base64.getDecoder().decode(data), UTF_8);
  }

  private String stored() {
    return value("sales-tls-tokens", "tls.crt");
  }

  private int believed() {
    return value("sales-ca", "ca.crt").split("BEGIN CERTIFICATE", -1).length - 1;
  }

  /** Somebody deletes the certificate; another one is made. */
  private Outcome replaceLeaf() {
    String before = stored();
    world.cluster.remove("Secret", "sales-tls-tokens");
    Outcome outcome = world.look();
    assertThat(stored()).isNotEqualTo(before);
    assertThat(outcome.next().orElseThrow())
        .isBeforeOrEqualTo(world.clock.instant().plusSeconds(10));
    return outcome;
  }

  /** The key of the authority is lost, so that another one takes its place. */
  private void loseAuthority() {
    LiveObject authority = world.cluster.object("Secret", "sales-ca");
    Map<String, Object> data = new HashMap<>(MemoryTree.below(authority.tree(), "data"));
    data.put("issuer.key", Base64.getEncoder().encodeToString("lost".getBytes(UTF_8)));
    world.cluster.overwrite("Secret", "sales-ca", data, "data");
    world.look();
    assertThat(believed()).isEqualTo(2);
  }

  /** Goes from look to look as the operator asks for them. */
  private Outcome after(Duration time) {
    Instant end = world.clock.instant().plus(time);
    Outcome outcome = world.look();
    while (outcome.next().filter(next -> !next.isAfter(end)).isPresent()) {
      world.clock.set(outcome.next().orElseThrow());
      outcome = look();
    }
    world.clock.set(end);
    return look();
  }

  private Outcome look() {
    Outcome outcome = world.look();
    world.shown.start();
    world.cluster.settle();
    return outcome;
  }

  @Test
  void newStack_isNotAsked() {
    assertThat(world.shown.asked()).isEmpty();
    assertThat(world.shown.certificate).isEqualTo(stored());
  }

  @Test
  void otherCertificate_isShownWithoutARestart() {
    replaceLeaf();
    assertThat(world.shown.certificate).isNotEqualTo(stored());
    Outcome outcome = look();
    assertThat(world.shown.certificate).isEqualTo(stored());
    assertThat(world.shown.starts()).isEqualTo(1);
    assertThat(condition(outcome, "CertificatesReady").reason()).isEqualTo("Ready");

    OwnStore asked = world.shown.asked().getFirst();
    assertThat(asked.node()).isEqualTo("sales-tokens.shop.svc:6379");
    assertThat(asked.password().reveal()).isEqualTo(value("sales-tokens", "operator-password"));
    assertThat(asked.authorities()).isEqualTo(value("sales-ca", "ca.crt"));
    assertThat(asked.folder()).isEqualTo("/etc/redis-tls");
  }

  /** What it showed is remembered: the start of an operator for 1,000 stacks asks nobody. */
  @Test
  void operatorThatStarts_asksNoStoreThatShowedItsCertificate() {
    replaceLeaf();
    look();
    world.shown.asked();
    world.restart();
    world.settled();
    assertThat(world.shown.asked()).isEmpty();
    assertThat(world.shown.starts()).isEqualTo(1);
  }

  @Test
  void operatorThatDies_asksOn() {
    world.shown.answer = StoreShows.OTHER;
    replaceLeaf();
    look();
    world.restart();
    world.shown.answer = StoreShows.WANTED;
    assertThat(condition(look(), "CertificatesReady").reason()).isEqualTo("Ready");
    assertThat(world.shown.asked()).hasSize(2);
    assertThat(world.shown.certificate).isEqualTo(stored());
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "OTHER", "UNREACHABLE", "REFUSED"})
  void storeThatDoesNotShowIt_isStartedAnewOnceAfterItsTime(StoreShows answer) {
    world.shown.answer = answer;
    replaceLeaf();
    Outcome waiting = look();
    assertThat(condition(waiting, "CertificatesReady").reason()).isEqualTo("Rotating");
    assertThat(condition(waiting, "CertificatesReady").message()).contains(answer.sentence());
    assertThat(ready(waiting)).isEqualTo("TRUE Ready");
    assertThat(waiting.next()).contains(world.clock.instant().plus(StoreStep.PATIENCE));
    world.clock.pass(StoreStep.PATIENCE.minusSeconds(1));
    look();
    assertThat(world.shown.starts()).isEqualTo(1);

    world.clock.pass(Duration.ofSeconds(1));
    Outcome again = world.look();
    assertThat(condition(again, "CertificatesReady").message()).contains("started anew");
    assertThat(world.shown.starts()).isEqualTo(2);
    assertThat(world.shown.certificate).isEqualTo(stored());
    Outcome starting = world.look();
    assertThat(ready(starting)).isEqualTo("FALSE TokenStoreStarting");
    assertThat(condition(starting, "Ready").message()).contains(answer.sentence());

    world.cluster.settle();
    Outcome settled = after(Duration.ofHours(1));
    assertThat(condition(settled, "CertificatesReady").reason()).isEqualTo("Ready");
    world.restart();
    after(Duration.ofHours(1));
    assertThat(world.shown.starts()).isEqualTo(2);
  }

  /** As when a leaked authority is replaced at once: the servers don't believe it either. */
  @Test
  void storeThatIsNotBelieved_isStartedAnewAtOnce() {
    world.cluster.remove("Secret", "sales-ca");
    world.look();
    world.shown.answer = StoreShows.NOT_TRUSTED;
    look();
    assertThat(world.shown.starts()).isEqualTo(2);
    assertThat(world.shown.certificate).isEqualTo(stored());
    assertThat(ready(after(Duration.ofHours(1)))).isEqualTo("TRUE Ready");
    assertThat(world.shown.starts()).isEqualTo(2);
  }

  @Test
  void otherAuthority_isTheOnlyOneInTheEnd_withoutARestart() {
    String before = value("sales-ca", "issuer.crt");
    loseAuthority();
    after(PkiSettings.SETTLE.multipliedBy(4));
    assertThat(value("sales-ca", "ca.crt")).isEqualTo(value("sales-ca", "issuer.crt"));
    assertThat(value("sales-ca", "issuer.crt")).isNotEqualTo(before);
    assertThat(world.shown.certificate).isEqualTo(stored());
    assertThat(world.shown.starts()).isEqualTo(1);
  }

  /** Dropped before, the servers would not believe what the store shows. */
  @Test
  void formerAuthority_isBelievedUntilTheStoreShowsACertificateOfTheNext() {
    world.shown.answer = StoreShows.OTHER;
    String former = world.shown.certificate;
    loseAuthority();
    while (stored().equals(former)) {
      world.clock.set(look().next().orElseThrow());
    }
    // The store was restarted in time; here its node has no room for it.
    for (int i = 0; i < 20; i++) {
      world.look();
      world.clock.pass(Duration.ofMinutes(1));
      assertThat(believed()).isEqualTo(2);
    }
    world.cluster.settle();
    after(PkiSettings.SETTLE.multipliedBy(2));
    assertThat(believed()).isEqualTo(1);
    assertThat(world.shown.certificate).isEqualTo(stored());
  }

  /** From within the wait on, so that nothing but the store holds it up. */
  @Test
  void formerAuthority_isDroppedAsSoonAsTheStoreShowsIt() {
    world.shown.answer = StoreShows.OTHER;
    String former = world.shown.certificate;
    loseAuthority();
    while (stored().equals(former)) {
      world.clock.set(look().next().orElseThrow());
    }
    look();
    world.clock.pass(PkiSettings.SETTLE.plusMinutes(1));
    look();
    assertThat(believed()).isEqualTo(2);
    assertThat(world.shown.certificate).isEqualTo(former);
    world.shown.answer = StoreShows.WANTED;
    look();
    assertThat(believed()).isEqualTo(1);
    assertThat(world.shown.starts()).isEqualTo(1);
  }

  @Test
  void storeThatIsAway_isNotAskedAndNotStartedForItsCertificate() {
    replaceLeaf();
    LiveObject set = world.cluster.object("StatefulSet", "sales-tokens");
    world.cluster.overwrite("StatefulSet", set.name(), 0, "status", "readyReplicas");
    for (int i = 0; i < 20; i++) {
      world.look();
      world.clock.pass(Duration.ofMinutes(1));
    }
    assertThat(world.shown.asked()).isEmpty();
    assertThat(world.shown.starts()).isEqualTo(1);
    world.cluster.settle();
    look();
    assertThat(world.shown.asked()).hasSize(1);
    assertThat(world.shown.starts()).isEqualTo(1);
  }

  @Test
  void suspendedStack_getsItsAuthorityWithoutAStore() {
    world.write(MINIMAL + "suspended: true\n");
    world.settled();
    loseAuthority();
    world.shown.answer = StoreShows.UNREACHABLE;
    after(PkiSettings.SETTLE.multipliedBy(4));
    assertThat(believed()).isEqualTo(1);
    assertThat(world.shown.asked()).isEmpty();
  }

  /** As an operator has left it that knew of no such user. */
  @Test
  void stackOfBefore_getsTheUserByOneRestart() {
    Map<String, Object> data =
        MemoryTree.below(world.cluster.object("Secret", "sales-tokens").tree(), "data");
    String password = value("sales-tokens", "password");
    data.keySet().retainAll(Set.of("username", "password", "users.acl"));
    data.put("users.acl", Base64.getEncoder().encodeToString("user mcpstack".getBytes(UTF_8)));
    world.cluster.overwrite("Secret", "sales-tokens", data, "data");
    world.restart();
    world.settled();
    assertThat(world.shown.starts()).isEqualTo(2);
    assertThat(value("sales-tokens", "password")).isEqualTo(password);
    assertThat(value("sales-tokens", "users.acl")).contains("user operator on #");
    assertThat(world.shown.asked()).isEmpty();
    replaceLeaf();
    look();
    assertThat(world.shown.starts()).isEqualTo(2);
    assertThat(world.shown.certificate).isEqualTo(stored());
  }

  @Test
  void storeOfSomebodyElse_isLeftAlone() {
    replaceLeaf();
    world.write(MINIMAL + "tokenStore: {external: {nodes: ['redis.example.com:6379']}}\n");
    world.settled();
    assertThat(world.shown.asked()).isEmpty();
  }
}
