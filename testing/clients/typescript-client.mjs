// The first path with the TypeScript client: query -> data token -> analysis, paging, release, and who is let in.
import assert from 'node:assert/strict';
import { assertHoldsNumber, step } from './lib/checks.mjs';
import { call, callForError, connect, textOf } from './lib/clients.mjs';
import { NINE_DIGITS, assertLongley } from './lib/longley.mjs';
import * as samples from './lib/samples.mjs';

export async function typescriptClient(stack) {
  console.log('TypeScript client 1.x');
  await step('initialize without a key, or with a wrong one, is refused with 401', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      const response = await fetch(stack.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'initialize',
          params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'no key', version: '1' } },
        }),
      });
      assert.equal(response.status, 401);
      assert.doesNotMatch(await response.text(), /Exception|stackTrace|\bat dev\.mcpstack/);
    }
  });

  const client = await step('initialize', () => connect(stack));
  if (!client) return;
  await step('says who it is', () => {
    assert.ok(client.getServerVersion()?.name, 'no server name');
    assert.ok(client.getServerCapabilities()?.tools, 'no tools capability');
  });

  await step('tools/list names every tool, described, always in the same order', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map((tool) => tool.name).sort(), samples.TOOLS);
    for (const tool of tools) {
      for (const part of ['title', 'description', 'inputSchema', 'outputSchema', 'annotations']) assert.ok(tool[part], `${tool.name} has no ${part}`);
    }
    const other = await connect(stack);
    assert.deepEqual((await other.listTools()).tools, tools);
    await other.close();
  });

  await step('list_sources, describe_source and describe_table show the way to the data', async () => {
    assert.match(JSON.stringify(await call(client, 'list_sources', {})), /"samples"/);
    const source = JSON.stringify(await call(client, 'describe_source', { source: samples.SOURCE }));
    for (const table of ['weather', 'flights', 'airports', 'longley']) assert.match(source, new RegExp(`"${table}"`));
    assert.match(JSON.stringify(await call(client, 'describe_table', { source: samples.SOURCE, table: 'longley' })), /"gnp_deflator"/);
  });

  const longley = await step('execute_query answers preview, schema and data token', async () => {
    const result = await client.callTool({ name: 'execute_query', arguments: { source: samples.SOURCE, sql: samples.LONGLEY_SQL, previewRows: 3 } });
    const answer = result.structuredContent;
    assert.equal(answer.status, 'complete', textOf(result));
    assert.equal(answer.rows, 16);
    assert.deepEqual(answer.columns.map((column) => column.name), [samples.LONGLEY_TARGET, ...samples.LONGLEY_FEATURES]);
    for (const column of answer.columns) assert.ok(column.type, `${column.name} has no type`);
    assert.equal(answer.preview.length, 3);
    assert.deepEqual(answer.preview[0], [60323, 83, 234289, 2356, 1590, 107608, 1947]);
    assert.ok(answer.elapsedMillis >= 0);
    assert.ok(answer.expiresInSeconds > 0);
    assert.ok(answer.handle.length >= 22, 'a handle has less than 128 bits');
    // What a model sees, if its host shows it no structured content.
    assert.match(textOf(result), /\|.*employed.*\|/);
    assert.ok(textOf(result).includes(answer.handle), 'the text does not name the handle');
    return answer.handle;
  });

  await step('regression by that token equals the values certified by NIST to nine digits', async () => {
    assertLongley(await call(client, 'regression', { handle: longley, target: samples.LONGLEY_TARGET, features: samples.LONGLEY_FEATURES }));
  });

  await step('summarize', async () => {
    const answer = await call(client, 'summarize', { handle: longley, columns: [samples.LONGLEY_TARGET] });
    assertHoldsNumber(answer, samples.EMPLOYED.mean, 1e-12, 'mean');
    assertHoldsNumber(answer, samples.EMPLOYED.standardDeviation, 1e-12, 'standard deviation');
  });

  await step('hypothesis_test: is New York as warm as Seattle', async () => {
    const { handle } = await call(client, 'execute_query', { source: samples.SOURCE, sql: samples.WEATHER_SQL });
    const answer = await call(client, 'hypothesis_test', { handle, test: 'welch', column: 'temp_max', groupColumn: 'location' });
    const t = samples.WEATHER_WELCH;
    assertHoldsNumber(JSON.parse(JSON.stringify(answer), (_, value) => (typeof value === 'number' ? Math.abs(value) : value)), t.t, 1e-10, '|t|');
    assertHoldsNumber(answer, t.degreesOfFreedom, 1e-10, 'degrees of freedom');
    assertHoldsNumber(answer, t.pValue, 1e-9, 'p');
  });

  await step('analyze: query and regression in one call', async () => {
    const answer = await call(client, 'analyze', {
      source: samples.SOURCE,
      sql: samples.LONGLEY_SQL,
      analysis: 'regression',
      arguments: { target: samples.LONGLEY_TARGET, features: samples.LONGLEY_FEATURES },
    });
    for (const [name, estimate] of samples.LONGLEY_COEFFICIENTS) assertHoldsNumber(answer, estimate, NINE_DIGITS, name ?? 'intercept');
  });

  await step('read_rows pages through the whole result', async () => {
    const rows = [];
    let offset = 0;
    while (offset !== undefined && offset !== null) {
      const page = await call(client, 'read_rows', { handle: longley, offset, limit: 5 });
      assert.equal(page.offset, offset);
      assert.equal(page.totalRows, 16);
      assert.ok(page.rows.length > 0 && page.rows.length <= 5, `a page of ${page.rows.length}`);
      rows.push(...page.rows);
      offset = page.nextOffset;
    }
    assert.deepEqual(rows.map((row) => row.at(-1)), Array.from({ length: 16 }, (_, index) => 1947 + index));
  });

  await step('a tool error names the cause and leaks nothing', async () => {
    const text = await callForError(client, 'execute_query', { source: samples.SOURCE, sql: 'SELECT no_such_column FROM longley' });
    assert.match(text, /no_such_column/);
    assert.doesNotMatch(text, /Exception|\bat [a-z]+\.[a-z]+\./);
    assert.match(await callForError(client, 'execute_query', { source: samples.SOURCE, sql: 'DELETE FROM longley' }), /read|select/i);
    assert.equal((await call(client, 'execute_query', { source: samples.SOURCE, sql: samples.LONGLEY_SQL })).rows, 16);
  });

  await step('a released token says that it was released', async () => {
    await call(client, 'release', { handle: longley });
    assert.match(await callForError(client, 'read_rows', { handle: longley }), /released/i);
    assert.match(await callForError(client, 'regression', { handle: longley, target: 'employed', features: ['gnp'] }), /released/i);
  });
  await client.close();

}
