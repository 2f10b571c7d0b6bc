import assert from 'node:assert/strict';
import type { CodeLens } from 'vscode-languageserver-types';
import { provideCodeLenses, resolveCodeLens } from '../../server/src/features/codeLens.ts';
import type { BranchStates } from '../../server/src/core/branches/states.ts';
import { DOCUMENT_KEY } from '../../server/src/core/model/gateKeys.ts';
import { provideOutline } from '../../server/src/features/outline.ts';
import type { GateRunTold, TaskResult, TaskResults } from '../../server/src/features/snapshot.ts';
import { LensCommands } from '../../server/src/protocol/lenses.ts';
import { MERGED, statesOf } from '../support/branchStates.ts';
import { featureFixture } from './support.ts';

const ALL: ReadonlySet<string> = new Set(Object.values(LensCommands));

interface LensCheck {
  readonly result?: TaskResult;
  readonly commands?: ReadonlySet<string>;
  readonly branches?: BranchStates;
}

/** Lenses as `line: text`, 1-based; in brackets, what cannot be clicked. */
function checkLenses(
  markup: string,
  expected: readonly string[],
  { result, commands = ALL, branches }: LensCheck = {},
): void {
  const { snapshot: bareSnapshot } = featureFixture(markup);
  const snapshot = { ...bareSnapshot, ...(branches ? { branches } : {}) };
  const results = () => result;
  const bare = { commands, wholeLenses: false };
  const resolved = provideCodeLenses(snapshot, results, bare).map((lens) =>
    resolveCodeLens(lens, snapshot, results, bare),
  );
  assert.deepEqual(resolved.map(describeLens), expected);
  const whole = provideCodeLenses(snapshot, results, { commands, wholeLenses: true });
  assert.deepEqual(
    whole,
    resolved.map(({ range, command }) => ({ range, command })),
  );
}

function describeLens({ range, command }: CodeLens): string {
  const title = command?.title ?? '';
  return `${range.start.line + 1}: ${command?.command === '' ? `[${title}]` : title}`;
}

const TASK = `
  # P
  ### Issue #4: A
  **Status:** Open

  **Validate:**
  \`\`\`bash
  npm test
  \`\`\`
`;

