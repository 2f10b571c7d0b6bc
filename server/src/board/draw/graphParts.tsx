/** @jsxRuntime automatic @jsxImportSource preact */
import type { GraphGroup } from '../../protocol/graph.ts';
import { type BandPlace, type EdgePlace, HEADER, type Point } from '../layout/graph.ts';
import type { Detail } from './graph.tsx';
import type { Palette } from './palette.ts';
import { textWidth, truncate } from './text.ts';

interface BandProps {
  readonly band: BandPlace;
  readonly palette: Palette;
  readonly detail: Detail;
  readonly isInteractive: boolean;
}

/** `Phase 1: Foundation`, `2.1 Storage`, `Backlog`. */
export function groupName({ id, title }: GraphGroup): string {
  if (id === null) return title;
  if (title === '') return id;
  return /\s/.test(id) ? `${id}: ${title}` : `${id} ${title}`;
}

/** A group: its title with a bar of what is done, around its tasks. */
export function Band({ band, palette, detail, isInteractive }: BandProps) {
  const { group, x, y, width, height, depth, collapsed } = band;
  const size = depth === 0 ? 14 : 13;
  const middle = y + HEADER / 2;
  const counts = `${group.tasks.done}/${group.tasks.total}`;
  const room = width - 150;
  const name = truncate(groupName(group), room, size, true);
  const barX = x + 34 + Math.min(textWidth(name, size, true), room) + 12;
  const share = group.tasks.total === 0 ? 0 : group.tasks.done / group.tasks.total;
  return (
    <g class="band" data-group={group.key}>
      <rect
        {...{ x, y, width, height }}
        rx={8}
        fill={palette.band}
        stroke={palette['band-border']}
        stroke-width={1}
      />
      <g
        class="band-title"
        data-fold={group.key}
        {...(isInteractive
          ? {
              role: 'button',
              tabindex: 0,
              'aria-expanded': !collapsed,
            }
          : {})}
      >
        <g>
          <rect x={x + 4} y={y + 4} width={barX + 104 - x} height={HEADER - 8} rx={5} fill="transparent" />
          {detail === 'dots' ? null : (
            <path
              d={collapsed ? 'M-2.5 -4L2 0L-2.5 4' : 'M-4 -2.5L0 2L4 -2.5'}
              transform={`translate(${x + 20} ${middle})`}
              fill="none"
              stroke={palette.muted}
              stroke-width={1.6}
            />
          )}
          <text x={x + 34} y={middle + 5} font-size={size} font-weight={600} fill={palette.foreground}>
            {name}
          </text>
          <rect x={barX} y={middle - 2} width={56} height={5} rx={2.5} fill={palette.track} />
          {share === 0 ? null : (
            <rect
              x={barX}
              y={middle - 2}
              width={56 * share}
              height={5}
              rx={2.5}
              fill={palette['status-done']}
            />
          )}
          <text x={barX + 64} y={middle + 4.5} font-size={12} fill={palette.muted}>
            {counts}
          </text>
        </g>
      </g>
    </g>
  );
}

interface EdgeProps {
  readonly place: EdgePlace;
  readonly palette: Palette;
  readonly detail: Detail;
  readonly isDimmed: boolean;
  readonly isSelected: boolean;
}

/** From what comes first to what depends on it: dashed if soft, with a mark where it cannot be right. */
export function Edge({ place: { edge, points }, palette, detail, isDimmed, isSelected }: EdgeProps) {
  const colour = edge.problem
    ? palette.error
    : edge.critical
      ? palette.critical
      : isSelected
        ? palette.selection
        : palette.edge;
  const width = edge.critical || edge.problem || isSelected ? 2.2 : 1.4;
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? end;
  return (
    <g class="edge" opacity={isDimmed ? 0.2 : 1} stroke={colour} fill="none">
      <path
        d={roundedPath(points)}
        stroke-width={width}
        stroke-dasharray={edge.soft ? '5 4' : undefined}
        vector-effect={detail === 'dots' ? 'non-scaling-stroke' : undefined}
      />
      <path d={arrow(before, end)} fill={colour} stroke="none" />
      {edge.problem ? <ProblemMark points={points} kind={edge.problem} palette={palette} /> : null}
    </g>
  );
}

interface MarkProps {
  readonly points: readonly Point[];
  readonly kind: 'cycle' | 'done-before';
  readonly palette: Palette;
}

function ProblemMark({ points, kind, palette }: MarkProps) {
  const at = middleOf(points);
  return (
    <g transform={`translate(${at.x} ${at.y})`} stroke-linecap="round" stroke-linejoin="round">
      <circle r={8.5} fill={palette.background} stroke={palette.error} stroke-width={1.6} />
      {kind === 'cycle' ? (
        <path d="M3.6 -2.6A4.4 4.4 0 1 0 4.4 1.2M4.4 -5V-2.2H1.6" stroke-width={1.4} />
      ) : (
        <path d="M0 -4.4V1M0 4V4.1" stroke-width={2} />
      )}
    </g>
  );
}

function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, index) => distance(points[index] ?? point, point));
  let left = lengths.reduce((a, b) => a + b, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const [a, b] = [points[index], points[index + 1]];
    if (a && b && left <= length) {
      const share = length === 0 ? 0 : left / length;
      return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
    }
    left -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

function arrow(from: Point, { x, y }: Point): string {
  const back = from.x > x ? 7 : -7;
  return `M${x} ${y}L${x + back} ${y - 4}L${x + back} ${y + 4}Z`;
}

const RADIUS = 8;

function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  for (const [index, point] of rest.entries()) {
    const [before, after] = [points[index] ?? point, points[index + 2]];
    if (after === undefined) {
      parts.push(`L${round(point.x)} ${round(point.y)}`);
      continue;
    }
    const radius = Math.min(RADIUS, distance(before, point) / 2, distance(point, after) / 2);
    const [a, b] = [towards(point, before, radius), towards(point, after, radius)];
    parts.push(
      `L${round(a.x)} ${round(a.y)}Q${round(point.x)} ${round(point.y)} ${round(b.x)} ${round(b.y)}`,
    );
  }
  return parts.join('');
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
