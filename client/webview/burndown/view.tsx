import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import * as z from 'zod';
import { BurndownPicture, layoutBurndown } from '../../../server/src/board/draw/burndown.tsx';
import { burndownFile } from '../../../server/src/board/draw/burndownFile.tsx';
import { burndownLegend } from '../../../server/src/board/draw/burndownLegend.tsx';
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
import { listen, send, updateViewState, viewState } from '../host.ts';
import { placeFor } from '../keys.ts';
import { Plot, Reason } from '../plot.tsx';
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
  if (answer === undefined) return <Reason>Reading the history of this roadmap…</Reason>;
  if (answer.kind === 'none') return <Reason>{answer.reason}</Reason>;
  const { data } = answer;
  const measures = measuresOf(data);
  const shown = measures.find((each) => each === measure) ?? data.measure;
  const choose = (next: Measure): void => {
    setMeasure(next);
    updateViewState('burndown', uri, { measure: next });
  };
  return (
    <Plot
      name="Burn-down"
      controls={<MeasureChoice {...{ data, measures, shown }} onChoose={choose} />}
      exports={{
        name: `${data.title || 'roadmap'} burn-down`,
        picture: (palette) => burndownFile(data, shown, palette),
        mermaid: () => mermaidBurndown(data, shown),
        csv: () => toCsv(burndownTable(data, shown)),
        json: () => data,
      }}
      why={whyNoBurndown(data)}
      table={table ? <DataTable table={burndownTable(data, shown)} onReveal={() => undefined} /> : undefined}
      picture={() => <Picture data={data} measure={shown} />}
      legend={burndownLegend(data, shown)}
      notes={data.notes}
    />
  );
}

interface MeasureProps {
  readonly data: BurndownData;
  readonly measures: readonly Measure[];
  readonly shown: Measure;
  readonly onChoose: (measure: Measure) => void;
}

function MeasureChoice({ data, measures, shown, onChoose }: MeasureProps) {
  return (
    <label>
      Measure{' '}
      <select value={shown} onChange={({ currentTarget }) => onChoose(Measure.parse(currentTarget.value))}>
        {measures.map((each) => (
          <option key={each} value={each}>
            {measureName(data, each)}
          </option>
        ))}
      </select>
    </label>
  );
}

/**
 * The history, asked for at the start and again when the roadmap has changed and rests. While a question is under way none is asked:
 * a roadmap that changes faster than its history can be read would never get an answer.
 */
function useHistory(uri: string, roadmap: unknown): BurndownAnswer | undefined {
  const [answer, setAnswer] = useState<BurndownAnswer>();
  const isAsking = useRef(false);
  const askedFor = useRef<unknown>(undefined);
  useEffect(
    () =>
      listen((message) => {
        if (message.kind !== 'burndown' || message.uri !== uri) return;
        isAsking.current = false;
        setAnswer(message.answer);
      }),
    [uri],
  );
  useEffect(
    () => () => {
      if (isAsking.current) send({ kind: 'stopBurndown' });
    },
    [uri],
  );
  useEffect(() => {
    if (isAsking.current || askedFor.current === roadmap) return;
    const ask = (): void => {
      isAsking.current = true;
      askedFor.current = roadmap;
      send({ kind: 'burndown', uri });
    };
    const timer = setTimeout(ask, answer === undefined ? 0 : QUIET);
    return () => clearTimeout(timer);
  }, [uri, roadmap, answer]);
  return answer;
}

function Picture({ data, measure }: { readonly data: BurndownData; readonly measure: Measure }) {
  const [element, width] = useWidth();
  const [selected, setSelected] = useState<number | null>(null);
  const layout = useMemo(() => layoutBurndown(data, Math.max(240, width ?? 800)), [data, width]);
  const [whole] = data.series;
  const count = data.versions.length;
  const sentence = selected === null ? '' : versionSentence(data, selected);
  return (
    <div
      class="plot-scroll"
      ref={element}
      tabIndex={0}
      role="group"
      aria-label="Progress. Arrow keys go from version to version."
      onKeyDown={(event) => {
        const place = placeFor(event.key, { back: 'ArrowLeft', on: 'ArrowRight' }, selected ?? count, count);
        if (place === undefined && event.key !== 'Escape') return;
        setSelected(place ?? null);
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
    </div>
  );
}
