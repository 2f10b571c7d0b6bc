import * as z from 'zod';
import type { BoardAddress } from '../../core/issues/board.ts';
import type { Board, BoardCard, BoardForge } from '../boardForge.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import { fail, ok } from '../results.ts';
import type { GitHubClient } from './client.ts';

/**
 * Projects of GitHub: https://docs.github.com/en/graphql/reference/projects. Columns of a board are the options of its field
 * “Status”. Reading them takes the scope `read:project`, writing `project`.
 */
export function gitHubBoards(client: GitHubClient, name: string): BoardForge {
  return {
    board: (repository, address) => readBoard(client, name, repository, address),
    addToBoard: async (repository, board, issue) => {
      if (issue.nodeId === undefined) return fail('unsupported', `${name} does not tell the keys of issues.`);
      const variables = { project: board.id, content: issue.nodeId };
      const added = await client.query(AddAnswer, repository, { text: ADD, variables });
      if (added.kind === 'failed') return explained(added, name, board.title);
      const { id } = added.value.addProjectV2ItemById.item;
      const fresh = { id, issue: issue.number, column: null, isArchived: false, isUntouched: true };
      return ok(board.cards.find((card) => card.id === id) ?? fresh);
    },
    moveOnBoard: async (repository, board, card, column) => {
      const variables = { project: board.id, item: card.id, field: board.fieldId, option: column.id };
      const moved = await client.query(z.unknown(), repository, { text: MOVE, variables });
      if (moved.kind === 'failed') return explained(moved, name, board.title);
      return ok({ ...card, column: column.id, isUntouched: false });
    },
  };
}

const CARDS = `
  fragment Cards on ProjectV2 {
    id
    title
    field(name: "Status") {
      ... on ProjectV2SingleSelectField { id options { id name } }
    }
    items(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        createdAt
        isArchived
        content { ... on Issue { number repository { nameWithOwner } } }
        fieldValueByName(name: "Status") {
          ... on ProjectV2ItemFieldSingleSelectValue { optionId updatedAt creator { __typename } }
        }
      }
    }
  }`;

const READ = `
  query Board($owner: String!, $number: Int!, $after: String) {
    repositoryOwner(login: $owner) {
      ... on Organization { projectV2(number: $number) { ...Cards } }
      ... on User { projectV2(number: $number) { ...Cards } }
    }
  }
  ${CARDS}`;

const ADD = `
  mutation Add($project: ID!, $content: ID!) {
    addProjectV2ItemById(input: { projectId: $project, contentId: $content }) { item { id } }
  }`;

const MOVE = `
  mutation Move($project: ID!, $item: ID!, $field: ID!, $option: String!) {
    updateProjectV2ItemFieldValue(
      input: { projectId: $project, itemId: $item, fieldId: $field, value: { singleSelectOptionId: $option } }
    ) { projectV2Item { id } }
  }`;

const Item = z.object({
  id: z.string(),
  createdAt: z.string(),
  isArchived: z.boolean(),
  // Drafts and pull requests have no number here, and what an account may not see is null.
  content: z
    .object({ number: z.int().optional(), repository: z.object({ nameWithOwner: z.string() }).optional() })
    .nullable(),
  fieldValueByName: z
    .object({
      optionId: z.string().nullish(),
      updatedAt: z.string().optional(),
      creator: z.object({ __typename: z.string() }).nullish(),
    })
    .nullable(),
});

const Project = z.object({
  id: z.string(),
  title: z.string(),
  // A field of another kind has none of these.
  field: z
    .object({
      id: z.string().optional(),
      options: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
    })
    .nullable(),
  items: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(Item.nullable()),
  }),
});

const ReadAnswer = z.object({
  repositoryOwner: z.object({ projectV2: Project.nullish() }).nullable(),
});
const AddAnswer = z.object({
  addProjectV2ItemById: z.object({ item: z.object({ id: z.string() }) }),
});

async function readBoard(
  client: GitHubClient,
  name: string,
  repository: RepositoryName,
  address: BoardAddress,
): Promise<ForgeResult<Board>> {
  if (address.kind !== 'project') {
    return fail(
      'invalid',
      `\`issues.board\` names a board of GitLab, and the issues go to ${name}: name a project there, as owner/number.`,
    );
  }
  const cards: BoardCard[] = [];
  for (let after: string | null = null; ;) {
    const page = await readPage(client, name, repository, { ...address, after });
    if (page.kind === 'failed') return page;
    const { field, items, id, title } = page.value;
    cards.push(...items.nodes.flatMap((item) => toCard(item, repository)));
    after = items.pageInfo.hasNextPage ? items.pageInfo.endCursor : null;
    if (after !== null) continue;
    if (field?.id === undefined || field.options === undefined) {
      return fail(
        'invalid',
        `The project “${title}” has no field “Status” with columns to choose from: add one in the settings of the project.`,
      );
    }
    return ok({ id, fieldId: field.id, title, columns: field.options, cards });
  }
}

async function readPage(
  client: GitHubClient,
  name: string,
  repository: RepositoryName,
  {
    owner,
    number,
    after,
  }: { readonly owner: string; readonly number: number; readonly after: string | null },
): Promise<ForgeResult<z.infer<typeof Project>>> {
  const called = `${owner}/${number}`;
  const variables = { owner, number, after };
  const page = await client.query(ReadAnswer, repository, { text: READ, variables, isRead: true });
  if (page.kind === 'failed') return explained(page, name, called);
  const project = page.value.repositoryOwner?.projectV2;
  return project ? ok(project) : fail('not-found', missing(name, called));
}

function toCard(item: z.infer<typeof Item> | null, { owner, name }: RepositoryName): readonly BoardCard[] {
  const { number, repository } = item?.content ?? {};
  const isOurs = repository?.nameWithOwner.toLowerCase() === `${owner}/${name}`.toLowerCase();
  if (item === null || number === undefined || !isOurs) return [];
  const { id, isArchived, createdAt, fieldValueByName: value } = item;
  const isAutomatic = value?.creator?.__typename === 'Bot' && isSoonAfter(createdAt, value.updatedAt);
  const column = value?.optionId ?? null;
  return [{ id, issue: number, column, isArchived, isUntouched: column === null || isAutomatic }];
}

/** A project can have a workflow that gives a column to what is added. */
function isSoonAfter(created: string, updated: string | undefined): boolean {
  const later = Date.parse(updated ?? '') - Date.parse(created);
  return later < 60_000;
}

/** In the words of boards, where GitHub speaks of scopes and of what it could not resolve. */
function explained(
  result: Extract<ForgeResult<never>, { kind: 'failed' }>,
  name: string,
  called: string,
): ForgeResult<never> {
  const { kind, message } = result.error;
  if (kind === 'not-found' && /resolve to/.test(message)) return fail(kind, missing(name, called));
  if (kind === 'forbidden' && /scope|personal access token|integration/i.test(message)) {
    return fail(
      kind,
      `${name} does not let this token work with the project ${called}: it needs the scope \`project\` (\`gh auth refresh --scopes project\`, or a token that has it).`,
    );
  }
  return result;
}

function missing(name: string, called: string): string {
  return `${name} has no project ${called} that this account may see: correct \`issues.board\` in .roadgate.yaml, or use a token with the scope \`project\`.`;
}
