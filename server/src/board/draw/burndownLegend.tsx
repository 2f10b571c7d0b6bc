/** @jsxRuntime automatic @jsxImportSource preact */
import type { BurndownData, Measure } from '../../protocol/burndown.ts';
import { amountsOf, scopeChanges } from './burndownWords.ts';
import type { LegendEntry } from './legend.tsx';

/** What lines, areas and triangles of a burn-down mean: those that are in this one. */
export function burndownLegend(data: BurndownData, measure: Measure): readonly LegendEntry[] {
  const changes = scopeChanges(data, measure);
  const amounts = data.series.flatMap(({ points }) =>
    points.flatMap((point) => amountsOf(point, measure) ?? []),
  );
  return [
    [measure === 'criteria' ? 'met' : 'done', drawDone],
    SCOPE,
    ...(changes.some(({ from, to }) => to > from) ? [GREW] : []),
    ...(changes.some(({ from, to }) => to < from) ? [SHRANK] : []),
    ...(amounts.some(({ unrecorded }) => unrecorded > 0) ? [NO_RECORD] : []),
    ...(amounts.some(({ scope, done }) => scope.max > scope.min || done.max > done.min) ? [RANGE] : []),
  ];
}

const drawDone: LegendEntry[1] = (palette) => (
  <>
    <rect y={-5} width={26} height={10} fill={palette['status-done']} opacity={0.55} />
    <path d="M0 -5h26" stroke={palette['status-done']} stroke-width={2.2} />
  </>
);

const SCOPE: LegendEntry = [
  'scope',
  (palette) => <path d="M0 0h26" stroke={palette.foreground} stroke-width={1.8} stroke-dasharray="7 3" />,
];

const GREW: LegendEntry = [
  'scope grew',
  (palette) => <path d="M13 -5l5 8h-10Z" fill={palette.warning} stroke={palette.warning} />,
];

const SHRANK: LegendEntry = [
  'scope shrank',
  (palette) => (
    <path d="M13 5l5 -8h-10Z" fill={palette.background} stroke={palette.warning} stroke-width={1.4} />
  ),
];

const NO_RECORD: LegendEntry = [
  'no record',
  () => <rect y={-5} width={26} height={10} fill="url(#rg-no-record)" />,
];

const RANGE: LegendEntry = [
  'from least to most',
  (palette) => <rect y={-5} width={26} height={10} fill={palette.muted} opacity={0.3} />,
];
