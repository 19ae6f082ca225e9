// Every client has the same conversation; what each could do becomes docs/clients.md. The page is the same for the same outcomes.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { step } from './lib/checks.mjs';
import { connect } from './lib/clients.mjs';
import { FEATURES } from './lib/features.mjs';
import { CLIENTS, versionOf } from './lib/many-clients.mjs';
import { slowQuery } from './lib/slow.mjs';

const PAGE = fileURLToPath(new URL('../../docs/clients.md', import.meta.url));

export async function features(stack) {
  const sizing = await connect(stack);
  const sizes = new Map();
  for (const seconds of [5, 120]) sizes.set(seconds, await slowQuery(sizing, seconds));
  await sizing.close();
  const run = { stack, slowSql: (seconds) => sizes.get(seconds) };

  const rows = [];
  for (const one of CLIENTS) {
    console.log(one.name);
    rows.push({ one, cells: await converse(one, run) });
  }
  const failed = rows.some(({ cells }) => cells.length === 0 || cells.includes(undefined));
  if (!failed) publish(page(rows));
}

/** One cell for each feature: whether the client could, `false` when it has no such thing, undefined when it failed. */
async function converse(one, run) {
  const client = await step(`agrees on ${one.protocol}`, async () => {
    const opened = await one.open(run.stack);
    assert.equal(await opened.protocol(), one.protocol);
    return opened;
  });
  if (!client) return [];
  const cells = [];
  for (const feature of FEATURES) {
    const able = feature.needs.every((method) => client[method]);
    cells.push(able ? await step(feature.title, async () => (await feature.run(client, run), true)) : false);
  }
  await client.close();
  return cells;
}

function page(rows) {
  const title = ({ one }) => `${one.name} (${versionOf(one)})`;
  return `# Clients

Written by \`testing/clients/smoke.mjs\` from a run against \`./mcpstack up examples/quickstart.yaml\`; nothing here is edited by hand, and the run fails when a client
can't do what it could. A dash: the client has no way to ask for it.

| | ${rows.map(title).join(' | ')} |
|---|${rows.map(() => ':---:').join('|')}|
| protocol | ${rows.map(({ one }) => one.protocol).join(' | ')} |
${FEATURES.map((feature, index) => `| ${feature.title} | ${rows.map(({ cells }) => (cells[index] ? 'yes' : '–')).join(' | ')} |`).join('\n')}
`;
}

function publish(text) {
  if (existsSync(PAGE) && readFileSync(PAGE, 'utf8') === text) return;
  writeFileSync(PAGE, text);
  console.log('docs/clients.md was written anew');
}
