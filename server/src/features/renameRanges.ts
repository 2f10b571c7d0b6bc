import { findById, normalizeId } from '../core/index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Task } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { countUp } from '../core/parse/dependencies.ts';
import type { Span } from '../core/text/source.ts';
import { coverage } from '../core/text/spans.ts';
import { touches } from './convert.ts';
import { idWithin, PLURAL } from './mention.ts';
import { isTarget, type RenameTarget } from './renameTarget.ts';

/** `P1-2..P1-5`: what stands there and which ids it stands for. */
export interface IdRange {
  readonly span: Span;
  /** All of them, in order, the ends included. */
  readonly ids: readonly string[];
  /** The text of its first end. */
  readonly first: string;
  /** The task or group that depends on them; undefined in running text. */
  readonly owner: Task | Group | undefined;
}

/** The ranges of a document that the target's task is in: among dependencies, and in running text. */
export function rangesWith(workspace: Workspace, document: RoadmapDocument, target: RenameTarget): IdRange[] {
  const isMeant = ({ ids, owner, span }: IdRange) => {
    const id = ids.find((each) => normalizeId(each) === target.key);
    if (id === undefined) return false;
    const from = owner ?? document.tasks.findLast(({ extent }) => touches(extent, span.from));
    const [place] = findById(workspace, document, id, from && 'form' in from ? from : undefined);
    return place?.kind === 'task' && isTarget(target, place.task);
  };
  const dependencies = [...dependencyRanges(document)].filter(isMeant);
  // What a claim means goes by the order of the tasks in the document, which stays.
  const isRead = coverage([...dependencies, ...document.claims].map(({ span }) => span));
  const written = [...writtenRanges(document)].filter((range) => !isRead(range.span.from) && isMeant(range));
  return [...dependencies, ...written];
}

function* dependencyRanges({ tasks, groups, source }: RoadmapDocument): Iterable<IdRange> {
  for (const owner of [...tasks, ...groups]) {
    const byPlace = new Map<number, Dependency[]>();
    for (const dependency of owner.dependsOn) {
      const { from } = dependency.span;
      byPlace.set(from, [...(byPlace.get(from) ?? []), dependency]);
    }
    for (const [dependency, ...others] of byPlace.values()) {
      if (dependency === undefined || others.length === 0) continue;
      const text = source.slice(dependency.span);
      const ids = [dependency, ...others].map(({ id }) => id);
      const first = idWithin(text, dependency.id);
      if (first) yield { span: dependency.span, ids, first: text.slice(first.from, first.to), owner };
    }
  }
}

const BETWEEN = /\s*(?:-|–|—|[âa]€[“”–—]|\.{2,3}|~|to|through|thru|bis|至|到)\s*/.source;
const END = /(?![\p{L}\p{N}]|[.-]\d)/u.source;
const WRITTEN = [
  // `P1-2 to P1-5`, `T001–T004`, `#3 - #5`: the same letters, and a number that is larger.
  new RegExp(
    `(?<![\\p{L}\\p{N}#.-])(?<first>(#|\\p{Lu}[\\p{L}\\d]*(?:[-_:]\\p{L}+)*[-_:]?(?:\\d+[.-])*)\\d+)${BETWEEN}(?<last>\\2\\d+)${END}`,
    'gu',
  ),
  new RegExp(`(?<=${PLURAL.source})(?<first>\\d+)${BETWEEN}(?<last>\\d+)${END}`, 'giu'),
];

function* writtenRanges({ source }: RoadmapDocument): Iterable<IdRange> {
  for (let line = 0; line < source.lineCount; line++) {
    const { from } = source.lineSpan(line);
    const text = source.lineText(line);
    if (!/\d.*\d/.test(text)) continue;
    for (const match of WRITTEN.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const { first = '', last = '' } = match.groups ?? {};
      const ids = countUp(first, last);
      const at = from + match.index;
      if (ids) yield { span: { from: at, to: at + match[0].length }, ids, first, owner: undefined };
    }
  }
}

/**
 * The text of a range with one of its ids renamed: that id alone, and what is left on both sides of it as ranges
 * where they are long enough. `P1-2..P1-6` becomes `P1-2, P1-3, P2-1, P1-5, P1-6`.
 * @param spell how the text writes an id.
 */
export function writeOut(
  text: string,
  { ids, first }: IdRange,
  key: string,
  spell: (id: string) => string,
): string {
  const start = text.indexOf(first);
  const last = ids.at(-1) ?? '';
  const end = idWithin(text.slice(start + first.length), last);
  const separator = end ? text.slice(start + first.length, start + first.length + end.from) : '-';
  const hasMark = first.startsWith('#');
  const written = (id: string) => (/^#?\d+$/.test(id) ? (hasMark ? '#' : '') + id.replace(/^#/, '') : id);
  const at = ids.findIndex((id) => normalizeId(id) === key);
  const part = (some: readonly string[]) =>
    some.length > 2
      ? [`${written(some[0] ?? '')}${separator}${written(some.at(-1) ?? '')}`]
      : some.map(written);
  const parts = [...part(ids.slice(0, at)), spell(ids[at] ?? ''), ...part(ids.slice(at + 1))];
  return text.slice(0, start) + parts.join(', ');
}
