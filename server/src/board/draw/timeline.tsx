/** @jsxRuntime automatic @jsxImportSource preact */
import { numberPhrase } from '../../core/model/effort.ts';
import { type Palette } from './palette.ts';
import { StatusIcon } from './status.tsx';
import { textWidth, truncate } from './text.ts';
import { Bar } from './timelineBars.tsx';
import { round, type RowPlace, type Tick, type TimelineLayout } from './timelineLayout.ts';
import { rowSentence, rowTitle } from './timelineWords.ts';

export interface TimelineProps {
  readonly layout: TimelineLayout;
  readonly palette: Palette;
  /** Key of the row that is selected. */
  readonly selected?: string | null;
}

/** The names of the rows, with their states: the part that stays where it is. */
export function TimelineNames({ layout, palette, selected = null }: TimelineProps) {
  return (
    <>
      {layout.rows.map((place) => (
        <Name key={place.row.key} {...{ place, layout, palette }} isSelected={selected === place.row.key} />
      ))}
      {layout.data.start === null && layout.names > 0 ? (
        <text x={layout.names - 10} y={20} font-size={11.5} text-anchor="end" fill={palette.muted}>
          {layout.data.unit === 'week' ? 'Week' : 'Month'}
        </text>
      ) : null}
      {layout.data.load.length > 0 ? (
        <text x={12} y={layout.bottom + 22} font-size={12} fill={palette.muted}>
          {layout.names > 0 ? 'Hours by week' : ''}
        </text>
      ) : null}
    </>
  );
}

/** The weeks, the bars and the hours: the part that may be wider than what is seen. */
export function TimelineChart({ layout, palette, selected = null }: TimelineProps) {
  return (
    <>
      <Hatches palette={palette} />
      <Grid layout={layout} palette={palette} />
      {layout.isNarrow ? <TimelineNames {...{ layout, palette, selected }} /> : null}
      {layout.rows.map((place) => (
        <g key={place.row.key} data-row={place.row.key}>
          {place.row.key === selected && !layout.isNarrow ? (
            <rect
              x={0}
              y={place.y}
              width={layout.chart}
              height={place.height}
              fill={palette.selection}
              opacity={0.14}
            />
          ) : null}
          <title>{rowSentence(layout.data, place.row)}</title>
          <Bar {...{ place, layout, palette }} />
        </g>
      ))}
      <Arrows {...{ layout, palette, selected }} />
      <Load layout={layout} palette={palette} />
      <Today layout={layout} palette={palette} />
    </>
  );
}

/** Lines for what must not be told by colour alone. */
function Hatches({ palette }: { readonly palette: Palette }) {
  return (
    <defs>
      {(['error', 'warning'] as const).map((name) => (
        <pattern
          key={name}
          id={`rg-hatch-${name}`}
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={5} height={5} fill={palette.background} />
          <rect width={2} height={5} fill={palette[name]} />
        </pattern>
      ))}
    </defs>
  );
}

interface NameProps {
  readonly place: RowPlace;
  readonly layout: TimelineLayout;
  readonly palette: Palette;
  readonly isSelected: boolean;
}

