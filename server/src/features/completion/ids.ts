import { CompletionItemKind } from 'vscode-languageserver-types';
import { idsOf, isRepeatOf, normalizeId } from '../../core/index/ids.ts';
import type { Group, RoadmapDocument, Task } from '../../core/model/document.ts';
import { effectiveStatus, statusWord } from '../../core/model/status.ts';
import { locate } from '../../core/model/workspace.ts';

import { labelsOf, languageIn } from './conventions.ts';
import { isTask } from './owner.ts';
import { begins, capitalized, cut, NOTHING, type Proposal, type Proposals, type Scene } from './proposal.ts';
import type { IdTarget } from './target.ts';
import { excludedFrom, type NamedUnit, unitsElsewhere, unitsNear } from './units.ts';

/** More would not be looked through. */
const MOST = 200;

/**
 * Tasks and groups by their ids: those of the nearest section first, then the rest of the document, then other
 * documents. In a field, neither the task itself nor what is named already nor what depends on the task.
 */
export function proposeIds(scene: Scene, target: IdTarget): Proposals {
  const { word, place } = target;
  const isField = target.relation !== undefined;
  const isShaped = isIdShaped(word.typed);
  if (place === 'prose' && !isShaped) return NOTHING;
  const candidates = candidatesFor(scene, target);
  const isBegun = place === 'prose' || (isField && isShaped);
  const meant = isBegun ? candidates.filter((each) => begins(each, word.typed)) : candidates;
  const { chosen, isIncomplete } = cut(meant, word.typed, MOST);
  const none = place === 'first' && scene.owner?.dependsOn.length === 0 ? nothing(scene) : [];
  return { proposals: [...chosen.map((each) => toProposal(scene, each)), ...none], isIncomplete };
}

interface Candidate extends NamedUnit {
  readonly label: string;
  readonly filter: string;
}

function candidatesFor(scene: Scene, { place, relation, beside = [] }: IdTarget): Candidate[] {
  const { document } = scene.snapshot;
  const excluded = relation ? excludedFrom(scene, relation, beside) : new Set<Task | Group>();
  // Ids repeat in sections that number their tasks anew: the nearest is meant, also where it may not be.
  const near = withoutRepeats(unitsNear(scene));
  // A wiki link leads to a page, maybe of a task, never of a phase.
  const own = near.filter(({ unit }) => !excluded.has(unit) && (place !== 'wiki-link' || isTask(unit)));
  const elsewhere = unitsElsewhere(scene);
  // An id of its own is what a document means by it.
  const known = new Set(elsewhere.length > 0 ? idsOf(document).map(normalizeId) : []);
  const others = withoutRepeats(elsewhere.filter(({ unit }) => !known.has(normalizeId(unit.id))));
  const written = writingIn(document);
  return [...own, ...others].map((named) => toCandidate(named, written, relation !== undefined));
}

/** Somebody who types "None" must not be given the task whose title is most like it. */
function nothing({ tree, offset }: Scene): Proposal[] {
  const [word] = languageIn(labelsOf(tree, offset)).nothing;
  return word === undefined ? [] : [{ label: capitalized(word), kind: CompletionItemKind.Constant }];
}

/** A word that only an id begins with: `P1-`, `T-0`, `#`, `Task 1`. Bare numbers are numbers. */
function isIdShaped(typed: string): boolean {
  return /^#|\p{L}.*[-_.:/\d]$/u.test(typed);
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

function toCandidate(
  { document, unit }: NamedUnit,
  written: string | undefined,
  isField: boolean,
): Candidate {
  const lead = /^\d/.test(unit.id) ? (written ?? leadOf(document, unit)) : '';
  const label = `${lead}${unit.id}`;
  const bare = unit.id.replace(/^#/, '');
  const filter = `${label}${bare === label ? '' : ` ${bare}`}${isField ? ` ${unit.title}` : ''}`;
  return { document, unit, label, filter };
}

function toProposal(scene: Scene, { document, unit, label, filter }: Candidate): Proposal {
  return {
    label,
    kind: isTask(unit) ? CompletionItemKind.Reference : CompletionItemKind.Module,
    filter,
    detail: unit.title,
    description: describe(scene, document, unit),
    about: { uri: document.uri, key: unit.key },
  };
}

/** `Task ` where the task's own heading says `Task 3`. */
function leadOf({ source }: RoadmapDocument, unit: NamedUnit['unit']): string {
  if (!isTask(unit) || !unit.idSpan) return '';
  const before = source.slice({ from: Math.min(unit.nameSpan.from, unit.idSpan.from), to: unit.idSpan.from });
  return /\p{L}+[ \t]+$/u.exec(before)?.[0] ?? '';
}

function describe({ snapshot }: Scene, document: RoadmapDocument, unit: NamedUnit['unit']): string {
  const status = isTask(unit) ? effectiveStatus(unit) : unit.status;
  const state = status === null ? '' : `${status === 'done' ? '✓ ' : ''}${statusWord(status)}`;
  const elsewhere = document.uri !== snapshot.document.uri;
  const path = elsewhere ? (locate(snapshot.workspace, document.uri)?.path ?? '') : '';
  return [path, state].filter((part) => part !== '').join(' · ');
}

/** The first of those that have the same id, or the plan that it only repeats. */
function withoutRepeats(units: readonly NamedUnit[]): NamedUnit[] {
  const first = new Map<string, NamedUnit>();
  for (const named of units) {
    const { document, unit } = named;
    const known = first.get(unit.id);
    const isPlan =
      known !== undefined &&
      isTask(known.unit) &&
      isTask(unit) &&
      isRepeatOf({ document: known.document, task: known.unit }, { document, task: unit });
    if (!known || isPlan) first.set(unit.id, named);
  }
  return [...first.values()];
}
