import type { Group, RoadmapDocument, Task } from '../model/document.ts';
import { memoryOf } from '../remember.ts';
import type { Span } from '../text/source.ts';

/** A label of the document's own list, or one that tasks and groups carry. */
export interface LabelUse {
  readonly name: string;
  /** Where it stands first. */
  readonly span: Span;
  /** How many tasks and groups carry it. */
  readonly uses: number;
}

/** The document's own list of labels beside those that it puts on its work. */
export interface LabelBook {
  readonly declared: readonly LabelUse[];
  readonly used: readonly LabelUse[];
  /** Tasks, as far as they carry labels. */
  readonly labelled: number;
}

/**
 * The labels of a document that lists its labels; undefined where there is no such list, or where it is of something
 * else: fewer than half of the labels in use are in it.
 */
export function readLabelBook(document: RoadmapDocument): LabelBook | undefined {
  const memory = memoryOf(document);
  const { labels, labelSpans } = document;
  const isListed = labels.length >= FEWEST;
  const carried = (unit: Task | Group): readonly Carried[] =>
    unit.labels.map((name, index) => ({ name, span: unit.labelSpans[index] ?? unit.nameSpan }));
  const ofTasks = memory.flatMap('labels of tasks', [], isListed ? document.tasks : NOTHING, carried);
  const ofGroups = memory.flatMap('labels of groups', [], isListed ? document.groups : NOTHING, carried);
  const declared = memory.keep('labels declared', toCarried(labels, labelSpans), isSame);
  return memory.derive('label book', [ofTasks, ofGroups, declared, isListed], () => {
    if (!isListed) return undefined;
    const inOrder = [...ofTasks, ...ofGroups].sort((a, b) => a.span.from - b.span.from);
    return toBook(declared, inOrder);
  });
}

/** One label alone is a word in code marks that happens to stand there. */
const FEWEST = 3;

const NOTHING: readonly never[] = [];

type Carried = Pick<LabelUse, 'name' | 'span'>;

function toCarried(labels: readonly string[], spans: readonly Span[]): readonly Carried[] {
  return labels.flatMap((name, index) => {
    const span = spans[index];
    return span ? [{ name, span }] : [];
  });
}

function isSame(a: Carried, b: Carried): boolean {
  return a.name === b.name && a.span.from === b.span.from;
}

function toBook(declared: readonly Carried[], carried: readonly Carried[]): LabelBook | undefined {
  const uses = new Map<string, { first: Carried; count: number }>();
  for (const each of carried) {
    const known = uses.get(labelKey(each.name));
    if (known) known.count++;
    else uses.set(labelKey(each.name), { first: each, count: 1 });
  }
  const used = [...uses.values()].map(({ first, count }) => ({ ...first, uses: count }));
  const book: LabelBook = {
    declared: declared.map((each) => ({ ...each, uses: countUses(each.name, used) })),
    used,
    labelled: carried.length,
  };
  const known = used.filter(({ name }) => isDeclared(book, name));
  return known.length * 2 > used.length ? book : undefined;
}

function countUses(declared: string, used: readonly LabelUse[]): number {
  return used.filter(({ name }) => stands(declared, name)).reduce((sum, { uses }) => sum + uses, 0);
}

/** Whether the document's own list has the label, maybe as a pattern. */
export function isDeclared({ declared }: LabelBook, name: string): boolean {
  return declared.some((each) => stands(each.name, name));
}

/** `phase-*`, `phase-N` and `phase-X` stand for every phase. */
function stands(declared: string, name: string): boolean {
  if (labelKey(declared) === labelKey(name)) return true;
  const [, head = '', open] = /^(.*?[-:/_ ])(\*|[NX]|\.\.\.|…)$/.exec(declared) ?? [];
  return open !== undefined && labelKey(name).startsWith(labelKey(head));
}

/** Forges do not tell labels apart by the case of their letters, and people write `P1` for `priority: P1`. */
export function labelKey(name: string): string {
  return name.toLowerCase().replace(/\s*([:/])\s*/g, '$1');
}
