import assert from 'node:assert/strict';
import { fullCells, percentOf, tallyOf } from '../../client/src/views/progress.ts';
import type { RoadmapOutline, TaskOutline } from '../../server/src/protocol/outline.ts';
import { provideOutline } from '../../server/src/features/outline.ts';
import { featureFixture } from '../features/support.ts';

function outlineOf(markup: string): RoadmapOutline {
  const outline = provideOutline(featureFixture(markup).snapshot);
  assert(outline);
  return outline;
}

const statusOf = ({ effectiveStatus }: TaskOutline): string => effectiveStatus;

describe('Progress of roadmaps', () => {
  const outline = outlineOf(`
    # Shop
    ## Phase 1: Basket
    ### Task 1.1: Add
    **Status:** Done
    ### Task 1.2: Remove
    **Status:** In review
    ### Task 1.3: Wrap
    **Status:** Cancelled
    ### Task 1.4: Send
    **Status:** Blocked
    ## Phase 2: Bill
    ### Task 2.1: Print
    **Status:** Planned
  `);

  it('tells apart what is done, left and dropped', () => {
    assert.deepEqual(outline.tasks.map(statusOf), ['done', 'in-review', 'cancelled', 'blocked', 'todo']);
    const once = { done: 1, started: 1, blocked: 1, todo: 1, dropped: 1, total: 4 };
    assert.deepEqual(tallyOf([outline]), once);
    assert.equal(tallyOf([outline, outline]).total, 8);
    assert.equal(tallyOf([]).total, 0);
  });

  it('is counted for a phase in the same way', () =>
    assert.deepEqual(
      outline.groups.map(({ tasks }) => tasks),
      [
        { done: 1, total: 3 },
        { done: 0, total: 1 },
      ],
    ));

  it('is full only when everything is done, and empty only when nothing is', () => {
    const full = (done: number, total: number): number => fullCells(done, total, 10);
    assert.deepEqual([full(0, 40), full(1, 40), full(39, 40), full(40, 40), full(0, 0)], [0, 1, 9, 10, 0]);
    assert.equal(percentOf(39, 40), 97);
    assert.equal(percentOf(0, 0), 0);
  });
});
