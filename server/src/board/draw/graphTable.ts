import type { GraphData, GraphTask } from '../../protocol/graph.ts';
import { groupName } from './graphParts.tsx';
import { criteriaPhrase, gatePhrase, hoursPhrase, taskName } from './graphWords.ts';
import { STATUS_NAMES, STATUSES } from './status.tsx';
import type { Table } from './table.ts';

/** The tasks of a graph with what they depend on. */
export function graphTable(data: GraphData, tasks: readonly GraphTask[] = data.tasks): Table<GraphTask> {
  const groups = new Map(data.groups.map((group) => [group.key, groupName(group)]));
  const names = new Map(data.tasks.map((task) => [task.key, taskName(task) ?? '']));
  const nameOf = (key: string): string => names.get(key) ?? groups.get(key) ?? '';
  const before = new Map<string, string[]>();
  for (const { from, to, soft, problem } of data.edges) {
    const notes = [
      ...(soft ? ['optional'] : []),
      ...(problem ? [problem === 'cycle' ? 'cycle' : 'not done'] : []),
    ];
    const text = notes.length === 0 ? nameOf(from) : `${nameOf(from)} (${notes.join(', ')})`;
    before.set(to, [...(before.get(to) ?? []), text]);
  }
  return {
    caption: 'Tasks and what they depend on',
    rows: tasks,
    keyOf: ({ key }) => key,
    lineOf: ({ line }) => line,
    columns: [
      { name: 'Id', text: ({ id }) => id ?? '' },
      { name: 'Title', text: ({ title }) => title, wide: true },
      { name: 'Phase', text: ({ group }) => (group === null ? '' : (groups.get(group) ?? '')) },
      {
        name: 'Status',
        text: ({ status }) => STATUS_NAMES[status],
        order: ({ status }) => STATUSES.indexOf(status),
      },
      { name: 'Effort', text: ({ effort }) => effort ?? '', order: ({ hours }) => hours?.max ?? -1 },
      { name: 'Criteria', text: ({ criteria }) => criteriaPhrase(criteria), order: shareMet },
      { name: 'Gate', text: ({ gate }) => gatePhrase(gate) },
      { name: 'Depends on', text: ({ key }) => (before.get(key) ?? []).join(', '), wide: true },
      { name: 'Ready', text: ({ ready }) => (ready ? 'ready' : '') },
      { name: 'Critical path', text: ({ critical }) => CRITICAL_WORDS[critical ?? 'never'] },
      {
        name: 'Can end after',
        text: ({ end }) => (end.max === 0 ? '' : hoursPhrase(end)),
        order: ({ end }) => end.max,
        numeric: true,
      },
      { name: 'Labels', text: ({ labels }) => labels.join(', ') },
      { name: 'Assignees', text: ({ assignees }) => assignees.join(', ') },
    ],
  };
}

const CRITICAL_WORDS = { always: 'yes', maybe: 'maybe', never: '' } as const;

/** Without a record nothing is unmet: such tasks come first. */
function shareMet({ criteria: { met, unmet } }: GraphTask): number {
  return met + unmet === 0 ? -1 : met / (met + unmet);
}
