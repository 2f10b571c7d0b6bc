import type { Item, RoadmapDocument, Task } from '../../model/document.ts';
import { lowerBound } from '../../text/spans.ts';
import { memoryOf } from '../../remember.ts';
import { countCriteria, isLeftOut, keepsCriteria } from '../criteria.ts';
import {
  doneCredence,
  isAgreed,
  isRemarked,
  labelAbove,
  saysToCheck,
  saysWhatItWaitsFor,
} from '../plan/claims.ts';
import { saysDoneOutright } from '../plan/outright.ts';
import type { Doubt } from './doubt.ts';

/** A task that claims to be done, and what is unmet of its criteria. */
interface Unmet {
  readonly document: RoadmapDocument;
  readonly task: Task;
  readonly open: readonly Item[];
  /** All criteria, met or not. */
  readonly total: number;
}

/** What speaks against `criteria/unmet-but-done`. */
export const UNMET_DOUBTS: readonly Doubt<Unmet>[] = [
  {
    because:
      'it says itself that a part of it is done (“Phase 1 completed”): the rest may wait for the others',
    severity: 'hint',
    applies: ({ document, task }) => claimsPart(document, task),
  },
  {
    because:
      'none of several criteria is met, and a ✅ before the name, which may be a picture, is all that says done',
    severity: 'hint',
    applies: ({ document, task, open, total }) => open.length === total && mayBeDecorated(document, task),
  },
  {
    because: 'none is met beside those that are not: maybe nobody ticks them',
    severity: 'information',
    applies: ({ document, task, open }) => !standsAmongMet(document, task, open),
  },
  {
    because:
      'fewer are met than not, and other done tasks of the document with all of their criteria met are fewer than those with some unmet',
    severity: 'information',
    applies: ({ document, open, total }) =>
      2 * open.length > total && !keepsCriteria(document, memoryOf(document)),
  },
  {
    because: 'a ✅ before the name, which may be a picture, is all that says done',
    severity: 'information',
    applies: ({ document, task }) => mayBeDecorated(document, task),
  },
  {
    because:
      'the label of the criteria names something else that they may belong to (“Definition of Done – Epic 3”)',
    severity: 'information',
    applies: ({ document, task, open }) =>
      open.every(({ line }) => isAboutOther(labelAbove(document, line), task)),
  },
  {
    because:
      'an open criterion says what it waits for (“(pending the servers)”, “— ⏳ PENDING”), has a remark at its end, is recommended, or is a check (“Manual testing completed”): whoever said done looked at them',
    severity: 'information',
    applies: ({ open }) => open.some(({ text }) => EXPLAINED.some((isSo) => isSo(text))),
  },
  {
    because: 'an open criterion stands in a list below one that is put off (“Phase 2: Charts (Future)”)',
    severity: 'information',
    applies: ({ document, open }) => open.some((item) => isPutOffAbove(document, item)),
  },
  {
    because: 'it is “Accepted”, which may be said of the plan',
    severity: 'information',
    applies: ({ document, task }) => isAgreed(document, task),
  },
  {
    because: 'it says with other words than “done” alone that it is (“Shipped”, “Main part completed”)',
    severity: 'information',
    applies: ({ document, task }) => !saysDoneOutright(document, task),
  },
  {
    because: 'the claim leaves something open itself (“Core implementation complete (pending tests)”)',
    severity: 'information',
    applies: ({ document, task }) => doneCredence(document, task) === 'none',
  },
];

/** `Definition of Done - Epic 3.2` below the last task of the epic. */
function isAboutOther(label: string, { id }: Task): boolean {
  const named = NAMED.exec(label)?.[1];
  return named !== undefined && named.toLowerCase() !== (/\d[\d.]*$/.exec(id ?? '')?.[0] ?? '');
}

const NAMED =
  /(?<!\p{L})(?:epic|épica|épico|phase|fase|sprint|milestone|release|week|semana|woche|module|módulo)\s+#?(\d[\d.]*\d|\d|[A-Z](?!\p{L}))/iu;

const EXPLAINED = [
  saysWhatItWaitsFor,
  isRemarked,
  saysToCheck,
  (text: string): boolean => RECOMMENDED.test(text),
];

const RECOMMENDED = /(?<!\p{L})(?:recommended|empfohlen|recomendad[oa]|recommandée?)\P{L}*$/iu;

/** One of the items within whose lists the criterion stands says that nobody waits for it. */
function isPutOffAbove({ source }: RoadmapDocument, { line: own }: Item): boolean {
  let line = own - 1;
  let within = indentOf(source.lineText(line));
  for (let steps = 0; line > 0 && within > 0 && steps < MOST_LINES; steps++) {
    line = source.lineAbove(line);
    const text = source.lineText(line);
    const item = ITEM.exec(text)?.[1];
    if (item === undefined || indentOf(text) >= within) continue;
    within = indentOf(text);
    if (isLeftOut(item.replace(/^[*_]+|[*_]+$/g, ''))) return true;
  }
  return false;
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[^\]]?\]\s+)?(.*)$/;
/** The item above a longer list is not looked for. */
const MOST_LINES = 60;

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** A criterion that is met stands below the same heading as one that is not: somebody keeps these. */
function standsAmongMet({ headings }: RoadmapDocument, task: Task, open: readonly Item[]): boolean {
  const headingOf = ({ line }: Item): number => lowerBound(headings, (heading) => heading.line, line);
  const kept = new Set(countCriteria(task).met.map(headingOf));
  return open.some((item) => kept.has(headingOf(item)));
}

/** `### ✅ Task 1`: before the name, and where nothing else says that anything was done, the mark may be a picture. */
function mayBeDecorated(document: RoadmapDocument, task: Task): boolean {
  return task.statusClaim?.kind === 'mark' && doneCredence(document, task) === 'doubtful';
}

/** `Phase 1 completed`, `Completed (part 1)`: there is more to come, for which the criteria may be. */
function claimsPart({ source }: RoadmapDocument, { statusClaim }: Task): boolean {
  if (statusClaim?.kind !== 'field') return false;
  const { from, to } = statusClaim.span;
  const line = source.lineSpan(source.lineAt(from));
  const value = source.slice({ from, to: Math.max(to, line.to) });
  const before = source.slice({ from: line.from, to: from });
  return PART.test(before) || PART_BEHIND.test(value);
}

const PART = /:.*\b(?:phase|part|step|stage)\s*\d+\P{L}*$/iu;
const PART_BEHIND =
  /^\P{L}*(?:(?:phase|part|step|stage)\s*\d|\p{L}+\P{L}*\((?:phase|part|step|stage)\s*\d)/iu;
