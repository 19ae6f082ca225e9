// Sends the gateway requests that are almost right; the Fuzzer class tells what must not come of it. Needs the module built, and no npm packages.
//
//   node fuzz.mjs [--direct] [seed=N] [requests=N] [seconds=N] [clients=N] [from=N]
//
// --direct fuzzes the fixtures' own endpoint, without a gateway. A request that was reported is sent again, alone, by requests=1 from=<its number>.
import { runJava } from './lib/processes.mjs';
import { start } from './lib/servers.mjs';

const given = process.argv.slice(2);
const servers = await start(given.includes('--direct'));
const endpoint = new URL(servers.endpoint);
let code;
try {
  code = await runJava('dev.mcpstack.conformance.fuzz.Fuzzer', `endpoint=${endpoint.href}`, `pids=${servers.pids.join(',')}`, ...given.filter((one) => !one.startsWith('--')));
} finally {
  await servers.stop();
}
process.exit(code);
