import type { JSX } from 'preact';
import type { BoardData } from '../../server/src/protocol/board.ts';
import { BurndownView } from './burndown/view.tsx';
import { GraphView } from './graph/view.tsx';
import { TimelineView } from './timeline/view.tsx';

/** What every view gets. */
export interface ViewProps {
  readonly board: BoardData;
  /** Whether to show the data as a table. */
  readonly table: boolean;
  /** The task that is selected in all views, by its key. */
  readonly selected: string | null;
  readonly onSelect: (task: string | null) => void;
}

export interface Tab {
  readonly id: string;
  readonly name: string;
  readonly View: (props: ViewProps) => JSX.Element;
}

/** The views of the board, in the order of their tabs. */
export const TABS: readonly Tab[] = [
  { id: 'graph', name: 'Dependencies', View: GraphView },
  { id: 'timeline', name: 'Timeline', View: TimelineView },
  { id: 'burndown', name: 'Burn-down', View: BurndownView },
];
