// Runs the official conformance suite against the gateway, with the fixtures that it calls in a server behind, and writes docs/conformance.md.
// Needs `npm ci` in this folder, and the module built. Exit code 1 unless every required scenario passes.
//
//   node run.mjs            both requirement sets through the gateway; writes the page
//   node run.mjs --check    the same; fails if the page is not what the run would write
//   node run.mjs --direct   straight at the fixtures, without a gateway; writes nothing
//   node run.mjs --verbose  shows what the suite prints
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { page, sum } from './lib/page.mjs';
import { start } from './lib/servers.mjs';
import { run } from './lib/suite.mjs';

const SETS = ['2025-11-25', '2026-07-28'];
const PAGE = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));
const options = new Set(process.argv.slice(2));
for (const option of options) {
  if (!['--check', '--direct', '--verbose'].includes(option)) throw new Error(`no option '${option}'`);
}

const direct = options.has('--direct');
const servers = await start(direct);
const runs = [];
try {
  for (const set of SETS) {
    const result = await run(set, servers.endpoint);
    if (options.has('--verbose')) console.log(result.out);
    runs.push(result);
    report(result);
  }
} finally {
  await servers.stop();
}

const failed = runs.some((result) => sum(result).good < sum(result).scenarios);
if (!failed && !direct) publish(page(runs));
process.exit(failed ? 1 : (process.exitCode ?? 0));

function report(result) {
  for (const scenario of result.scenarios) {
    if (scenario.problems.length === 0) continue;
    console.log(`  FAILED  ${result.set} ${scenario.name}`);
    for (const problem of scenario.problems) console.log(`          ${problem}`);
  }
  for (const scenario of options.has('--verbose') ? result.unscored : []) {
    for (const problem of scenario.problems) console.log(`  not scored  ${result.set} ${scenario.name}: ${problem}`);
  }
  const all = sum(result);
  console.log(
    `${result.set}: ${all.good}/${all.scenarios} scenarios, ${all.passed}/${all.passed + all.failed} checks, ` +
      `${all.warnings} warnings, ${all.skipped} skipped`,
  );
}

function publish(text) {
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  if (text === before) return;
  if (options.has('--check')) {
    console.log('docs/conformance.md is not what this run would write: run testing/conformance/run and commit the page');
    process.exitCode = 1;
  } else {
    writeFileSync(PAGE, text);
    console.log('docs/conformance.md was written anew');
  }
}
