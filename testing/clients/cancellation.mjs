// A call that its client gave up ends in the server too, and only that call.
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { eventually, step } from './lib/checks.mjs';
import { call, connect } from './lib/clients.mjs';
import { SOURCE } from './lib/samples.mjs';
import { slowQuery } from './lib/slow.mjs';
import { metric } from './lib/stack.mjs';

/** Gauge on the management port: tool calls at work now, those that answered a pending handle included. */
const RUNNING = process.env.MCPSTACK_RUNNING_GAUGE ?? 'mcpstack_tool_calls_running';

export async function cancellation(stack) {
  console.log('cancellation');
  const idle = await step('nothing runs before', () => eventually(`${RUNNING} is 0`, 10, async () => (await metric(stack, RUNNING)) === 0));
  if (!idle) return;

  await step('an aborted call stops working in the server, which stays responsive', async () => {
    const client = await connect(stack);
    const abort = new AbortController();
    const slow = outcome(call(client, 'execute_query', { source: SOURCE, sql: await slowQuery(client, 120) }, { signal: abort.signal }));
    await eventually(`${RUNNING} counts the slow call`, 5, async () => (await metric(stack, RUNNING)) > 0);
    abort.abort('no longer wanted');
    assert.match(String((await slow).error), /no longer wanted/);

    const started = performance.now();
    await call(client, 'list_sources', {});
    assert.ok(performance.now() - started < 2000, 'list_sources took 2 s or more after the cancel');
    await eventually(`${RUNNING} is 0 again`, 5, async () => (await metric(stack, RUNNING)) === 0);
    await client.close();
  });

  await step('two clients with the same request id: cancelling one never touches the other', async () => {
    const pair = await Promise.all([1, 2].map(async () => {
      const sent = [];
      return { sent, client: await connect(stack, { sent }), abort: new AbortController() };
    }));
    const [first, second] = pair;
    // Both would take about 8 s alone, and share the machine until the first is gone.
    const sql = await slowQuery(first.client, 8);
    // The size of the work was measured by another client, so both have sent the same sequence until here.
    for (const one of pair) one.slow = outcome(call(one.client, 'execute_query', { source: SOURCE, sql }, { signal: one.abort.signal }));
    await eventually(`${RUNNING} counts both`, 5, async () => (await metric(stack, RUNNING)) >= 2);
    const id = (one) => one.sent.findLast((message) => message.method === 'tools/call').id;
    assert.equal(id(first), id(second));

    first.abort.abort('only this one');
    assert.match(String((await first.slow).error), /only this one/);
    const { answer, error } = await second.slow;
    assert.equal(error, undefined);
    // On a machine under load the second may outlast its budget; it must not have been cancelled either way.
    const result = answer.status === 'pending' ? (await call(second.client, 'wait', { handle: answer.pending.handle, maxSeconds: 50 })).result : answer;
    assert.equal(result.rows, 1);
    await Promise.all(pair.map((one) => one.client.close()));
  });
}

/** The outcome of a promise without ever rejecting, so that one that fails early is not "unhandled". */
function outcome(promise) {
  return promise.then(
    (answer) => ({ answer }),
    (error) => ({ error }),
  );
}
