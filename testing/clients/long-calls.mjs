// Calls that outlast what clients wait for: progress, the budget of a call, and `wait`.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { step } from './lib/checks.mjs';
import { call, connect } from './lib/clients.mjs';
import { SOURCE } from './lib/samples.mjs';
import { slowQuery } from './lib/slow.mjs';

/** Default budget of a call, after which the answer is a pending handle. */
const BUDGET_SECONDS = 15;

export async function longCalls(stack) {
  console.log('long calls');
  const client = await step('a slow query can be sized', async () => {
    const connected = await connect(stack);
    await slowQuery(connected, 1);
    return connected;
  });
  if (!client) return;

  await step('progress keeps a client alive that gives up after 12 s without any', async () => {
    const seen = [];
    const started = performance.now();
    const answer = await call(
      client,
      'execute_query',
      { source: SOURCE, sql: await slowQuery(client, 2 * BUDGET_SECONDS) },
      { timeout: 12_000, resetTimeoutOnProgress: true, onprogress: (progress) => seen.push(progress) },
    );
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds > 12, `the call took only ${seconds.toFixed(1)} s, so nothing was proved`);
    assert.ok(seen.length >= 2, `${seen.length} progress notifications`);
    for (let i = 1; i < seen.length; i++) assert.ok(seen[i].progress > seen[i - 1].progress, `progress does not increase: ${JSON.stringify(seen)}`);
    assert.equal(answer.status, 'pending');
    // Nobody wants it any more: this ends the query too.
    await call(client, 'release', { handle: answer.pending.handle });
  });

  await step('a query that outlasts its budget answers a pending handle, and wait brings the result', async () => {
    const started = performance.now();
    const answer = await call(client, 'execute_query', { source: SOURCE, sql: await slowQuery(client, BUDGET_SECONDS + 10) });
    const seconds = (performance.now() - started) / 1000;
    assert.equal(answer.status, 'pending', `after ${seconds.toFixed(1)} s: ${JSON.stringify(answer)}`);
    assert.ok(seconds > BUDGET_SECONDS - 1 && seconds < BUDGET_SECONDS + 2, `answered after ${seconds.toFixed(1)} s`);

    let waited;
    for (let attempt = 0; attempt < 12 && waited?.status !== 'complete'; attempt++) {
      waited = await call(client, 'wait', { handle: answer.pending.handle, maxSeconds: 10 });
    }
    assert.equal(waited.status, 'complete', JSON.stringify(waited));
    assert.equal(waited.tool, 'execute_query');
    assert.equal(waited.result.status, 'complete');
    assert.equal(waited.result.rows, 1);
    const page = await call(client, 'read_rows', { handle: waited.result.handle });
    assert.equal(page.totalRows, 1);
    assert.ok(Number.isFinite(page.rows[0][0]), JSON.stringify(page.rows));
  });
  await client.close();
}
