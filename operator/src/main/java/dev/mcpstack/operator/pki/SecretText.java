package dev.mcpstack.operator.pki;

/** Text that nobody may see by accident: it shows only when it is asked for by name. */
public final class SecretText {
  private final String text;

  private SecretText(String text) {
    this.text = text;
  }

  /** Hides the text. */
  public static SecretText of(String text) {
    return new SecretText(text);
  }

  /** The text itself, for who stores or uses it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText secret && text.equals(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
