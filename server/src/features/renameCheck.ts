import { findById, type IdPlace, normalizeId } from '../core/index/ids.ts';
import type { Group, RoadmapDocument, Task } from '../core/model/document.ts';
import { locate, type Workspace, withDocuments } from '../core/model/workspace.ts';
import { countUp } from '../core/parse/dependencies.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { livingMentions, type RenameEdit, spelled } from './renameEdits.ts';
import type { IdRange } from './renameRanges.ts';
import { isTarget, type RenameTarget } from './renameTarget.ts';
import { name as nameOf } from './words.ts';

/** Before and after a rename. */
export interface Change {
  readonly before: Workspace;
  readonly after: Workspace;
  readonly target: RenameTarget;
  /** The new id as the task itself writes it. */
  readonly written: string;
}

/** The workspace as it will be once the edits are made. */
export function applied(workspace: Workspace, edits: readonly RenameEdit[]): Workspace {
  const changed = [...new Set(edits.map(({ uri }) => uri))].flatMap((uri) => {
    const document = workspace.documents.get(uri);
    const own = edits.filter((edit) => edit.uri === uri);
    return document ? [withEdits(workspace, document, own)] : [];
  });
  return withDocuments(workspace, changed);
}

function withEdits(
  workspace: Workspace,
  { uri, source }: RoadmapDocument,
  edits: readonly RenameEdit[],
): RoadmapDocument {
  const place = locate(workspace, uri);
  const changes = edits.map(({ span, newText }) => ({ ...span, text: newText }));
  const text = source.withChanges(changes.sort((a, b) => b.from - a.from));
  return parseRoadmap(uri, text, place && parseOptions(place.folder.config, place.path));
}

/** Whether a range of a document would stand for other ids than it does, but for the one that is renamed. */
export function isBent(change: Change, document: RoadmapDocument, { ids, owner }: IdRange): boolean {
  const now = change.after.documents.get(document.uri);
  if (!now) return false;
  const expected = ids.map((id) => renamedKey(change, id));
  const counted = countUp(expected[0] ?? '', expected.at(-1) ?? '');
  // `#3-#5` goes by the numbers, also for a reader: it must not become `#9-#5`, which goes by the order of the tasks.
  const goesByNumbers = countUp(ids[0] ?? '', ids.at(-1) ?? '') !== null;
  if (goesByNumbers && (counted === null || !isEqual(counted, expected))) return true;
  if (owner === undefined) return false;
  const next = unitsOf(now)[unitsOf(document).indexOf(owner)];
  const all = owner.dependsOn.map(({ id }) => renamedKey(change, id));
  const found = next?.dependsOn.map(({ id }) => normalizeId(id)) ?? [];
  return differ(new Set(all), new Set(found));
}

function renamedKey({ target, written }: Change, id: string): string {
  const key = normalizeId(id);
  return key === target.key ? normalizeId(written) : key;
}

/**
 * Why the rename would change what the documents say; undefined if each id means what it meant before. Asking
 * the parser is the one way to know: what can be an id depends on its place and on the ids around it.
 */
