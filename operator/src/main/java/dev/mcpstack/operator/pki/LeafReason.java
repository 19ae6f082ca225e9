package dev.mcpstack.operator.pki;

/** Why a certificate is left or replaced. */
public enum LeafReason {
  /** Nothing is to be done. */
  VALID("The certificate is valid."),
  /** It would be replaced, were there an authority that can sign and that everybody believes. */
  WAITING_FOR_AUTHORITY(
      "The certificate stays until every pod believes the authority that will sign the next."),
  /** There is none. */
  ABSENT("There was no certificate."),
  /** It is damaged. */
  UNREADABLE("The certificate can't be read."),
  /** Its key is damaged, or another's. */
  KEY_MISMATCH("The key does not belong to the certificate."),
  /** Another authority signs now, or another had signed it. */
  AUTHORITY_CHANGED("The authority that signs is another."),
  /** It bears other names than it should. */
  NAMES_CHANGED("The names are others."),
  /** Who signed it is not told, or did not sign it. */
  AUTHORITY_UNKNOWN(
      "The issuer names no authority, under the key ca.crt, by which the others could believe it."),
  /** It is not for servers, or for clients where those need it. */
  PURPOSE_MISSING("It may not be used for what it is needed for, as server or as client."),
  /** The clock was ahead when it was made. */
  NOT_YET_VALID("The certificate is not valid yet."),
  /** It is over. */
  EXPIRED("The certificate has expired."),
  /** Two thirds of its life are over. */
  EXPIRES("Two thirds of the certificate's life are over.");

  private final String sentence;

  LeafReason(String sentence) {
    this.sentence = sentence;
  }

  /** For events and conditions. */
  public String sentence() {
    return sentence;
  }
}
