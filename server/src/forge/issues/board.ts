import type { BoardConfig } from '../../core/issues/board.ts';
import type { IssueItem } from '../../core/issues/source.ts';
import type { Status } from '../../core/model/document.ts';
import { statusWord } from '../../core/model/status.ts';
import { findStatusWord } from '../../core/parse/status.ts';
import type { Board, BoardCard, BoardColumn } from '../boardForge.ts';
import type { IssueDetails } from '../issueForge.ts';
import { readBody } from './marker.ts';
import type { StepKind } from './plan.ts';

/** What is to happen with the card of an issue. */
export interface BoardStep {
  readonly kind: StepKind;
  readonly reason: string;
  readonly item: IssueItem;
  /** Null where the issue is to be made. */
  readonly issue: IssueDetails | null;
  /** The one that there is. */
  readonly card: BoardCard | null;
  readonly column: BoardColumn;
}

/** An item that has an issue or gets one. */
export interface Carded {
  readonly item: IssueItem;
  readonly issue: IssueDetails | null;
}

/** Finds the column of each item. */
export class Columns {
  readonly #board: Board;
  readonly #config: BoardConfig;
  readonly #items: readonly IssueItem[];

  constructor(board: Board, config: BoardConfig, items: readonly IssueItem[]) {
    this.#board = board;
    this.#config = config;
    this.#items = items;
  }

  /** The column of an item; undefined if the board has none for what it is. */
  of(item: IssueItem): BoardColumn | undefined {
    return chain(this.statusOf(item))
      .map((status) => this.#columnFor(status))
      .find((column) => column !== undefined);
  }

  /** An epic that says nothing of itself is what its tasks are. */
  statusOf(item: IssueItem): Status {
    if (item.kind === 'task' || item.status !== 'todo') return item.status;
    const below = this.#items
      .filter(({ parent }) => parent === item.key)
      .map((child) => this.statusOf(child));
    if (below.length === 0) return item.status;
    const left = below.filter((status) => status !== 'done' && status !== 'cancelled');
    if (left.length === 0) return 'done';
    return below.every((status) => status === 'todo') ? 'todo' : 'in-progress';
  }

  #columnFor(status: Status): BoardColumn | undefined {
    const { columns } = this.#board;
    const named = this.#config.columns[status];
    if (named !== undefined) return columns.find(({ name }) => isSame(name, named));
    const taken = Object.values(this.#config.columns);
    const free = columns.filter(({ name }) => !taken.some((other) => isSame(name, other)));
    const found = free.filter(({ name }) => findStatusWord(name)?.status === status);
    // Beside “Backlog”, which can mean that too, “To do” is meant.
    return found.find(({ name }) => isSame(letters(name), letters(statusWord(status)))) ?? found[0];
  }
}

/** Compares where cards are with where they belong. What people moved stays where it is. */
export function planBoard(board: Board, columns: Columns, carded: readonly Carded[]): readonly BoardStep[] {
  const cards = new Map(board.cards.map((card) => [card.issue, card]));
  return carded.flatMap(({ item, issue }): BoardStep[] => {
    const column = columns.of(item);
    if (column === undefined) return [];
    const card = issue === null ? null : (cards.get(issue.number) ?? null);
    return [{ ...compare(card, issue, column, board), item, issue, card, column }];
  });
}

function compare(
  card: BoardCard | null,
  issue: IssueDetails | null,
  column: BoardColumn,
  board: Board,
): Pick<BoardStep, 'kind' | 'reason'> {
  if (card === null) return { kind: 'create', reason: 'it is not on the board' };
  if (card.isArchived) return { kind: 'none', reason: 'put away on the board' };
  if (card.column === column.id) return { kind: 'none', reason: 'there already' };
  const now = board.columns.find(({ id }) => id === card.column)?.name;
  const written = readBody(issue?.body ?? '')?.marker.column;
  if (now === undefined) return { kind: 'update', reason: 'it is in no column' };
  if (card.isUntouched || now === written) return { kind: 'update', reason: `it is in “${now}”` };
  if (column.name === written) return { kind: 'none', reason: 'moved by people' };
  const reason = `it is in “${now}” there and stays, the roadmap says “${column.name}”: change one of them`;
  return { kind: 'conflict', reason };
}

/** Statuses for which the board has no column, each once. */
export function withoutColumn(columns: Columns, carded: readonly Carded[]): readonly Status[] {
  return [
    ...new Set(
      carded.flatMap(({ item }) => (columns.of(item) === undefined ? [columns.statusOf(item)] : [])),
    ),
  ];
}

/** A board of which nothing is known, as GitHub makes them: what plans show where nobody is signed in. */
export function assumedBoard({ address, columns }: BoardConfig): Board {
  const named = Object.values(columns);
  const usual = USUAL_COLUMNS.filter(
    (name) => !Object.keys(columns).some((status) => findStatusWord(name)?.status === status),
  );
  return {
    ...{ id: '', fieldId: null, title: address, cards: [] },
    columns: [...usual, ...named].map((name) => ({ id: name, name })),
  };
}

const USUAL_COLUMNS = ['Todo', 'In Progress', 'Done'];

/** What a task is, and what it may count as where the board has no column for that. */
function chain(status: Status): readonly Status[] {
  switch (status) {
    case 'in-review':
      return ['in-review', 'in-progress'];
    case 'blocked':
    case 'deferred':
      return [status, 'todo'];
    case 'todo':
    case 'in-progress':
    case 'done':
    case 'cancelled':
      return [status];
  }
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function letters(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}
