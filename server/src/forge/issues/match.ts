import type { IssueItem } from '../../core/issues/source.ts';
import { ownNumber, titlesMatch } from '../closing.ts';
import type { IssueDetails } from '../issueForge.ts';
import { issueTitle } from './body.ts';
import { digest, readBody, type MarkedBody } from './marker.ts';

/** The issue of an item, or why it may have none. */
export type Match =
  | { readonly kind: 'own'; readonly issue: IssueDetails; readonly marked: MarkedBody }
  /** A person connected an issue of their own with the task, by its number. */
  | { readonly kind: 'adopted'; readonly issue: IssueDetails }
  /** There is an issue of this title that nobody connected with the task. */
  | { readonly kind: 'stranger'; readonly issue: IssueDetails }
  /** The number behind the title is that of another task's issue. */
  | { readonly kind: 'taken'; readonly issue: IssueDetails };

export interface Matches {
  /** By key of the item; without an entry there is no issue. */
  readonly of: ReadonlyMap<string, Match>;
  /** Issues of this roadmap whose task is not in it any more, and second issues of one task. */
  readonly left: readonly IssueDetails[];
}

/**
 * Finds the issue of each item by its marker. The key counts, unless tasks were renumbered: then an issue stays
 * with the title it was made for.
 * @param documents paths of the roadmap: the one it has, and those it had.
 */
export function matchIssues(
  items: readonly IssueItem[],
  issues: readonly IssueDetails[],
  documents: ReadonlySet<string>,
): Matches {
  const of = new Map<string, Match>();
  const all = issues.map((issue) => ({ issue, marked: readBody(issue.body) }));
  const free = new Map<number, Own>();
  for (const { issue, marked } of all) {
    if (marked !== undefined && documents.has(marked.marker.document)) {
      free.set(issue.number, { kind: 'own', issue, marked });
    }
  }
  const byNumber = [...free.values()].sort((a, b) => a.issue.number - b.issue.number);
  for (const belongs of WAYS) {
    for (const item of items) {
      if (of.has(item.key)) continue;
      const found = byNumber
        .filter(({ issue }) => free.has(issue.number))
        .filter((own) => belongs(item, own));
      const [first] = found;
      if (first === undefined || (belongs === isAlike && found.length > 1)) continue;
      of.set(item.key, first);
      free.delete(first.issue.number);
    }
  }
  const unmarked = all.filter(({ marked }) => marked === undefined).map(({ issue }) => issue);
  for (const item of items) {
    const match = of.has(item.key) ? undefined : matchByHand(item, issues, unmarked);
    if (match !== undefined) of.set(item.key, match);
  }
  return { of, left: [...free.values()].map(({ issue }) => issue) };
}

type Own = Extract<Match, { kind: 'own' }>;

/** The surest first. */
const WAYS: readonly ((item: IssueItem, own: Own) => boolean)[] = [
  (item, own) => own.marked.marker.task === item.key && hasTitle(item, own),
  hasTitle,
  (item, own) => own.marked.marker.task === item.key,
  isAlike,
];

function hasTitle(item: IssueItem, { issue, marked }: Own): boolean {
  const title = issueTitle(item);
  return issue.title === title || marked.marker.title === digest(title);
}

/** A task without an id goes by its title; a few changed words do not make it another one. */
function isAlike(item: IssueItem, { issue }: Own): boolean {
  return titlesMatch(item.title, issue.title);
}

function matchByHand(
  item: IssueItem,
  issues: readonly IssueDetails[],
  unmarked: readonly IssueDetails[],
): Match | undefined {
  const named = issues.find(({ number }) => number === item.number);
  if (named !== undefined) return { kind: unmarked.includes(named) ? 'adopted' : 'taken', issue: named };
  const [own] = ownNumber(item.id);
  const numbered = unmarked.find(({ number }) => number === own);
  if (numbered !== undefined && titlesMatch(numbered.title, item.title)) {
    return { kind: 'adopted', issue: numbered };
  }
  const title = normalize(issueTitle(item));
  const bare = normalize(item.title);
  const same = unmarked.find((issue) => [title, bare].includes(normalize(issue.title)));
  return same === undefined ? undefined : { kind: 'stranger', issue: same };
}

function normalize(title: string): string {
  return title
    .replace(/\u200b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
