import type { GateRun } from '../../../../server/src/core/analysis/gateRuns.ts';
import { checkFindings } from '../../../support/findings.ts';
import { RUN, runsOf } from '../../../support/gateRuns.ts';

const FAILED: GateRun = { ...RUN, outcome: 'failed', reason: 'Line 2 failed (exit code 1): npm test' };

function check(code: string, run: GateRun | ((text: string) => GateRun | undefined), markup: string) {
  return checkFindings(code, markup, { gates: (document) => runsOf(document, run) });
}

const OWN = (expected = '') => `
  # Plan
  ### Issue #4: A
  **Status:** Open

  **Acceptance Criteria:**
  - [ ] Run \`npm test\`
${expected}`;

describe('gate/failed', () => {
  it('names the commit and the reason, at the gate', () =>
    check(
      'gate/failed',
      FAILED,
      OWN(
        '  //        ^^^^^^^^^^ gate/failed warning: The gate failed when it last ran at 4f26a87: Line 2 failed (exit code 1): npm test',
      ),
    ));
  it('says that nobody else can know', () =>
    check(
      'gate/failed',
      { ...FAILED, commit: null, reason: null, local: true },
      OWN('  //        ^^^^^^^^^^ gate/failed: The gate failed when it last ran (in this window only).'),
    ));
  it('is silent about what passed, could not run, is stale or never ran', async () => {
    await check('gate/failed', RUN, OWN());
    await check('gate/failed', { ...FAILED, outcome: 'errored' }, OWN());
    await check('gate/failed', { ...FAILED, fresh: false }, OWN());
    await check('gate/failed', () => undefined, OWN());
  });
  it('stands once at a gate that tasks share', () =>
    check(
      'gate/failed',
      FAILED,
      `
      # Plan
      ## Phase 1: X
      **Validate:** run \`npm test\`
      //                ^^^^^^^^^^ gate/failed:
      ### Issue #4: A
      **Status:** Open
      ### Issue #5: B
      **Status:** Open
      `,
    ));
});

describe('gates beside tasks that have their own', () => {
  it('are told of where they stand, in a phase and in the document', () =>
    check(
      'gate/failed',
      (text) => (text.includes('all') ? FAILED : RUN),
      `
      # Plan
      ## Phase 1: X
      **Validate:** run \`make all\`
      //                ^^^^^^^^^^ gate/failed:
      ### Issue #4: A
      **Validate:** run \`npm test\`
      ## Validation Commands Reference
      **Validate:** run \`npm run all\`
      //                ^^^^^^^^^^^^^ gate/failed:
      `,
    ));
});

describe('gate/stale', () => {
  it('says what the gate showed', () =>
    check(
      'gate/stale',
      { ...RUN, fresh: false },
      OWN(
        '  //        ^^^^^^^^^^ gate/stale hint: The gate passed at 4f26a87, but its text, the commit or files that it covers changed since: run it again.',
      ),
    ));
  it('is silent about what is fresh or could not run', async () => {
    await check('gate/stale', FAILED, OWN());
    await check('gate/stale', { ...RUN, outcome: 'errored', fresh: false }, OWN());
  });
});
