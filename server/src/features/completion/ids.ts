import { CompletionItemKind } from 'vscode-languageserver-types';
import { findById, idKeysOf, normalizeId } from '../../core/index/ids.ts';
import type { Dependency, Group, RoadmapDocument, Task } from '../../core/model/document.ts';
import { effectiveStatus } from '../../core/model/status.ts';
import { locate } from '../../core/model/workspace.ts';
import { touches } from '../convert.ts';
import { statusWord } from '../words.ts';
import { labelsOf, languageIn } from './conventions.ts';
import { isTask } from './owner.ts';
import { capitalized, cut, NOTHING, type Proposal, type Proposals, type Scene } from './proposal.ts';
import type { Target } from './target.ts';

/** More would not be looked through. */
const MOST = 200;

/**
 * Tasks and groups by their ids: those of the nearest section first, then the rest of the document, then other
 * documents. In a field, neither the task itself nor what is named already nor what depends on the task.
 */
export function proposeIds(scene: Scene, { word, place }: Target & { kind: 'id' }): Proposals {
  const isField = place !== 'prose' && place !== 'wiki-link';
  if (place === 'prose' && !isIdShaped(word.typed)) return NOTHING;
  const excluded = isField ? excludedFrom(scene) : new Set<Unit>();
  // A wiki link leads to a page, maybe of a task, never of a phase.
  const own = unitsNear(scene).filter(
    ({ unit }) => !excluded.has(unit) && (place !== 'wiki-link' || isTask(unit)),
  );
  const known = new Set(own.flatMap(({ unit }) => normalizeId(unit.id)));
  const others = [...unitsElsewhere(scene)].filter(({ unit }) => !known.has(normalizeId(unit.id)));
  const written = writingIn(scene.snapshot.document);
  const proposals = [...own, ...others].map((named) => toProposal(scene, named, written, isField));
  if (place === 'first' && scene.owner?.dependsOn.length === 0) proposals.push(...nothing(scene));
  const isBegun = place === 'prose' || (isField && isIdShaped(word.typed));
  const meant = isBegun ? proposals.filter((each) => begins(each, word.typed)) : proposals;
  return cut(withoutRepeats(meant), word.typed, MOST);
}

/** Somebody who types "None" must not be given the task whose title is most like it. */
function nothing({ tree }: Scene): Proposal[] {
  const [word] = languageIn(labelsOf(tree)).nothing;
  return word === undefined ? [] : [{ label: capitalized(word), kind: CompletionItemKind.Constant }];
}

type Unit = Task | Group;
type Named<U extends Unit = Unit> = U & { readonly id: string };

interface NamedUnit {
  readonly document: RoadmapDocument;
  readonly unit: Named;
}

/** A word that only an id begins with: `P1-`, `T-0`, `#`, `Task 1`. Bare numbers are numbers. */
function isIdShaped(typed: string): boolean {
  return /^#|\p{L}.*[-_.:/\d]$/u.test(typed);
}

function begins({ filter, label }: Proposal, typed: string): boolean {
  return ` ${filter ?? label}`.toLowerCase().includes(` ${typed.toLowerCase()}`);
}

/** Of the own document, the nearest first. */
function unitsNear({ snapshot: { document }, owner, offset }: Scene): NamedUnit[] {
  const units: Unit[] = [...document.tasks, ...document.groups];
  const byLine = new Map(units.map((unit) => [unit.line, unit]));
  const around = owner ? [owner, ...chain(owner, byLine)] : [];
  const line = document.source.lineAt(offset) + 1;
  const rank = (unit: Unit): number[] => {
    const shared = around.findIndex((each) => each === unit || chain(unit, byLine).includes(each));
    const distance = shared < 0 ? around.length : shared;
    return [isTask(unit) ? 0 : 1, distance, unit.line > line ? 1 : 0, Math.abs(unit.line - line)];
  };
  return units
    .filter(hasId)
    .map((unit) => ({ document, unit, rank: rank(unit) }))
    .sort((a, b) => compare(a.rank, b.rank));
}

