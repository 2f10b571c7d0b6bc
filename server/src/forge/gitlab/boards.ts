import * as z from 'zod';
import type { BoardAddress } from '../../core/issues/board.ts';
import type { Board, BoardCard, BoardForge } from '../boardForge.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type { IssueDetails } from '../issueForge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { fail, ok } from '../results.ts';
import { projectPath } from './project.ts';

/**
 * https://docs.gitlab.com/api/boards/ and https://docs.gitlab.com/api/group_boards/: the columns of a board are labels, and
 * every issue is on it. Lists of people, milestones and iterations are no columns here.
 */
export function gitLabBoards(client: RestClient): BoardForge {
  return {
    board: (repository, address, issues) => readBoard(client, repository, address, issues),
    addToBoard: (_, board, { number }) =>
      Promise.resolve(ok(board.cards.find(({ issue }) => issue === number) ?? cardOf(number, null))),
    moveOnBoard: async (repository, board, card, column) => {
      const others = board.columns.map(({ name }) => name).filter((name) => name !== column.name);
      const moved = await client.ask(z.unknown(), {
        method: 'PUT',
        path: route`/projects/${projectPath(repository)}/issues/${card.issue}`,
        body: { add_labels: column.name, remove_labels: others.join(',') },
        about: repository,
      });
      if (moved.kind === 'failed') return moved;
      return ok({ ...card, column: column.id, isUntouched: false });
    },
  };
}

const BoardAnswer = z.object({
  id: z.int(),
  name: z.string().nullish(),
  lists: z.array(z.object({ label: z.object({ name: z.string() }).nullish() })),
});

async function readBoard(
  client: RestClient,
  about: RepositoryName,
  address: BoardAddress,
  issues: readonly IssueDetails[],
): Promise<ForgeResult<Board>> {
  if (address.kind !== 'board') {
    return fail(
      'invalid',
      '`issues.board` names a project of GitHub, and the issues go to GitLab: give the address of a board there, as in `https://gitlab.com/acme/plans/-/boards/7`.',
    );
  }
  const { of, path, number } = address;
  const owner = of === 'group' ? route`/groups/${path}` : route`/projects/${path}`;
  const found = await client.ask(BoardAnswer, { path: `${owner}${route`/boards/${number}`}`, about });
  if (found.kind === 'failed' && found.error.kind === 'not-found') {
    return fail(
      'not-found',
      `GitLab has no board ${number} in ${path} that this account may see: correct \`issues.board\` in .roadgate.yaml.`,
    );
  }
  if (found.kind === 'failed') return found;
  const columns = found.value.lists.flatMap(({ label }) =>
    label ? [{ id: label.name, name: label.name }] : [],
  );
  const cards = issues.map((issue) => cardOf(issue.number, columnOf(issue, columns)));
  const title = found.value.name ?? `${path}/${number}`;
  return ok({ id: String(found.value.id), fieldId: null, title, columns, cards });
}

function columnOf({ labels }: IssueDetails, columns: Board['columns']): string | null {
  return columns.find(({ name }) => labels.includes(name))?.id ?? null;
}

function cardOf(issue: number, column: string | null): BoardCard {
  return { id: String(issue), issue, column, isArchived: false, isUntouched: column === null };
}
