import { normalizeId } from '../../index/ids.ts';
import type { Dependency, RoadmapDocument } from '../../model/document.ts';
import type { Doubt } from './doubt.ts';
import { Remembered } from '../../remember.ts';
import { isPlainField } from './fields.ts';

/** A dependency on an id that no document has. */
interface UnknownId {
  readonly document: RoadmapDocument;
  readonly dependency: Dependency;
  /** The ids of the document that have the same shape. */
  readonly alike: readonly string[];
  /** How many ids of its series no document has, itself included. */
  readonly unknownAlike: number;
  /** The document has the id in other places than dependencies, or ids that begin with it. */
  readonly isMentioned: boolean;
  /** The document has ids that are this one with a letter behind it. */
  readonly hasParts: boolean;
  /** How many other dependencies of the document name one of its own tasks or phases. */
  readonly known: number;
}

/**
 * What speaks against `dependency/unknown`. Surely wrong is an id that continues a series of the document's own ids.
 * Anything else may be the number of an issue at the forge, a milestone of another plan, or a word that looks like an id.
 */
export const UNKNOWN_ID_DOUBTS: readonly Doubt<UnknownId>[] = [
  {
    because: 'the document has no two ids of this form',
    severity: 'hint',
    applies: ({ dependency, alike }) => alike.length < 2 || shapeOf(dependency.id) === '',
  },
  {
    because: 'its number is one of another section or plan, as Phase 5.2 where phases are 7.1 to 7.6',
    severity: 'hint',
    applies: ({ dependency: { id }, alike }) => /\d\./.test(id) && !hasSeries(alike, id),
  },
  {
    because: 'the document has it with a letter behind it (S2a and S2b for S2): it may mean these',
    severity: 'information',
    applies: ({ hasParts }) => hasParts,
  },
  {
    because: 'it is a plain number, far above those of the document: the forge has numbers, too',
    severity: 'hint',
    applies: ({ dependency: { id }, alike }) => isPlainNumber(id) && isFarAbove(id, alike),
  },
  {
    because: 'it is a plain number, which may be that of an issue at the forge',
    severity: 'information',
    applies: ({ dependency: { id } }) => isPlainNumber(id),
  },
  {
    because: 'it is the name of a phase, sprint or the like, of which other plans have as many',
    severity: 'information',
    applies: ({ dependency: { id } }) => /\p{L}\s/u.test(id),
  },
  {
    because: 'three or more ids of its series are unknown: their plan may stand elsewhere',
    severity: 'information',
    applies: ({ unknownAlike }) => unknownAlike > 2,
  },
  {
    because: 'the document speaks of it elsewhere: it may be work that is written down in another way',
    severity: 'information',
    applies: ({ isMentioned }) => isMentioned,
  },
  {
    because:
      'fewer of the other dependencies of the document name a task that it has than one that it has not',
    severity: 'information',
    applies: ({ known, unknownAlike }) => known === 0 || known < unknownAlike,
  },
  {
    because: 'it stands in a sentence, not in a field or cell that holds nothing but ids',
    severity: 'information',
    applies: ({ document: { source }, dependency: { span } }) => !isPlainField(source, span),
  },
];

/** What is left of an id when its numbers are taken out: `P0-12` → `p0-0`, `#38` and `38` → `0`. */
export function shapeOf(id: string): string {
  return normalizeId(id)
    .replace(/\d+(?=\D*$)/, '0')
    .replace(/\d+(?=\.)/g, '0');
}

/** An id without its last number: `Phase 7.1` → `phase 7.`. */
export function seriesOf(id: string): string {
  return normalizeId(id).replace(/\d+\D*$/, '');
}

function hasSeries(ids: readonly string[], id: string): boolean {
  return ids.some((other) => seriesOf(other) === seriesOf(id));
}

function isPlainNumber(id: string): boolean {
  return /^#?0*$/.test(shapeOf(id));
}

/** Neither among the document's own numbers nor right after them. */
function isFarAbove(id: string, alike: readonly string[]): boolean {
  const highest = knownHighest.read(alike, [], () => alike.map(numberOf).reduce(max, -Infinity));
  return numberOf(id) > highest + alike.length;
}

/** Of the same ids it is asked about each unknown one. */
const knownHighest = new Remembered<readonly string[], number>();

function numberOf(id: string): number {
  return Number(id.replace(/\D/g, ''));
}

function max(a: number, b: number): number {
  return Math.max(a, b);
}
