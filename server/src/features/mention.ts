import { findById, type IdPlace } from '../core/index/ids.ts';
import type { Reference, Task } from '../core/model/document.ts';
import type { Span } from '../core/text/source.ts';
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
  const text = source.slice(line);
  const task = snapshot.document.tasks.findLast(({ extent }) => touches(extent, offset));
  const ids = [...text.matchAll(ID)].filter(
    ({ 0: id, index }) => SPEAKS_FOR_ITSELF.test(id) || KIND_WORD.test(text.slice(0, index)),
  );
  for (const match of [...ids, ...text.matchAll(NUMBERED_NAME)]) {
    const span = { from: line.from + match.index, to: line.from + match.index + match[0].length };
    if (!touches(span, offset)) continue;
    const found = idMention(snapshot, match[0], span, task);
    if (found) return found;
  }
  return undefined;
}
