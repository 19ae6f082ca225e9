// The same path by the inspector's command line.
import assert from 'node:assert/strict';
import { step } from './lib/checks.mjs';
import { runInspector } from './lib/inspector.mjs';
import { LONGLEY_FEATURES, LONGLEY_SQL, LONGLEY_TARGET, SOURCE, TOOLS } from './lib/samples.mjs';
import { assertLongley } from './lib/longley.mjs';

export async function inspector(stack) {
  console.log('inspector');
  const run = (...args) => runInspector(stack, args);
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
}

async function runTool(run, tool, args) {
  const { result } = await run('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args));
  return result.structuredContent;
}
