/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Palette } from './palette.ts';
import { textWidth } from './text.ts';

/** What a shape means. The shape is drawn 26 pixels wide, around a line at 0. */
export type LegendEntry = readonly [text: string, draw: (palette: Palette) => JSX.Element];

interface LegendProps {
  readonly entries: readonly LegendEntry[];
  /** Pixels in which it has to fit; entries that do not go on below. */
  readonly width: number;
  readonly palette: Palette;
}

const SIZE = 11.5;
const LINE = 20;
const SHAPE = 32;
const GAP = 18;

/** How high a legend is, in pixels. */
export function legendHeight(entries: readonly LegendEntry[], width: number): number {
  return ((placesOf(entries, width).at(-1)?.line ?? 0) + 1) * LINE;
}

/** What the shapes of a picture mean, beside each other. */
export function Legend({ entries, width, palette }: LegendProps) {
  return (
    <g font-size={SIZE} fill={palette.muted}>
      {placesOf(entries, width).map(({ entry: [text, draw], x, line }) => (
        <g key={text} transform={`translate(${x} ${line * LINE + LINE / 2})`}>
          {draw(palette)}
          <text x={SHAPE} y={4}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

interface Place {
  readonly entry: LegendEntry;
  readonly x: number;
  /** Counted from 0. */
  readonly line: number;
}

function placesOf(entries: readonly LegendEntry[], width: number): readonly Place[] {
  let [x, line] = [0, 0];
  return entries.map((entry) => {
    const own = Math.ceil(SHAPE + textWidth(entry[0], SIZE));
    if (x > 0 && x + own > width) [x, line] = [0, line + 1];
    const place = { entry, x, line };
    x += own + GAP;
    return place;
  });
}
