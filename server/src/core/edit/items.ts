import type { DocumentEdit } from '../analysis/finding.ts';
import type { Item, RoadmapDocument } from '../model/document.ts';
import { Remembered, memoryOf } from '../remember.ts';

/** The edits that do what was asked, or a sentence that says why it cannot be done. */
export type EditResult =
  | { readonly kind: 'edits'; readonly edits: readonly DocumentEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Ticks or clears the item with this key, in the way the document ticks: `x` or `X` in a box, ✅ or ❌ before
 * a bullet. A bullet without a mark gets a box. No edits if it already is as asked.
 */
export function setChecked(document: RoadmapDocument, itemKey: string, checked: boolean): EditResult {
  const item = byKey
    .read(document, [], () => new Map(itemsOf(document).map((each) => [each.key, each])))
    .get(itemKey);
  if (item === undefined) return refused('There is no such item in this document any more.');
  return tickItem(document, item, checked);
}

/** The same for an item of the document as it is. */
export function tickItem(document: RoadmapDocument, item: Item, checked: boolean): EditResult {
  if (item.checked === checked) return { kind: 'edits', edits: [] };
  if (item.mark === null) return makeBox(document, item, checked ? tick(document) : ' ');

  const box = checked ? tick(document) : ' ';
  const emoji = checked ? '✅' : '❌';
  const newText = item.mark.kind === 'box' ? box : emoji;
  return { kind: 'edits', edits: [{ uri: document.uri, span: item.mark.span, newText }] };
}

/** Gives open boxes to those of the items that are bullets without a mark; refused if none of them is one. */
export function makeBoxes(document: RoadmapDocument, items: readonly Item[]): EditResult {
  const edits = items
    .filter(({ mark }) => mark === null)
    .map((item) => makeBox(document, item, ' '))
    .flatMap((result) => (result.kind === 'edits' ? result.edits : []));
  return edits.length > 0 ? { kind: 'edits', edits } : refused(NO_BULLET);
}

/** Every item of the document: those of tasks, then the criteria of groups and of the document. */
export function itemsOf(document: RoadmapDocument): readonly Item[] {
  return [...document.tasks.flatMap(({ items }) => items), ...document.criteria];
}

const NO_BULLET = 'This criterion is no list item: a box needs one to stand in.';

function makeBox(document: RoadmapDocument, item: Item, mark: string): EditResult {
  const text = document.source.slice(item.span);
  const marker = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(text)?.[0];
  if (marker === undefined) return refused(NO_BULLET);
  const at = item.span.from + marker.length;
  return { kind: 'edits', edits: [{ uri: document.uri, span: { from: at, to: at }, newText: `[${mark}] ` }] };
}

const byKey = new Remembered<RoadmapDocument, ReadonlyMap<string, Item>>();
const ticks = new Remembered<RoadmapDocument, string>();

/** The character this document ticks with. */
export function tick(document: RoadmapDocument): string {
  return ticks.read(document, [], () => readTick(document));
}

function readTick(document: RoadmapDocument): string {
  const { source, tasks, criteria } = document;
  const ticksOf = (items: readonly Item[]): readonly string[] =>
    items.flatMap(({ checked, mark }) =>
      checked === true && mark?.kind === 'box' ? [source.slice(mark.span)] : [],
    );
  const inTasks = memoryOf(document).flatMap('ticks', [], tasks, ({ items, status, statusClaim }) => [
    ...(status === 'done' && statusClaim?.kind === 'box' ? [source.slice(statusClaim.span)] : []),
    ...ticksOf(items),
  ]);
  const marks = [...inTasks, ...ticksOf(criteria)];
  const capital = marks.filter((mark) => mark === 'X').length;
  return capital > marks.length / 2 ? 'X' : 'x';
}

function refused(reason: string): EditResult {
  return { kind: 'refused', reason };
}
