import assert from 'node:assert/strict';
import type { GateRun } from '../../../server/src/core/analysis/gateRuns.ts';
import { type Claim, claimOf } from '../../../server/src/core/analysis/automatic/claims.ts';
import { coverageOf } from '../../../server/src/core/analysis/automatic/reports.ts';
import { provideTickMet } from '../../../server/src/features/edits.ts';
import { checkFindings } from '../../support/findings.ts';
import { RUN, runsOf } from '../../support/gateRuns.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

describe('what a criterion claims', () => {
  function check(text: string, expected: Claim | undefined): void {
    assert.deepEqual(claimOf({ text }), expected, text);
  }
  const coverage = (percent: number, isMore = false, report: string | null = null): Claim => ({
    kind: 'coverage',
    percent,
    isMore,
    report,
  });

  it('is a coverage', () => {
    check('Test coverage maintained at ≥97%', coverage(97));
    check('Test coverage maintained at â‰¥97%', coverage(97));
    check('Coverage >= 97.5 % (`build/lcov.info`)', coverage(97.5, false, 'build/lcov.info'));
    check('**Line coverage** is above 80%.', coverage(80, true));
    check('At least 90% code coverage', coverage(90));
  });
  it('is a file that exists', () => {
    check('`docs/API.md` exists', { kind: 'exists', path: 'docs/API.md' });
    check('The file `docs/API.md` is there.', { kind: 'exists', path: 'docs/API.md' });
  });
  it('is the boxes of another document', () => {
    const path = 'docs/roadmap/IMPROVEMENTS.md';
    const heading = 'Modularization';
    check(`All checklist items in \`${path}\` (${heading} section) completed or deferred with rationale`, {
      kind: 'boxes',
      path,
      heading,
    });
    check(`Every box in \`${path}\` is ticked`, { kind: 'boxes', path, heading: null });
  });
  it('is none where a person must judge, or more is said', () => {
    check('Coverage is good', undefined);
    check('Coverage of new code ≥ 90 %', undefined);
    check('Branch coverage ≥ 90 %', undefined);
    check('Coverage ≥ 90 % and reviewed', undefined);
    check('`docs/API.md` exists and is complete', undefined);
    check('`src/*.ts` exists', undefined);
    check('All items in the list are done', undefined);
  });
});

describe('a coverage report', () => {
  it('is read in the usual forms', () => {
    assert.equal(coverageOf('SF:a\nLF:10\nLH:9\nend_of_record\nSF:b\r\nLF:30\r\nLH:30\r\n'), 97.5);
    assert.equal(coverageOf('<?xml version="1.0"?><coverage line-rate="0.975" branch-rate="0">'), 97.5);
    assert.equal(coverageOf('<coverage lines-valid="40" lines-covered="39" line-rate="0.97">'), 97.5);
    assert.equal(coverageOf('{"totals":{"percent_covered":97.5}}'), 97.5);
    assert.equal(coverageOf('{"total":{"lines":{"pct":97.5}}}'), 97.5);
  });
  it('is none otherwise', () => {
    for (const text of [
      '',
      'TN:',
      'LF:0\nLH:0',
      '{',
      '{"a":1}',
      '<html>',
      '<coverage>',
      '{"totals":{"percent_covered":"x"}}',
    ])
      assert.equal(coverageOf(text), undefined, text);
  });
});

const PLAN = (criteria: string, status = 'Open') => `
  # Plan
  ### Issue #4: A
  **Status:** ${status}

  **Acceptance Criteria:**
  ${criteria}
`;

/** The criteria that would be ticked, as \`text: reason\`. */
async function ticked(
  markup: string,
  run?: GateRun | ((text: string) => GateRun | undefined),
  phase?: string,
): Promise<readonly string[]> {
  const project = workspaceFrom(markup);
  const [file] = project.fixture.files;
  const document = file && project.workspace.documents.get(uriOf(file.path));
  assert(document);
  const facts = { ...(await project.facts(document.uri)), ...(run ? { gates: runsOf(document, run) } : {}) };
  const snapshot = { workspace: project.workspace, document, version: 1 };
  const key = document.groups.find(({ id }) => id === phase)?.key ?? null;
  const { answer, reasons } = provideTickMet(snapshot, key, facts);
  assert.equal(answer.kind, 'edits');
  const edits = answer.kind === 'edits' ? answer.edits : [];
  return edits.map(({ range, newText }, index) => {
    return `${document.source.lineText(range.start.line).replace(/^.*\] /, '')} [${newText}]: ${reasons[index]}`;
  });
}

