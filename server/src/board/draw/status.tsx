/** @jsxRuntime automatic @jsxImportSource preact */
import type { GraphTask } from '../../protocol/graph.ts';
import { type Palette, statusColour } from './palette.ts';

type Status = GraphTask['status'];

/** What people call a status. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  todo: 'To do',
  'in-progress': 'In progress',
  'in-review': 'In review',
  blocked: 'Blocked',
  done: 'Done',
  deferred: 'Deferred',
  cancelled: 'Cancelled',
};

/** In the order in which lists show them. */
export const STATUSES = Object.keys(STATUS_NAMES) as readonly Status[];

interface IconProps {
  readonly status: Status;
  readonly palette: Palette;
  /** Of the middle. */
  readonly x: number;
  readonly y: number;
  /** Half the width. */
  readonly radius?: number;
}

/** A shape of its own for each status, so that nobody has to tell colours apart. */
export function StatusIcon({ status, palette, x, y, radius = 7 }: IconProps) {
  const colour = statusColour(palette, status);
  return (
    <g
      transform={`translate(${x} ${y}) scale(${radius / 7})`}
      fill="none"
      stroke={colour}
      stroke-width={1.6}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {SHAPES[status](colour, palette.card)}
    </g>
  );
}

/** Around the origin, 14 wide. */
const SHAPES: Readonly<Record<Status, (colour: string, ground: string) => preact.JSX.Element>> = {
  todo: () => <circle r={6} />,
  'in-progress': (colour) => (
    <>
      <circle r={6} />
      <path d="M0 -6A6 6 0 0 1 0 6Z" fill={colour} stroke="none" />
    </>
  ),
  'in-review': (colour) => (
    <>
      <path d="M-6.5 0Q0 -8.5 6.5 0Q0 8.5 -6.5 0Z" />
      <circle r={2} fill={colour} stroke="none" />
    </>
  ),
  blocked: (colour, ground) => (
    <>
      <path d="M-2.7 -6.5H2.7L6.5 -2.7V2.7L2.7 6.5H-2.7L-6.5 2.7V-2.7Z" fill={colour} />
      <path d="M-3 0H3" stroke={ground} stroke-width={2.2} />
    </>
  ),
  done: (colour, ground) => (
    <>
      <circle r={6.6} fill={colour} stroke="none" />
      <path d="M-3 0.2L-0.8 2.5L3.2 -2.2" stroke={ground} stroke-width={1.8} />
    </>
  ),
  deferred: () => (
    <>
      <circle r={6} stroke-dasharray="2.4 2" />
      <path d="M0 -3V0.4L2.2 2" />
    </>
  ),
  cancelled: () => (
    <>
      <circle r={6} />
      <path d="M-4.2 4.2L4.2 -4.2" />
    </>
  ),
};
