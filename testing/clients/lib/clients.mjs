// Connected clients of both TypeScript release lines, with the key of the stack.
import { Client as ClientOfTwo, StreamableHTTPClientTransport as TransportOfTwo } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const IDENTITY = { name: 'mcpstack-smoke', version: '1.0.0' };

/**
 * A connected client of `@modelcontextprotocol/sdk` 1.x, with all its defaults, a request time-out of 60 s among them.
 * `options.sent`: an array that every JSON-RPC message the client sends is pushed to.
 */
export async function connect(stack, options = {}) {
  const transport = new StreamableHTTPClientTransport(stack.endpoint, headers(stack));
  if (options.sent) {
    const send = transport.send.bind(transport);
    transport.send = (message, ...rest) => {
      options.sent.push(message);
      return send(message, ...rest);
    };
  }
  const client = new Client(IDENTITY);
  await client.connect(transport);
  // The client checks each answer against the tool's output schema only if it has seen the list.
  await client.listTools();
  return client;
}

/** A connected client of `@modelcontextprotocol/client` 2.x; `mode` is `legacy` (its default) or `auto`. */
export async function connectTwo(stack, mode) {
  const client = new ClientOfTwo(IDENTITY, { versionNegotiation: { mode } });
  await client.connect(new TransportOfTwo(stack.endpoint, headers(stack)));
  await client.listTools();
  return client;
}

/** Calls a tool and answers its structured content; a tool error is thrown with its text. */
export async function call(client, name, args, options) {
  // The second argument of 1.x is the schema of the result; 2.x has none.
  const result = client instanceof Client ? await client.callTool({ name, arguments: args }, undefined, options) : await client.callTool({ name, arguments: args }, options);
  if (result.isError) throw new Error(`${name} answered an error: ${textOf(result)}`);
  return result.structuredContent;
}

/** Calls a tool that has to answer a tool error; answers its text. */
export async function callForError(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  if (!result.isError) throw new Error(`${name} answered no error but ${JSON.stringify(result)}`);
  return textOf(result);
}

export function textOf(result) {
  return result.content
    .filter((block) => block.type === 'text')
    .map((block) => block.text)
    .join('\n');
}

function headers(stack) {
  return { requestInit: { headers: { Authorization: `Bearer ${stack.key}` } } };
}
