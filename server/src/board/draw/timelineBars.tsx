/** @jsxRuntime automatic @jsxImportSource preact */
import type { TimelineRow } from '../../protocol/timeline.ts';
import { type Palette, statusColour } from './palette.ts';
import type { RowPlace, TimelineLayout } from './timelineLayout.ts';
import { round } from './timelineLayout.ts';

interface BarProps {
  readonly place: RowPlace;
  readonly layout: TimelineLayout;
  readonly palette: Palette;
}

/** The bar of one row. What is done is filled, what has begun half so, what is to be done only has an outline. */
export function Bar(props: BarProps) {
  const { row } = props.place;
  if (row.from === null || row.to === null) return row.due === null ? null : <Due {...props} />;
  return (
    <>
      {row.kind === 'task' ? <TaskBar {...props} /> : <GroupBar {...props} />}
      {row.due === null ? null : <Due {...props} />}
    </>
  );
}

function extentOf({ row }: RowPlace, { x }: TimelineLayout) {
  const [from, to] = [row.from ?? NOWHERE, row.to ?? NOWHERE];
  const left = x(from.min);
  return {
    left,
    width: Math.max(3, round(x(to.min) - left)),
    most: round(Math.max(0, x(to.max) - x(to.min))),
  };
}

const NOWHERE = { min: 0, max: 0 };

function TaskBar(props: BarProps) {
  const { place, layout, palette } = props;
  const { row, bar } = place;
  if (row.basis === 'unestimated') return <Unestimated {...props} />;
  const { left, width, most } = extentOf(place, layout);
  const colour = statusColour(palette, row.status);
  if (row.basis === 'window')
    return <Within {...{ left, width: width + most, bar, colour }} isDone={row.status === 'done'} />;
  const late =
    row.late === 'no' ? null : <LateMark x={left + width + most + 9} y={bar} {...{ row, palette }} />;
  return (
    <g fill="none" stroke={colour} stroke-width={1.4}>
      {most > 0 ? (
        <path d={`M${round(left + width)} ${bar - 4}h${most}v8h${-most}`} stroke-dasharray="2.5 2" />
      ) : null}
      <rect x={left} y={bar - 6.5} width={width} height={13} rx={2.5} fill={palette.background} />
      <Filling {...{ row, left, width, bar, colour, palette }} />
      {late}
    </g>
  );
}

interface FillingProps {
  readonly row: TimelineRow;
  readonly left: number;
  readonly width: number;
  readonly bar: number;
  readonly colour: string;
  readonly palette: Palette;
}

function Filling({ row, left, width, bar, colour, palette }: FillingProps) {
  const box = { x: left, y: bar - 6.5, height: 13, rx: 2.5 };
  switch (row.status) {
    case 'done':
      return (
        <>
          <rect {...box} width={width} fill={colour} />
          {width > 16 ? (
            <path
              d={`M${left + 4.5} ${bar + 0.2}l2.4 2.5l4.2 -4.9`}
              stroke={palette.background}
              stroke-width={1.8}
            />
          ) : null}
        </>
      );
    case 'in-progress':
    case 'in-review':
      return <rect {...box} width={round(width * startedShare(row))} fill={colour} stroke="none" />;
    case 'blocked':
      return <rect {...box} width={width} fill="url(#rg-hatch-error)" />;
    case 'todo':
    case 'deferred':
    case 'cancelled':
      return null;
  }
}

/** By its criteria, as far as their state is recorded; nobody knows more. */
function startedShare({ criteria }: TimelineRow): number {
  const recorded = criteria.met + criteria.unmet;
  return recorded === 0 ? 0.5 : Math.min(0.9, Math.max(0.1, criteria.met / recorded));
}

interface WithinProps {
  readonly left: number;
  readonly width: number;
  readonly bar: number;
  readonly colour: string;
  readonly isDone: boolean;
}

/** Somewhere within this time: a line with ends, and no body. */
function Within({ left, width, bar, colour, isDone }: WithinProps) {
  return (
    <path
      d={`M${left + 1} ${bar - 4}v8M${left + 1} ${bar}h${round(width - 2)}M${round(left + width - 1)} ${bar - 4}v8`}
      fill="none"
      stroke={colour}
      stroke-width={isDone ? 2.4 : 1.4}
      stroke-dasharray={isDone ? undefined : '5 3'}
    />
  );
}

