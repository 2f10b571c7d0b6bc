import { parseMarkdown } from '../../../server/src/core/markdown/tree.ts';
import type { Group, Task } from '../../../server/src/core/model/document.ts';
import type { DocumentView } from '../../../server/src/core/parse/view.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

/** What a test says of a unit of work: its first and last line, and what matters to the test. */
export type UnitOf<T extends Task | Group> = Partial<T> & { readonly line: number; readonly endLine: number };

/**
 * A view of a document whose tasks and groups the test gives, so that references, gates and totals can be
 * tested apart from the finding of tasks.
 */
export function viewOf(
  text: string,
  units: { tasks?: UnitOf<Task>[]; groups?: UnitOf<Group>[] } = {},
): DocumentView {
  const source = new SourceText(text);
  const tree = parseMarkdown(source);
  const extentOf = (unit: { line: number; endLine: number }) => ({
    from: source.lineSpan(unit.line - 1).from,
    to: source.lineSpan(unit.endLine - 1).to,
  });
  return {
    tree,
    criteria: [],
    tasks: (units.tasks ?? []).map((unit) => ({
      ...TASK,
      key: `task ${unit.line}`,
      extent: extentOf(unit),
      ...unit,
    })),
    groups: (units.groups ?? []).map((unit) => ({
      ...GROUP,
      key: `group ${unit.line}`,
      extent: extentOf(unit),
      ...unit,
    })),
  };
}

const UNIT = {
  id: null,
  title: 'Title',
  parent: null,
  status: null,
  effort: null,
  labels: [],
  labelSpans: [],
  assignees: [],
  dependsOn: [],
  gates: [],
  nameSpan: { from: 0, to: 0 },
};

const TASK: Omit<Task, 'key' | 'line' | 'endLine' | 'extent'> = {
  ...UNIT,
  aliases: [],
  form: 'heading',
  priority: null,
  branch: null,
  items: [],
  idSpan: null,
  statusClaim: null,
  otherStatus: null,
  branchSpan: null,
  calendar: null,
  pullRequestTemplate: null,
};

const GROUP: Omit<Group, 'key' | 'line' | 'endLine' | 'extent'> = {
  ...UNIT,
  kind: 'phase',
  calendar: null,
  statusClaim: null,
  otherStatus: null,
};