function Name({ place, layout, palette, isSelected }: NameProps) {
  const { row, y, height } = place;
  const width = layout.isNarrow ? layout.chart : layout.names;
  const isTask = row.kind === 'task';
  const indent = 12 + Math.min(row.depth, 4) * (layout.isNarrow ? 8 : 14);
  const middle = layout.isNarrow ? y + 12 : y + height / 2;
  const size = isTask ? 12.5 : 13;
  const counts = isTask || row.tasks.total === 0 ? '' : `${row.tasks.done}/${row.tasks.total}`;
  const room = width - indent - 34 - (counts === '' ? 0 : textWidth(counts, 11.5) + 14);
  return (
    <g data-name={row.key}>
      {isSelected ? (
        <rect
          x={2}
          y={y + 1}
          width={width - 4}
          height={height - 2}
          rx={4}
          fill={palette.selection}
          opacity={0.14}
        />
      ) : null}
      {place.hasChildren ? (
        <path
          d={place.collapsed ? 'M-2.5 -4L2 0L-2.5 4' : 'M-4 -2.5L0 2L4 -2.5'}
          transform={`translate(${indent - 4} ${middle})`}
          data-fold=""
          pointer-events="bounding-box"
          fill="none"
          stroke={palette.muted}
          stroke-width={1.6}
        />
      ) : null}
      <StatusIcon status={row.status} palette={palette} x={indent + 11} y={middle} radius={5.5} />
      <text
        x={indent + 22}
        y={middle + 4.4}
        font-size={size}
        font-weight={isTask ? 400 : 600}
        fill={row.basis === 'none' ? palette.muted : palette.foreground}
        text-decoration={row.status === 'cancelled' ? 'line-through' : undefined}
      >
        {truncate(rowTitle(row), room, size, !isTask)}
      </text>
      {counts === '' ? null : (
        <text x={width - 10} y={middle + 4.2} font-size={11.5} text-anchor="end" fill={palette.muted}>
          {counts}
        </text>
      )}
    </g>
  );
}

function Grid({ layout, palette }: Pick<TimelineProps, 'layout' | 'palette'>) {
  const { ticks, months, chart, top, bottom, data, x } = layout;
  const weeksAt = (months.length > 0 ? 18 : 0) + 20;
  return (
    <g>
      {layout.rows.map(({ row, y, below }) =>
        row.basis === 'stated' && row.kind !== 'task' && row.from && row.to ? (
          <rect
            key={row.key}
            x={x(row.from.min)}
            y={y}
            width={round(x(row.to.max) - x(row.from.min))}
            height={below}
            fill={palette.band}
          />
        ) : null,
      )}
      {months.map((month) => (
        <MonthTick key={month.x} month={month} palette={palette} />
      ))}
      {ticks.map((tick) => (
        <g key={tick.x}>
          <path d={`M${tick.x} ${weeksAt + 6}V${bottom}`} stroke={palette.grid} stroke-width={1} />
          <text
            x={data.start === null ? round(tick.x + tick.width / 2) : tick.x + 4}
            y={weeksAt}
            font-size={11.5}
            text-anchor={data.start === null ? 'middle' : 'start'}
            fill={palette.muted}
          >
            {tick.text}
          </text>
        </g>
      ))}
      <path d={`M0 ${top - 0.5}H${chart}`} stroke={palette.grid} stroke-width={1} />
      {data.milestones.map((milestone, index) => (
        <Milestone key={`${milestone.line} ${index}`} {...{ index, layout, palette }} />
      ))}
    </g>
  );
}

function MonthTick({ month, palette }: { readonly month: Tick; readonly palette: Palette }) {
  const text = truncate(month.text, month.width - 6, 11.5, true);
  return (
    <g>
      <path d={`M${month.x} 4V24`} stroke={palette.grid} stroke-width={1} />
      {month.width < 20 ? null : (
        <text x={month.x + 5} y={17} font-size={11.5} font-weight={600} fill={palette.foreground}>
          {text}
        </text>
      )}
    </g>
  );
}

interface MilestoneProps {
  readonly index: number;
  readonly layout: TimelineLayout;
  readonly palette: Palette;
}

/** A flag at the end of the time in which it is due, named as far as there is room before the next. */
function Milestone({ index, layout, palette }: MilestoneProps) {
  const { data, x, top, bottom, chart } = layout;
  const milestone = data.milestones[index];
  if (milestone === undefined) return null;
  const at = x(milestone.at);
  const y = top - 12;
  const before = Math.max(0, ...data.milestones.map((each) => x(each.at)).filter((each) => each < at));
  const name = truncate(milestone.title, at - before - 22, 11);
  return (
    <g>
      <path
        d={`M${at} ${y + 6}V${bottom}`}
        stroke={palette.critical}
        stroke-width={1}
        stroke-dasharray="2 4"
      />
      <path d={`M${at} ${y - 6}l6 6l-6 6l-6 -6Z`} fill={palette.critical}>
        <title>{milestone.title}</title>
      </path>
      {name.length < 4 || at > chart ? null : (
        <text x={at - 10} y={y + 4} font-size={11} text-anchor="end" fill={palette.foreground}>
          {name}
        </text>
      )}
    </g>
  );
}

