import { findById, type IdPlace, idKeysOf, normalizeId } from '../core/index/ids.ts';
import type { Claim, Dependency, Group, Reference, Task } from '../core/model/document.ts';
import type { Span } from '../core/text/source.ts';
import { coverage } from '../core/text/spans.ts';
import { touches } from './convert.ts';
import type { Snapshot } from './snapshot.ts';

/** What the text at one place speaks of. */
export type Mention =
  { readonly kind: 'reference'; readonly reference: Reference; readonly span: Span } | IdMention;

export interface IdMention {
  readonly kind: 'id';
  /** The id that is named; the text may have a kind word before it, or name it as a part of a range. */
  readonly id: string;
  readonly span: Span;
  /** The model knows nothing of it: it stands in running text, or in code. */
  readonly isWritten: boolean;
  /** What it can stand for, the likeliest first; never empty. */
  readonly places: readonly IdPlace[];
}

/**
 * The file reference, or the id of a task or phase, at `offset`. Ids are known where the document says that
 * they are ids (a task's own, a dependency), and in running text where they look like nothing else: `P0-1`,
 * `#12`, `Task 1.1`, `Phase 2`. A bare number in a sentence is a number.
 */
export function mentionAt(snapshot: Snapshot, offset: number): Mention | undefined {
  const { document } = snapshot;
  const isHere: Wish = (_, span) => touches(span, offset);
  for (const mentions of [ownMentions, dependencyMentions, claimMentions]) {
    const found = smallestAt(mentions(snapshot, isHere), offset);
    if (found) return found;
  }
  const reference = document.references.find(({ span }) => touches(span, offset));
  if (reference) return { kind: 'reference', reference, span: reference.span };
  return writtenIdAt(snapshot, offset);
}

/**
 * Every mention of a document that speaks of the same task, phase or file; of files those with the same path.
 * @param twins tasks that are one with the task that is wanted.
 */
export function mentionsLike(
  snapshot: Snapshot,
  wanted: Mention,
  twins: readonly Task[] = [],
): readonly Mention[] {
  if (wanted.kind === 'reference') {
    const { path } = wanted.reference;
    const alike = snapshot.document.references.filter((reference) => reference.path === path);
    return alike.map((reference) => ({ kind: 'reference', reference, span: reference.span }));
  }
  const units = new Set([...wanted.places.slice(0, 1).map(unitOf), ...twins]);
  const keys = new Set([...units].flatMap((unit) => [...keysOf(unit)]));
  return [...idMentionsIn(snapshot, keys)].filter(({ places: [place] }) => place && units.has(unitOf(place)));
}

function unitOf(place: IdPlace): Task | Group {
  return place.kind === 'task' ? place.task : place.group;
}

function keysOf(unit: Task | Group): Iterable<string> {
  if ('form' in unit) return idKeysOf(unit);
  return unit.id === null ? [] : [normalizeId(unit.id)];
}

/**
 * Every mention of certain ids of tasks or phases.
 * @param keys the ids, in the form of `normalizeId`.
 */
export function* idMentionsIn(snapshot: Snapshot, keys: ReadonlySet<string>): Iterable<IdMention> {
  const { tasks, groups, references } = snapshot.document;
  const isWanted: Wish = (id) => keys.has(normalizeId(id));
  const told = [...ownMentions(snapshot, isWanted), ...dependencyMentions(snapshot, isWanted)];
  const isTold = coverage(told.map(({ span }) => span));
  // A row that claims a state and an effort claims twice at one place.
  const claims = new Map(
    [...claimMentions(snapshot, isWanted)].map((mention) => [mention.span.from, mention]),
  );
  const claimed = [...claims.values()].filter(({ span }) => !isTold(span.from));
  yield* [...told, ...claimed];
  const dependencies = [...tasks, ...groups].flatMap(({ dependsOn }) => dependsOn);
  const isKnown = coverage([
    ...[...told, ...claimed, ...dependencies, ...references].map(({ span }) => span),
    ...tasks.flatMap(({ idSpan }) => idSpan ?? []),
  ]);
  // `Task 1` in a heading is the id `1` of its task.
  for (const mention of writtenIds(snapshot, isWanted))
    if (!isKnown(mention.span.from) && !isKnown(mention.span.to - 1)) yield mention;
}

/** Whether a mention of an id is looked for; asked before anybody looks for what the id stands for. */
type Wish = (id: string, span: Span) => boolean;

