// How much work keeps this machine busy for a given time.
import { call } from './clients.mjs';
import { SOURCE, slowSql } from './samples.mjs';

let secondsPerUnit;

/** SQL that takes about `seconds` on this machine, measured once. */
export async function slowQuery(client, seconds) {
  secondsPerUnit ??= await measure(client);
  return slowSql(Math.max(1, Math.ceil(seconds / secondsPerUnit)));
}

async function measure(client) {
  // Two sizes, so that what does not grow with the work falls out.
  const small = await elapsed(client, 1);
  const large = await elapsed(client, 7);
  return Math.max((large - small) / 6 / 1000, 0.01);
}

async function elapsed(client, units) {
  const answer = await call(client, 'execute_query', { source: SOURCE, sql: slowSql(units) });
  if (answer.status !== 'complete') throw new Error(`calibration with ${units} units did not finish: ${JSON.stringify(answer)}`);
  return answer.elapsedMillis;
}
