import * as z from 'zod';

export interface StoredCard {
  readonly id: string;
  /** Number of its issue. */
  readonly issue: number;
  column: string | null;
  isArchived: boolean;
  /** Who gave it its column. */
  by: 'User' | 'Bot';
  /** Seconds after it was added. */
  after: number;
}

/**
 * One project of GitHub as its GraphQL API shows it, after the published schema: it knows the queries that
 * Roadgate sends by their names, and checks their variables.
 */
export class ProjectBoard {
  readonly cards: StoredCard[] = [];
  columns: string[] | null = ['Backlog', 'Todo', 'In Progress', 'Done'];
  /** Scopes of the token. */
  scopes: readonly string[] = ['repo', 'project'];
  /** The column that a workflow of the project gives to what is added. */
  columnOfNew: string | null = null;

  answer(sent: unknown): unknown {
    const { query, variables } = Sent.parse(sent);
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1];
    if (!this.scopes.includes('project')) return missingScope(name === 'Board' ? 'projectV2' : (name ?? ''));
    switch (name) {
      case 'Board':
        return this.#read(BoardVariables.parse(variables));
      case 'Add':
        return this.#add(AddVariables.parse(variables));
      case 'Move':
        return this.#move(MoveVariables.parse(variables));
      case undefined:
      default:
        return failed('undefinedField', `no such query: ${query}`);
    }
  }

  #read({ owner, number, after }: z.infer<typeof BoardVariables>): unknown {
    if (owner !== 'acme' && owner !== 'robin') return { data: { repositoryOwner: null } };
    if (owner !== 'acme' || number !== 7) {
      return failed('NOT_FOUND', `Could not resolve to a ProjectV2 with the number ${number}.`);
    }
    // Small pages, so that there are several.
    const from = Number(after ?? 0);
    const nodes = this.cards.slice(from, from + PAGE).map((card) => this.#shown(card));
    const hasNextPage = this.cards.length > from + PAGE;
    const items = { pageInfo: { hasNextPage, endCursor: String(from + PAGE) }, nodes };
    const options = this.columns?.map((name) => ({ id: `O_${name}`, name }));
    const field = options === undefined ? null : { id: 'F_1', options };
    const projectV2 = { id: 'PVT_7', title: 'Parcels', field, items };
    return { data: { repositoryOwner: { projectV2 } } };
  }

  #shown({ id, issue, column, isArchived, by, after }: StoredCard): unknown {
    const updatedAt = new Date(ADDED + after * 1000).toISOString();
    return {
      id,
      createdAt: new Date(ADDED).toISOString(),
      isArchived,
      content: { number: issue, repository: { nameWithOwner: 'Acme/parcel-tracker' } },
      fieldValueByName:
        column === null ? null : { optionId: `O_${column}`, updatedAt, creator: { __typename: by } },
    };
  }

  #add({ content }: z.infer<typeof AddVariables>): unknown {
    const issue = Number(/^I_(\d+)$/.exec(content)?.[1]);
    const there = this.cards.find((card) => card.issue === issue);
    const id = `PVTI_${issue}`;
    if (there === undefined) {
      this.cards.push({ id, issue, column: this.columnOfNew, isArchived: false, by: 'Bot', after: 2 });
    }
    return { data: { addProjectV2ItemById: { item: { id } } } };
  }

  #move({ item, option }: z.infer<typeof MoveVariables>): unknown {
    const card = this.cards.find(({ id }) => id === item);
    const column = this.columns?.find((name) => `O_${name}` === option);
    if (card === undefined || column === undefined) {
      return failed('NOT_FOUND', `Could not resolve to a node with the global id of '${item}'`);
    }
    Object.assign(card, { column, by: 'User', after: 3600 });
    return { data: { updateProjectV2ItemFieldValue: { projectV2Item: { id: item } } } };
  }
}

const Sent = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });
const BoardVariables = z.strictObject({ owner: z.string(), number: z.int(), after: z.string().nullable() });
const AddVariables = z.strictObject({ project: z.literal('PVT_7'), content: z.string() });
const MoveVariables = z.strictObject({
  project: z.literal('PVT_7'),
  item: z.string(),
  field: z.literal('F_1'),
  option: z.string(),
});

const PAGE = 3;
const ADDED = Date.UTC(2026, 0, 5);

function failed(type: string, message: string): unknown {
  return { data: null, errors: [{ type, message }] };
}

/** The words of GitHub. */
function missingScope(field: string): unknown {
  return failed(
    'INSUFFICIENT_SCOPES',
    `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: ['read:project'], but your token has only been granted the: ['repo'] scopes.`,
  );
}
