import type { BoardAddress } from '../core/issues/board.ts';
import type { ForgeResult, RepositoryName } from './forge.ts';
import type { IssueDetails } from './issueForge.ts';

/** What a forge does with boards. A forge whose boards no API reaches leaves all of it out. */
export interface BoardForge {
  /**
   * A board with its columns, and with the cards of the repository's issues.
   * @param issues those of the repository: some forges keep the column of an issue with the issue.
   */
  board?(
    repository: RepositoryName,
    address: BoardAddress,
    issues: readonly IssueDetails[],
  ): Promise<ForgeResult<Board>>;
  /** The card of an issue, made where there is none yet. */
  addToBoard?(repository: RepositoryName, board: Board, issue: IssueDetails): Promise<ForgeResult<BoardCard>>;
  /** The card where it is now. A card that is there already stays there. */
  moveOnBoard?(
    repository: RepositoryName,
    board: Board,
    card: BoardCard,
    column: BoardColumn,
  ): Promise<ForgeResult<BoardCard>>;
}

export interface Board {
  /** The forge's own key; empty if it is not known. */
  readonly id: string;
  /** The key of what says in which column a card is, where the forge has such a thing. */
  readonly fieldId: string | null;
  readonly title: string;
  readonly columns: readonly BoardColumn[];
  readonly cards: readonly BoardCard[];
}

export interface BoardColumn {
  /** The forge's own key. */
  readonly id: string;
  readonly name: string;
}

export interface BoardCard {
  /** The forge's own key. */
  readonly id: string;
  /** The number of its issue. */
  readonly issue: number;
  /** Id of its column; null if it is in none. */
  readonly column: string | null;
  /** Put away by people: it stays away. */
  readonly isArchived: boolean;
  /** The board gave it its column as it was added, and nobody has moved it since. */
  readonly isUntouched: boolean;
}
