import assert from 'node:assert/strict';
import type { GraphData } from '../../server/src/protocol/graph.ts';
import { graphOf } from './support.ts';

describe('The data of the dependency graph', () => {
  it('leads from what comes first to what depends on it', () => {
    checkEdges(
      `
      # Plan
      ## Phase 1
      ### A-1: One
      **Status:** done
      ### A-2: Two
      **Depends on:** A-1, A-3 (optional)
      ### A-3: Three
      **Status:** todo
      ## Phase 2
      **Depends on:** Phase 1
      ### B-1: Four
      **Depends on:** Phase 1, A-2
      `,
      ['A-1 → A-2', 'A-3 ⇢ A-2', 'Phase 1 → Phase 2', 'Phase 1 → B-1', 'A-2 → B-1'],
    );
  });

  it('marks rounds, and what is done before its time', () => {
    checkEdges(
      `
      # Plan
      ### A-1: One
      **Depends on:** A-2
      **Status:** todo
      ### A-2: Two
      **Depends on:** A-1
      **Status:** todo
      ### A-3: Three
      **Depends on:** A-1
      **Status:** done
      `,
      ['A-2 → A-1 (cycle)', 'A-1 → A-2 (cycle)', 'A-1 → A-3 (done-before)'],
    );
  });

  it('tells what is ready, and what waits', () => {
    const { tasks } = graphOf(`
      # Plan
      ### A-1: One
      **Status:** in progress
      ### A-2: Two
      **Depends on:** A-1
      **Status:** todo
      ### A-3: Three
      **Status:** done
      ### A-4: Four
      **Depends on:** A-3
      **Status:** todo
    `);
    assert.deepEqual(
      tasks.map(({ ready, waitsFor }) => [ready, waitsFor]),
      [
        [false, []],
        [false, ['A-1']],
        [false, []],
        [true, []],
      ],
    );
  });

  it('counts criteria without a record as such, never as unmet', () => {
    const { tasks } = graphOf(`
      # Plan
      ### A-1: One
      **Status:** todo
      **Acceptance Criteria:**
      - It works
      - It is tested
      ### A-2: Two
      **Acceptance Criteria:**
      - [x] It works
      - [ ] It is tested
    `);
    assert.deepEqual(
      tasks.map(({ status, criteria }) => ({ status, ...criteria })),
      [
        { status: 'todo', met: 0, unmet: 0, unrecorded: 2 },
        { status: 'in-progress', met: 1, unmet: 1, unrecorded: 0 },
      ],
    );
  });

  it('offers only the statuses that the document can be made to claim', () => {
    const { tasks } = graphOf(`
      # Plan
      - [ ] T001 A box
      - [x] T002 Another
      ## Later
      ### A-1: A field
      **Status:** todo
      ### A-2: Nothing claimed
      **Effort:** 2 hours
    `);
    assert.deepEqual(
      tasks.map(({ id, statuses }) => [id, statuses.length]),
      [
        ['T001', 1],
        ['T002', 1],
        ['A-1', 6],
        ['A-2', 0],
      ],
    );
  });

  it('keeps a task within a task, and a group within a group', () => {
    const { tasks, groups } = graphOf(`
      # Plan
      ## Phase 1: Base
      ### Epic: Storage
      #### A-1: One
      **Status:** todo
      ##### A-1.1: Inner
      **Status:** todo
    `);
    assert.deepEqual(
      groups.map(({ title, parent }) => [title, parent]),
      [
        ['Base', null],
        ['Storage', groups[0]?.key],
      ],
    );
    assert.deepEqual(
      tasks.map(({ group, parent }) => [group, parent]),
      [
        [groups[1]?.key, null],
        [groups[1]?.key, tasks[0]?.key],
      ],
    );
  });
});

describe('The critical path', () => {
  it('is the longest chain of what is left, with its least and its most', () => {
    checkPath(
      `
      ### A-1: One
      **Effort:** 2-3 hours
      ### A-2: Two
      **Effort:** 4-8 hours
      **Depends on:** A-1
      ### A-3: Three
      **Effort:** 1 day
      `,
      'A-1 A-2, 8-11',
    );
  });

  it('leaves out what is done', () => {
    checkPath(
      `
      ### A-1: One
      **Effort:** 20 hours
      **Status:** done
      ### A-2: Two
      **Effort:** 4 hours
      **Depends on:** A-1
      ### A-3: Three
      **Effort:** 3 hours
      **Depends on:** A-2
      `,
      'A-2 A-3, 7-7',
    );
  });

  it('tells apart what decides in any case from what may decide', () => {
    const { tasks } = graphOf(`
      # Plan
      ### A-1: Start
      **Effort:** 2 hours
      ### A-2: Sure to be short, may be long
      **Effort:** 1-9 hours
      **Depends on:** A-1
      ### A-3: Always the same
      **Effort:** 5 hours
      **Depends on:** A-1
    `);
    assert.deepEqual(
      tasks.map(({ critical }) => critical),
      ['always', 'maybe', 'maybe'],
    );
    assert.deepEqual(
      tasks.map(({ end }) => end),
      [
        { min: 2, max: 2 },
        { min: 3, max: 11 },
        { min: 7, max: 7 },
      ],
    );
  });

  it('counts tasks where nothing is estimated', () => {
    checkPath(
      `
      ### A-1: One
      **Status:** todo
      ### A-2: Two
      **Depends on:** A-1
      ### A-3: Three
      **Depends on:** A-2
      ### A-4: Four
      **Depends on:** A-1
      `,
      'A-1 A-2 A-3, 0-0',
    );
  });

  it('goes through phases that depend on phases', () => {
    checkPath(
      `
      ## Phase 1
      ### A-1: One
      **Effort:** 2 hours
      ### A-2: Two
      **Effort:** 5 hours
      ## Phase 2
      **Depends on:** Phase 1
      ### B-1: Three
      **Effort:** 1 hour
      `,
      'A-2 B-1, 6-6',
    );
  });

  it('ends where tasks wait for each other', () => {
    const { tasks, criticalPath } = graphOf(`
      # Plan
      ### A-1: One
      **Effort:** 2 hours
      **Depends on:** A-2
      ### A-2: Two
      **Effort:** 3 hours
      **Depends on:** A-1
    `);
    assert.equal(tasks.length, 2);
    assert.equal(criticalPath?.hours.max, 5);
  });

  it('is none where nothing depends on anything', () => {
    checkPath('### A-1: One\n**Effort:** 2 hours\n### A-2: Two\n**Effort:** 5 hours\n', null);
  });
});

function checkEdges(markup: string, expected: readonly string[]): void {
  const data = graphOf(markup);
  const nameOf = names(data);
  const found = data.edges.map(
    ({ from, to, soft, problem }) =>
      `${nameOf(from)} ${soft ? '⇢' : '→'} ${nameOf(to)}${problem ? ` (${problem})` : ''}`,
  );
  assert.deepEqual(found.sort(), [...expected].sort());
}

function checkPath(markup: string, expected: string | null): void {
  const data = graphOf(`# Plan\n${markup.replace(/^ +/gm, '')}`);
  const { criticalPath } = data;
  const nameOf = names(data);
  const found =
    criticalPath &&
    `${criticalPath.tasks.map(nameOf).join(' ')}, ${criticalPath.hours.min}-${criticalPath.hours.max}`;
  assert.equal(found, expected);
}

function names({ tasks, groups }: GraphData): (key: string) => string {
  const byKey = new Map([...groups, ...tasks].map(({ key, id }) => [key, id ?? '?']));
  return (key) => byKey.get(key) ?? '?';
}
