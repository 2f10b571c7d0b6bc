import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { planGate } from '../../server/src/gates/plan.ts';
import { ExitReport } from '../../server/src/host/exitReport.ts';
import { removeGate, writeGate } from '../../server/src/host/gateScript.ts';

describe('The exit report of a gate', () => {
  for (const [what, text, code] of [
    ['that passes', 'true', 0],
    ['that fails', 'true\n(exit 3)\ntrue', 3],
    ['that ends itself', 'exit 7', 7],
    ['that is interrupted with all around it', 'kill -INT 0\nsleep 1000', 130],
    ['that is killed', 'kill -KILL $$', 137],
  ] as const) {
    it(`tells the exit code of one ${what}`, async () => {
      const { exitCode, reported } = await run(text);
      assert.deepEqual([exitCode, await reported], [code, code]);
    });
  }

  it('is nothing on Windows', async () => {
    const gate = { kind: 'written', directory: '/nowhere', script: '/nowhere/gate.cmd', args: [] } as const;
    assert.equal(await ExitReport.of(gate, ['cmd'], 'win32'), undefined);
  });
});

/** Runs a gate in a process group of its own, as a shell with job control does. */
async function run(text: string): Promise<{ exitCode: number | null; reported: Promise<number> }> {
  const settings = { platform: process.platform, shell: null, userShell: null, root: process.cwd() };
  const plan = planGate({ name: text, language: 'bash', text }, { ...settings, env: {}, timeout: null });
  const gate = await writeGate(plan);
  assert(gate.kind === 'written');
  const report = await ExitReport.of(gate, [plan.shell.executable, ...gate.args]);
  assert(report);
  try {
    const [program = '', ...args] = report.words;
    const [exitCode] = (await once(spawn(program, args, { detached: true }), 'exit')) as [number | null];
    await report.exitCode;
    return { exitCode, reported: report.exitCode };
  } finally {
    report.dispose();
    await removeGate(gate);
  }
}
