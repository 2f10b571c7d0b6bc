import assert from 'node:assert/strict';
import type { CodeLens } from 'vscode-languageserver-types';
import { provideCodeLenses, resolveCodeLens } from '../../server/src/features/codeLens.ts';
import type { BranchStates } from '../../server/src/core/branches/states.ts';
import type { TaskResult } from '../../server/src/features/snapshot.ts';
import { LensCommands } from '../../server/src/protocol/messages.ts';
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
    checkLenses(TASK, ['2: ▷ Run gate']);
  });

  it('show the last result', () => {
    const passed = {
      outcome: 'passed',
      commit: '4f26a87',
      fresh: true,
      age: 120_000,
      duration: 3140,
    } as const;
    checkLenses(TASK, ['2: ✓ gate passed 2 min ago at 4f26a87, 3.1 s'], { result: passed });
    checkLenses(TASK, ['2: ✓ gate passed 2 min ago at 4f26a87, 3.1 s (stale)'], {
      result: { ...passed, fresh: false },
    });
    checkLenses(TASK, ['2: ✓ gate passed 2 min ago, 3.1 s'], { result: { ...passed, commit: null } });
    checkLenses(TASK, ['2: ✗ gate failed 2 min ago at 4f26a87, 3.1 s'], {
      result: { ...passed, outcome: 'failed' },
    });
    checkLenses(TASK, ['2: ✗ gate could not run 2 min ago at 4f26a87, 3.1 s'], {
      result: { ...passed, outcome: 'errored' },
    });
    checkLenses(TASK, ['2: … running'], { result: { ...passed, outcome: 'running' } });
    checkLenses(TASK, ['2: ▷ Run gate'], { result: { ...passed, outcome: 'incomplete' } });
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
    checkLenses(`# P\n${phase}`, ['7: ▷ Run gate']);
    const document = '### Issue #4: A\n**Status:** Open\n## Validation\n```bash\nnpm test\n```\n';
    checkLenses(`# P\n${document}`, ['2: ▷ Run gate']);
    const project = '//- /.roadgate.yaml\ngates:\n  - name: all\n    run: npm test\n';
    checkLenses(`# P\n### Issue #4: A\n**Status:** Open\n${project}`, ['2: ▷ Run gate']);
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
