import { numberPhrase } from '../../core/model/effort.ts';
import type { TimelineData, TimelineRow } from '../../protocol/timeline.ts';
import { STATUS_NAMES } from './status.tsx';
import type { Table } from './table.ts';
import { BASIS_WORDS, namesOf, rowTitle, timeName } from './timelineWords.ts';

/** The rows of a timeline with their times, and what is wrong with these. */
export function timelineTable(data: TimelineData): Table<TimelineRow> {
  const time = (weeks: number | undefined, isEnd: boolean): string =>
    weeks === undefined ? '' : timeName(data, weeks, isEnd);
  const range = (value: TimelineRow['hours']): string => (value === null ? '' : numberPhrase(value));
  return {
    caption: 'Phases and tasks with their times',
    rows: data.rows,
    keyOf: ({ key }) => key,
    lineOf: ({ line }) => line,
    columns: [
      { name: 'Name', text: rowTitle, wide: true },
      { name: 'Status', text: ({ status }) => STATUS_NAMES[status] },
      { name: 'From', text: ({ from }) => time(from?.min, false), order: ({ from }) => from?.min ?? -1 },
      { name: 'To', text: ({ to }) => time(to?.min, true), order: ({ to }) => to?.min ?? -1 },
      { name: 'At most', text: ({ to }) => time(to?.max, true), order: ({ to }) => to?.max ?? -1 },
      { name: 'How', text: ({ basis }) => BASIS_WORDS[basis] },
      { name: 'Stated', text: ({ said }) => said ?? '' },
      {
        name: 'Hours',
        text: ({ hours }) => range(hours),
        order: ({ hours }) => hours?.max ?? -1,
        numeric: true,
      },
      {
        name: 'Room',
        text: ({ capacity }) => (capacity === null ? '' : String(capacity)),
        order: ({ capacity }) => capacity ?? -1,
        numeric: true,
      },
      { name: 'Problems', text: (row) => problemsOf(data, row), wide: true },
      { name: 'Depends on', text: ({ needs }) => namesOf(data, needs) },
      { name: 'Assignees', text: ({ assignees }) => assignees.join(', ') },
    ],
  };
}

function problemsOf(data: TimelineData, { over, late, overlaps, early }: TimelineRow): string {
  const parts = [
    over === 'no' ? '' : over === 'yes' ? 'too much work' : 'maybe too much work',
    late === 'no' ? '' : late === 'yes' ? 'too late' : 'maybe too late',
    overlaps.length === 0 ? '' : `same time as ${namesOf(data, overlaps)}`,
    early.length === 0 ? '' : `before ${namesOf(data, early)} ends`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
