import type { BurndownData, BurndownSeries, Measure } from '../../protocol/burndown.ts';
import { areaPath, type Box, linePath, type Scale, scaleFor, steps } from './burndownScale.ts';
import { donePhrase, scopeChanges } from './burndownWords.ts';
import type { Palette } from './palette.ts';
import { truncate } from './text.ts';

export interface BurndownLayout {
  readonly width: number;
  readonly height: number;
  readonly whole: Box;
  readonly phases: readonly { readonly series: BurndownSeries; readonly box: Box }[];
}

const LEFT = 46;
const SMALL = 96;
const SMALL_HEADER = 48;

/** One chart for the whole roadmap, and a small one for each phase, as many beside each other as there is room for. */
export function layoutBurndown(data: BurndownData, width: number): BurndownLayout {
  const whole = { x: LEFT, y: 18, width: Math.max(60, width - LEFT - 24), height: width < 520 ? 170 : 260 };
  const columns = Math.max(1, Math.min(4, Math.floor(width / 230)));
  const cell = width / columns;
  const top = whole.y + whole.height + 34;
  const phases = data.series.slice(1).map((series, index) => ({
    series,
    box: {
      x: Math.round((index % columns) * cell) + 34,
      y: top + Math.floor(index / columns) * (SMALL + SMALL_HEADER + 20) + SMALL_HEADER,
      width: Math.max(50, Math.round(cell) - 34 - 16),
      height: SMALL,
    },
  }));
  const last = phases.at(-1)?.box;
  return { width, whole, phases, height: (last ? last.y + SMALL : top - 12) + 22 };
}

interface BurndownProps {
  readonly data: BurndownData;
  readonly layout: BurndownLayout;
  readonly measure: Measure;
  readonly palette: Palette;
  /** Position of the version that is selected. */
  readonly selected?: number | null;
}

/** The inside of a picture of progress. */
export function BurndownPicture({ data, layout, measure, palette, selected = null }: BurndownProps) {
  const [whole] = data.series;
  if (whole === undefined) return null;
  return (
    <>
      <defs>
        <pattern
          id="rg-no-record"
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={1.2} height={6} fill={palette.muted} />
        </pattern>
      </defs>
      <Chart {...{ data, series: whole, measure, palette, selected, box: layout.whole }} />
      {layout.phases.map(({ series, box }) => (
        <g key={series.key}>
          <text x={box.x - 22} y={box.y - 29} font-size={12.5} font-weight={600} fill={palette.foreground}>
            {truncate(series.name, box.width + 22, 12.5, true)}
          </text>
          <text x={box.x - 22} y={box.y - 13} font-size={11} fill={palette.muted}>
            {truncate(donePhrase(data, series, measure), box.width + 22, 11)}
          </text>
          <Chart {...{ data, series, measure, palette, selected, box }} />
        </g>
      ))}
    </>
  );
}

interface ChartProps {
  readonly data: BurndownData;
  readonly series: BurndownSeries;
  readonly measure: Measure;
  readonly palette: Palette;
  readonly box: Box;
  readonly selected: number | null;
}

/** What is done as an area, the scope as a line above it: the gap is what is left. */
function Chart({ data, series, measure, palette, box, selected }: ChartProps) {
  const scale = scaleFor(data, series, measure, box);
  const line = (heightOf: Parameters<typeof steps>[4]) => steps(data, series, measure, scale, heightOf);
  const ground = line(() => scale.y(0));
  const done = line(({ done: { max } }) => scale.y(max));
  const surely = line(({ done: { min } }) => scale.y(min));
  const scope = line((amounts) => scale.y(amounts.scope.max));
  const least = line((amounts) => scale.y(amounts.scope.min));
  const recorded = line((amounts) => scale.y(amounts.scope.max - amounts.unrecorded));
  const isSmall = box.height < 120;
  return (
    <g>
      <title>{`${series.name}: ${donePhrase(data, series, measure)}`}</title>
      <Axes scale={scale} palette={palette} isSmall={isSmall} />
      {measure === 'criteria' ? <path d={areaPath(scope, recorded)} fill="url(#rg-no-record)" /> : null}
      {measure === 'effort' ? <path d={areaPath(scope, least)} fill={palette.muted} opacity={0.18} /> : null}
      <path d={areaPath(surely, ground)} fill={palette['status-done']} opacity={0.55} />
      {measure === 'effort' ? (
        <path d={areaPath(done, surely)} fill={palette['status-done']} opacity={0.25} />
      ) : null}
      <path
        d={linePath(done)}
        fill="none"
        stroke={palette['status-done']}
        stroke-width={isSmall ? 1.6 : 2.2}
      />
      <path
        d={linePath(scope)}
        fill="none"
        stroke={palette.foreground}
        stroke-width={isSmall ? 1.3 : 1.8}
        stroke-dasharray="7 3"
      />
      {isSmall ? null : <ScopeChanges {...{ data, measure, palette, scale }} />}
      <Selected {...{ data, palette, scale, selected }} />
    </g>
  );
}

function Axes({
  scale,
  palette,
  isSmall,
}: {
  readonly scale: Scale;
  readonly palette: Palette;
  readonly isSmall: boolean;
}) {
  const { box, amounts, days, y } = scale;
  const base = box.y + box.height;
  const shown = isSmall ? days.filter((_, index) => index === 0 || index === days.length - 1) : days;
  return (
    <g font-size={isSmall ? 10 : 11} fill={palette.muted}>
      {amounts.map((amount) => (
        <g key={amount}>
          <path d={`M${box.x} ${y(amount)}H${box.x + box.width}`} stroke={palette.grid} stroke-width={1} />
          <text x={box.x - 6} y={y(amount) + 3.5} text-anchor="end">
            {amount}
          </text>
        </g>
      ))}
      {shown.map(({ x, text }, index) => (
        <text
          key={x}
          x={x}
          y={base + 15}
          text-anchor={index === 0 ? 'start' : x > box.x + box.width - 30 ? 'end' : 'middle'}
        >
          {text}
        </text>
      ))}
    </g>
  );
}

interface ScopeProps {
  readonly data: BurndownData;
  readonly measure: Measure;
  readonly palette: Palette;
  readonly scale: Scale;
}

/** Triangles where the scope grew or shrank: that is no progress. */
function ScopeChanges({ data, measure, palette, scale }: ScopeProps) {
  return (
    <>
      {scopeChanges(data, measure).map(({ index, from, to }) => {
        const day = data.versions[index]?.day ?? '';
        const grows = to > from;
        const [x, y] = [scale.x(day), scale.y(to)];
        return (
          <path
            key={index}
            d={grows ? `M${x} ${y - 9}l5 8h-10Z` : `M${x} ${y + 9}l5 -8h-10Z`}
            fill={grows ? palette.warning : palette.background}
            stroke={palette.warning}
            stroke-width={1.4}
          >
            <title>{`${day}: scope ${grows ? 'grew' : 'shrank'} from ${from} to ${to}`}</title>
          </path>
        );
      })}
    </>
  );
}

interface SelectedProps {
  readonly data: BurndownData;
  readonly palette: Palette;
  readonly scale: Scale;
  readonly selected: number | null;
}

function Selected({ data, palette, scale: { x, box }, selected }: SelectedProps) {
  const version = selected === null ? undefined : data.versions[selected];
  if (version === undefined) return null;
  return (
    <path
      d={`M${x(version.day)} ${box.y - 4}V${box.y + box.height}`}
      stroke={palette.selection}
      stroke-width={1.6}
    />
  );
}
