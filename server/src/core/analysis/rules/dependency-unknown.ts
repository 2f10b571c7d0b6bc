import { distance } from 'fastest-levenshtein';
import { idsOf, normalizeId } from '../../index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Task } from '../../model/document.ts';
import { isEqual, type Memory, Remembered, type Summing } from '../../remember.ts';
import type { Piece } from '../../text/source.ts';
import { type UnresolvedDependency, unresolvedDependencies } from '../dependencies.ts';
import { gradeBy } from '../doubts/doubt.ts';
import { seriesOf, shapeOf, UNKNOWN_ID_DOUBTS } from '../doubts/unknownIds.ts';
import type { Fix } from '../finding.ts';
import type { Draft, Rule } from '../rule.ts';

/** A task depends on an id that no document has. */
export const dependencyUnknown: Rule = {
  code: 'dependency/unknown',
  severity: 'warning',
  doubts: UNKNOWN_ID_DOUBTS,
  reads: 'workspace',
  check({ workspace, document, memory }) {
    // Before every document has been read, nobody can say that none of them has the id.
    if (!workspace.complete) return [];
    const unresolved = unresolvedDependencies(workspace, document.uri);
    if (unresolved.length === 0) return [];
    const counts = memory.derive('unknown series', [unresolved], () => countSeries(unresolved), isEqual);
    const mentioned = memory.keep(
      'mentioned unknowns',
      mentionedElsewhere(document, unresolved, memory),
      Object.is,
    );
    const all = [...document.tasks, ...document.groups].reduce((sum, unit) => sum + unit.dependsOn.length, 0);
    const known = all - unresolved.length;
    const needs = [document.uri, idsOf(document), counts, mentioned, known];
    return memory.map('unknown dependencies', needs, unresolved, ({ dependency }) =>
      toDraft(document, dependency, { counts, mentioned, known }),
    );
  },
};

/** How many ids of each series no document has. */
function countSeries(unresolved: readonly UnresolvedDependency[]): ReadonlyMap<string, number> {
  const ids = new Set(unresolved.map(({ dependency }) => normalizeId(dependency.id)));
  return new Map([...groupBy(ids, seriesOf)].map(([series, same]) => [series, same.length]));
}

/** The unknown ids that the text has in more places than there are dependencies on them, or in longer ids. */
function mentionedElsewhere(
  { source, tasks, groups }: RoadmapDocument,
  unresolved: readonly UnresolvedDependency[],
  memory: Memory,
): readonly string[] {
  const ids = memory.keep(
    'unknown ids',
    [...new Set(unresolved.map(({ dependency }) => dependency.id))],
    Object.is,
  );
  if (ids.length === 0) return [];
  const named = [
    memory.sum('ids named by tasks', tasks, NAMED),
    memory.sum('ids named by groups', groups, NAMED),
  ];
  const found = memory.flatMap('unknown ids written', [ids], source.pieces, (piece) => writtenIn(piece, ids));
  const written = memory.sum('unknown ids counted', found, EACH);
  return ids.filter(
    (id) => (written.get(id) ?? 0) > named.reduce((sum, counts) => sum + (counts.get(id) ?? 0), 0),
  );
}

/** How often something names each id. */
function countingIds<In>(idsIn: (input: In) => readonly string[]): Summing<In, Map<string, number>> {
  const addTo = (counts: Map<string, number>, input: In, by: 1 | -1): void => {
    for (const id of idsIn(input)) counts.set(id, (counts.get(id) ?? 0) + by);
  };
  return {
    start: () => new Map<string, number>(),
    add: (counts, input) => addTo(counts, input, 1),
    remove: (counts, input) => addTo(counts, input, -1),
  };
}

const NAMED = countingIds<Task | Group>(({ dependsOn }) => dependsOn.map(({ id }) => id));
const EACH = countingIds<string>((id) => [id]);

/** Each of the ids as often as it stands in a piece. */
function writtenIn({ text }: Piece, ids: readonly string[]): string[] {
  return ids.flatMap((id) => Array<string>(wordsIn(text, id)).fill(id));
}

/** How often a word stands in a text, alone or as the beginning of another. */
function wordsIn(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!/[\p{L}\p{N}_.-]/u.test(before) && !/[\p{L}\p{N}_]/u.test(after)) count++;
  }
  return count;
}

interface Unknowns {
  readonly counts: ReadonlyMap<string, number>;
  readonly mentioned: readonly string[];
  readonly known: number;
}

function toDraft(
  document: RoadmapDocument,
  dependency: Dependency,
  { counts, mentioned, known }: Unknowns,
): Draft {
  const { id } = dependency;
  const near = nearestId(document, dependency.id);
  const hint = near === undefined ? '' : `; ${near} is the nearest`;
  return {
    span: dependency.span,
    message: `No document has a task ${dependency.id}${hint}.`,
    ...gradeBy(UNKNOWN_ID_DOUBTS, {
      document,
      dependency,
      alike: idsByShape(document).get(shapeOf(id)) ?? [],
      unknownAlike: counts.get(seriesOf(id)) ?? 0,
      isMentioned: mentioned.includes(id),
      hasParts: hasParts(document, id),
      known,
    }),
    fixes: near === undefined ? [] : [replaceBy(document, dependency, near)],
  };
}

const knownShapes = new Remembered<readonly string[], ReadonlyMap<string, readonly string[]>>();

function idsByShape(document: RoadmapDocument): ReadonlyMap<string, readonly string[]> {
  const ids = idsOf(document);
  return knownShapes.read(ids, [], () => groupBy(ids, shapeOf));
}

/** `S2a` and `S2b` are what `S2` was split into. */
function hasParts(document: RoadmapDocument, id: string): boolean {
  const key = normalizeId(id);
  return (idsByDigits(document).get(digitsOf(key)) ?? []).some((other) => {
    const own = normalizeId(other);
    return own.startsWith(key) && /^[a-z]$/i.test(own.slice(key.length));
  });
}

/** The one id that a slip of the keyboard explains. Another number is no slip: it is another task. */
function nearestId(document: RoadmapDocument, id: string): string | undefined {
  const key = normalizeId(id);
  const near = (idsByDigits(document).get(digitsOf(key)) ?? []).filter(
    (other) => distance(normalizeId(other), key) <= 2,
  );
  return near.length === 1 ? near[0] : undefined;
}

const knownDigits = new Remembered<readonly string[], ReadonlyMap<string, readonly string[]>>();

function idsByDigits(document: RoadmapDocument): ReadonlyMap<string, readonly string[]> {
  const ids = idsOf(document);
  return knownDigits.read(ids, [], () => groupBy(new Set(ids), (id) => digitsOf(normalizeId(id))));
}

function digitsOf(key: string): string {
  return key.replace(/\D/g, '');
}

function groupBy(ids: Iterable<string>, keyOf: (id: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const key = keyOf(id);
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return groups;
}

function replaceBy(document: RoadmapDocument, dependency: Dependency, id: string): Fix {
  return {
    title: `Change to ${id}`,
    preferred: false,
    edits: [{ uri: document.uri, span: dependency.span, newText: id }],
  };
}