describe('Lenses', () => {
  it('tell where a pull request stands', () => {
    const { snapshot } = featureFixture('# P\n### #4: A\n**Branch:** `a`\n### #5: B\n**Status:** Open\n');
    const standing = { number: 7, state: 'open', draft: true, checks: 'passed', review: null } as const;
    const only = new Set([LensCommands.openPullRequest]);
    const titles = (known?: typeof standing): (string | undefined)[] =>
      provideCodeLenses(snapshot, () => undefined, {
        commands: only,
        wholeLenses: true,
        pullRequests: () => known,
      }).map(({ command }) => command?.title);
    assert.deepEqual(titles(), ['Open pull request']);
    // A task without a branch of its own has one by the template.
    const told = 'Pull request #7: draft, checks passed';
    assert.deepEqual(titles(standing), [told, told]);
  });

  it('run the gates of a task', () => {
    checkLenses(TASK, ['2: ▷ Run gate', '6: ▷ Run']);
  });

  it('show at a fence what its own last run showed', () => {
    const told = { commit: '4f26a87', fresh: true, age: 120_000, duration: 3140 } as const;
    const { snapshot } = featureFixture(TASK);
    const [task] = provideOutline(snapshot)?.tasks ?? [];
    const key = task?.gates[0]?.key ?? '';
    const check = (run: Pick<GateRunTold, 'outcome'> & { fresh?: boolean }, expected: string): void => {
      const result: TaskResult = {
        ...told,
        outcome: 'incomplete',
        gates: [{ ...told, ...run, key, start: '' }],
      };
      checkLenses(TASK, ['2: ▷ Run gate', `6: ${expected}`], { result });
    };
    check({ outcome: 'passed' }, '✓ passed 2 min ago at 4f26a87, 3.1 s');
    check({ outcome: 'passed', fresh: false }, '✓ passed 2 min ago at 4f26a87, 3.1 s (stale)');
    check({ outcome: 'failed' }, '✗ failed 2 min ago at 4f26a87, 3.1 s');
    check({ outcome: 'errored' }, '✗ could not run 2 min ago at 4f26a87, 3.1 s');
  });

  it('tell how many criteria of a phase are met', () => {
    const { snapshot } = featureFixture(
      '# P\n## Phase 1: X\n### Issue #1: A\n**Status:** open\n\n### Exit Criteria\n- [x] One\n- [ ] Two\n## Phase 2: Y\n### Issue #2: B\n**Status:** open\n',
    );
    const options = { commands: new Set([LensCommands.showCriteria]), wholeLenses: true };
    const lenses = provideCodeLenses(snapshot, () => undefined, options);
    assert.deepEqual(lenses.map(describeLens), ['2: 1 of 2 criteria met']);
    const { uri, groups } = snapshot.document;
    assert.deepEqual(lenses[0]?.command?.arguments, [{ uri, task: groups[0]?.key }]);
  });

  it('run the gates of a phase, and tell what they showed together', () => {
    const told = { commit: '4f26a87', fresh: true, age: 120_000, duration: 3100 } as const;
    const task = (id: string): string => `### Issue #${id}: A\n**Validate:** \`make t${id}\`\n`;
    const { snapshot } = featureFixture(`# P\n## Phase 1: X\n${task('1')}${task('2')}### Issue #3: B\n`);
    const check = (outcomes: Record<string, Partial<TaskResult>>, expected: string): void => {
      const keys = new Map(snapshot.document.tasks.map(({ key, id }) => [key, id ?? '']));
      const results: TaskResults = (_, key) => {
        const known = outcomes[keys.get(key) ?? ''];
        const run = { ...told, key: 'gate-1', start: key, outcome: 'passed' } as const;
        return known && { ...told, outcome: 'passed', gates: [run], ...known };
      };
      const options = { commands: new Set([LensCommands.runPhase]), wholeLenses: true };
      const lenses = provideCodeLenses(snapshot, results, options).map(describeLens);
      assert.deepEqual(lenses, [`2: ${expected}`]);
    };
    check({}, '▷ Run gates of 2 tasks');
    check({ '#1': {} }, '▷ Run gates of 2 tasks: 1 passed');
    check({ '#1': { age: 240_000 }, '#2': {} }, '✓ gates of 2 tasks passed 4 min ago at 4f26a87, 6.2 s');
    check(
      { '#1': { commit: 'aaaaaaa' }, '#2': { fresh: false } },
      '✓ gates of 2 tasks passed 2 min ago, 6.2 s (stale)',
    );
    const shared = [{ ...told, key: 'gate-1', start: '2026-01-01', outcome: 'passed' }] as const;
    check(
      { '#1': { gates: shared }, '#2': { gates: shared } },
      '✓ gates of 2 tasks passed 2 min ago at 4f26a87, 3.1 s',
    );
    check({ '#1': { outcome: 'failed' }, '#2': {} }, '✗ gates of 1 of 2 tasks failed');
    check({ '#1': { outcome: 'running' } }, '… running');
  });

  it('show the last result', () => {
    const passed = {
      outcome: 'passed',
      commit: '4f26a87',
      fresh: true,
      age: 120_000,
      duration: 3140,
    } as const;
    checkLenses(TASK, ['2: ✓ gate passed 2 min ago at 4f26a87, 3.1 s', '6: ▷ Run'], { result: passed });
    checkLenses(TASK, ['2: ✓ gate passed 2 min ago at 4f26a87, 3.1 s (stale)', '6: ▷ Run'], {
      result: { ...passed, fresh: false },
    });
    checkLenses(TASK, ['2: ✓ gate passed 2 min ago, 3.1 s', '6: ▷ Run'], {
      result: { ...passed, commit: null },
    });
    checkLenses(TASK, ['2: ✗ gate failed 2 min ago at 4f26a87, 3.1 s', '6: ▷ Run'], {
      result: { ...passed, outcome: 'failed' },
    });
    checkLenses(TASK, ['2: ✗ gate could not run 2 min ago at 4f26a87, 3.1 s', '6: ▷ Run'], {
      result: { ...passed, outcome: 'errored' },
    });
    checkLenses(TASK, ['2: … running', '6: … running'], { result: { ...passed, outcome: 'running' } });
    checkLenses(TASK, ['2: ▷ Run gate', '6: ▷ Run'], { result: { ...passed, outcome: 'incomplete' } });
  });

  it('show progress, and tell what has no record', () => {
    checkLenses('# P\n### Issue #4: A\n**Acceptance Criteria:**\n- [x] a\n- [ ] b\n', [
      '2: 1 of 2 criteria met',
    ]);
    checkLenses('# P\n### Issue #4: A\n**Acceptance Criteria:**\n- a\n- b\n', [
      '2: no record for 2 criteria',
    ]);
  });

  it('offer to start work and a pull request where a task has a branch', () => {
    checkLenses('# P\n### Issue #4: A\n**Branch:** `fix/a`\n', ['2: Start work', '2: Open pull request']);
    checkLenses('# P\n### Issue #4: A\n**Status:** Done\n**Branch:** `fix/a`\n', ['2: Open pull request']);
  });

  it('show how the branch is, also where the template names it', () => {
    const merged = statesOf({ ...MERGED, name: 'fix/a' });
    checkLenses(
      '# P\n### Issue #4: A\n**Status:** Done\n**Branch:** `fix/a`\n',
      ['2: ⎇ merged', '2: Open pull request'],
      { branches: merged },
    );
    const open = {
      ...MERGED,
      name: 'task/4-a',
      merged: null,
      isCurrent: true,
      fromBase: { ahead: 2, behind: 1 },
    };
    checkLenses('# P\n### Issue #4: A\n**Status:** Open\n', ['2: ⎇ checked out, ↑2 ↓1'], {
      branches: statesOf(open),
    });
    checkLenses('# P\n### Issue #4: A\n**Status:** Open\n', [], {
      branches: statesOf(open),
      commands: new Set(),
    });
  });

  it('are absent from a task without gates, criteria and branch', () => {
    checkLenses('# P\n### Issue #4: A\n**Status:** Open\n', []);
  });

  it('use the gates of the phase, the document and the project in this order', () => {
    const phase = '## Phase 1: X\n**Validate:**\n```bash\nnpm test\n```\n### Issue #4: A\n**Status:** Open\n';
    checkLenses(`# P\n${phase}`, ['7: ▷ Run gate', '2: ▷ Run gates of 1 task and the phase', '4: ▷ Run']);
    const document = '### Issue #4: A\n**Status:** Open\n## Validation\n```bash\nnpm test\n```\n';
    checkLenses(`# P\n${document}`, ['2: ▷ Run gate', '5: ▷ Run']);
    const project = '//- /.roadgate.yaml\ngates:\n  - name: all\n    run: npm test\n';
    checkLenses(`# P\n### Issue #4: A\n**Status:** Open\n${project}`, ['2: ▷ Run gate']);
  });

  const LEVELS = `# P
## Phase 1: X
**Validate:**
\`\`\`bash
make phase
\`\`\`
### Issue #4: A
**Status:** Open
**Validate:** \`make task\`
## Validation Commands Reference
\`\`\`bash
make all
\`\`\`
`;

  it('run gates of a phase and of the document that no task takes for its own', () => {
    checkLenses(LEVELS, ['7: ▷ Run gate', '2: ▷ Run gates of 1 task and the phase', '4: ▷ Run', '11: ▷ Run']);
    const { snapshot } = featureFixture(LEVELS);
    const outline = provideOutline(snapshot);
    const options = { commands: new Set([LensCommands.runGate]), wholeLenses: true };
    const argument = (task: string | undefined, gate: string | undefined): object => {
      return { uri: snapshot.document.uri, task, gate };
    };
    assert.deepEqual(
      provideCodeLenses(snapshot, () => undefined, options)
        .slice(1)
        .map(({ command }): unknown => command?.arguments?.[0]),
      [
        argument(outline?.groups[0]?.key, outline?.groups[0]?.gates?.[0]?.key),
        argument(DOCUMENT_KEY, outline?.gates?.[0]?.key),
      ],
    );
  });

  it('tell what a phase showed itself, beside its tasks', () => {
    const told = { commit: '4f26a87', fresh: true, age: 120_000, duration: 3140 } as const;
    const { snapshot } = featureFixture(LEVELS);
    const phase = snapshot.document.groups[0]?.key ?? '';
    const check = (own: TaskResult['outcome'], ofTask: TaskResult['outcome'], expected: string): void => {
      const results: TaskResults = (_, key) => ({ ...told, outcome: key === phase ? own : ofTask });
      const options = { commands: new Set([LensCommands.runPhase]), wholeLenses: true };
      const lenses = provideCodeLenses(snapshot, results, options).map(describeLens);
      assert.deepEqual(lenses, [`2: ${expected}`]);
    };
    check('passed', 'passed', '✓ gates of 1 task and the phase passed 2 min ago at 4f26a87, 0.0 s');
    check('incomplete', 'passed', '▷ Run gates of 1 task and the phase: 1 passed');
    check('failed', 'passed', '✗ gates of the phase failed');
    check('failed', 'failed', '✗ gates of 1 of 1 task and of the phase failed');
    check('passed', 'failed', '✗ gates of 1 of 1 task failed');
    check('running', 'passed', '… running');
  });

  it('stand on a phase whose tasks have no gates as well', () => {
    const alone = '# P\n## Phase 1: X\n**Validate:** \`make all\`\n### Issue #4: A\n**Status:** Open\n';
    const { snapshot } = featureFixture(alone);
    assert.equal(snapshot.document.groups[0]?.gates.length, 1);
    checkLenses(alone, ['4: ▷ Run gate', '2: ▷ Run gates of 1 task and the phase']);
  });

  it('do not take an installation for a gate', () => {
    checkLenses('# P\n### Issue #4: A\n**Status:** Open\n\n**Setup:**\n```bash\nnpm install\n```\n', []);
  });

  it('carry only commands that the editor has', () => {
    const both = `${TASK}
  **Branch:** \`fix/a\`
  **Acceptance Criteria:**
  - [x] a
`;
    checkLenses(both, ['2: [1 of 1 criterion met]'], { commands: new Set() });
  });

  it('are empty when their task is gone', () => {
    const before = featureFixture(TASK).snapshot;
    const after = featureFixture('# P\n').snapshot;
    const options = { commands: ALL, wholeLenses: false };
    const [lens] = provideCodeLenses(before, () => undefined, options);
    assert(lens);
    const resolved = resolveCodeLens(lens, after, () => undefined, options);
    assert.equal(resolved.command?.title, '');
  });
});
