import type { GraphTask } from '../../protocol/graph.ts';

/**
 * The colours of a picture, as values of SVG attributes. In the editor they are variables of its theme (`board.css`
 * gives them their values); a file carries the colours themselves.
 */
export type Palette = Readonly<Record<ColourName, string>>;

export const COLOUR_NAMES = [
  'background',
  'foreground',
  'muted',
  'card',
  'card-border',
  'band',
  'band-border',
  'grid',
  'track',
  'edge',
  'critical',
  'error',
  'warning',
  'selection',
  'status-todo',
  'status-in-progress',
  'status-in-review',
  'status-blocked',
  'status-done',
  'status-deferred',
  'status-cancelled',
] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];

/** Whatever `--rg-…` variables say where the picture is shown. */
export const THEME: Palette = toPalette((name) => `var(--rg-${name})`);

/** For files that are shown on white. */
export const LIGHT: Palette = {
  background: '#ffffff',
  foreground: '#1f2328',
  muted: '#59636e',
  card: '#ffffff',
  'card-border': '#c6ccd3',
  band: '#f6f8fa',
  'band-border': '#d8dee4',
  grid: '#d8dee4',
  track: '#d0d7de',
  edge: '#6e7781',
  critical: '#8250df',
  error: '#c5221f',
  warning: '#9a6700',
  selection: '#0969da',
  'status-todo': '#6e7781',
  'status-in-progress': '#0969da',
  'status-in-review': '#8250df',
  'status-blocked': '#c5221f',
  'status-done': '#1a7f37',
  'status-deferred': '#6e7781',
  'status-cancelled': '#6e7781',
};

/** For files that are shown on black. */
export const DARK: Palette = {
  background: '#1b1f24',
  foreground: '#e6edf3',
  muted: '#9aa4af',
  card: '#262c34',
  'card-border': '#444c56',
  band: '#20252b',
  'band-border': '#363d46',
  grid: '#363d46',
  track: '#444c56',
  edge: '#8b949e',
  critical: '#c297ff',
  error: '#ff7b72',
  warning: '#e3b341',
  selection: '#58a6ff',
  'status-todo': '#9aa4af',
  'status-in-progress': '#58a6ff',
  'status-in-review': '#c297ff',
  'status-blocked': '#ff7b72',
  'status-done': '#56d364',
  'status-deferred': '#9aa4af',
  'status-cancelled': '#9aa4af',
};

/** A palette with a colour for each name. */
export function toPalette(colourOf: (name: ColourName) => string): Palette {
  return Object.fromEntries(COLOUR_NAMES.map((name) => [name, colourOf(name)])) as Record<ColourName, string>;
}

export function statusColour(palette: Palette, status: GraphTask['status']): string {
  return palette[`status-${status}`];
}
