import { useState } from 'preact/hooks';
import { groupName } from '../../../server/src/board/draw/graphParts.tsx';
import { STATUS_NAMES, STATUSES } from '../../../server/src/board/draw/status.tsx';
import type { GraphData } from '../../../server/src/protocol/graph.ts';
import { Choice } from '../choice.tsx';
import { Filters, type GraphState, isFiltered } from './state.ts';

interface Props {
  readonly data: GraphData;
  readonly state: GraphState;
  readonly onChange: (change: Partial<GraphState>) => void;
}

/** What of the graph is shown, and what stands out in it. */
export function FilterBar({ data, state, onChange }: Props) {
  const { filters } = state;
  const set = (change: Partial<Filters>): void => onChange({ filters: { ...filters, ...change } });
  // Only in a narrow view are they hidden.
  const [open, setOpen] = useState(isFiltered(filters));
  const statuses = STATUSES.filter((status) => data.tasks.some((task) => task.status === status));
  return (
    <div class={open ? 'filters' : 'filters closed'} role="search" aria-label="Filter tasks">
      <input
        type="search"
        placeholder="Filter tasks"
        aria-label="Filter by text"
        value={filters.text}
        onInput={({ currentTarget }) => set({ text: currentTarget.value })}
      />
      <button class="plain more" aria-expanded={open} onClick={() => setOpen(!open)}>
        Filters
      </button>
      <Choice
        name="Phase"
        value={filters.phase}
        options={data.groups.map((group) => [group.key, groupName(group)])}
        onChange={(phase) => set({ phase })}
      />
      <Choice
        name="Status"
        value={filters.status}
        options={statuses.map((status) => [status, STATUS_NAMES[status]])}
        onChange={(status) => set({ status })}
      />
      <Choice
        name="Label"
        value={filters.label}
        options={named(data.tasks.flatMap(({ labels }) => labels))}
        onChange={(label) => set({ label })}
      />
      <Choice
        name="Assignee"
        value={filters.assignee}
        options={named(data.tasks.flatMap(({ assignees }) => assignees))}
        onChange={(assignee) => set({ assignee })}
      />
      <Choice
        name="Highlight"
        value={state.highlight === 'nothing' ? '' : state.highlight}
        options={[
          ['ready', 'Ready now'],
          ...(data.criticalPath ? [['critical', 'Critical path'] as const] : []),
        ]}
        onChange={(value) =>
          onChange({ highlight: value === 'ready' || value === 'critical' ? value : 'nothing' })
        }
      />
      {isFiltered(filters) || state.highlight !== 'nothing' ? (
        <button class="plain" onClick={() => onChange({ filters: Filters.parse({}), highlight: 'nothing' })}>
          Clear
        </button>
      ) : null}
    </div>
  );
}

function named(values: readonly string[]): (readonly [string, string])[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b)).map((value) => [value, value]);
}
