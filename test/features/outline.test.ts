import assert from 'node:assert/strict';
import { provideOutline } from '../../server/src/features/outline.ts';
import { RoadmapOutline, type TaskOutline } from '../../server/src/protocol/outline.ts';
import { MERGED, statesOf } from '../support/branchStates.ts';
import { featureFixture } from './support.ts';

function outlineOf(markup: string): RoadmapOutline {
  // The schema is what the editor checks it with.
  return RoadmapOutline.parse(provideOutline(featureFixture(markup).snapshot));
}

/** Each task's gates: where they come from, and their texts. */
function checkGates(markup: string, expected: readonly string[]): void {
  const found = outlineOf(markup).tasks.map(
    ({ id, gateSource, gates }: TaskOutline) =>
      `${id ?? ''} ${gateSource ?? 'none'}: ${gates.map(({ text }) => text).join(' | ')}`,
  );
  assert.deepEqual(found, expected);
}

const PLAN = `
  # Shop
  ## Phase 1: Basket
  #### Issue #4: Round prices
  **Status:** Done
  **Effort:** 3 hours
  **Branch:** \`fix/round\`

  **Acceptance Criteria:**
  - [x] Cents are whole
  - [ ] Tax is added last
  - Nobody minds
  #### Issue #5: Send a mail
  **Status:** Open
`;

describe('Outline', () => {
  it('tells of gates of phases and of the document, and where they stand', () => {
    const fence = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n`;
    const { groups, gates } = outlineOf(
      `# P\n## Phase 1: X\n**Validate:**\n${fence('make phase')}### Issue #1: A\n**Status:** Open\n**Validate:** \`make\`\n` +
        `## Phase 2: Y\n### Issue #2: B\n**Status:** Open\n## Validation\n${fence('make all')}${fence('npm install')}`,
    );
    const told = (found: typeof gates): string[] | undefined =>
      found?.map(({ text, range }) => `${text} ${range?.start.line}`);
    assert.deepEqual(
      groups.map((group) => told(group.gates)),
      [['make phase 3'], undefined],
    );
    assert.deepEqual(told(gates), ['make all 13']);
  });

  it('tells of phases and tasks, and counts what is done', () => {
    const { title, version, groups, tasks } = outlineOf(PLAN);
    assert.equal(title, 'Shop');
    assert.equal(version, 1);
    assert.deepEqual(
      groups.map(({ kind, title: name, tasks: count }) => [kind, name, count.done, count.total]),
      [['phase', 'Basket', 1, 2]],
    );
    assert.deepEqual(
      tasks.map(({ id, parent, effectiveStatus, effort, branch }) => [
        id,
        parent,
        effectiveStatus,
        effort,
        branch,
      ]),
      [
        ['#4', groups[0]?.key, 'done', '3 hours', 'fix/round'],
        ['#5', groups[0]?.key, 'todo', null, null],
      ],
    );
  });

  it('tells how branches are', () => {
    const { snapshot } = featureFixture(PLAN);
    const branches = statesOf({ ...MERGED, name: 'fix/round' });
    const { tasks } = RoadmapOutline.parse(provideOutline({ ...snapshot, branches }));
    assert.deepEqual(
      tasks.map(({ branchState }) => branchState),
      [
        { name: 'fix/round', isCurrent: false, phrase: 'merged', sentence: 'is there, merged into main.' },
        undefined,
      ],
    );
  });

  it('tells criteria, and which of them have a box', () => {
    const [task] = outlineOf(PLAN).tasks;
    assert.deepEqual(task?.progress, { met: 1, unmet: 1, unrecorded: 1 });
    assert.deepEqual(
      task.criteria.map(({ text, checked, hasBox }) => [text, checked, hasBox]),
      [
        ['Cents are whole', true, true],
        ['Tax is added last', false, true],
        ['Nobody minds', null, false],
      ],
    );
  });

  it('is none for a document that is no roadmap', () => {
    assert.equal(provideOutline(featureFixture('# Read me\n\nText.\n').snapshot), undefined);
  });

  it('falls back to the gates of the phase, the document and the project', () => {
    checkGates(
      `
      # P
      ## Phase 1: X
      **Validate:**
      \`\`\`bash
      make phase
      \`\`\`
      #### Issue #4: A
      **Validate:**
      \`\`\`bash
      make own
      \`\`\`
      #### Issue #5: B
      **Status:** Open
      ## Phase 2: Y
      #### Issue #6: C
      **Status:** Open
      ## Validation
      \`\`\`bash
      make all
      \`\`\`
      //- /.roadgate.yaml
      gates:
        - name: everything
          run: make project
      `,
      ['#4 task: make own', '#5 phase: make phase', '#6 document: make all'],
    );
    checkGates(
      '# P\n### Issue #4: A\n**Status:** Open\n//- /.roadgate.yaml\ngates:\n  - name: all\n    run: npm test\n',
      ['#4 project: npm test'],
    );
    checkGates('# P\n### Issue #4: A\n**Status:** Open\n', ['#4 none: ']);
  });

  it('keeps the key of a gate while its text is the same', () => {
    const plan = (before: string) =>
      `# P\n${before}### Issue #4: A\n**Status:** Open\n\n**Validate:**\n\`\`\`bash\nmake own\n\`\`\`\n`;
    const key = (markup: string) => outlineOf(markup).tasks[0]?.gates[0]?.key;
    assert.equal(key(plan('')), key(plan('Some words.\n\n')));
    assert.notEqual(key(plan('')), key(plan('').replace('make own', 'make more')));
  });
});
