/** Runs one gate and prints as JSON how it ended and how much memory it took here: `gateMemory.ts DIRECTORY SCRIPT`. */
import { planGate } from '../../../server/src/gates/plan.ts';
import { runGate } from '../../../server/src/host/runner.ts';

const [root = '', text = ''] = process.argv.slice(2);
const env = { A_TOKEN: 'a-secret-that-never-comes' };
const settings = { platform: process.platform, shell: 'bash', userShell: null, root, env, timeout: null };
const { outcome, dropped } = await runGate(planGate({ name: 'gate', language: null, text }, settings));
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ outcome, dropped, megabytes }));
