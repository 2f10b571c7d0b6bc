/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Palette } from './palette.ts';
import { textWidth } from './text.ts';

interface LegendProps {
  readonly palette: Palette;
  /** There is a line for it. */
  readonly hasToday: boolean;
}

/** What the shapes of the timeline mean, in one line. */
export function TimelineLegend({ palette, hasToday }: LegendProps) {
  let x = 0;
  const entries = hasToday ? [...ENTRIES, TODAY] : ENTRIES;
  return (
    <g font-size={11.5} fill={palette.muted}>
      {entries.map(([text, draw]) => {
        const at = x;
        x += 32 + textWidth(text, 11.5) + 18;
        return (
          <g key={text} transform={`translate(${Math.round(at)} 0)`}>
            {draw(palette)}
            <text x={32} y={4}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

type Entry = readonly [text: string, draw: (palette: Palette) => JSX.Element];

const TODAY: Entry = [
  'today',
  (palette) => <path d="M13 -9V9" stroke={palette.selection} stroke-width={2} />,
];

const ENTRIES: readonly Entry[] = [
  ['done', (palette) => <rect y={-6} width={26} height={12} rx={2.5} fill={palette['status-done']} />],
  [
    'begun',
    (palette) => (
      <>
        <rect y={-6} width={26} height={12} rx={2.5} fill="none" stroke={palette['status-in-progress']} />
        <rect y={-6} width={13} height={12} rx={2.5} fill={palette['status-in-progress']} />
      </>
    ),
  ],
  [
    'to do',
    (palette) => <rect y={-6} width={26} height={12} rx={2.5} fill="none" stroke={palette['status-todo']} />,
  ],
  [
    'at most',
    (palette) => (
      <path d="M0 -4h26v8h-26" fill="none" stroke={palette['status-todo']} stroke-dasharray="2.5 2" />
    ),
  ],
  [
    'no estimate',
    (palette) => (
      <path d="M1 -4v8M1 0h24M25 -4v8" fill="none" stroke={palette['status-todo']} stroke-dasharray="5 3" />
    ),
  ],
  [
    'same time',
    (palette) => <rect y={-3} width={26} height={6} fill="url(#rg-hatch-warning)" stroke={palette.warning} />,
  ],
  [
    'too much, too late',
    (palette) => <rect y={-5} width={26} height={10} fill="url(#rg-hatch-error)" stroke={palette.error} />,
  ],
];
