/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { PictureFile } from './file.tsx';
import { Legend, type LegendEntry, legendHeight } from './legend.tsx';
import type { Palette } from './palette.ts';
import { wrap } from './text.ts';

/** The width of pictures of time in files, in pixels. */
export const PLOT_WIDTH = 1000;

const LINE = 17;
const SIZE = 12.5;
const MARGIN = 12;

/** A picture of time, with what is to be said about it. */
export interface PlotFileProps {
  readonly title: string;
  readonly description: string;
  readonly palette: Palette;
  /** Why there is no picture; null where there is one. */
  readonly why: string | null;
  /** What the picture rests on. */
  readonly notes: readonly string[];
  readonly legend: readonly LegendEntry[];
  /** Of the picture, in pixels. */
  readonly height: number;
  readonly children: JSX.Element;
}

/** A picture of time as a file: below it what its shapes mean and what it rests on. */
export function PlotFile({
  title,
  description,
  palette,
  why,
  notes,
  legend,
  height,
  children,
}: PlotFileProps) {
  const inner = PLOT_WIDTH - 2 * MARGIN;
  const lines = (why === null ? notes : [why]).flatMap((note) => wrap(note, inner, SIZE, 4));
  const body = why === null ? height + legendHeight(legend, inner) + 14 : 8;
  return (
    <PictureFile
      {...{ title, description, palette }}
      width={PLOT_WIDTH}
      height={body + lines.length * LINE + 14}
    >
      {why === null ? (
        <>
          {children}
          <g transform={`translate(${MARGIN} ${height + 6})`}>
            <Legend entries={legend} width={inner} palette={palette} />
          </g>
        </>
      ) : null}
      {lines.map((line, index) => (
        <text key={index} x={MARGIN} y={body + 14 + index * LINE} font-size={SIZE} fill={palette.muted}>
          {line}
        </text>
      ))}
    </PictureFile>
  );
}
