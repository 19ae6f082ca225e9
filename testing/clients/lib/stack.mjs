// Starts a stack as a user does, with ./mcpstack, and ends it with what Ctrl-C sends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Long enough for the first build on a slow machine. */
const START_SECONDS = 600;

export async function startStack() {
  const launcher = process.env.MCPSTACK ?? './mcpstack';
  const child = spawn(launcher, ['up', 'examples/quickstart.yaml', '--port', '0', '--json'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Its own process group: a Ctrl-C in the terminal is for this script, which then stops the stack in order.
    detached: true,
  });
  const stopHard = () => signalGroup(child, 'SIGKILL');
  process.once('exit', stopHard);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

  const ready = await firstLine(child);
  const stack = JSON.parse(ready);
  for (const key of ['endpoint', 'key', 'management', 'sources']) {
    if (stack[key] === undefined) throw new Error(`the line of --json lacks '${key}': ${ready}`);
  }
  return {
    endpoint: new URL(stack.endpoint),
    key: stack.key,
    management: new URL(stack.management),
    sources: stack.sources,
    /** Ends it as Ctrl-C does; answers the seconds it took and the exit code. */
    async stop() {
      const started = performance.now();
      const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : [child.exitCode];
      signalGroup(child, 'SIGINT');
      const timer = setTimeout(stopHard, 20_000);
      const [code, signal] = await exited;
      clearTimeout(timer);
      process.removeListener('exit', stopHard);
      return { code, signal, seconds: (performance.now() - started) / 1000 };
    },
  };
}

/** The value of the gauge or counter `name` on the management port, summed over its labels; undefined if there is none. */
export async function metric(stack, name) {
  const response = await fetch(new URL('/metrics', stack.management));
  if (!response.ok) throw new Error(`GET ${response.url}: ${response.status}`);
  const text = await response.text();
  const values = text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => Number(line.slice(line.lastIndexOf('}') + 1).replace(name, '').trim().split(' ')[0]));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** The first line on standard output that is a JSON object; anything before it is shown and passed over. */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the stack was not ready within ${START_SECONDS} s`)), START_SECONDS * 1000);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the stack ended before it was ready: code ${code}, signal ${signal}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) {
        clearTimeout(timer);
        resolve(line);
      } else {
        console.log(`          | ${line}`);
      }
    });
  });
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