function Unestimated({ place: { row, bar }, layout, palette }: BarProps) {
  const at = layout.x(row.from?.min ?? 0);
  const colour = statusColour(palette, row.status);
  return (
    <g>
      <path
        d={`M${at} ${bar - 7}l7 7l-7 7l-7 -7Z`}
        fill={row.status === 'done' ? colour : palette.background}
        stroke={colour}
        stroke-width={1.4}
      />
      <text
        x={at}
        y={bar + 3.8}
        font-size={10}
        font-weight={700}
        text-anchor="middle"
        fill={row.status === 'done' ? palette.background : colour}
      >
        ?
      </text>
    </g>
  );
}

function GroupBar({ place, layout, palette }: BarProps) {
  const { row, bar } = place;
  const { left, width, most } = extentOf(place, layout);
  const share = row.tasks.total === 0 ? (row.status === 'done' ? 1 : 0) : row.tasks.done / row.tasks.total;
  if (row.basis === 'summary') return <Summary {...{ left, width, most, bar, share, palette }} />;
  const end = layout.x(row.workEnds?.max ?? 0);
  const over = round(Math.max(0, end - left - width));
  return (
    <g>
      <rect
        x={left}
        y={bar - 8}
        width={width}
        height={16}
        rx={3}
        fill={palette.band}
        stroke={palette.muted}
        stroke-width={1.2}
      />
      {share > 0 ? (
        <rect
          x={left}
          y={bar - 8}
          width={round(width * share)}
          height={16}
          rx={3}
          fill={palette['status-done']}
        />
      ) : null}
      <Overlaps {...{ place, layout, palette }} />
      {over > 0 ? (
        <rect
          x={round(left + width)}
          y={bar - 6}
          width={over}
          height={12}
          fill="url(#rg-hatch-error)"
          stroke={palette.error}
          stroke-width={1.2}
          stroke-dasharray={(row.workEnds?.min ?? 0) > (row.to?.max ?? 0) ? undefined : '3 2'}
        />
      ) : null}
      {row.over === 'no' && row.early.length === 0 ? null : (
        <LateMark x={left + width + over + 10} y={bar} {...{ row, palette }} />
      )}
    </g>
  );
}

interface SummaryProps {
  readonly left: number;
  readonly width: number;
  readonly most: number;
  readonly bar: number;
  readonly share: number;
  readonly palette: Palette;
}

/** A bracket around what stands below. */
function Summary({ left, width, most, bar, share, palette }: SummaryProps) {
  const right = round(left + width);
  return (
    <g>
      <path
        d={`M${left} ${bar + 6}v-10H${right}v10l-3 -5H${left + 3}Z`}
        fill={palette.muted}
        opacity={0.75}
      />
      {share > 0 ? (
        <rect x={left} y={bar - 4} width={round(width * share)} height={5} fill={palette['status-done']} />
      ) : null}
      {most > 0 ? (
        <path
          d={`M${right} ${bar - 1.5}h${most}`}
          stroke={palette.muted}
          stroke-width={2}
          stroke-dasharray="3 2"
        />
      ) : null}
    </g>
  );
}

/** The stretches that it shares with what stands beside it. */
function Overlaps({ place: { row, bar }, layout, palette }: BarProps) {
  const others = layout.data.rows.filter(({ key }) => row.overlaps.includes(key));
  return (
    <>
      {others.map((other) => {
        const from = layout.x(Math.max(row.from?.min ?? 0, other.from?.min ?? 0));
        const to = layout.x(Math.min(row.to?.max ?? 0, other.to?.max ?? 0));
        return (
          <rect
            key={other.key}
            x={from}
            y={bar + 3}
            width={round(to - from)}
            height={5}
            fill="url(#rg-hatch-warning)"
            stroke={palette.warning}
            stroke-width={0.8}
          />
        );
      })}
    </>
  );
}

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly row: TimelineRow;
  readonly palette: Palette;
}

/** A triangle: filled where it is so in any case. */
function LateMark({ x, y, row, palette }: MarkProps) {
  const isSure = row.late === 'yes' || row.over === 'yes' || row.early.length > 0;
  const colour = isSure ? palette.error : palette.warning;
  return (
    <g transform={`translate(${round(x)} ${y})`} stroke-linejoin="round">
      <path d="M0 -6L6.5 5.5H-6.5Z" fill={isSure ? colour : 'none'} stroke={colour} stroke-width={1.4} />
      <path d="M0 -2V1.8M0 3.6V3.8" stroke={isSure ? palette.background : colour} stroke-width={1.5} />
    </g>
  );
}

function Due({ place: { row, bar }, layout, palette }: BarProps) {
  const at = layout.x(row.due ?? 0);
  const colour = row.late === 'no' ? palette.muted : palette.error;
  return (
    <path d={`M${at} ${bar + 8}V${bar - 8}l8 3.5l-8 3.5`} fill={colour} stroke={colour} stroke-width={1.4} />
  );
}
