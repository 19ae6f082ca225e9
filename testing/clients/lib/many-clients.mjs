// The clients of the table, all with the same methods; features.mjs tells which. What a client doesn't have, its object doesn't have either.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client as ClientOfTwo } from '@modelcontextprotocol/client';
import { connect, connectTwo, textOf } from './clients.mjs';
import { runInspector } from './inspector.mjs';

const LEGACY = '2025-11-25';
const MODERN = '2026-07-28';
const LONG_CALL = { timeout: 120_000, resetTimeoutOnProgress: true };

const javaModule = fileURLToPath(new URL('../../conformance/', import.meta.url));

/** Name, version of the package, the protocol that has to be agreed on, and how to connect. */
export const CLIENTS = [
  { name: 'TypeScript client 1.x', of: '@modelcontextprotocol/sdk', protocol: LEGACY, open: async (stack) => typescript(await connect(stack)) },
  { name: 'TypeScript client 2.x, `legacy`', of: '@modelcontextprotocol/client', protocol: LEGACY, open: async (stack) => typescript(await connectTwo(stack, 'legacy')) },
  { name: 'TypeScript client 2.x, `auto`', of: '@modelcontextprotocol/client', protocol: MODERN, open: async (stack) => typescript(await connectTwo(stack, 'auto')) },
  { name: 'TypeScript client 2.x, pinned', of: '@modelcontextprotocol/client', protocol: MODERN, open: async (stack) => typescript(await connectTwo(stack, { pin: MODERN })) },
  { name: 'Inspector, `--strict --protocol-era legacy`', of: '@modelcontextprotocol/inspector', protocol: LEGACY, open: (stack) => inspector(stack, 'legacy') },
  { name: 'Inspector, `--strict --protocol-era modern`', of: '@modelcontextprotocol/inspector', protocol: MODERN, open: (stack) => inspector(stack, 'modern') },
  { name: 'Java SDK client', of: 'io.modelcontextprotocol.sdk:mcp', protocol: LEGACY, open: java },
];

/** The version that a row was made with, from the lock file or the root pom.xml. */
export function versionOf(client) {
  if (client.of.includes(':')) {
    const pom = readFileSync(fileURLToPath(new URL('../../../pom.xml', import.meta.url)), 'utf8');
    return /<mcp-sdk\.version>(.+)<\/mcp-sdk\.version>/.exec(pom)[1];
  }
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../node_modules/${client.of}/package.json`, import.meta.url)), 'utf8')).version;
}

function typescript(client) {
  const two = client instanceof ClientOfTwo;
  return {
    protocol: () => (two ? client.getNegotiatedProtocolVersion() : client.transport.protocolVersion),
    tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    async call(name, args, options = {}) {
      const all = { ...LONG_CALL, ...options };
      const request = { name, arguments: args };
      return outcome(two ? await client.callTool(request, all) : await client.callTool(request, undefined, all));
    },
    onprogress: true,
    signal: true,
    ...requests((method, params) => {
      switch (method) {
        case 'resources/list':
          return client.listResources();
        case 'resources/templates/list':
          return client.listResourceTemplates();
        case 'resources/read':
          return client.readResource(params);
        case 'prompts/list':
          return client.listPrompts();
        case 'prompts/get':
          return client.getPrompt(params);
        default:
          return client.complete(params);
      }
    }),
    close: () => client.close(),
  };
}

/** The command line has neither progress, nor a way to cancel, nor completion. */
function inspector(stack, era) {
  const run = async (method, ...args) => (await runInspector(stack, ['--protocol-era', era, ...(method === 'tools/list' ? ['--strict'] : []), '--method', method, ...args])).result;
  const { complete, ...all } = requests((method, params) =>
    run(
      method,
      ...(params?.uri ? ['--uri', params.uri] : []),
      ...(params?.name ? ['--prompt-name', params.name, '--prompt-args', ...Object.entries(params.arguments).map(([key, value]) => `${key}=${value}`)] : []),
    ),
  );
  return {
    protocol: async () => (await run('initialize')).protocolVersion,
    tools: async () => (await run('tools/list')).tools.map((tool) => tool.name),
    call: async (name, args) => outcome(await run('tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args))),
    ...all,
    close() {},
  };
}

/** The client in a JVM of its own, one request at a time. It has no way to cancel. */
async function java(stack) {
  const file = join(javaModule, 'target', 'class-path');
  if (!existsSync(file)) throw new Error('testing/conformance is not built: ./mcpstack verify builds it');
  const classPath = `${join(javaModule, 'target', 'classes')}:${readFileSync(file, 'utf8').trim()}`;
  const program = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const child = spawn(program, ['-cp', classPath, 'dev.mcpstack.conformance.JavaSdkClient', stack.endpoint.origin, stack.key], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (onprogress) => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('the Java client ended');
      const line = JSON.parse(value);
      if (line.progress) onprogress?.(line.progress);
      else if (line.error !== undefined) throw new Error(line.error);
      else return line.result;
    }
  };
  const request = (method, params, onprogress) => {
    child.stdin.write(`${JSON.stringify({ method, params })}\n`);
    return answer(onprogress);
  };
  const hello = await answer();
  return {
    protocol: () => hello.protocolVersion,
    tools: async () => (await request('tools/list')).tools.map((tool) => tool.name),
    call: async (name, args, { onprogress } = {}) =>
      outcome(await request('tools/call', { name, arguments: args, ...(onprogress ? { _meta: { progressToken: 'p' } } : {}) }, onprogress)),
    onprogress: true,
    ...requests(request),
    async close() {
      const exited = once(child, 'exit');
      child.stdin.end();
      await exited;
    },
  };
}

/** The methods whose requests every client writes alike. */
function requests(request) {
  return {
    resources: async () => (await request('resources/list')).resources.map((one) => one.uri),
    templates: async () => (await request('resources/templates/list')).resourceTemplates.map((one) => one.uriTemplate),
    read: async (uri) => (await request('resources/read', { uri })).contents.map((one) => one.text).join('\n'),
    prompts: async () => (await request('prompts/list')).prompts.map((one) => one.name),
    prompt: async (name, args) => JSON.stringify((await request('prompts/get', { name, arguments: args })).messages),
    complete: async (ref, argument, context) => (await request('completion/complete', { ref, argument, context: { arguments: context } })).completion.values,
  };
}

function outcome(result) {
  if (result.isError) throw new Error(textOf(result));
  return result.structuredContent;
}
