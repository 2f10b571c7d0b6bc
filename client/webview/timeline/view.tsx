import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import * as z from 'zod';
import { THEME } from '../../../server/src/board/draw/palette.ts';
import { toCsv } from '../../../server/src/board/draw/table.ts';
import { TimelineChart, TimelineNames } from '../../../server/src/board/draw/timeline.tsx';
import { timelineFile } from '../../../server/src/board/draw/timelineFile.tsx';
import { layoutTimeline, type TimelineLayout } from '../../../server/src/board/draw/timelineLayout.ts';
import { timelineLegend } from '../../../server/src/board/draw/timelineLegend.tsx';
import { mermaidGantt } from '../../../server/src/board/draw/timelineMermaid.ts';
import { timelineTable } from '../../../server/src/board/draw/timelineTable.ts';
import {
  rowSentence,
  timelineSentence,
  whyNoTimeline,
} from '../../../server/src/board/draw/timelineWords.ts';
import { send, updateViewState, viewState } from '../host.ts';
import { placeFor } from '../keys.ts';
import { Plot } from '../plot.tsx';
import { useWidth } from '../size.ts';
import { DataTable } from '../table.tsx';
import type { ViewProps } from '../tabs.tsx';

const State = z.object({
  zoom: z.number().min(1).max(16).default(1),
  collapsed: z.array(z.string()).default([]),
});
type State = z.infer<typeof State>;

/** The phases and tasks of a roadmap on its weeks: a picture to walk in, or a table. */
export function TimelineView({ board, table, selected, onSelect }: ViewProps) {
  const { timeline: data, uri } = board;
  const [state, setState] = useState(() => viewState('timeline', uri, State) ?? State.parse({}));
  const [row, setRow] = useState<string | null>(null);
  const [element, width] = useWidth();
  const change = (part: Partial<State>): void => {
    const next = { ...state, ...part };
    setState(next);
    updateViewState('timeline', uri, next);
  };
  const layout = useMemo(
    () =>
      layoutTimeline(data, { width: width ?? 800, zoom: state.zoom, collapsed: new Set(state.collapsed) }),
    [data, width, state],
  );
  const chosen = layout.rows.some((place) => place.row.key === row) ? row : selected;
  const choose = (key: string): void => {
    setRow(key);
    if (data.rows.find((each) => each.key === key)?.kind === 'task') onSelect(key);
  };
  const reveal = (key: string, keepFocus: boolean): void => {
    const line = data.rows.find((each) => each.key === key)?.line;
    if (line !== undefined) send({ kind: 'reveal', uri, line, keepFocus });
  };
  const fold = (key: string, isFolded?: boolean): void => {
    const without = state.collapsed.filter((other) => other !== key);
    const folds = isFolded ?? without.length === state.collapsed.length;
    change({ collapsed: folds ? [...without, key] : without });
  };
  const zoomBy = (factor: number): void =>
    change({ zoom: Math.min(16, Math.max(1, Math.round(state.zoom * factor * 100) / 100)) });
  const picture = (): JSX.Element => (
    <>
      <div
        class="plot-scroll"
        ref={element}
        tabIndex={0}
        role="group"
        aria-label="Timeline. Arrow keys choose a row, Enter shows its line, plus and minus zoom."
        onKeyDown={(event) => {
          const key = keyFor(event.key, layout, chosen);
          if (event.key === '+' || event.key === '=') zoomBy(1.5);
          else if (event.key === '-') zoomBy(2 / 3);
          else if (event.key === 'Enter' && chosen !== null) reveal(chosen, false);
          else if (event.key === 'ArrowLeft' && chosen !== null) fold(chosen, true);
          else if (event.key === 'ArrowRight' && chosen !== null) fold(chosen, false);
          else if (key !== undefined) choose(key);
          else return;
          event.preventDefault();
        }}
        onClick={(event) => {
          const hit = hitOf(event);
          if (hit === undefined) return;
          choose(hit.key);
          if (hit.isFold) fold(hit.key);
          else reveal(hit.key, true);
        }}
      >
        <div class="plot-row">
          {layout.names > 0 ? (
            <svg class="plot-names" width={layout.names} height={layout.height} aria-hidden="true">
              <TimelineNames layout={layout} palette={THEME} selected={chosen} />
            </svg>
          ) : null}
          <svg width={layout.chart} height={layout.height} role="img" aria-label={timelineSentence(data)}>
            <TimelineChart layout={layout} palette={THEME} selected={chosen} />
          </svg>
        </div>
      </div>

      <p class="hidden" role="status">
        {sentenceOf(layout, chosen)}
      </p>
    </>
  );
  const shownTable = (): JSX.Element => (
    <DataTable
      table={timelineTable(data)}
      selected={chosen}
      onReveal={({ key }) => {
        choose(key);
        reveal(key, false);
      }}
    />
  );
  return (
    <Plot
      name="Timeline"
      controls={table ? null : <Zoom zoom={state.zoom} onZoom={zoomBy} />}
      exports={{
        name: `${data.title || 'roadmap'} timeline`,
        picture: (palette) => timelineFile(data, palette),
        mermaid: () => mermaidGantt(data),
        csv: () => toCsv(timelineTable(data)),
        json: () => data,
      }}
      why={whyNoTimeline(data)}
      table={table ? shownTable() : undefined}
      picture={picture}
      legend={timelineLegend(data)}
      notes={data.notes}
    />
  );
}

interface ZoomProps {
  readonly zoom: number;
  readonly onZoom: (factor: number) => void;
}

function Zoom({ zoom, onZoom }: ZoomProps) {
  return (
    <>
      <button class="plain" aria-label="Zoom out" disabled={zoom <= 1} onClick={() => onZoom(2 / 3)}>
        −
      </button>
      <button class="plain" aria-label="Zoom in" disabled={zoom >= 16} onClick={() => onZoom(1.5)}>
        +
      </button>
    </>
  );
}

function sentenceOf({ data }: TimelineLayout, key: string | null): string {
  const row = data.rows.find((each) => each.key === key);
  return row ? rowSentence(data, row) : '';
}

/** The row that an arrow leads to. */
function keyFor(key: string, { rows }: TimelineLayout, chosen: string | null): string | undefined {
  const at = rows.findIndex(({ row }) => row.key === chosen);
  const place = placeFor(key, { back: 'ArrowUp', on: 'ArrowDown' }, at, rows.length);
  return place === undefined ? undefined : rows[place]?.row.key;
}

/** The row below the pointer, and whether it is on the mark that folds it. */
function hitOf(event: MouseEvent): { readonly key: string; readonly isFold: boolean } | undefined {
  const { target } = event;
  if (!(target instanceof Element)) return undefined;
  const key =
    target.closest('[data-name]')?.getAttribute('data-name') ??
    target.closest('[data-row]')?.getAttribute('data-row');
  return key == null ? undefined : { key, isFold: target.closest('[data-fold]') !== null };
}