/** What a unit stands in, the innermost first. */
function chain(unit: Unit, byLine: ReadonlyMap<number, Unit>): Unit[] {
  const units: Unit[] = [];
  for (let at = unit.parent; at !== null;) {
    const above = byLine.get(at);
    if (!above || units.includes(above)) break;
    units.push(above);
    at = above.parent;
  }
  return units;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The other roadmaps, those in the same folders first. */
function unitsElsewhere({ snapshot: { workspace, document } }: Scene): NamedUnit[] {
  const others = [...workspace.documents.values()].filter(
    ({ uri, roadmap }) => roadmap && uri !== document.uri,
  );
  const nearness = (uri: string): number => {
    const folders = document.uri.split('/');
    const differs = uri.split('/').findIndex((segment, index) => segment !== folders[index]);
    return differs < 0 ? folders.length : differs;
  };
  return others
    .sort((a, b) => nearness(b.uri) - nearness(a.uri))
    .flatMap((other) => other.tasks.filter(hasId).map((unit) => ({ document: other, unit })));
}

function hasId<U extends Unit>(unit: U): unit is Named<U> {
  return unit.id !== null;
}

/** The owner, what it stands in and what stands in it, what its fields name, and what waits for it. */
function excludedFrom({ snapshot, owner, offset }: Scene): ReadonlySet<Unit> {
  const excluded = new Set<Unit>();
  if (!owner) return excluded;
  const { document, workspace } = snapshot;
  const isNamed = ({ span }: Dependency): boolean => !touches(span, offset);
  const named = owner.dependsOn.filter(isNamed).map(({ id }) => id);
  for (const id of named)
    for (const place of findById(workspace, document, id, isTask(owner) ? owner : undefined))
      excluded.add(place.kind === 'task' ? place.task : place.group);
  const units: Unit[] = [...document.tasks, ...document.groups];
  for (const unit of units) if (isWithin(unit, owner) || isWithin(owner, unit)) excluded.add(unit);
  for (const unit of waitingFor(document, owner)) excluded.add(unit);
  return excluded;
}

function isWithin(inner: Unit, { extent }: Unit): boolean {
  return extent.from <= inner.extent.from && inner.extent.to <= extent.to;
}

/** Everything that depends on `owner`, also by way of others: to depend on it in turn would be a circle. */
function waitingFor(document: RoadmapDocument, owner: Unit): ReadonlySet<Unit> {
  const dependents = new Map<string, Unit[]>();
  for (const unit of [...document.tasks, ...document.groups])
    for (const { id } of unit.dependsOn) {
      const key = normalizeId(id);
      const known = dependents.get(key);
      if (known) known.push(unit);
      else dependents.set(key, [unit]);
    }
  const found = new Set<Unit>();
  const open: Unit[] = [owner];
  for (let unit = open.pop(); unit; unit = open.pop())
    for (const key of keysOf(unit))
      for (const waiting of dependents.get(key) ?? [])
        if (!found.has(waiting)) {
          found.add(waiting);
          open.push(waiting);
        }
  return found;
}

function keysOf(unit: Unit): Iterable<string> {
  if (isTask(unit)) return idKeysOf(unit);
  return unit.id === null ? [] : [normalizeId(unit.id)];
}

/** The kind word before bare numbers, as the document's own dependencies have it: `Task ` for `Task 1.1`. */
function writingIn({ tasks, groups }: RoadmapDocument): string | undefined {
  const counts = new Map<string, number>();
  for (const { id, raw } of [...tasks, ...groups].flatMap(({ dependsOn }) => dependsOn)) {
    if (!/^\d/.test(id) || !raw.endsWith(id)) continue;
    const lead = raw.slice(0, raw.length - id.length);
    counts.set(lead, (counts.get(lead) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function toProposal(
  scene: Scene,
  { document, unit }: NamedUnit,
  written: string | undefined,
  isField: boolean,
): Proposal {
  const lead = /^\d/.test(unit.id) ? (written ?? leadOf(document, unit)) : '';
  const label = `${lead}${unit.id}`;
  const bare = unit.id.replace(/^#/, '');
  const words = [label, ...(bare === label ? [] : [bare]), ...(isField ? [unit.title] : [])];
  return {
    label,
    kind: isTask(unit) ? CompletionItemKind.Reference : CompletionItemKind.Module,
    filter: words.join(' '),
    detail: unit.title,
    description: describe(scene, document, unit),
    about: { uri: document.uri, key: unit.key },
  };
}

/** `Task ` where the task's own heading says `Task 3`. */
function leadOf({ source }: RoadmapDocument, unit: Named): string {
  if (!isTask(unit) || !unit.idSpan) return '';
  const before = source.slice({ from: Math.min(unit.nameSpan.from, unit.idSpan.from), to: unit.idSpan.from });
  return /\p{L}+[ \t]+$/u.exec(before)?.[0] ?? '';
}

function describe({ snapshot }: Scene, document: RoadmapDocument, unit: Named): string {
  const status = isTask(unit) ? effectiveStatus(unit) : unit.status;
  const state = status === null ? '' : `${status === 'done' ? '✓ ' : ''}${statusWord(status)}`;
  const elsewhere = document.uri !== snapshot.document.uri;
  const path = elsewhere ? (locate(snapshot.workspace, document.uri)?.path ?? '') : '';
  return [path, state].filter((part) => part !== '').join(' · ');
}

/** Ids repeat in sections that number their tasks anew: the nearest is the one that is meant. */
function withoutRepeats(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter(({ label }) => {
    const isNew = !seen.has(label);
    seen.add(label);
    return isNew;
  });
}
