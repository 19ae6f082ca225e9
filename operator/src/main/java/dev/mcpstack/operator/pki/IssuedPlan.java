package dev.mcpstack.operator.pki;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What to do with certificates that somebody else issues. Who is believed is stored first.
 *
 * @param authority what is to be stored of who is believed, if anything is
 * @param moves role → certificate that its pods are to use from now on
 * @param flaws role → why what was issued for it can't be used
 * @param goesOn whether certificates are being replaced step by step
 * @param next when to decide again
 */
public record IssuedPlan(
    Optional<AuthorityState> authority,
    Map<String, CertificateAndKey> moves,
    Map<String, LeafReason> flaws,
    boolean goesOn,
    Instant next) {}
