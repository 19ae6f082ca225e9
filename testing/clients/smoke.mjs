// Starts examples/quickstart.yaml and drives it from outside with clients that are not ours: the TypeScript client (both release lines), the
// inspector's command line and the Java SDK's client. Writes docs/clients.md. Needs `npm ci` in this folder and a JDK 25 somewhere. Takes about three minutes; ends with 'N passed, N failed'.
//
//   node smoke.mjs                      start ./mcpstack, drive it, stop it
//   MCPSTACK=/path/to/it node smoke.mjs another launcher
import assert from 'node:assert/strict';
import { finish, step } from './lib/checks.mjs';
import { startStack } from './lib/stack.mjs';
import { SOURCE } from './lib/samples.mjs';
import { typescriptClient } from './typescript-client.mjs';
import { longCalls } from './long-calls.mjs';
import { cancellation } from './cancellation.mjs';
import { inspector } from './inspector.mjs';
import { features } from './features.mjs';

console.log('stack');
const stack = await step('./mcpstack up examples/quickstart.yaml gets ready', startStack);
if (stack) {
  await step('the stack names its source', () => assert.match(JSON.stringify(stack.sources), new RegExp(`"${SOURCE}"`)));
  await typescriptClient(stack);
  await longCalls(stack);
  await cancellation(stack);
  await inspector(stack);
  await features(stack);
  console.log('end');
  await step('Ctrl-C ends the stack cleanly within 2 s', async () => {
    const { code, signal, seconds } = await stack.stop();
    assert.ok(seconds < 2, `it took ${seconds.toFixed(1)} s`);
    // 130 is what a JVM that shut down in order after SIGINT reports.
    assert.ok(code === 0 || code === 130, `exit code ${code}, signal ${signal}`);
  });
}
process.exit(finish());
