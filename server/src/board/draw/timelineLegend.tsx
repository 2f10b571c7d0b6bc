/** @jsxRuntime automatic @jsxImportSource preact */
import type { TimelineData, TimelineRow } from '../../protocol/timeline.ts';
import type { LegendEntry } from './legend.tsx';

/** What the shapes of a timeline mean: those that are in this one. */
export function timelineLegend(data: TimelineData): readonly LegendEntry[] {
  return ENTRIES.filter(({ isIn }) => isIn(data)).map(({ entry }) => entry);
}

interface Shape {
  readonly entry: LegendEntry;
  readonly isIn: (data: TimelineData) => boolean;
}

/** Whether there is such a row. */
const some =
  (isSuch: (row: TimelineRow) => boolean): Shape['isIn'] =>
  ({ rows }) =>
    rows.some(isSuch);

/** Whether there is a task with such a state, drawn as a box. */
const someBox = (...statuses: readonly TimelineRow['status'][]): Shape['isIn'] =>
  some(
    ({ kind, basis, from, status }) =>
      kind === 'task' &&
      from !== null &&
      basis !== 'window' &&
      basis !== 'unestimated' &&
      statuses.includes(status),
  );

const ENTRIES: readonly Shape[] = [
  {
    entry: [
      'done',
      (palette) => <rect y={-6} width={26} height={12} rx={2.5} fill={palette['status-done']} />,
    ],
    isIn: some(({ from, tasks }) => from !== null && tasks.done > 0),
  },
  {
    entry: [
      'begun',
      (palette) => (
        <>
          <rect y={-6} width={26} height={12} rx={2.5} fill="none" stroke={palette['status-in-progress']} />
          <rect y={-6} width={13} height={12} rx={2.5} fill={palette['status-in-progress']} />
        </>
      ),
    ],
    isIn: someBox('in-progress', 'in-review'),
  },
  {
    entry: [
      'blocked',
      (palette) => (
        <rect
          y={-6}
          width={26}
          height={12}
          rx={2.5}
          fill="url(#rg-hatch-error)"
          stroke={palette['status-blocked']}
        />
      ),
    ],
    isIn: someBox('blocked'),
  },
  {
    entry: [
      'to do',
      (palette) => (
        <rect y={-6} width={26} height={12} rx={2.5} fill="none" stroke={palette['status-todo']} />
      ),
    ],
    isIn: someBox('todo'),
  },
  {
    entry: [
      'at most',
      (palette) => (
        <path d="M0 -4h26v8h-26" fill="none" stroke={palette['status-todo']} stroke-dasharray="2.5 2" />
      ),
    ],
    isIn: some(({ to }) => to !== null && to.max > to.min),
  },
  {
    entry: [
      'somewhere within',
      (palette) => (
        <path d="M1 -4v8M1 0h24M25 -4v8" fill="none" stroke={palette['status-todo']} stroke-dasharray="5 3" />
      ),
    ],
    isIn: some(({ basis }) => basis === 'window'),
  },
  {
    entry: [
      'no estimate',
      (palette) => (
        <>
          <path d="M13 -7l7 7l-7 7l-7 -7Z" fill="none" stroke={palette['status-todo']} stroke-width={1.4} />
          <text
            x={13}
            y={3.8}
            font-size={10}
            font-weight={700}
            text-anchor="middle"
            fill={palette['status-todo']}
          >
            ?
          </text>
        </>
      ),
    ],
    isIn: some(({ basis }) => basis === 'unestimated'),
  },
  {
    entry: [
      'same time',
      (palette) => (
        <rect y={-3} width={26} height={6} fill="url(#rg-hatch-warning)" stroke={palette.warning} />
      ),
    ],
    isIn: some(({ overlaps }) => overlaps.length > 0),
  },
  {
    entry: [
      'too much, too late',
      (palette) => <rect y={-5} width={26} height={10} fill="url(#rg-hatch-error)" stroke={palette.error} />,
    ],
    isIn: (data) =>
      data.load.some(({ over }) => over !== 'no') ||
      some(({ over, late, early }) => over !== 'no' || late !== 'no' || early.length > 0)(data),
  },
  {
    entry: ['today', (palette) => <path d="M13 -9V9" stroke={palette.selection} stroke-width={2} />],
    isIn: ({ today, weeks }) => today !== null && today <= weeks,
  },
];