export function whatWouldChange(change: Change): string | undefined {
  for (const document of change.before.documents.values()) {
    const now = change.after.documents.get(document.uri);
    if (!document.roadmap || !now) continue;
    const reason =
      unitsChange(change, document, now) ??
      meaningChanges(change, document, now) ??
      dependenciesChange(change, document, now);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unitsChange(change: Change, document: RoadmapDocument, now: RoadmapDocument): string | undefined {
  if (document === now) return undefined;
  const { before, target, written } = change;
  const renamed = (id: string | null) =>
    id !== null && normalizeId(id) === target.key ? spelled(id, target.id, written) : id;
  const expected = document.tasks.map((task) => {
    const names = [task.id, ...task.aliases];
    return describeUnit(task, isTarget(target, task) ? names.map(renamed) : names);
  });
  const found = now.tasks.map((task) => describeUnit(task, [task.id, ...task.aliases]));
  const groups = (own: RoadmapDocument) => own.groups.map((group) => describeUnit(group, [group.id]));
  if (isEqual(expected, found) && isEqual(groups(document), groups(now))) return undefined;
  const line = `line ${target.task.line} of ${pathOf(before, target.document)}`;
  return `“${written}” would not be read as the id of the task in ${line}${exampleOf(target)}.`;
}

function describeUnit({ line, parent }: Task | Group, names: readonly (string | null)[]): string {
  return JSON.stringify([line, parent, names]);
}

function exampleOf({ document, task }: RenameTarget): string {
  const other = document.tasks.find((each) => each !== task && each.id !== null);
  return other?.id == null ? '' : `; ids of this document look like ${other.id}`;
}

function meaningChanges(change: Change, document: RoadmapDocument, now: RoadmapDocument): string | undefined {
  const { before, after, target, written } = change;
  const keys = new Set([target.key, normalizeId(written)]);
  const meant = meaningsByLine(before, document, keys);
  const means = meaningsByLine(after, now, keys);
  const own = identitiesOf(target);
  for (const line of new Set([...meant.keys(), ...means.keys()])) {
    const [old, next] = [meant.get(line) ?? NOTHING, means.get(line) ?? NOTHING];
    // What nobody meant so far, and the task itself, may be found now.
    const isKept = [...old].every((each) => next.has(each));
    if (isKept && [...next].every((each) => old.has(each) || own.has(each))) continue;
    return `An id in line ${line + 1} of ${pathOf(before, document)} would mean another task than it does: “${written}” is in use there.`;
  }
  return undefined;
}

function dependenciesChange(
  change: Change,
  document: RoadmapDocument,
  now: RoadmapDocument,
): string | undefined {
  const { before, after, target } = change;
  const own = identitiesOf(target);
  const units = unitsOf(now);
  for (const [index, unit] of unitsOf(document).entries()) {
    if (unit.dependsOn.length === 0) continue;
    const next = units[index];
    const old = dependenciesOf(before, document, unit);
    const found = next ? dependenciesOf(after, now, next) : NOTHING;
    const isKept = [...old].every((each) => found.has(each));
    if (isKept && [...found].every((each) => old.has(each) || own.has(each))) continue;
    return `“${nameOf(unit)}” in line ${unit.line} of ${pathOf(before, document)} would depend on other tasks than it does.`;
  }
  return undefined;
}

const NOTHING: ReadonlySet<string> = new Set();

function unitsOf({ tasks, groups }: RoadmapDocument): readonly (Task | Group)[] {
  return [...tasks, ...groups];
}

function dependenciesOf(
  workspace: Workspace,
  document: RoadmapDocument,
  unit: Task | Group,
): ReadonlySet<string> {
  const ids = unit.dependsOn.map(({ id }) => id);
  return meaningsOf(workspace, document, ids, 'form' in unit ? unit : undefined);
}

function meaningsOf(
  workspace: Workspace,
  document: RoadmapDocument,
  ids: readonly string[],
  from?: Task,
): ReadonlySet<string> {
  return new Set(ids.flatMap((id) => findById(workspace, document, id, from).slice(0, 1).map(identityOf)));
}

/** What the ids with these keys mean, by the 0-based line that they stand in. */
function meaningsByLine(
  workspace: Workspace,
  document: RoadmapDocument,
  keys: ReadonlySet<string>,
): ReadonlyMap<number, ReadonlySet<string>> {
  const lines = new Map<number, Set<string>>();
  for (const { span, places } of livingMentions(workspace, document, keys)) {
    const line = document.source.lineAt(span.from);
    const known = lines.get(line) ?? new Set();
    for (const place of places.slice(0, 1)) known.add(identityOf(place));
    lines.set(line, known);
  }
  return lines;
}

function identitiesOf({ twins }: RenameTarget): ReadonlySet<string> {
  return new Set(twins.map((place) => identityOf({ kind: 'task', ...place })));
}

/** Names a task or group so that it is the same one after the rename, which leaves all lines where they are. */
function identityOf(place: IdPlace): string {
  const { line } = place.kind === 'task' ? place.task : place.group;
  return `${place.kind} ${line} ${place.document.uri}`;
}

function differ(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size !== b.size || [...a].some((each) => !b.has(each));
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

function pathOf(workspace: Workspace, { uri }: RoadmapDocument): string {
  return locate(workspace, uri)?.path ?? uri;
}
