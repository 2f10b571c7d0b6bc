import { distance } from 'fastest-levenshtein';
import { splitNumber } from '../core/issues/number.ts';
import { closingNumbers } from './defuse.ts';
import type { Forge, RepositoryName } from './forge.ts';
import type { TaskSource } from './source.ts';

/**
 * The issues that the pull request of a task may close: those that its template closes, the one behind its title
 * (`(#57)`), and the one its id names (`#38`), as far as the forge has an issue of that number whose title is the task's. A plan counts
 * its tasks as it likes, and number 38 of the forge is as a rule something else.
 *
 * An issue that cannot be looked up is not closed; that is no failure.
 */
export async function findClosedIssues(
  source: TaskSource,
  forge: Forge,
  repository: RepositoryName,
): Promise<ReadonlySet<number>> {
  const numbers = closingCandidates(source).slice(0, MOST_LOOKED_UP);
  const issues = await Promise.all(numbers.map((number) => forge.issue(repository, number)));
  const meant = issues.flatMap((issue) =>
    issue.kind === 'ok' && issue.value !== null && titlesMatch(issue.value.title, source.task.title)
      ? [issue.value.number]
      : [],
  );
  return new Set(meant);
}

/** Numbers worth looking up, the task's own first. */
export function closingCandidates({ task, template }: TaskSource): number[] {
  return [...new Set([...ownNumbers(task), ...closingNumbers(template ?? '')])];
}

/** The issues that may be the task's own, the surest first: the number behind its title, then its id. */
export function ownNumbers({ id, title }: Pick<TaskSource['task'], 'id' | 'title'>): number[] {
  return [...new Set([...[splitNumber(title).number ?? []].flat(), ...ownNumber(id)])];
}

/** The number of an id that is written as forges write issues. */
export function ownNumber(id: string | null): number[] {
  const digits = /^(?:#|GH-)(\d{1,9})$/i.exec(id ?? '')?.[1];
  return digits === undefined ? [] : [Number(digits)];
}

/** Whether two titles say the same, apart from ids, tags, marks, case and small changes of wording. */
export function titlesMatch(one: string, other: string): boolean {
  const a = toWords(one);
  const b = toWords(other);
  if (a.length === 0 || b.length === 0) return false;
  const shared = a.filter((word) => b.includes(word)).length;
  if (shared / Math.max(a.length, b.length) >= CLOSE_ENOUGH) return true;
  const joined = [a.join(' '), b.join(' ')] as const;
  const longer = Math.max(joined[0].length, joined[1].length);
  return 1 - distance(joined[0], joined[1]) / longer >= CLOSE_ENOUGH;
}

const MOST_LOOKED_UP = 5;

/** The share of words or characters that must agree. */
const CLOSE_ENOUGH = 0.75;

/** Distinct words, without numbers: they are ids here, and agree by accident. */
function toWords(title: string): string[] {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*(?:\[[^\]]*\]\s*)+/, '')
    .replace(
      /^\s*(?:issue|task|story|feat|fix|chore|docs)?\s*(?:#|gh-)?[\p{L}\d.-]*\d[\d.]*\s*[:.)–—-]\s*/u,
      '',
    )
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => /\p{L}/u.test(word));
  return [...new Set(words)];
}
