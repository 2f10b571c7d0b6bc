import { CARD, type CardPlace, type GraphLayout } from './graph.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The card to which a key leads. Left goes to what the task depends on, right to what depends on it: the nearest;
 * where there is no edge, to the nearest card on that side. Up and down go to the nearest card above and below.
 * Undefined at the rim.
 */
export function walk(layout: GraphLayout, from: string, direction: Direction): string | undefined {
  const here = layout.cards.find(({ task }) => task.key === from);
  if (here === undefined) return layout.cards[0]?.task.key;
  const linked = linkedCards(layout, from, direction);
  const reachable = linked.length > 0 ? linked : layout.cards.filter((card) => isOn(here, card, direction));
  return nearest(here, reachable, direction)?.task.key;
}

function linkedCards(
  { cards, edges }: GraphLayout,
  from: string,
  direction: Direction,
): readonly CardPlace[] {
  if (direction === 'up' || direction === 'down') return [];
  const keys = new Set(
    edges.flatMap(({ edge }) => {
      if (direction === 'right') return edge.from === from ? [edge.to] : [];
      return edge.to === from ? [edge.from] : [];
    }),
  );
  return cards.filter(({ task }) => task.key !== from && keys.has(task.key));
}

function isOn(here: CardPlace, { x, y }: CardPlace, direction: Direction): boolean {
  switch (direction) {
    case 'left':
      return x < here.x;
    case 'right':
      return x > here.x;
    case 'up':
      return y < here.y;
    case 'down':
      return y > here.y;
  }
}

/** A card beside the way counts as farther than one straight ahead. */
function nearest(here: CardPlace, cards: readonly CardPlace[], direction: Direction): CardPlace | undefined {
  const isUpright = direction === 'up' || direction === 'down';
  const distance = ({ x, y }: CardPlace): number => {
    const [ahead, beside] = isUpright ? [y - here.y, x - here.x] : [x - here.x, y - here.y];
    return Math.abs(ahead) + Math.abs(beside) * (isUpright ? CARD.height / CARD.width : 3);
  };
  return cards.reduce<CardPlace | undefined>(
    (best, card) => (best === undefined || distance(card) < distance(best) ? card : best),
    undefined,
  );
}
