import { useMemo, useState } from 'preact/hooks';
import * as z from 'zod';
import { THEME } from '../../../server/src/board/draw/palette.ts';
import { toCsv } from '../../../server/src/board/draw/table.ts';
import { TimelineChart, TimelineNames } from '../../../server/src/board/draw/timeline.tsx';
import { timelineFile } from '../../../server/src/board/draw/timelineFile.tsx';
import { layoutTimeline, type TimelineLayout } from '../../../server/src/board/draw/timelineLayout.ts';
import { TimelineLegend } from '../../../server/src/board/draw/timelineLegend.tsx';
import { mermaidGantt } from '../../../server/src/board/draw/timelineMermaid.ts';
import { timelineTable } from '../../../server/src/board/draw/timelineTable.ts';
import {
  rowSentence,
  timelineSentence,
  whyNoTimeline,
} from '../../../server/src/board/draw/timelineWords.ts';
import { ExportButton } from '../exports.tsx';
import { send, updateViewState, viewState } from '../host.ts';
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
  const why = whyNoTimeline(data);
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
  return (
    <section class="plot" aria-label="Timeline">
      <div class="bar second">
        <span class="spacer" />
        <button class="plain" aria-label="Zoom out" disabled={state.zoom <= 1} onClick={() => zoomBy(2 / 3)}>
          −
        </button>
        <button class="plain" aria-label="Zoom in" disabled={state.zoom >= 16} onClick={() => zoomBy(1.5)}>
          +
        </button>
        <ExportButton
          exports={{
            name: `${data.title || 'roadmap'} timeline`,
            picture: (palette) => timelineFile(data, palette),
            mermaid: () => mermaidGantt(data),
            csv: () => toCsv(timelineTable(data)),
            json: () => data,
          }}
        />
      </div>
      {why !== null ? (
        <p class="nothing" role="status">
          {why}
        </p>
      ) : table ? (
        <DataTable
          table={timelineTable(data)}
          selected={chosen}
          onReveal={({ key }) => {
            choose(key);
            reveal(key, false);
          }}
        />
      ) : (
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
      )}
      <p class="hidden" role="status">
        {sentenceOf(layout, chosen)}
      </p>
      <footer class="plot-notes">
        {why === null && !table ? (
          <svg class="plot-legend" width={780} height={20} aria-hidden="true">
            <g transform="translate(2 10)">
              <TimelineLegend palette={THEME} hasToday={data.today !== null} />
            </g>
          </svg>
        ) : null}
        {why === null ? data.notes.map((note) => <p key={note}>{note}</p>) : null}
      </footer>
    </section>
  );
}

function sentenceOf({ data }: TimelineLayout, key: string | null): string {
  const row = data.rows.find((each) => each.key === key);
  return row ? rowSentence(data, row) : '';
}

/** The row that an arrow leads to. */
function keyFor(key: string, { rows }: TimelineLayout, chosen: string | null): string | undefined {
  const at = rows.findIndex(({ row }) => row.key === chosen);
  switch (key) {
    case 'ArrowDown':
      return rows[Math.min(rows.length - 1, at + 1)]?.row.key;
    case 'ArrowUp':
      return rows[Math.max(0, at - 1)]?.row.key;
    case 'Home':
      return rows[0]?.row.key;
    case 'End':
      return rows.at(-1)?.row.key;
    default:
      return undefined;
  }
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
