import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type GraphLayout, layoutGraph } from '../../server/src/board/layout/graph.ts';
import { bestOrder } from '../../server/src/board/layout/graphBestOrder.ts';
import { type GraphOrder, orderInput, quickOrder } from '../../server/src/board/layout/graphOrder.ts';
import { viewOf } from '../../server/src/board/layout/graphView.ts';
import { type Direction, walk } from '../../server/src/board/layout/graphWalk.ts';
import { graphOf } from './support.ts';
import { checkTidy } from './tidy.ts';

const PLAN = `
  # Plan
  ## Phase 1
  ### A-1: One
  **Status:** todo
  ### A-2: Two
  **Depends on:** A-1
  ### A-3: Three
  **Depends on:** A-1
  ### A-4: Alone
  **Status:** todo
  ## Phase 2
  ### B-1: Four
  **Depends on:** A-2
`;

describe('The layout of the graph', () => {
  it('stands in layers from left to right, in a band for each phase', () => {
    const layout = layoutOf(PLAN);
    assert.deepEqual(columns(layout), { 'A-1': 0, 'A-2': 1, 'A-3': 1, 'A-4': 2, 'B-1': 2 });
    const [first, second] = layout.bands;
    assert(first && second && first.y + first.height < second.y);
    for (const { task, y } of layout.cards)
      assert.equal(y > second.y, task.id === 'B-1', `the band of ${task.id ?? ''}`);
  });

  it('puts what is folded up behind its title, with its edges', () => {
    const data = graphOf(PLAN);
    const [phase] = data.groups;
    const view = viewOf(data, () => true, new Set([phase?.key ?? '']));
    assert.deepEqual(
      view.tasks.map(({ id }) => id),
      ['B-1'],
    );
    assert.deepEqual(
      view.edges.map(({ from, to }) => [from, to]),
      [[phase?.key, view.tasks[0]?.key]],
    );
  });

  it('leaves out phases of which nothing is wanted', () => {
    const view = viewOf(graphOf(PLAN), ({ id }) => id === 'B-1');
    assert.deepEqual(
      view.groups.map(({ id }) => id),
      ['Phase 2'],
    );
    assert.deepEqual(view.edges, []);
  });

  for (const [name, find] of [
    ['quick', quickOrder],
    ['best', bestOrder],
  ] as const) {
    it(`never lays a card on a card, or an edge on a card, in the ${name} order`, () => {
      fc.assert(
        fc.property(plans, (plan) => {
          const view = viewOf(graphOf(plan));
          checkTidy(layoutGraph(view, find(orderInput(view))));
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe('Walking with the arrow keys', () => {
  it('follows dependencies, and reaches what has none', () => {
    checkWalk('A-1', 'right', 'A-2');
    checkWalk('A-2', 'right', 'B-1');
    checkWalk('B-1', 'left', 'A-2');
    checkWalk('A-2', 'down', 'A-3');
    checkWalk('A-3', 'up', 'A-2');
    checkWalk('A-3', 'right', 'A-4');
    checkWalk('A-1', 'left', undefined);
  });
});

/** Some tasks in some phases, with dependencies in all directions, on phases as well. */
const plans = fc
  .array(
    fc.record({
      phase: fc.nat(3),
      needs: fc.array(fc.nat(12), { maxLength: 3 }),
      onPhase: fc.option(fc.nat(3), { freq: 6 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((tasks) =>
    [0, 1, 2, 3]
      .map((phase) => {
        const own = tasks.flatMap((task, index) => {
          if (task.phase !== phase) return [];
          const needs = [...task.needs.map((need) => `A-${need}`)];
          if (task.onPhase !== null) needs.push(`Phase ${task.onPhase}`);
          const depends = needs.length > 0 ? `**Depends on:** ${needs.join(', ')}\n` : '';
          return [`### A-${index}: Task\n**Status:** todo\n${depends}`];
        });
        return own.length === 0 ? '' : `## Phase ${phase}\n\n${own.join('\n')}`;
      })
      .join('\n'),
  )
  .map((body) => `# Plan\n\n${body}`);

function layoutOf(markup: string, find: (input: ReturnType<typeof orderInput>) => GraphOrder = quickOrder) {
  const view = viewOf(graphOf(markup));
  return layoutGraph(view, find(orderInput(view)));
}

function columns({ cards }: GraphLayout): Record<string, number> {
  return Object.fromEntries(cards.map(({ task, column }) => [task.id ?? '', column]));
}

function checkWalk(from: string, direction: Direction, expected: string | undefined): void {
  const layout = layoutOf(PLAN);
  const keyOf = (id: string) => layout.cards.find(({ task }) => task.id === id)?.task.key ?? '';
  const key = walk(layout, keyOf(from), direction);
  assert.equal(layout.cards.find(({ task }) => task.key === key)?.task.id ?? undefined, expected);
}