/** What the selected task waits for. */
function Arrows({ layout, palette, selected }: TimelineProps) {
  const to = layout.rows.find(({ row }) => row.key === selected);
  if (to?.row.from == null) return null;
  const end = layout.x(to.row.from.min);
  const before = layout.rows.filter(({ row }) => to.row.needs.includes(row.key) && row.to !== null);
  return (
    <g fill="none" stroke={palette.selection} stroke-width={1.6}>
      {before.map((from) => {
        const start = layout.x(from.row.to?.min ?? 0);
        const side = to.bar > from.bar ? -7 : 7;
        return (
          <g key={from.row.key}>
            <path d={`M${start} ${from.bar}h6V${to.bar + side * 1.6}H${end + 4}V${to.bar + side}`} />
            <path
              d={`M${end + 1} ${to.bar + side * 1.6}h6l-3 ${-side * 0.6}Z`}
              fill={palette.selection}
              stroke="none"
            />
          </g>
        );
      })}
    </g>
  );
}

/** Hours by week as columns, with the line up to which there is room. */
function Load({ layout, palette }: Pick<TimelineProps, 'layout' | 'palette'>) {
  const { data, x, bottom, chart } = layout;
  if (data.load.length === 0) return null;
  const base = bottom + 62;
  const most = Math.max(data.capacity, ...data.load.map(({ hours }) => hours.max));
  const heightOf = (hours: number): number => round((hours / most) * 46);
  const room = base - heightOf(data.capacity);
  return (
    <g>
      <path d={`M0 ${bottom}H${chart}M0 ${base}H${chart}`} stroke={palette.grid} stroke-width={1} />
      {data.load.map(({ hours, over }, week) => {
        const [left, width] = [x(week) + 1, Math.max(1, round(x(week + 1) - x(week) - 2))];
        const fits = Math.min(hours.min, data.capacity);
        return (
          <g key={week}>
            <title>{`Week ${week + 1}: ${numberPhrase(hours)} hours`}</title>
            {hours.max > hours.min ? (
              <rect
                x={left}
                y={base - heightOf(hours.max)}
                width={width}
                height={heightOf(hours.max)}
                fill="none"
                stroke={over === 'no' ? palette['status-in-progress'] : palette.error}
                stroke-width={1}
                stroke-dasharray="2.5 2"
              />
            ) : null}
            <rect
              x={left}
              y={base - heightOf(fits)}
              width={width}
              height={heightOf(fits)}
              fill={palette['status-in-progress']}
              opacity={0.75}
            />
            {hours.min > data.capacity ? (
              <rect
                x={left}
                y={base - heightOf(hours.min)}
                width={width}
                height={round(heightOf(hours.min) - heightOf(data.capacity))}
                fill="url(#rg-hatch-error)"
                stroke={palette.error}
                stroke-width={1}
              />
            ) : null}
          </g>
        );
      })}
      <path d={`M0 ${room}H${chart}`} stroke={palette.foreground} stroke-width={1.2} stroke-dasharray="6 3" />
      <text x={chart - 6} y={room - 4} font-size={11} text-anchor="end" fill={palette.foreground}>
        {`${data.capacity} h`}
      </text>
    </g>
  );
}

function Today({ layout: { data, x, height, top }, palette }: Pick<TimelineProps, 'layout' | 'palette'>) {
  if (data.today === null || data.today > data.weeks) return null;
  const at = x(data.today);
  return (
    <g>
      <path d={`M${at} ${top - 8}V${height - 4}`} stroke={palette.selection} stroke-width={2} />
      <path d={`M${at - 5} ${top - 12}h10l-5 6Z`} fill={palette.selection}>
        <title>Today</title>
      </path>
    </g>
  );
}