function smallestAt(mentions: Iterable<IdMention>, offset: number): IdMention | undefined {
  let found: IdMention | undefined;
  for (const mention of mentions) {
    if (!touches(mention.span, offset)) continue;
    if (found === undefined || size(mention.span) < size(found.span)) found = mention;
  }
  return found;
}

function size({ from, to }: Span): number {
  return to - from;
}

function* ownMentions({ document }: Snapshot, isWanted: Wish): Iterable<IdMention> {
  for (const task of document.tasks) {
    const { id, idSpan } = task;
    if (id !== null && idSpan && isWanted(id, idSpan))
      yield { kind: 'id', id, span: idSpan, isWritten: false, places: [{ kind: 'task', document, task }] };
  }
}

function* dependencyMentions(snapshot: Snapshot, isWanted: Wish): Iterable<IdMention> {
  const { tasks, groups, source } = snapshot.document;
  for (const owner of [...tasks, ...groups]) {
    for (const dependency of owner.dependsOn) {
      if (!isWanted(dependency.id, dependency.span)) continue;
      const span = isOfRange(owner, dependency)
        ? (endOfRange(source.slice(dependency.span), dependency) ?? dependency.span)
        : dependency.span;
      const mention = idMention(snapshot, dependency.id, span, 'form' in owner ? owner : undefined);
      if (mention) yield mention;
    }
  }
}

/** `#3-#5` are three dependencies at one place. */
function isOfRange({ dependsOn }: Task | Group, { span }: Dependency): boolean {
  return dependsOn.filter((other) => other.span.from === span.from && other.span.to === span.to).length > 1;
}

/** Where the first and the last id of a range stand; those between them stand nowhere. */
function endOfRange(text: string, { id, span }: Dependency): Span | undefined {
  const end = idWithin(text, id);
  return end && { from: span.from + end.from, to: span.from + end.to };
}

/** Where an id stands in a text that may have a kind word before it or other ids beside it. */
export function idWithin(text: string, id: string): Span | undefined {
  const key = normalizeId(id)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/ /g, '\\s+');
  const found = new RegExp(`(?<![\\p{L}\\p{N}#]|\\d\\.)#?${key}(?![\\p{L}\\p{N}]|\\.\\d)`, 'iu').exec(text);
  return found ? { from: found.index, to: found.index + found[0].length } : undefined;
}

/** Rows and items elsewhere that say something about a task, by the id that they begin with. */
function* claimMentions(snapshot: Snapshot, isWanted: Wish): Iterable<IdMention> {
  const { document } = snapshot;
  for (const claim of document.claims) {
    if (!isWanted(claim.about, claim.span)) continue;
    const span = claimedSpan(document.source.slice(claim.span), claim);
    const mention = span && idMention(snapshot, claim.about, span);
    if (mention) yield mention;
  }
}

/** In one of the first two cells of a row, or where an item begins. */
function claimedSpan(text: string, { about, span }: Claim): Span | undefined {
  const cells = [...text.matchAll(/[^|]+/g)].slice(0, text.startsWith('|') ? 2 : 1);
  for (const { 0: cell, index } of cells) {
    const found = idWithin(cell, about);
    if (found && BEFORE_CLAIMED.test(cell.slice(0, found.from)))
      return { from: span.from + index + found.from, to: span.from + index + found.to };
  }
  return undefined;
}