describe('evidence ticks', () => {
  it('a criterion that is a command', async () => {
    assert.deepEqual(await ticked(PLAN('- [ ] `make all` passes'), RUN), [
      '`make all` passes [x]: make all passed at 4f26a87',
    ]);
    assert.deepEqual(await ticked(PLAN('- [ ] `make lint` and `make test` pass.'), RUN), [
      '`make lint` and `make test` pass. [x]: make lint passed at 4f26a87',
    ]);
  });
  it('not one whose gate failed, is stale, could not run or never ran', async () => {
    for (const run of [
      { ...RUN, outcome: 'failed' },
      { ...RUN, outcome: 'errored' },
      { ...RUN, fresh: false },
    ] as const)
      assert.deepEqual(await ticked(PLAN('- [ ] `make all` passes'), run), []);
    assert.deepEqual(await ticked(PLAN('- [ ] `make all` passes')), []);
    const one = (text: string): GateRun | undefined => (text === 'make lint' ? RUN : undefined);
    assert.deepEqual(await ticked(PLAN('- [ ] `make lint` and `make test` pass'), one), []);
  });
  it('not one that a person must judge as well, nor one that is ticked', async () => {
    assert.deepEqual(await ticked(PLAN('- [ ] `make all` passes and the design was reviewed'), RUN), []);
    assert.deepEqual(await ticked(PLAN('- [x] `make all` passes'), RUN), []);
  });
  it('a coverage that a report states', async () => {
    const report = '\n//- /coverage/lcov.info\nLF:200\nLH:195\n';
    assert.deepEqual(await ticked(PLAN('- [ ] Coverage ≥ 97 %') + report), [
      'Coverage ≥ 97 % [x]: coverage/lcov.info states 97.5 %',
    ]);
    assert.deepEqual(await ticked(PLAN('- [ ] Coverage ≥ 98 %') + report), []);
    assert.deepEqual(await ticked(PLAN('- [ ] Coverage ≥ 97 %')), []);
  });
  it('a file that exists', async () => {
    const file = '\n//- /docs/API.md\ntext\n';
    assert.deepEqual(await ticked(PLAN('- [ ] `docs/API.md` exists') + file), [
      '`docs/API.md` exists [x]: docs/API.md is there',
    ]);
    assert.deepEqual(await ticked(PLAN('- [ ] `docs/API.md` exists')), []);
    assert.deepEqual(await ticked(PLAN('- [ ] `../../etc/passwd` exists')), []);
  });
  it('the boxes of another section', async () => {
    const claim = '- [ ] All items in `docs/I.md` (Modules section) completed';
    const other = (mark: string): string =>
      `\n//- /docs/I.md\n# I\n\n## Modules\n\n- [x] a\n- [${mark}] b\n\n### More\n\n- [X] c\n\n## Others\n\n- [ ] d\n`;
    assert.deepEqual(await ticked(PLAN(claim) + other('x')), [
      'All items in `docs/I.md` (Modules section) completed [x]: 0 of 3 boxes in docs/I.md, section Modules, are open',
    ]);
    assert.deepEqual(await ticked(PLAN(claim) + other(' ')), []);
  });
});

const PHASES = `
  # Plan

  ## Phase 1: Crossing
  **Status:** Done

  ### Task 1.1: Timetable
  **Acceptance Criteria:**
  - [ ] \`make lint\` passes

  ### Exit Criteria
  - [MARK] \`make all\` passes
  - [MARK] \`docs/API.md\` exists
  - [ ] The harbour master agrees

  ## Phase 2: Harbour
  ### Task 2.1: Quay
  - [x] Built

  **Exit Criteria:**
  - [ ] \`make quay\` passes

  ## Success Criteria
  - [ ] \`make harbour\` passes
`;

describe('the criteria of phases and of a document', () => {
  const open = PHASES.replaceAll('MARK', ' ');
  it('are ticked by evidence of their own gates and files', async () => {
    const all = [
      '`make lint` passes [x]: make lint passed at 4f26a87',
      '`make all` passes [x]: make all passed at 4f26a87',
      '`docs/API.md` exists [x]: docs/API.md is there',
    ];
    const file = '//- /docs/API.md\ntext\n';
    assert.deepEqual(await ticked(open + file, RUN), [
      ...all,
      '`make quay` passes [x]: make quay passed at 4f26a87',
      '`make harbour` passes [x]: make harbour passed at 4f26a87',
    ]);
    assert.deepEqual(await ticked(open + file, RUN, 'Phase 1'), all);
    const of = (command: string) => (text: string) => (text === command ? RUN : undefined);
    assert.deepEqual(await ticked(open, of('make harbour')), [
      '`make harbour` passes [x]: make harbour passed at 4f26a87',
    ]);
    assert.deepEqual(await ticked(open, { ...RUN, fresh: false }), []);
    assert.deepEqual(await ticked(open), []);
  });
  it('are unmet where a phase claims to be done and evidence says no', async () => {
    const failed = { ...RUN, outcome: 'failed' as const };
    const said = (reason: string): string =>
      `criteria/unmet-but-done warning: Phase 1 claims to be done, and this criterion is ticked, but ${reason}.`;
    const plan = PHASES.replace('  - [ ] `make lint` passes\n', '  - [x] Listed\n')
      .replace(
        /- \[MARK\] `make.*/,
        `- [x] \`make all\` passes\n  //<23 ${said('make all failed at 4f26a87')}`,
      )
      .replace(
        /- \[MARK\] `docs.*/,
        `- [x] \`docs/API.md\` exists\n  //<26 ${said('docs/API.md does not exist')}`,
      );
    await checkFindings('criteria/unmet-but-done', plan, { gates: (document) => runsOf(document, failed) });
    const silent = plan.replace('Done', 'In progress').replace(/.*\/\/<.*\n/g, '');
    await checkFindings('criteria/unmet-but-done', silent, { gates: (document) => runsOf(document, failed) });
  });
});

describe('a ticked criterion whose evidence says no', () => {
  it('is unmet in work that claims to be done', async () => {
    const failed = {
      gates: (document: Parameters<typeof runsOf>[0]) =>
        runsOf(document, { ...RUN, outcome: 'failed' as const }),
    };
    const plan = (status: string, expected = ''): string => `
      # Plan
      ### Issue #4: A
      **Status:** ${status}

      **Acceptance Criteria:**
      - [x] \`make all\` passes
${expected}`;
    const message = '#4 claims to be done, and this criterion is ticked, but make all failed at 4f26a87.';
    const caret = `      //<24 criteria/unmet-but-done warning: ${message}`;
    await checkFindings('criteria/unmet-but-done', plan('Done', caret), failed);
    await checkFindings('criteria/unmet-but-done', plan('In progress'), failed);
    await checkFindings('criteria/unmet-but-done', plan('Done'), {
      gates: (document) => runsOf(document, RUN),
    });
  });
});
