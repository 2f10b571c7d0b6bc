import assert from 'node:assert/strict';
import {
  type TreeNode,
  childrenOf,
  criterionLabel,
  groupLabel,
  nodeId,
  parentOf,
  taskDescription,
  taskSpeech,
} from '../../client/src/views/treeModel.ts';
import type { GroupOutline, RoadmapOutline, TaskOutline } from '../../server/src/protocol/outline.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function task(
  key: string,
  parent: string | null,
  line: number,
  more: Partial<TaskOutline> = {},
): TaskOutline {
  return {
    key,
    parent,
    id: key,
    title: `Title of ${key}`,
    line,
    status: null,
    effectiveStatus: 'todo',
    effort: null,
    priority: null,
    branch: null,
    progress: { met: 0, unmet: 0, unrecorded: 0 },
    criteria: [],
    gates: [],
    gateSource: null,
    dependsOn: [],
    range,
    nameRange: range,
    ...more,
  };
}

function group(key: string, parent: string | null, line: number): GroupOutline {
  return {
    key,
    parent,
    kind: 'phase',
    id: null,
    title: key,
    line,
    status: null,
    tasks: { done: 0, total: 1 },
    criteria: [],
    range,
    nameRange: range,
  };
}

const criterion = { key: 'c1', text: 'Works', checked: false, hasBox: true, range };

const roadmap: RoadmapOutline = {
  uri: 'file:///plan.md',
  version: 1,
  title: 'Plan',
  branchTemplate: 'task/{id}-{slug}',
  groups: [group('P1', null, 3), group('E1', 'P1', 9)],
  tasks: [
    task('T0', null, 1),
    task('T1', 'P1', 5, { criteria: [criterion] }),
    task('T1a', 'T1', 7),
    task('T2', 'E1', 10),
  ],
  criteria: [{ ...criterion, key: 'all', text: 'Everything' }],
};

/** The tree as indented text, one row per line. */
function draw(node: TreeNode, indent = ''): string[] {
  const name = node.kind === 'document' ? node.roadmap.title : nodeId(node).replace(/^.*#/, '');
  return [`${indent}${name ?? ''}`, ...childrenOf(node).flatMap((child) => draw(child, `${indent}  `))];
}

describe('tree of phases and tasks', () => {
  it('nests by owner and keeps the order of the document', () => {
    assert.deepEqual(draw({ kind: 'document', roadmap }), [
      'Plan',
      '  task:T0',
      '  group:P1',
      '    task:T1',
      '      criterion:c1',
      '      task:T1a',
      '    group:E1',
      '      task:T2',
      '  criterion:all',
    ]);
  });

  it('leads from each row back to the one above', () => {
    const check = (node: TreeNode): void => {
      for (const child of childrenOf(node)) {
        const parent = parentOf(child);
        assert.equal(parent && nodeId(parent), nodeId(node));
        check(child);
      }
    };
    check({ kind: 'document', roadmap });
  });

  it('says so where a roadmap has no tasks', () => {
    const nothing = { ...roadmap, groups: [], tasks: [], criteria: [] };
    const empty: TreeNode = { kind: 'document', roadmap: nothing };
    assert.deepEqual(draw(empty), ['Plan', '  empty']);
    const [row] = childrenOf(empty);
    assert(row && nodeId(parentOf(row) ?? row) === nodeId(empty));
  });

  it('says progress, priority and effort, and no priority twice', () => {
    const progress = { met: 3, unmet: 2, unrecorded: 0 };
    assert.equal(
      taskDescription(task('7', null, 1, { progress, priority: 'P0', effort: '4h' })),
      '3/5 · P0 · 4h',
    );
    assert.equal(taskDescription(task('P0-7', null, 1, { progress, priority: 'P0' })), '3/5');
    assert.equal(taskDescription(task('7', null, 1)), '');
  });

  it('tells how the branch of a task is, also to who listens', () => {
    const branchState = {
      name: 'fix/a',
      isCurrent: false,
      phrase: '↑2 ↓1',
      sentence: 'is there, 2 commits ahead.',
    };
    const node = task('7', null, 1, { progress: { met: 3, unmet: 2, unrecorded: 0 }, branchState });
    assert.equal(taskDescription(node), '3/5 · ⎇ ↑2 ↓1');
    assert.equal(
      taskSpeech(node, undefined),
      '7 Title of 7, todo, 3 of 5 criteria met, branch is there, 2 commits ahead',
    );
  });

  it('never counts criteria without a record as unmet', () => {
    const unrecorded = task('7', null, 1, { progress: { met: 0, unmet: 0, unrecorded: 5 } });
    assert.equal(taskDescription(unrecorded), '');
    assert.equal(taskSpeech(unrecorded, undefined), '7 Title of 7, todo, no record for 5 criteria');
  });

  it('names a group with its id, and a criterion without Markdown', () => {
    const named = (id: string | null, title: string): string =>
      groupLabel({ ...group('g', null, 1), id, title });
    assert.equal(named('Phase 1', 'Tracking'), 'Phase 1: Tracking');
    assert.equal(named('2', 'Storage'), '2 Storage');
    assert.equal(named(null, 'Backlog'), 'Backlog');
    const label = (text: string): string => criterionLabel({ ...criterion, text });
    assert.equal(
      label('**All** of [the API](API.md#a(b)) is in `snake_case`'),
      'All of the API is in snake_case',
    );
    assert.equal(label('_Soon_ and ~~never~~'), 'Soon and never');
  });

  it('speaks in one sentence', () => {
    const node = task('P0-2', null, 1, {
      title: 'Limit the rate',
      effectiveStatus: 'in-progress',
      progress: { met: 2, unmet: 3, unrecorded: 0 },
    });
    assert.equal(
      taskSpeech(node, 'failed'),
      'P0-2 Limit the rate, in progress, 2 of 5 criteria met, gate failed',
    );
  });
});
