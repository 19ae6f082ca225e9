package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.doctor.verify.JudgementException.Kind;

/** Whether each of two cells reads the handles of the other. */
record Crossing(Side preview, Side serving, boolean analyse) {
  /**
   * Tries it both ways.
   *
   * @param previewSource a source of the preview that works
   * @param servingSource a source of the serving cell
   */
  void run(String previewSource, String servingSource, LiteralQuery query)
      throws JudgementException, InterruptedException {
    oneWay(serving, servingSource, preview, query);
    oneWay(preview, previewSource, serving, query);
  }

  private void oneWay(Side maker, String source, Side reader, LiteralQuery query)
      throws JudgementException, InterruptedException {
    String handle = RoundTrip.query(maker, source, query);
    try {
      RoundTrip.read(
          maker, handle, query); // Who made it reads it, or the other one is not to blame.
      RoundTrip.read(reader, handle, query);
      if (analyse) {
        RoundTrip.analyse(reader, handle, query);
      }
    } catch (JudgementException e) {
      // Where the serving cell answers, and can't read what the release made, the release is to
      // blame.
      boolean spoke = e.kind() == Kind.REFUSED || e.kind() == Kind.WRONG;
      boolean own = maker.role() == Role.SERVING && e.outcome() == VerificationOutcome.UNJUDGED;
      String text = "with a handle that %s made, %s".formatted(maker.role().text(), e.sentence());
      throw e.as(spoke && !own ? VerificationOutcome.FAILED : e.outcome(), text);
    } finally {
      RoundTrip.release(maker, handle);
    }
  }
}
