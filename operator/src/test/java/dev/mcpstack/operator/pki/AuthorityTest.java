package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.pki.AuthorityDecision.Introduce;
import dev.mcpstack.operator.pki.AuthorityDecision.Issue;
import dev.mcpstack.operator.pki.AuthorityDecision.Keep;
import dev.mcpstack.operator.pki.AuthorityDecision.Promote;
import dev.mcpstack.operator.pki.AuthorityDecision.Repair;
import dev.mcpstack.operator.pki.AuthorityDecision.Retire;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AuthorityTest {
  private static final Duration SETTLE = World.SETTINGS.settle();
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** From which state what happens, and why: state, how it is changed, decision, reason. */
  static Stream<Arguments> cases() {
    return Stream.of(
        row(Stage.NONE, _ -> {}, Issue.class, AuthorityReason.ABSENT),
        row(Stage.STABLE, _ -> {}, Keep.class, AuthorityReason.VALID),
        row(Stage.STABLE, World::age, Introduce.class, AuthorityReason.EXPIRES),
        row(
            Stage.STABLE,
            world -> world.age().pass(SECOND.negated()),
            Keep.class,
            AuthorityReason.VALID),
        row(
            Stage.STABLE,
            world -> world.pass(Duration.ofDays(365).minus(SETTLE)),
            Issue.class,
            AuthorityReason.EXPIRED),
        row(
            Stage.STABLE,
            world -> world.pass(Duration.ofHours(-1)),
            Keep.class,
            AuthorityReason.VALID),
        row(
            Stage.STABLE,
            world -> world.pass(Duration.ofDays(-400)),
            Introduce.class,
            AuthorityReason.NOT_YET_VALID),
        row(Stage.STABLE, damage("", "key", "bundle"), Introduce.class, certificateUnreadable()),
        row(Stage.STABLE, damage("nonsense", "key", ""), Issue.class, AuthorityReason.UNREADABLE),
        row(
            Stage.STABLE,
            damage("certificate", "nonsense", "bundle"),
            Introduce.class,
            AuthorityReason.KEY_UNREADABLE),
        row(
            Stage.STABLE,
            damage("certificate", "another", "bundle"),
            Introduce.class,
            AuthorityReason.KEY_MISMATCH),
        row(
            Stage.STABLE,
            damage("certificate", "key", ""),
            Repair.class,
            AuthorityReason.BUNDLE_DAMAGED),
        row(
            Stage.STABLE,
            world -> world.store(world.leaves.values().iterator().next(), world.state().bundle()),
            Introduce.class,
            certificateUnreadable()),
        row(
            Stage.INTRODUCED,
            world -> world.pass(SETTLE.minus(SECOND)),
            Keep.class,
            AuthorityReason.WAITING_FOR_BUNDLE),
        row(
            Stage.INTRODUCED,
            world -> world.pass(SETTLE),
            Promote.class,
            AuthorityReason.BUNDLE_SETTLED),
        row(
            Stage.INTRODUCED,
            world -> world.pass(Duration.ofMinutes(-10)),
            Keep.class,
            AuthorityReason.WAITING_FOR_BUNDLE),
        row(
            Stage.INTRODUCED,
            world -> world.pass(Duration.ofDays(-2)),
            Introduce.class,
            AuthorityReason.NEXT_UNUSABLE),
        row(
            Stage.INTRODUCED,
            damage("certificate", "key", "own"),
            Repair.class,
            AuthorityReason.BUNDLE_DAMAGED),
        row(
            Stage.INTRODUCED,
            world ->
                world.authority =
                    Optional.of(
                        new AuthorityState(
                            world.state().issuer(),
                            world.state().next(),
                            world.state().bundle(),
                            "yesterday")),
            Repair.class,
            AuthorityReason.TIME_UNKNOWN),
        row(
            Stage.INTRODUCED,
            world ->
                world.authority =
                    Optional.of(
                        new AuthorityState(
                            world.state().issuer(),
                            Optional.of(world.state().issuer()).map(AuthorityTest::withoutKey),
                            world.state().bundle(),
                            world.state().since())),
            Introduce.class,
            AuthorityReason.NEXT_UNUSABLE),
        row(
            Stage.INTRODUCED,
            damage("certificate", "nonsense", "bundle"),
            Keep.class,
            AuthorityReason.WAITING_FOR_BUNDLE),
        row(
            Stage.PROMOTED,
            world -> world.pass(SETTLE.minus(SECOND)),
            Keep.class,
            AuthorityReason.WAITING_FOR_LEAVES),
        row(
            Stage.PROMOTED,
            world -> world.pass(SETTLE.plus(SECOND)),
            Retire.class,
            AuthorityReason.LEAVES_SETTLED),
        row(
            Stage.PROMOTED,
            world -> {
              world.leaves.remove("gateway");
              world.pass(SETTLE.multipliedBy(9));
            },
            Keep.class,
            AuthorityReason.WAITING_FOR_LEAVES),
        row(Stage.RETIRED, _ -> {}, Keep.class, AuthorityReason.VALID));
  }

  @ParameterizedTest(name = "{index}: {0} {2} {3}")
  @MethodSource("cases")
  void plan_ofAState_isTheStepThatItIsDueFor(
      Stage stage,
      Consumer<World> change,
      Class<? extends AuthorityDecision> step,
      AuthorityReason reason) {
    World world = stage.reach(new World());
    change.accept(world);
    CertificatePlan plan = world.plan();
    assertThat(plan.authority()).isInstanceOf(step);
    assertThat(plan.authority().reason()).isEqualTo(reason);
    assertThat(plan.next()).isAfter(world.now);
    assertThat(plan.authority().sentence()).endsWith(".");
  }

  /** Whatever the state is: some steps on there is one authority, and everybody believes all. */
  @ParameterizedTest(name = "{index}: {0} {2} {3}")
  @MethodSource("cases")
  void world_leftToTheOperator_isWholeInTheEnd(
      Stage stage, Consumer<World> change, Class<?> step, AuthorityReason reason) {
    World world = stage.reach(new World());
    change.accept(world);
    assertThat(step.getSimpleName() + reason).isNotBlank();
    int writes = 0;
    CertificatePlan plan = world.act();
    while (plan.next().isBefore(world.now.plus(Duration.ofHours(1)))) {
      assertThat(writes++).as("steps to an end").isLessThan(9);
      world.now = plan.next();
      plan = world.act();
    }
    assertThat(world.act().authority().reason()).isEqualTo(AuthorityReason.VALID);
    assertThat(world.plan().changes()).isFalse();
    assertThat(world.state().bundle()).isEqualTo(world.state().issuer().certificate());
    assertThat(world.isWhole()).isTrue();
  }

  /** Damage that leaves the bundle whole: who holds a certificate goes on being believed. */
  @ParameterizedTest
  @MethodSource("damages")
  void damage_ofAnAuthority_cutsNobodyOff(Consumer<World> damage) {
    World world = Stage.STABLE.reach(new World());
    Map<String, CertificateAndKey> before = Map.copyOf(world.leaves);
    String believed = world.state().bundle();
    damage.accept(world);
    world.act();
    assertThat(world.leaves).isEqualTo(before);
    assertThat(world.isWhole()).isTrue();
    world.pass(SETTLE).act();
    assertThat(world.leaves).doesNotContainValue(before.get("gateway"));
    assertThat(world.isWhole()).isTrue();
    assertThat(before.values())
        .allMatch(leaf ->
            Paths.isBelieved(
                leaf.certificate(), world.state().bundle(), world.now, LeafProfile.Use.PEER));
    world.pass(SETTLE.plus(SECOND)).act();
    assertThat(world.state().bundle()).doesNotContain(believed);
  }

  static Stream<Consumer<World>> damages() {
    return Stream.of(
        damage("", "key", "bundle"),
        damage("certificate", "nonsense", "bundle"),
        damage("certificate", "another", "bundle"));
  }

  /** An operator that dies before each write of a rotation in turn, and comes back much later. */
  @ParameterizedTest
  @MethodSource("deaths")
  void rotation_whoseOperatorDies_goesOnFromThere(int death, Duration away) {
    World world = Stage.STABLE.reach(new World()).age();
    int written = 0;
    boolean died = false;
    List<String> steps = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      CertificatePlan plan = world.plan();
      steps.add(plan.authority().getClass().getSimpleName());
      boolean dies = false;
      for (Runnable write : world.writes(plan)) {
        dies = !died && written == death;
        if (dies) {
          break;
        }
        write.run();
        written++;
        assertThat(world.isWhole()).isTrue();
      }
      died |= dies;
      if (!dies && plan.authority().reason() == AuthorityReason.VALID) {
        break;
      }
      world.now = dies ? world.now.plus(away) : plan.next();
    }
    assertThat(steps.stream().filter(step -> !step.equals("Keep")).distinct())
        .containsExactly("Introduce", "Promote", "Retire");
    assertThat(died).isTrue();
    assertThat(world.isWhole()).isTrue();
    assertThat(world.state().bundle()).isEqualTo(world.state().issuer().certificate());
  }

  static Stream<Arguments> deaths() {
    return IntStream.range(0, 3 + World.WANTED.size())
        .boxed()
        .flatMap(death ->
            Stream.of(SECOND, SETTLE, Duration.ofDays(1)).map(away -> Arguments.of(death, away)));
  }

  @Test
  void former_whileAProgramMustStillBeStartedAnew_isBelieved() {
    World world = Stage.PROMOTED.reach(new World()).pass(Duration.ofDays(1));
    CertificatePlan plan =
        world.operator.plan(world.authority, world.leaves, World.WANTED, true, world.now);
    assertThat(plan.authority().reason()).isEqualTo(AuthorityReason.WAITING_FOR_LEAVES);
    assertThat(world.plan().authority()).isInstanceOf(Retire.class);
  }

  /** A clock that is put back and right again must not count the time in between twice. */
  @Test
  void clock_putBackAndRightAgain_bringsNoStepForward() {
    World world = Stage.INTRODUCED.reach(new World());
    Instant introduced = world.now;
    world.pass(Duration.ofMinutes(-30)).act();
    world.now = introduced.plus(SECOND);
    assertThat(world.plan().authority().reason()).isEqualTo(AuthorityReason.WAITING_FOR_BUNDLE);
  }

  @Test
  void state_showsNoKey() {
    World world = Stage.INTRODUCED.reach(new World());
    assertThat(world.plan().toString() + world.authority + world.leaves)
        .doesNotContain("PRIVATE KEY");
    assertThat(AuthorityState.ofData(world.state().toData())).isEqualTo(world.authority);
    assertThat(AuthorityState.ofData(Map.of())).isEmpty();
  }

  private static AuthorityReason certificateUnreadable() {
    return AuthorityReason.CERTIFICATE_UNREADABLE;
  }

  private static CertificateAndKey withoutKey(CertificateAndKey pair) {
    return new CertificateAndKey(pair.certificate(), SecretText.of(""));
  }

  private static Arguments row(
      Stage stage, Consumer<World> change, Class<?> step, AuthorityReason reason) {
    return Arguments.of(stage, change, step, reason);
  }

  /** Replaces parts of what is stored; a part that is named as it is called stays. */
  private static Consumer<World> damage(String certificate, String key, String bundle) {
    return world -> {
      CertificateAndKey issuer = world.state().issuer();
      SecretText newKey =
          switch (key) {
            case "key" -> issuer.key();
            case "another" ->
                new CertificateMaker(World.SETTINGS, new SecureRandom())
                    .authority(world.now)
                    .toText()
                    .key();
            default -> SecretText.of(key);
          };
      world.store(
          new CertificateAndKey(
              certificate.equals("certificate") ? issuer.certificate() : certificate, newKey),
          switch (bundle) {
            case "bundle" -> world.state().bundle();
            case "own" -> issuer.certificate();
            default -> bundle;
          });
    };
  }

  /** Where a rotation has got to. */
  enum Stage {
    NONE,
    STABLE,
    INTRODUCED,
    PROMOTED,
    RETIRED;

    World reach(World world) {
      if (this == NONE) {
        return world;
      }
      world.act();
      if (this == STABLE) {
        return world;
      }
      world.age().act();
      if (this == INTRODUCED) {
        return world;
      }
      world.pass(SETTLE).act();
      if (this == PROMOTED) {
        return world;
      }
      world.pass(SETTLE.plus(SECOND)).act();
      return world;
    }
  }
}
