package dev.mcpstack.operator.observe;

/** Which certificate a stack's own token store shows, as far as the operator can see. */
public enum StoreShows {
  /** It has not been asked yet. */
  UNKNOWN("It has not been asked yet."),
  /** The one that is stored. */
  WANTED("It shows it."),
  /** Another one. */
  OTHER("It shows another one still."),
  /** No answer, or none in time. */
  UNREACHABLE(
      "It can't be reached from the operator: check the network policies on the way, the"
          + " operator's too."),
  /** One that the stack's bundle does not lead to, or that names somebody else. */
  NOT_TRUSTED("It shows one that is not believed."),
  /** Another one, and the operator may not change that. */
  REFUSED("It refuses the operator's user.");

  private final String sentence;

  StoreShows(String sentence) {
    this.sentence = sentence;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }
}
