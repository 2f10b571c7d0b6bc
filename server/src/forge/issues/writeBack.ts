import type { IssueSource } from '../../core/issues/source.ts';
import type { TextChange } from '../../core/text/source.ts';
import { matchIssues } from './match.ts';
import type { IssueDetails } from '../issueForge.ts';

/**
 * The edits that write the numbers of issues behind the titles of their tasks: `Split the client (#57)`. In the
 * order of the text; tasks that carry a number already, and rows of tables, stay as they are.
 * @param documents paths of the roadmap: the one it has, and those it had.
 */
export function numberEdits(
  { items }: IssueSource,
  issues: readonly IssueDetails[],
  documents: ReadonlySet<string>,
): readonly TextChange[] {
  const { of } = matchIssues(items, issues, documents);
  const edits = items.flatMap(({ key, number, numberAt, id }): TextChange[] => {
    const match = of.get(key);
    if (match?.kind !== 'own' || number !== null || numberAt === null) return [];
    // An id that is the number of its issue already says it.
    if (id === `#${match.issue.number}`) return [];
    return [{ from: numberAt, to: numberAt, text: ` (#${match.issue.number})` }];
  });
  return edits.sort((a, b) => a.from - b.from);
}
