// What is spoken to: the gateway as its image starts it, with the fixtures in a server behind it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startJava } from './processes.mjs';

/** The gateway with the fixtures behind it, or the fixtures alone: the endpoint, the process ids, and how to stop them. */
export async function start(direct) {
  const fixtures = await startJava('dev.mcpstack.conformance.FixtureServer');
  if (direct) return { endpoint: fixtures.endpoint, pids: [fixtures.pid], stop: fixtures.stop };
  const folder = mkdtempSync(join(tmpdir(), 'mcpstack-gateway-'));
  try {
    const file = join(folder, 'gateway.yaml');
    writeFileSync(file, configuration(fixtures.endpoint));
    const gateway = await startJava('dev.mcpstack.gateway.GatewayMain', '--config', file, '--json');
    return {
      endpoint: gateway.endpoint,
      pids: [gateway.pid, fixtures.pid],
      async stop() {
        await gateway.stop();
        await fixtures.stop();
      },
    };
  } catch (error) {
    await fixtures.stop();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without keys, which is possible on loopback only: the suite can't send any. */
function configuration(fixtures) {
  return `endpoint: {port: 0}
auth: {required: false}
management: {port: 0}
servers:
  - name: fixtures
    url: ${fixtures}
`;
}
