// A list of named steps run one after the other, since each works on what the one before left in the stack.
import { performance } from 'node:perf_hooks';

const results = { passed: 0, failed: 0 };

/** Runs one step, prints its outcome and time; a failure does not stop those after it. Answers what the step answered, or undefined. */
export async function step(name, run) {
  const started = performance.now();
  const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    const answer = await run();
    results.passed++;
    console.log(`  ok      ${name} (${took()})`);
    return answer;
  } catch (error) {
    results.failed++;
    console.log(`  FAILED  ${name} (${took()})`);
    console.log(String(error?.stack ?? error).replace(/^/gm, '          '));
    return undefined;
  }
}

/** Prints 'N passed, N failed' and answers the exit code. */
export function finish() {
  console.log(`${results.passed} passed, ${results.failed} failed`);
  return results.failed === 0 && results.passed > 0 ? 0 : 1;
}

/** Repeats `probe` until it answers something truthy; fails with `what` after `seconds`. */
export async function eventually(what, seconds, probe) {
  const deadline = performance.now() + seconds * 1000;
  let last;
  do {
    last = await probe();
    if (last) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (performance.now() < deadline);
  throw new Error(`${what}: not within ${seconds} s, last seen: ${JSON.stringify(last)}`);
}

/** Fails unless |actual - expected| <= relative * |expected|. */
export function assertClose(actual, expected, relative, what) {
  if (typeof actual !== 'number' || !(Math.abs(actual - expected) <= relative * Math.abs(expected))) {
    throw new Error(`${what}: expected ${expected} within ${relative} of itself, got ${JSON.stringify(actual)}`);
  }
}

/** Fails unless some number anywhere within `structure` is close to `expected`. */
export function assertHoldsNumber(structure, expected, relative, what) {
  const found = [];
  JSON.stringify(structure, (_, value) => (typeof value === 'number' ? (found.push(value), value) : value));
  if (!found.some((value) => Math.abs(value - expected) <= relative * Math.abs(expected))) {
    throw new Error(`${what}: no number close to ${expected} in ${JSON.stringify(structure)}`);
  }
}
