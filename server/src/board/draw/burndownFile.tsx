import type { JSX } from 'preact';
import type { BurndownData, Measure } from '../../protocol/burndown.ts';
import { BurndownLegend, BurndownPicture, layoutBurndown } from './burndown.tsx';
import { burndownSentence, donePhrase, whyNoBurndown } from './burndownWords.ts';
import { PictureFile } from './file.tsx';
import type { Palette } from './palette.ts';
import { truncate, wrap } from './text.ts';

const WIDTH = 1000;
const LINE = 17;
const HEADER = 34;

/** Progress over time as a file. */
export function burndownFile(data: BurndownData, measure: Measure, palette: Palette): JSX.Element {
  const why = whyNoBurndown(data);
  const layout = layoutBurndown(data, WIDTH);
  const [whole] = data.series;
  const lines = (why === null ? data.notes : [why]).flatMap((note) => wrap(note, WIDTH - 40, 12.5, 4));
  const body = why === null ? HEADER + layout.height + 30 : 8;
  return (
    <PictureFile
      title={data.title === '' ? 'Burn-down' : `${data.title}: burn-down`}
      description={burndownSentence(data, measure)}
      width={WIDTH}
      height={body + lines.length * LINE + 14}
      palette={palette}
    >
      {why === null && whole ? (
        <>
          <text x={12} y={24} font-size={14} font-weight={600} fill={palette.foreground}>
            {truncate(donePhrase(data, whole, measure), WIDTH - 24, 14, true)}
          </text>
          <g transform={`translate(0 ${HEADER})`}>
            <BurndownPicture {...{ data, layout, measure, palette }} />
          </g>
          <g transform={`translate(12 ${HEADER + layout.height + 10})`}>
            <BurndownLegend palette={palette} measure={measure} />
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
