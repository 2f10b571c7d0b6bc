import assert from 'node:assert/strict';
import { CARD, type GraphLayout } from '../../server/src/board/layout/graph.ts';

/** Fails if a card lies on a card or outside the picture, or an edge crosses a card. */
export function checkTidy({ cards, edges, width, height }: GraphLayout): void {
  for (const [index, a] of cards.entries()) {
    assert(a.x >= 0 && a.y >= 0 && a.x + CARD.width <= width && a.y + CARD.height <= height);
    for (const b of cards.slice(index + 1))
      assert(Math.abs(a.x - b.x) >= CARD.width || Math.abs(a.y - b.y) >= CARD.height);
  }
  for (const { points } of edges) {
    for (const [index, to] of points.slice(1).entries()) {
      const from = points[index] ?? to;
      assert(from.x === to.x || Math.abs(from.y - to.y) < 1, 'edges are upright or level');
      const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
      const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
      const hit = cards.find(
        ({ x, y }) => left < x + CARD.width && right > x && top < y + CARD.height && bottom > y,
      );
      assert.equal(hit?.task.id, undefined, 'no edge crosses a card');
    }
  }
}
