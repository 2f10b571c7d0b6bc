import type { ComponentChildren, JSX } from 'preact';
import { Legend, type LegendEntry, legendHeight } from '../../server/src/board/draw/legend.tsx';
import { THEME } from '../../server/src/board/draw/palette.ts';
import { ExportButton, type Exports } from './exports.tsx';
import { useWidth } from './size.ts';

interface PlotProps {
  /** For screen readers. */
  readonly name: string;
  /** Buttons and fields at the left of the line above the picture. */
  readonly controls: ComponentChildren;
  readonly exports: Exports;
  /** Why there is nothing to see; null where there is something. */
  readonly why: string | null;
  /** Instead of the picture. */
  readonly table: JSX.Element | undefined;
  readonly picture: () => JSX.Element;
  readonly legend: readonly LegendEntry[];
  /** What the picture rests on. */
  readonly notes: readonly string[];
}

/** A view of time: a picture with its legend, or a table, and what they rest on. */
export function Plot({ name, controls, exports, why, table, picture, legend, notes }: PlotProps) {
  if (why !== null) return <Reason>{why}</Reason>;
  return (
    <section class="plot" aria-label={name}>
      <div class="bar second">
        {controls}
        <span class="spacer" />
        <ExportButton exports={exports} />
      </div>
      {table ?? picture()}
      {/* What scrolls must be reachable by keys. */}
      <footer class="plot-notes" tabIndex={0} aria-label="Notes">
        {table === undefined ? <PlotLegend entries={legend} /> : null}
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </footer>
    </section>
  );
}

/** Why there is nothing to see. */
export function Reason({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="nothing" role="status">
      {children}
    </p>
  );
}

function PlotLegend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  const [element, width = 800] = useWidth();
  return (
    <div class="plot-legend" ref={element}>
      <svg width={width} height={legendHeight(entries, width)} aria-hidden="true">
        <Legend entries={entries} width={width} palette={THEME} />
      </svg>
    </div>
  );
}
