/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { TimelineData } from '../../protocol/timeline.ts';
import { PictureFile } from './file.tsx';
import type { Palette } from './palette.ts';
import { wrap } from './text.ts';
import { TimelineChart, TimelineNames } from './timeline.tsx';
import { layoutTimeline } from './timelineLayout.ts';
import { TimelineLegend } from './timelineLegend.tsx';
import { timelineSentence, whyNoTimeline } from './timelineWords.ts';

const WIDTH = 1000;
const LINE = 17;

/** The timeline as a file, with what its shapes mean and what it rests on. */
export function timelineFile(data: TimelineData, palette: Palette): JSX.Element {
  const why = whyNoTimeline(data);
  const layout = layoutTimeline(data, { width: WIDTH });
  const notes = why === null ? data.notes : [why];
  const lines = notes.flatMap((note) => wrap(note, WIDTH - 40, 12.5, 4));
  const body = why === null ? layout.height + 34 : 8;
  return (
    <PictureFile
      title={data.title === '' ? 'Timeline' : `${data.title}: timeline`}
      description={why ?? timelineSentence(data)}
      width={WIDTH}
      height={body + lines.length * LINE + 14}
      palette={palette}
    >
      {why === null ? (
        <>
          <TimelineNames layout={layout} palette={palette} />
          <g transform={`translate(${layout.names} 0)`}>
            <TimelineChart layout={layout} palette={palette} />
          </g>
          <g transform={`translate(12 ${layout.height + 16})`}>
            <TimelineLegend palette={palette} hasToday={data.today !== null} />
          </g>
        </>
      ) : null}
      {lines.map((line, index) => (
        <text key={index} x={12} y={body + 14 + index * LINE} font-size={12.5} fill={palette.muted}>
          {line}
        </text>
      ))}
    </PictureFile>
  );
}
