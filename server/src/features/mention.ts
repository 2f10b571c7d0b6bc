import { findById, type IdPlace } from '../core/index/ids.ts';
import type { Reference, Task } from '../core/model/document.ts';
import type { Span } from '../core/text/source.ts';
import { coverage } from '../core/text/spans.ts';
import { touches } from './convert.ts';
import type { Snapshot } from './snapshot.ts';

/** What the text at one place speaks of. */
export type Mention =
  | { readonly kind: 'reference'; readonly reference: Reference; readonly span: Span }
  | { readonly kind: 'id'; readonly span: Span; readonly places: readonly IdPlace[] };

/**
 * The file reference, or the id of a task or phase, at `offset`. Ids are known where the document says that
 * they are ids (a task's own, a dependency), and in running text where they look like nothing else: `P0-1`,
 * `#12`, `Task 1.1`, `Phase 2`. A bare number in a sentence is a number.
 */
export function mentionAt(snapshot: Snapshot, offset: number): Mention | undefined {
  const { document } = snapshot;
  const own = document.tasks.find(({ idSpan }) => idSpan !== null && touches(idSpan, offset));
  if (own?.idSpan) return { kind: 'id', span: own.idSpan, places: [{ kind: 'task', document, task: own }] };
  const dependency = dependencyAt(snapshot, offset);
  if (dependency) return dependency;
  const reference = document.references.find(({ span }) => touches(span, offset));
  if (reference) return { kind: 'reference', reference, span: reference.span };
  return writtenIdAt(snapshot, offset);
}

/** Every mention of a document: ids of its tasks, dependencies, file references, ids in running text. */
export function* mentionsIn(snapshot: Snapshot): Iterable<Mention> {
  const told = [...toldMentions(snapshot)];
  yield* told;
  // `Task 1` in a heading is the id `1` of its task.
  const isTold = coverage(told.map(({ span }) => span));
  for (const mention of writtenIds(snapshot))
    if (!isTold(mention.span.from) && !isTold(mention.span.to - 1)) yield mention;
}

/** Those that the model knows. */
function* toldMentions(snapshot: Snapshot): Iterable<Mention> {
  const { document } = snapshot;
  for (const task of document.tasks)
    if (task.idSpan) yield { kind: 'id', span: task.idSpan, places: [{ kind: 'task', document, task }] };
  for (const owner of [...document.tasks, ...document.groups]) {
    for (const { id, span } of owner.dependsOn) {
      const mention = idMention(snapshot, id, span, 'form' in owner ? owner : undefined);
      if (mention) yield mention;
    }
  }
  for (const reference of document.references) yield { kind: 'reference', reference, span: reference.span };
}

/** Whether two mentions speak of the same thing; files by the path that is written. */
export function isSame(a: Mention, b: Mention): boolean {
  if (a.kind === 'reference') return b.kind === 'reference' && a.reference.path === b.reference.path;
  const unitOf = (place: IdPlace) => (place.kind === 'task' ? place.task : place.group);
  const first = a.places[0];
  const other = b.kind === 'id' ? b.places[0] : undefined;
  return first !== undefined && other !== undefined && unitOf(first) === unitOf(other);
}

/** Whether the mention is where the task itself says its id. */
export function isDeclaration(mention: Mention): boolean {
  const [place] = mention.kind === 'id' ? mention.places : [];
  return place?.kind === 'task' && place.task.idSpan?.from === mention.span.from;
}

function dependencyAt(snapshot: Snapshot, offset: number): Mention | undefined {
  const { tasks, groups } = snapshot.document;
  for (const owner of [...tasks, ...groups]) {
    const found = owner.dependsOn.find(({ span }) => touches(span, offset));
    if (found) return idMention(snapshot, found.id, found.span, 'form' in owner ? owner : undefined);
  }
  return undefined;
}

/** @param from the task that names the id: what stands beside it is meant first. */
function idMention(snapshot: Snapshot, id: string, span: Span, from?: Task): Mention | undefined {
  const places = findById(snapshot.workspace, snapshot.document, id, from);
  return places.length === 0 ? undefined : { kind: 'id', span, places };
}

/** `#12`, `P0-1`, `T001`, `E5:S05:T01`, `1.1`. */
const ID = /#?[\p{L}\d](?:[\p{L}\d]|[-._:/](?=[\p{L}\d]))*/gu;
/** `Phase 2`, `Sprint 3`: the kind word is a part of a group's id. */
const NUMBERED_NAME = /\p{Lu}\p{L}+[ \t]+\d+(?:\.\d+)*/gu;
const SPEAKS_FOR_ITSELF = /^#\d|^(?=.*\d)(?=.*\p{Lu})/u;
const KIND_WORD = /(?:task|issue|story|ticket|item|bug|feature|step|epic)s?[ \t]+$/i;

function writtenIdAt(snapshot: Snapshot, offset: number): Mention | undefined {
  const { source } = snapshot.document;
  const line = source.lineSpan(source.lineAt(offset));
  for (const mention of writtenIdsIn(snapshot, line)) if (touches(mention.span, offset)) return mention;
  return undefined;
}

function* writtenIds(snapshot: Snapshot): Iterable<Mention> {
  const { source } = snapshot.document;
  for (let line = 0; line < source.lineCount; line++) yield* writtenIdsIn(snapshot, source.lineSpan(line));
}

function* writtenIdsIn(snapshot: Snapshot, line: Span): Iterable<Mention> {
  const text = snapshot.document.source.slice(line);
  if (!/\d/.test(text)) return;
  const task = snapshot.document.tasks.findLast(({ extent }) => touches(extent, line.from));
  const ids = [...text.matchAll(ID)].filter(
    ({ 0: id, index }) => SPEAKS_FOR_ITSELF.test(id) || KIND_WORD.test(text.slice(0, index)),
  );
  for (const match of [...ids, ...text.matchAll(NUMBERED_NAME)]) {
    const span = { from: line.from + match.index, to: line.from + match.index + match[0].length };
    const found = idMention(snapshot, match[0], span, task);
    if (found) yield found;
  }
}
