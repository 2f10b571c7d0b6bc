/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { TimelineData } from '../../protocol/timeline.ts';
import type { Palette } from './palette.ts';
import { PLOT_WIDTH, PlotFile } from './plotFile.tsx';
import { TimelineChart, TimelineNames } from './timeline.tsx';
import { layoutTimeline } from './timelineLayout.ts';
import { timelineLegend } from './timelineLegend.tsx';
import { timelineSentence, whyNoTimeline } from './timelineWords.ts';

/** The timeline as a file. */
export function timelineFile(data: TimelineData, palette: Palette): JSX.Element {
  const why = whyNoTimeline(data);
  const layout = layoutTimeline(data, { width: PLOT_WIDTH });
  return (
    <PlotFile
      title={data.title === '' ? 'Timeline' : `${data.title}: timeline`}
      description={why ?? timelineSentence(data)}
      notes={data.notes}
      legend={timelineLegend(data)}
      height={layout.height}
      {...{ why, palette }}
    >
      <>
        <TimelineNames layout={layout} palette={palette} />
        <g transform={`translate(${layout.names} 0)`}>
          <TimelineChart layout={layout} palette={palette} />
        </g>
      </>
    </PlotFile>
  );
}
