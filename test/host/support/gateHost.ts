/** Runs one gate and prints its output: `gateHost.ts DIRECTORY SCRIPT`. To be killed by a test. */
import { planGate } from '../../../server/src/gates/plan.ts';
import { runGate } from '../../../server/src/host/runner.ts';

const [root = '', text = ''] = process.argv.slice(2);
const settings = { platform: process.platform, shell: 'bash', userShell: null, root, env: {}, timeout: null };
await runGate(planGate({ name: 'gate', language: null, text }, settings), {
  onOutput: (output) => process.stdout.write(output),
});
