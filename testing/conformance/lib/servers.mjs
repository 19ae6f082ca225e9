// What the suite speaks to.
import { startJava } from './processes.mjs';

/** The gateway with the fixtures behind it, or the fixtures alone: the endpoint, the process ids, and how to stop them. */
export async function start(direct) {
  const fixtures = await startJava('dev.mcpstack.conformance.FixtureServer');
  if (direct) return { endpoint: fixtures.ready, pids: [fixtures.pid], stop: fixtures.stop };
  await fixtures.stop();
  throw new Error('the gateway has no process of its own yet: run with --direct');
}