/** Marks, a kind word, the beginning of a range. */
const BEFORE_CLAIMED =
  /^[^\p{L}\p{N}#]*(?:\p{L}{2,12}\s+)?(?:#?\p{L}{0,8}[-_]?\d+(?:[.:_-]\d+)*\p{L}?\s*(?:[-–—]|to|bis)\s*)?$/u;

/** Whether the mention is where the task itself says its id. */
export function isDeclaration(mention: Mention): boolean {
  const [place] = mention.kind === 'id' ? mention.places : [];
  return place?.kind === 'task' && place.task.idSpan?.from === mention.span.from;
}

/** @param from the task that names the id: what stands beside it is meant first. */
function idMention(snapshot: Snapshot, id: string, span: Span, from?: Task): IdMention | undefined {
  const places = findById(snapshot.workspace, snapshot.document, id, from);
  return places.length === 0 ? undefined : { kind: 'id', id, span, isWritten: false, places };
}

/** `#12`, `P0-1`, `T001`, `E5:S05:T01`, `1.1`. */
const ID = /#?[\p{L}\d](?:[\p{L}\d]|[-._:/](?=[\p{L}\d]))*/gu;
/** `Phase 2`, `Sprint 3`: the kind word is a part of a group's id. */
const NUMBERED_NAME = /\p{Lu}\p{L}+[ \t]+\d+(?:\.\d+)*/gu;
const SPEAKS_FOR_ITSELF = /^#\d|^(?=.*\d)(?=.*\p{Lu})/u;
const KIND_WORD = /(?:task|issue|story|ticket|item|bug|feature|step|epic)s?[ \t]+$/i;

function writtenIdAt(snapshot: Snapshot, offset: number): IdMention | undefined {
  const { source } = snapshot.document;
  const line = source.lineSpan(source.lineAt(offset));
  return smallestAt(
    writtenIdsIn(snapshot, line, (_, span) => touches(span, offset)),
    offset,
  );
}

function* writtenIds(snapshot: Snapshot, isWanted: Wish): Iterable<IdMention> {
  const { source } = snapshot.document;
  for (let line = 0; line < source.lineCount; line++)
    yield* writtenIdsIn(snapshot, source.lineSpan(line), isWanted);
}

function* writtenIdsIn(snapshot: Snapshot, line: Span, isWanted: Wish): Iterable<IdMention> {
  const text = snapshot.document.source.slice(line);
  if (!/\d/.test(text)) return;
  const candidates = [...idsIn(text)];
  const spanOf = ({ id, at }: Candidate): Span => ({ from: line.from + at, to: line.from + at + id.length });
  if (!candidates.some((candidate) => isWanted(candidate.id, spanOf(candidate)))) return;
  const task = snapshot.document.tasks.findLast(({ extent }) => touches(extent, line.from));
  const told: Span[] = [];
  for (const candidate of candidates) {
    const { id, isName } = candidate;
    const span = spanOf(candidate);
    if (told.some((other) => span.from < other.to && other.from < span.to)) continue;
    const found = idMention(snapshot, id, span, task);
    if (!found || (isName && found.places[0]?.kind !== 'group')) continue;
    told.push(span);
    if (isWanted(id, span)) yield { ...found, isWritten: true };
  }
}

interface Candidate {
  readonly id: string;
  /** In the line. */
  readonly at: number;
  /** With a kind word: only groups are called so. */
  readonly isName: boolean;
}

/** What may be an id in a line, what is to be tried first first. Of `T005-T010` also the halves: it may be a range. */
function* idsIn(text: string): Iterable<Candidate> {
  for (const { 0: id, index } of text.matchAll(NUMBERED_NAME)) yield { id, at: index, isName: true };
  // `Tasks 1, 2 and 4-6`: what is joined to an id behind a plural is one, too.
  let listEnd: number | undefined;
  for (const { 0: id, index } of text.matchAll(ID)) {
    if (!/\d/.test(id)) continue;
    const before = text.slice(0, index);
    const isListed =
      listEnd !== undefined && JOINED.test(text.slice(listEnd, index)) && !isAmount(text, index, id);
    if (isListed || PLURAL_BEFORE.test(before)) listEnd = index + id.length;
    if (!isListed && !SPEAKS_FOR_ITSELF.test(id) && !KIND_WORD.test(before)) continue;
    yield { id, at: index, isName: false };
    const [, first = '', , last = ''] = RANGE.exec(id) ?? [];
    if (last === '') continue;
    yield { id: first, at: index, isName: false };
    yield { id: last, at: index + id.length - last.length, isName: false };
  }
}

/** A kind word that is followed by several ids. */
export const PLURAL = /(?:task|issue|storie|ticket|item|bug|feature|step|epic)s[ \t]+/i;
const PLURAL_BEFORE = new RegExp(`${PLURAL.source}$`, 'i');
const JOINED = /^[ \t]*(?:[,&/+–—]|and|or|to|through)[ \t]*(?:(?:and|or)[ \t]+)?$/i;

/** `Tasks 1 and 2, 5 hours in all`. */
function isAmount(text: string, at: number, id: string): boolean {
  return /^[ \t]*(?:%|(?:h|hours?|hrs?|min|minutes?|days?|d|weeks?|w|months?|points?|pts?)(?!\p{L}))/iu.test(
    text.slice(at + id.length),
  );
}

/** Two ids that begin with the same letters, or with none. */
const RANGE = /^((\p{Lu}+[-_]?|)\d[\p{L}\d.-]*?)-(\2\d[\p{L}\d.-]*)$/u;
