package dev.mcpstack.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two years of a stack whose operator dies between writes, comes late, and stores some seconds
 * after it has decided. At every instant every certificate that a pod may still show is believed by
 * every bundle that a pod may still hold, by clocks that differ.
 */
@Timeout(120)
final class RotationWalkTest {
  private static final Duration YEARS = Duration.ofDays(730);
  private static final Duration SETTLE = PkiSettings.SETTLE;

  /** A write may land so much later than it was decided: the pods have the rest of the time. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final Duration SKEW = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyCertificate_atEveryInstant_isBelievedByEverybody(long seed) {
    Set<AuthorityReason> seen = new Walk(World.SETTINGS, seed).run();
    assertThat(seen)
        .contains(
            AuthorityReason.EXPIRES,
            AuthorityReason.BUNDLE_SETTLED,
            AuthorityReason.LEAVES_SETTLED);
  }

  @Test
  void everyCertificate_withShortLives_isBelievedByEverybody() {
    new Walk(new PkiSettings("sales", "team", Duration.ofDays(20), Duration.ofDays(12), SETTLE), 5)
        .run();
  }

  /** The walk sees it when a step comes before the pods have read what the one before wrote. */
  @Test
  void walk_ofAnOperatorThatDoesNotWait_fails() {
    PkiSettings hasty =
        new PkiSettings("sales", "team", Duration.ofDays(365), Duration.ofDays(90), LATE);
    assertThatThrownBy(() -> new Walk(hasty, 6).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("believed");
  }

  /** What was stored from when on. */
  private record Version(Instant from, String pem) {}

  private static final class Walk {
    private final World world;
    private final RandomGenerator random;
    private final List<Version> bundles = new ArrayList<>();
    private final Map<String, List<Version>> leaves = new TreeMap<>();
    private final Set<AuthorityReason> seen = EnumSet.noneOf(AuthorityReason.class);
    private final Map<String, X509Certificate> read = new HashMap<>();
    private final Map<String, Map<String, Boolean>> paths = new HashMap<>();
    private Instant landed;

    private Walk(PkiSettings settings, long seed) {
      this.world = new World(settings);
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      this.landed = world.now;
    }

    private Set<AuthorityReason> run() {
      Instant end = World.BEGINNING.plus(YEARS);
      world.act(); // The first pods start when all is there.
      note();
      while (world.now.isBefore(end)) {
        CertificatePlan plan = world.plan();
        seen.add(plan.authority().reason());
        Instant decided = world.now;
        landed = decided;
        boolean died = false;
        for (Runnable write : world.writes(plan)) {
          died = random.nextInt(4) == 0;
          if (died) {
            break;
          }
          landed = min(landed.plus(upTo(Duration.ofSeconds(9))), decided.plus(LATE));
          check();
          write.run();
          note();
          check();
        }
        world.now = landed;
        walkTo(wake(plan, died));
      }
      return seen;
    }

    /** On time, sooner because something happened, or later because the operator was away. */
    private Instant wake(CertificatePlan plan, boolean died) {
      if (died) {
        return landed.plus(upTo(Duration.ofMinutes(10)));
      }
      if (plan.changes()) {
        return landed.plus(upTo(Duration.ofMinutes(1))); // It is told of its own writes.
      }
      Instant on = plan.next().isAfter(landed) ? plan.next() : landed;
      return switch (random.nextInt(4)) {
        case 0 -> min(on, landed.plus(upTo(Duration.ofDays(3))));
        case 1 -> on.plus(upTo(Duration.ofHours(5)));
        default -> on;
      };
    }

    /** Between two writes certificates only get older, and pods only let go of former ones. */
    private void walkTo(Instant then) {
      Instant lastHeld = landed.plus(SETTLE).minus(LATE).minusSeconds(1);
      for (Instant instant : List.of(lastHeld, then.minusSeconds(1), then)) {
        if (instant.isAfter(landed) && !instant.isAfter(then)) {
          landed = instant;
          check();
        }
      }
      landed = then;
      world.now = then;
    }

    private void note() {
      add(bundles, world.state().bundle());
      world.leaves.forEach((role, leaf) ->
          add(leaves.computeIfAbsent(role, _ -> new ArrayList<>()), leaf.certificate()));
    }

    private void add(List<Version> versions, String pem) {
      if (versions.isEmpty() || !versions.getLast().pem().equals(pem)) {
        versions.add(new Version(landed, pem));
      }
    }

    private void check() {
      List<String> held = held(bundles);
      leaves.forEach((role, versions) -> {
        for (String leaf : held(versions)) {
          for (String bundle : held) {
            for (Instant clock : List.of(landed.minus(SKEW), landed.plus(SKEW))) {
              assertThat(isBelieved(leaf, bundle, clock))
                  .as("%s is believed at %s", role, landed)
                  .isTrue();
            }
          }
        }
      });
    }

    /** The path is checked once at the certificate's start, the time at every clock. */
    private boolean isBelieved(String leaf, String bundle, Instant clock) {
      X509Certificate certificate = read.computeIfAbsent(leaf, pem -> Paths.read(pem).getFirst());
      return !clock.isBefore(Lifetime.start(certificate))
          && clock.isBefore(Lifetime.end(certificate))
          && paths
              .computeIfAbsent(leaf, _ -> new HashMap<>())
              .computeIfAbsent(
                  bundle,
                  pem ->
                      Paths.isBelieved(
                          leaf, pem, Lifetime.made(certificate), LeafProfile.Use.PEER));
    }

    /** What pods may hold: what is stored, and what was until a moment ago. */
    private List<String> held(List<Version> versions) {
      List<String> held = new ArrayList<>();
      for (int i = 0; i < versions.size(); i++) {
        boolean last = i == versions.size() - 1;
        if (last || versions.get(i + 1).from().plus(SETTLE).minus(LATE).isAfter(landed)) {
          held.add(versions.get(i).pem());
        }
      }
      return held;
    }

    private Duration upTo(Duration most) {
      return Duration.ofSeconds(random.nextLong(most.toSeconds() + 1));
    }

    private static Instant min(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }
}
