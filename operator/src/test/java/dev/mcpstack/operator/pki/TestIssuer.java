package dev.mcpstack.operator.pki;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An issuer as cert-manager has them, with an authority of its own. */
public final class TestIssuer {
  private final SecureRandom random = new SecureRandom();
  private AuthorityState authority;

  /** One whose authority is new. */
  public TestIssuer(Instant now) {
    authority = authority(now);
  }

  private static PkiSettings settings(Duration leafLifetime) {
    return new PkiSettings(
        "issuer", "elsewhere", Duration.ofDays(3650), leafLifetime, PkiSettings.SETTLE);
  }

  private AuthorityState authority(Instant now) {
    return new Authority(settings(PkiSettings.LEAF_LIFETIME), random)
        .plan(Optional.empty(), LeavesInUse.NONE, now)
        .state();
  }

  /** From now on another authority signs. */
  public void replaceAuthority(Instant now) {
    authority = authority(now);
  }

  /** The certificates by which it is to be believed, in PEM. */
  public String authorities() {
    return authority.bundle();
  }

  /** What it makes of a profile. */
  public IssuedCertificate issue(LeafProfile profile, Duration lifetime, Instant now) {
    LeafDecision made =
        new Leaves(settings(lifetime), random).plan(profile, Optional.empty(), authority, now);
    return new IssuedCertificate(made.certificate(), authority.bundle());
  }

  /** The values of the Secret that it makes for the spec of a Certificate. */
  public Map<String, byte[]> issue(Map<?, ?> spec, Instant now) {
    List<String> names = new ArrayList<>();
    for (String key : List.of("dnsNames", "ipAddresses")) {
      if (spec.get(key) instanceof List<?> list) {
        list.forEach(name -> names.add(String.valueOf(name)));
      }
    }
    boolean peer = spec.get("usages") instanceof List<?> list && list.contains("client auth");
    LeafProfile profile =
        new LeafProfile(
            String.valueOf(spec.get("secretName")),
            peer ? LeafProfile.Use.PEER : LeafProfile.Use.SERVER,
            Set.copyOf(names));
    String hours = String.valueOf(spec.get("duration")).replace("h", "");
    IssuedCertificate made = issue(profile, Duration.ofHours(Long.parseLong(hours)), now);
    Map<String, byte[]> values = new HashMap<>(made.pair().toData());
    values.put("ca.crt", SecretData.bytes(made.authorities()));
    return values;
  }
}
