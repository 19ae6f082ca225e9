package dev.mcpstack.operator.pki;

/** Why an authority is left or changed. */
public enum AuthorityReason {
  /** Nothing is to be done. */
  VALID("The authority of the stack is valid."),
  /** Between the first step and the second. */
  WAITING_FOR_BUNDLE(
      "The next authority is in the bundle; it signs as soon as every pod has read that."),
  /** Between the second step and the third. */
  WAITING_FOR_LEAVES(
      "The former authority stays in the bundle until no pod uses a certificate that it signed."),
  /** There is none. */
  ABSENT("The stack had no authority."),
  /** Somebody else has signed until now. */
  FOREIGN("The stack gets an authority of its own again, step by step."),
  /** Nothing in it can be used. */
  UNREADABLE("The stored authority can't be read, and neither can its bundle."),
  /** Its certificate is damaged, its bundle not. */
  CERTIFICATE_UNREADABLE(
      "The certificate of the authority can't be read; another takes its place, and the bundle"
          + " goes on being believed."),
  /** Its key is damaged or missing. */
  KEY_UNREADABLE("The key of the authority can't be read; another authority takes its place."),
  /** Its key is another's. */
  KEY_MISMATCH(
      "The key of the authority does not belong to its certificate; another authority takes its"
          + " place."),
  /** The one that was to come can't be used. */
  NEXT_UNUSABLE("The next authority can't be used; another is made."),
  /** It is over, or is before others could learn to believe another. */
  EXPIRED("The authority has expired, or does before another could be made known."),
  /** Two thirds of its life are over. */
  EXPIRES("Two thirds of the authority's life are over; it is replaced step by step."),
  /** The clock was ahead when it was made. */
  NOT_YET_VALID(
      "The authority is not valid yet, by far: the clock was ahead when it was made. It is replaced"
          + " step by step."),
  /** What should be believed isn't, or can't be read. */
  BUNDLE_DAMAGED("The bundle was not that of the authority; it is written anew."),
  /** When the step was taken is not known, or lies ahead. */
  TIME_UNKNOWN("When the last step was taken is not known; the wait begins anew."),
  /** The second step. */
  BUNDLE_SETTLED("Every pod believes the next authority; from now on it signs."),
  /** The third step. */
  LEAVES_SETTLED("No pod uses a certificate of the former authority any more; it is dropped.");

  private final String sentence;

  AuthorityReason(String sentence) {
    this.sentence = sentence;
  }

  /** For events and conditions. */
  public String sentence() {
    return sentence;
  }
}
