import { useEffect, useMemo, useState } from 'preact/hooks';
import * as z from 'zod';
import { BurndownLegend, BurndownPicture, layoutBurndown } from '../../../server/src/board/draw/burndown.tsx';
import { burndownFile } from '../../../server/src/board/draw/burndownFile.tsx';
import { mermaidBurndown } from '../../../server/src/board/draw/burndownMermaid.ts';
import { burndownTable, versionSentence } from '../../../server/src/board/draw/burndownTable.ts';
import {
  burndownSentence,
  donePhrase,
  measureName,
  measuresOf,
  whyNoBurndown,
} from '../../../server/src/board/draw/burndownWords.ts';
import { THEME } from '../../../server/src/board/draw/palette.ts';
import { toCsv } from '../../../server/src/board/draw/table.ts';
import { type BurndownAnswer, type BurndownData, Measure } from '../../../server/src/protocol/burndown.ts';
import { ExportButton } from '../exports.tsx';
import { listen, send, updateViewState, viewState } from '../host.ts';
import { useWidth } from '../size.ts';
import { DataTable } from '../table.tsx';
import type { ViewProps } from '../tabs.tsx';

const State = z.object({ measure: Measure.nullable().default(null) });

/** Milliseconds after the last change of the roadmap, after which its history is asked for again. */
const QUIET = 1500;

/** The progress of a roadmap over its commits. */
export function BurndownView({ board, table }: ViewProps) {
  const { uri } = board;
  const answer = useHistory(uri, board);
  const [measure, setMeasure] = useState(() => viewState('burndown', uri, State)?.measure ?? null);
  if (answer === undefined)
    return (
      <p class="nothing" role="status">
        Reading the history of this roadmap…
      </p>
    );
  const why = answer.kind === 'none' ? answer.reason : whyNoBurndown(answer.data);
  if (answer.kind === 'none' || why !== null)
    return (
      <p class="nothing" role="status">
        {why}
      </p>
    );
  const { data } = answer;
  const measures = measuresOf(data);
  const shown = measures.find((each) => each === measure) ?? data.measure;
  return (
    <section class="plot" aria-label="Burn-down">
      <div class="bar second">
        <label>
          Measure{' '}
          <select
            value={shown}
            onChange={({ currentTarget }) => {
              const next = Measure.parse(currentTarget.value);
              setMeasure(next);
              updateViewState('burndown', uri, { measure: next });
            }}
          >
            {measures.map((each) => (
              <option key={each} value={each}>
                {measureName(data, each)}
              </option>
            ))}
          </select>
        </label>
        <span class="spacer" />
        <ExportButton
          exports={{
            name: `${data.title || 'roadmap'} burn-down`,
            picture: (palette) => burndownFile(data, shown, palette),
            mermaid: () => mermaidBurndown(data, shown),
            csv: () => toCsv(burndownTable(data, shown)),
            json: () => data,
          }}
        />
      </div>
      {table ? (
        <DataTable table={burndownTable(data, shown)} onReveal={() => undefined} />
      ) : (
        <Picture data={data} measure={shown} />
      )}
      <footer class="plot-notes">
        {data.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </footer>
    </section>
  );
}

/** The history, asked for at the start and again when the roadmap has changed and rests. */
function useHistory(uri: string, change: unknown): BurndownAnswer | undefined {
  const [answer, setAnswer] = useState<BurndownAnswer>();
  useEffect(
    () =>
      listen((message) => {
        if (message.kind === 'burndown' && message.uri === uri) setAnswer(message.answer);
      }),
    [uri],
  );
  useEffect(() => {
    const timer = setTimeout(() => send({ kind: 'burndown', uri }), answer === undefined ? 0 : QUIET);
    return () => clearTimeout(timer);
  }, [uri, change]);
  return answer;
}

function Picture({ data, measure }: { readonly data: BurndownData; readonly measure: Measure }) {
  const [element, width] = useWidth();
  const [selected, setSelected] = useState<number | null>(null);
  const layout = useMemo(() => layoutBurndown(data, Math.max(240, width ?? 800)), [data, width]);
  const [whole] = data.series;
  const last = data.versions.length - 1;
  const sentence = selected === null ? '' : versionSentence(data, selected);
  return (
    <div
      class="plot-scroll"
      ref={element}
      tabIndex={0}
      role="group"
      aria-label="Progress. Arrow keys go from version to version."
      onKeyDown={(event) => {
        const at = selected ?? last + 1;
        if (event.key === 'ArrowLeft') setSelected(Math.max(0, at - 1));
        else if (event.key === 'ArrowRight') setSelected(Math.min(last, at + 1));
        else if (event.key === 'Home') setSelected(0);
        else if (event.key === 'End') setSelected(last);
        else if (event.key === 'Escape') setSelected(null);
        else return;
        event.preventDefault();
      }}
    >
      <p class="plot-title">{whole ? donePhrase(data, whole, measure) : ''}</p>
      <p class="plot-version" role="status">
        {sentence}
      </p>
      <svg
        width={layout.width}
        height={layout.height}
        role="img"
        aria-label={burndownSentence(data, measure)}
      >
        <BurndownPicture {...{ data, layout, measure, selected }} palette={THEME} />
      </svg>
      <svg class="plot-legend" width={560} height={20} aria-hidden="true">
        <g transform="translate(2 10)">
          <BurndownLegend palette={THEME} measure={measure} />
        </g>
      </svg>
    </div>
  );
}
