import type { Group, Heading, RoadmapDocument, Task } from '../../model/document.ts';
import { lowerBound } from '../../text/spans.ts';
import { isLeftOut } from '../criteria.ts';

/**
 * The unit claims that it is still to be done. Only an empty box says so beyond doubt: `[*]` and the like mean what
 * a team agrees on, and Kiro's `[ ]*` is optional work.
 */
export function claimsOpen({ source }: RoadmapDocument, { status, statusClaim }: Task | Group): boolean {
  if (status !== 'todo' && status !== 'in-progress' && status !== 'blocked') return false;
  if (statusClaim?.kind !== 'box') return true;
  const { from, to } = statusClaim.span;
  const isEmpty = source.slice({ from, to }).trim() === '';
  return (isEmpty || status !== 'todo') && source.slice({ from: to, to: to + 2 }) !== ']*';
}

/** How much a claim to be done is worth. */
export type Credence =
  /** It can only be read as a claim about the unit. */
  | 'sure'
  /** A ✅ before the words, or a heading that is no unit of the plan: many a checklist is decorated so. */
  | 'doubtful'
  /** The claim itself leaves something open: `✅ 98 % complete`, `mostly done`. */
  | 'none';

/** @param unit that claims to be done. */
export function doneCredence(document: RoadmapDocument, unit: Task | Group): Credence {
  const { source } = document;
  const line = source.lineText(source.lineAt(unit.nameSpan.from));
  const value = unit.statusClaim ? source.lineText(source.lineAt(unit.statusClaim.span.from)) : '';
  if (isPartial(line) || isPartial(value)) return 'none';
  const isContainer = 'calendar' in unit;
  if (isContainer && unit.id === null) return unit.statusClaim?.kind === 'mark' ? 'none' : 'doubtful';
  const isDecoration = unit.statusClaim?.kind === 'mark' && unit.statusClaim.span.from <= unit.nameSpan.from;
  return isDecoration ? 'doubtful' : 'sure';
}

function isPartial(line: string): boolean {
  return PARTIAL.test(line) || isFraction(line);
}

const PARTIAL =
  /(?<![\d.])\d{1,2}(?:[.,]\d+)?\s?%|\b(?:partial(?:ly)?|partly|mostly|almost|nearly|largely|except|but|pending|remaining|core (?:done|complete)|minus|teilweise|fast|parcial(?:mente)?|partiel(?:lement)?|casi|quase|presque|parzial(?:mente)?|częściowo|prawie|частично|почти)\b|[⚠🟡]|部分|基本|大部|一部|ほぼ|概ね|일부|거의/iu;

/** `3/17 complete`. */
function isFraction(line: string): boolean {
  return Array.from(line.matchAll(/(\d+)\s*\/\s*(\d+)/g)).some(([, some, all]) => Number(some) < Number(all));
}

/** The text says itself that nobody waits for a task: its own words, or those of the heading that it stands below. */
export function isSetAside(document: RoadmapDocument, task: Task | Group, within: Task | Group): boolean {
  const words = document.source.slice(task.nameSpan);
  if (isLeftOut(words) || ELSEWHERE.test(words)) return true;
  const above = headingAbove(document, task.line);
  return above !== undefined && above.line > within.line && ASIDE.test(above.text);
}

/** `(Phase 5)`, `(future)`: the task belongs to another time. */
const ELSEWHERE =
  /[([（][^()[\]（）]*\b(?:phase|week|sprint|milestone|stage|future|later|optional|deferred|ongoing|continuous|v\d)\b[^()[\]（）]*[)\]）]|\b(?:deferred|postponed)\b|継続/iu;

const ASIDE =
  /\b(?:optional|future|later|deferred|postponed|remaining|outstanding|next|follow-?ups?|stretch|nice to have|backlog|out of scope|not included|known (?:issues|limitations)|limitations|todo|to do|maintenance|ongoing|if needed)\b|可选|未来|后续|下一步|待办|今後|次の/iu;

function headingAbove({ headings }: RoadmapDocument, line: number): Heading | undefined {
  return headings[lowerBound(headings, (heading) => heading.line, line) - 1];
}
