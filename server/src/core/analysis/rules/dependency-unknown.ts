import { distance } from 'fastest-levenshtein';
import { idsOf, normalizeId } from '../../index/ids.ts';
import type { Dependency, RoadmapDocument } from '../../model/document.ts';
import { Remembered } from '../../remember.ts';
import { unresolvedDependencies } from '../dependencies.ts';
import type { Fix, Severity } from '../finding.ts';
import type { Draft, Rule } from '../rule.ts';

/** A task depends on an id that no document has. */
export const dependencyUnknown: Rule = {
  code: 'dependency/unknown',
  severity: 'warning',
  reads: 'workspace',
  check({ workspace, document, memory }) {
    // Before every document has been read, nobody can say that none of them has the id.
    if (!workspace.complete) return [];
    const unresolved = unresolvedDependencies(workspace, document.uri);
    return memory.map('unknown dependencies', [document.uri, idsOf(document)], unresolved, ({ dependency }) =>
      toDraft(document, dependency),
    );
  },
};

function toDraft(document: RoadmapDocument, dependency: Dependency): Draft {
  const severity = grade(document, dependency.id);
  const near = nearestId(document, dependency.id);
  const hint = near === undefined ? '' : `; ${near} is the nearest`;
  return {
    span: dependency.span,
    message: `No document has a task ${dependency.id}${hint}.`,
    ...(severity === undefined ? {} : { severity }),
    fixes: near === undefined ? [] : [replaceBy(document, dependency, near)],
  };
}

/**
 * Surely wrong is an id that is made like those of the document's own tasks. Anything else may be the number of
 * an issue at the forge, a milestone of another plan, or a word that only looks like an id.
 */
function grade(document: RoadmapDocument, id: string): Severity | undefined {
  const shape = shapeOf(id);
  const alike = idsByShape(document).get(shape) ?? [];
  if (alike.length < 2 || shape === '') return 'hint';
  if (!/^#?0*$/.test(shape)) return undefined;
  // Plain numbers: the forge has them too. One of ours lies among ours, or right after them.
  const numbers = alike.map((other) => Number(other.replace(/\D/g, '')));
  const number = Number(id.replace(/\D/g, ''));
  return number <= Math.max(...numbers) + alike.length ? undefined : 'hint';
}

const known = new Remembered<readonly string[], ReadonlyMap<string, readonly string[]>>();

function idsByShape(document: RoadmapDocument): ReadonlyMap<string, readonly string[]> {
  const ids = idsOf(document);
  return known.read(ids, [], () => groupBy(ids, shapeOf));
}

/** What is left of an id when its numbers are taken out: `P0-12` → `p0-0`, `#38` and `38` → `0`. */
function shapeOf(id: string): string {
  return normalizeId(id)
    .replace(/\d+(?=\D*$)/, '0')
    .replace(/\d+(?=\.)/g, '0');
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
