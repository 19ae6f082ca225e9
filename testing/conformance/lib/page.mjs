// docs/conformance.md: the same text for the same results, whenever and wherever they were made.
import { GIVEN_TO_ALL, version } from './suite.mjs';

export function page(runs) {
  return `# Conformance

Written by \`testing/conformance/run\`, which fails unless every required scenario passes; nothing here is edited by hand. The official suite,
[\`@modelcontextprotocol/conformance\`](https://github.com/modelcontextprotocol/conformance) ${version()}, speaks to the gateway in a process of its own; what its
scenarios call by name is a test server behind the gateway, in another process. So it is the product's path that is measured: the endpoint, both
eras, the aggregation and the hop to a server. No expected failures are declared.

| requirement set | scenarios passed | checks passed | failed | warnings | skipped |
|---|---:|---:|---:|---:|---:|
${runs.map(total).join('\n')}
${runs.map(details).join('')}
## Not scored by the suite

The suite runs these too and counts them for nobody.

| requirement set | scenario | why it isn't scored | checks passed | failed | warnings | skipped |
|---|---|---|---:|---:|---:|---:|
${runs.flatMap((run) => run.unscored.filter(isCore).map((one) => `| ${run.set} | \`${one.name}\` | ${one.reason} | ${counts(one)} |`)).join('\n')}

Scenarios of extensions that no server of the stack declares are left out: ${names(runs)}.
${given()}`;
}

/** An extension's scenarios say nothing of a server that doesn't declare it. */
function isCore(scenario) {
  return scenario.reason !== 'extension';
}

function names(runs) {
  const all = runs.flatMap((run) => run.unscored.filter((one) => !isCore(one)).map((one) => `\`${one.name}\``));
  return [...new Set(all)].join(', ');
}

export function sum(run) {
  const add = (key) => run.scenarios.reduce((all, scenario) => all + scenario[key], 0);
  return {
    scenarios: run.scenarios.length,
    good: run.scenarios.filter((scenario) => scenario.problems.length === 0).length,
    passed: add('passed'),
    failed: add('failed'),
    warnings: add('warnings'),
    skipped: add('skipped'),
  };
}

function total(run) {
  const all = sum(run);
  return `| ${run.set} | ${all.good}/${all.scenarios} | ${all.passed}/${all.passed + all.failed} | ${all.failed} | ${all.warnings} | ${all.skipped} |`;
}

function details(run) {
  return `
## ${run.set}

| scenario | checks passed | failed | warnings | skipped |
|---|---:|---:|---:|---:|
${run.scenarios.map((one) => `| \`${one.name}\` | ${counts(one)} |`).join('\n')}
`;
}

function counts(one) {
  return `${one.passed} | ${one.failed} | ${one.warnings} | ${one.skipped}`;
}

function given() {
  if (GIVEN_TO_ALL.length === 0) return '';
  return `
## Warnings and skipped checks that every server gets

| requirement set | check | reason |
|---|---|---|
${GIVEN_TO_ALL.map((one) => `| ${one.set} | \`${one.id}\` | ${one.reason} |`).join('\n')}
`;
}
