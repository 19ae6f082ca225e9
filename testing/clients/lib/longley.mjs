// The regression that NIST certifies.
import assert from 'node:assert/strict';
import { assertClose } from './checks.mjs';
import * as samples from './samples.mjs';

/** Nine digits of every certified value. */
export const NINE_DIGITS = 1e-9;

/** Compares the answer of `regression` with what NIST certifies. */
export function assertLongley(answer) {
  assert.equal(answer.coefficients.length, samples.LONGLEY_COEFFICIENTS.length);
  for (const [name, estimate, standardError] of samples.LONGLEY_COEFFICIENTS) {
    const found = answer.coefficients.find((one) => (name ? one.name === name : /intercept/i.test(one.name)));
    assert.ok(found, `no coefficient ${name ?? 'intercept'}`);
    assertClose(found.estimate, estimate, NINE_DIGITS, `estimate of ${found.name}`);
    assertClose(found.standardError, standardError, NINE_DIGITS, `standard error of ${found.name}`);
    assertClose(found.tStatistic, estimate / standardError, NINE_DIGITS, `t of ${found.name}`);
    assert.ok(found.confidenceLow < estimate && estimate < found.confidenceHigh, `interval of ${found.name}`);
  }
  for (const [name, expected] of Object.entries(samples.LONGLEY_FIT)) assertClose(answer[name], expected, NINE_DIGITS, name);
}
