/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { BurndownData, Measure } from '../../protocol/burndown.ts';
import { BurndownPicture, layoutBurndown } from './burndown.tsx';
import { burndownLegend } from './burndownLegend.tsx';
import { burndownSentence, donePhrase, whyNoBurndown } from './burndownWords.ts';
import type { Palette } from './palette.ts';
import { PLOT_WIDTH, PlotFile } from './plotFile.tsx';
import { truncate } from './text.ts';

const HEADER = 34;

/** Progress over time as a file. */
export function burndownFile(data: BurndownData, measure: Measure, palette: Palette): JSX.Element {
  const layout = layoutBurndown(data, PLOT_WIDTH);
  const [whole] = data.series;
  const headline = whole ? truncate(donePhrase(data, whole, measure), PLOT_WIDTH - 24, 14, true) : '';
  return (
    <PlotFile
      title={data.title === '' ? 'Burn-down' : `${data.title}: burn-down`}
      description={burndownSentence(data, measure)}
      why={whyNoBurndown(data)}
      notes={data.notes}
      legend={burndownLegend(data, measure)}
      height={HEADER + layout.height}
      palette={palette}
    >
      <>
        <text x={12} y={24} font-size={14} font-weight={600} fill={palette.foreground}>
          {headline}
        </text>
        <g transform={`translate(0 ${HEADER})`}>
          <BurndownPicture {...{ data, layout, measure, palette }} />
        </g>
      </>
    </PlotFile>
  );
}
