// Runs a requirement set of the official suite and judges it more strictly than the suite's own exit code does.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './processes.mjs';

const folder = fileURLToPath(new URL('../node_modules/@modelcontextprotocol/conformance/', import.meta.url));
const script = join(folder, 'dist', 'index.js');

/**
 * Warnings and skipped checks that every server gets: `{ set, id, reason }`, by the id of the check. Anything else that is no success fails the run.
 */
export const GIVEN_TO_ALL = [];

export function version() {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

/** What a set asks of servers: the names of the scenarios that it requires, in the suite's order, and why others are run without being scored. */
async function requirements(set) {
  const { code, out } = await runNode(script, ['list', '--requirements', set]);
  const required = /Server scenarios[^\n]*\n((?: {2}- .*\n)+)/.exec(out);
  if (code !== 0 || !required) throw new Error(`the suite does not list the scenarios of ${set}:\n${out}`);
  const reasons = new Map();
  let reason;
  for (const line of out.slice(out.indexOf('never scored')).split('\n')) {
    reason = /^ {2}([a-z-]+) \(\d+\):$/.exec(line)?.[1] ?? reason;
    const name = /^ {4}- (.+) \[server\]$/.exec(line)?.[1];
    if (name) reasons.set(name, reason);
  }
  return { names: required[1].trim().split('\n').map((line) => line.replace(/^ *- /, '')), reasons };
}

/** Runs a set against an endpoint: one result for each required scenario, and those that the suite runs without scoring. */
export async function run(set, endpoint) {
  const { names, reasons } = await requirements(set);
  const results = mkdtempSync(join(tmpdir(), 'mcpstack-conformance-'));
  try {
    const { out } = await runNode(script, ['server', '--url', endpoint, '--requirements', set, '-o', results]);
    const checks = readChecks(results);
    const scenario = (name) => judge(set, name, checks.get(name) ?? []);
    return {
      set,
      out,
      scenarios: names.map(scenario),
      unscored: [...checks.keys()].filter((name) => !names.includes(name)).sort().map((name) => ({ ...scenario(name), reason: reasons.get(name) ?? 'unknown' })),
    };
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

/** Checks by scenario, from the folders that the suite names `server-<scenario>-<time>`. */
function readChecks(results) {
  const checks = new Map();
  for (const name of readdirSync(results)) {
    const scenario = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(name)?.[1];
    const file = join(results, name, 'checks.json');
    // A scenario that broke off leaves an empty folder.
    if (scenario) checks.set(scenario, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []);
  }
  return checks;
}

function judge(set, name, checks) {
  const of = (status) => checks.filter((check) => check.status === status);
  const given = (check) => GIVEN_TO_ALL.some((known) => known.set === set && known.id === check.id);
  const problems = checks
    .filter((check) => ['FAILURE', 'WARNING', 'SKIPPED'].includes(check.status) && !(check.status !== 'FAILURE' && given(check)))
    .map((check) => `${check.status} ${check.id}: ${check.errorMessage ?? JSON.stringify(check.details ?? {})}`);
  if (of('SUCCESS').length === 0) problems.push('no check passed');
  return {
    name,
    passed: of('SUCCESS').length,
    failed: of('FAILURE').length,
    warnings: of('WARNING').length,
    skipped: of('SKIPPED').length,
    problems,
  };
}
