// What a client may be able to do with a stack, and the conversation that finds out.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { eventually } from './checks.mjs';
import { LONGLEY_FEATURES, LONGLEY_SQL, LONGLEY_TARGET, SOURCE, TOOLS } from './samples.mjs';
import { metric } from './stack.mjs';
import { assertLongley } from './longley.mjs';

/** Gauge on the management port: tool calls at work now. */
const RUNNING = process.env.MCPSTACK_RUNNING_GAUGE ?? 'mcpstack_tool_calls_running';

const TABLE_URI = `mcpstack://sources/${SOURCE}/tables/longley`;
const TABLE_TEMPLATE = 'mcpstack://sources/{source}/tables/{table}';
const PROMPT = { name: 'explore_source', arguments: { source: SOURCE } };

/**
 * In the order of the table. `needs`: the methods of a client without which it can't be asked; `run` gets the client and what it may need of the run.
 *
 * A client has: `version()`, `tools()` (names), `call(name, args, {onprogress, signal})` (structured content; a tool error is thrown),
 * `resources()` and `templates()` (URIs), `read(uri)` (text), `prompts()` (names), `prompt(name, args)` (text), `complete(ref, argument, context)` (values).
 */
export const FEATURES = [
  {
    title: 'lists every tool, always in the same order',
    needs: ['tools'],
    async run(client) {
      const names = await client.tools();
      assert.deepEqual([...names].sort(), TOOLS);
      assert.deepEqual(await client.tools(), names);
    },
  },
  {
    title: 'query, data token, regression to nine digits',
    needs: ['call'],
    async run(client) {
      const query = await client.call('execute_query', { source: SOURCE, sql: LONGLEY_SQL });
      assert.equal(query.rows, 16);
      assertLongley(await client.call('regression', { handle: query.handle, target: LONGLEY_TARGET, features: LONGLEY_FEATURES }));
    },
  },
  {
    title: 'an error of a tool is told as one',
    needs: ['call'],
    async run(client) {
      await assert.rejects(client.call('execute_query', { source: SOURCE, sql: 'SELECT no_such_column FROM longley' }), /no_such_column/);
    },
  },
  {
    title: 'progress of a long call',
    needs: ['onprogress'],
    async run(client, { slowSql }) {
      let seen = [];
      // A second time of twice the work where the machine has become faster since it was measured.
      for (let seconds = 5; seen.length < 2 && seconds <= 20; seconds *= 2) {
        seen = [];
        await client.call('execute_query', { source: SOURCE, sql: slowSql(seconds) }, { onprogress: (progress) => seen.push(progress.progress) });
      }
      assert.ok(seen.length >= 2, `${seen.length} progress notifications`);
      for (let i = 1; i < seen.length; i++) assert.ok(seen[i] > seen[i - 1], `progress does not increase: ${seen}`);
    },
  },
  {
    title: 'cancelling a call ends its work in the server',
    needs: ['signal'],
    async run(client, { stack, slowSql }) {
      await eventually(`${RUNNING} is 0`, 20, async () => (await metric(stack, RUNNING)) === 0);
      const abort = new AbortController();
      const slow = client.call('execute_query', { source: SOURCE, sql: slowSql(120) }, { signal: abort.signal }).catch((error) => error);
      await eventually(`${RUNNING} counts the call`, 10, async () => (await metric(stack, RUNNING)) > 0);
      const started = performance.now();
      abort.abort('no longer wanted');
      assert.ok((await slow) instanceof Error || /no longer wanted/.test(String(await slow)));
      await eventually(`${RUNNING} is 0 again`, 5, async () => (await metric(stack, RUNNING)) === 0);
      assert.ok(performance.now() - started < 6000);
    },
  },
  {
    title: 'resources: list, templates, read',
    needs: ['resources', 'templates', 'read'],
    async run(client) {
      assert.ok((await client.resources()).some((uri) => uri.startsWith(`mcpstack://sources/${SOURCE}`)), 'the source is not among the resources');
      assert.ok((await client.templates()).includes(TABLE_TEMPLATE), 'no template of tables');
      assert.match(await client.read(TABLE_URI), /gnp_deflator/);
    },
  },
  {
    title: 'prompts: list, get',
    needs: ['prompts', 'prompt'],
    async run(client) {
      assert.ok((await client.prompts()).includes(PROMPT.name), `no prompt ${PROMPT.name}`);
      assert.match(await client.prompt(PROMPT.name, PROMPT.arguments), new RegExp(SOURCE));
    },
  },
  {
    title: 'completion of a table name',
    needs: ['complete'],
    async run(client) {
      const values = await client.complete({ type: 'ref/resource', uri: TABLE_TEMPLATE }, { name: 'table', value: 'long' }, { source: SOURCE });
      assert.ok(values.some((value) => /longley$/.test(value)), `proposed: ${values}`);
    },
  },
];
