import type { Status } from '../model/document.ts';

/** Where the issues of a project are shown in columns, as `.roadgate.yaml` names it. */
export type BoardAddress =
  /** A project of GitHub. `host` is null where it is not said. */
  | {
      readonly kind: 'project';
      readonly host: string | null;
      readonly owner: string;
      readonly number: number;
    }
  /** An issue board of a project or a group of GitLab, with all groups around it in `path`. */
  | {
      readonly kind: 'board';
      readonly host: string;
      readonly of: 'project' | 'group';
      readonly path: string;
      readonly number: number;
    };

/** What a project says of its board. */
export interface BoardConfig {
  /** As written; `readBoardAddress` understands it. */
  readonly address: string;
  /** The names of columns by what tasks in them are; others are found by their names. */
  readonly columns: Readonly<Partial<Record<Status, string>>>;
}

/** `acme/7`, or the address in a browser; undefined if it is neither. */
export function readBoardAddress(text: string): BoardAddress | undefined {
  const short = /^([\w-]+)\/(\d{1,9})$/.exec(text.trim());
  if (short !== null) {
    return { kind: 'project', host: null, owner: short[1] ?? '', number: Number(short[2]) };
  }
  if (!URL.canParse(text) || !/^https?:/.test(text)) return undefined;
  const { host, pathname } = new URL(text);
  const project = /^\/(?:orgs|users)\/([\w-]+)\/projects\/(\d{1,9})(?:\/|$)/.exec(pathname);
  if (project !== null) {
    return { kind: 'project', host, owner: project[1] ?? '', number: Number(project[2]) };
  }
  const board = /^\/(groups\/)?([\w./-]+?)\/-\/boards\/(\d{1,9})\/?$/.exec(pathname);
  if (board === null) return undefined;
  const of = board[1] === undefined ? 'project' : 'group';
  return { kind: 'board', host, of, path: board[2] ?? '', number: Number(board[3]) };
}
