import { readBoardAddress, type BoardConfig } from '../../core/issues/board.ts';
import type { Board } from '../boardForge.ts';
import type { Forge, ForgeResult, RepositoryName } from '../forge.ts';
import type { IssueAbilities, IssueDetails, Label, Milestone } from '../issueForge.ts';
import { fail, ok } from '../results.ts';

/** What a forge has of issues, as far as a plan needs to know. A run keeps it true as it goes on. */
export interface ForgeState {
  readonly labels: readonly Label[];
  readonly milestones: readonly Milestone[];
  /** Open and closed. */
  readonly issues: readonly IssueDetails[];
  /** Logins in lower case; null where the forge does not tell. */
  readonly assignable: ReadonlySet<string> | null;
  readonly abilities: IssueAbilities;
  /** Numbers of the issues below issues, as far as they were asked for. */
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** Numbers of the issues that issues wait for, as far as they were asked for. */
  readonly blockers: ReadonlyMap<number, readonly number[]>;
  /** Null where the project names none. */
  readonly board: Board | null;
}

/**
 * @param assignees whether it matters to whom issues can be given.
 * @param boardConfig the board that issues are put on; null: none.
 */
export async function readForge(
  forge: Forge,
  repository: RepositoryName,
  assignees: boolean,
  boardConfig: BoardConfig | null,
): Promise<ForgeResult<ForgeState>> {
  const issues = await forge.issues(repository);
  if (issues.kind === 'failed') return issues;
  const labels = await forge.labels(repository);
  if (labels.kind === 'failed') return labels;
  const milestones = await forge.milestones(repository);
  if (milestones.kind === 'failed') return milestones;
  const assignable = assignees ? await readAssignable(forge, repository) : ok(null);
  if (assignable.kind === 'failed') return assignable;
  const board = await readBoard(forge, repository, boardConfig, issues.value);
  if (board.kind === 'failed') return board;
  return ok({
    issues: issues.value,
    labels: labels.value,
    milestones: milestones.value,
    assignable: assignable.value,
    abilities: forge.issueAbilities,
    children: new Map(),
    blockers: new Map(),
    board: board.value,
  });
}

/** The board that a project names, as it is now. */
export async function readBoard(
  forge: Forge,
  repository: RepositoryName,
  config: BoardConfig | null,
  issues: readonly IssueDetails[],
): Promise<ForgeResult<Board | null>> {
  const address = readBoardAddress(config?.address ?? '');
  if (address === undefined) return ok(null);
  if (forge.board !== undefined) return forge.board(repository, address, issues);
  const message = `${forge.name} has no API for the columns of its boards: take \`issues.board\` out of .roadgate.yaml to make issues without them.`;
  return fail('unsupported', message);
}

/** Some forges do not tell: then whoever the roadmap names is tried. */
async function readAssignable(
  forge: Forge,
  repository: RepositoryName,
): Promise<ForgeResult<ReadonlySet<string> | null>> {
  const logins = await forge.assignable(repository);
  if (logins.kind === 'ok') return ok(new Set(logins.value.map((login) => login.toLowerCase())));
  return ['not-found', 'unsupported', 'forbidden'].includes(logins.error.kind) ? ok(null) : logins;
}

/** Issues between which there is to be a relation. */
export interface WantedRelation {
  readonly kind: 'child' | 'blocker';
  /** Number of the issue above, or of the one that waits. */
  readonly of: number;
  /** Number of the issue below, or of the one that is waited for. */
  readonly other: number;
}

/**
 * Asks for the relations of issues where the answer is not known from their list. A forge that does not know
 * the question has no such relations: its texts tell of them then.
 */
export async function readRelations(
  forge: Forge,
  repository: RepositoryName,
  state: ForgeState,
  wanted: readonly WantedRelation[],
): Promise<ForgeResult<ForgeState>> {
  let known = state;
  for (const kind of ['child', 'blocker'] as const) {
    const ability = kind === 'child' ? 'children' : 'blockers';
    for (const number of numbersToAsk(known, wanted, kind)) {
      const issue = known.issues.find((candidate) => candidate.number === number);
      if (issue === undefined || !known.abilities[ability]) continue;
      const found = await forge[ability](repository, issue);
      if (found.kind === 'ok') {
        known = { ...known, [ability]: new Map(known[ability]).set(number, found.value) };
      } else if (isMissing(found.error.kind)) {
        known = { ...known, abilities: { ...known.abilities, [ability]: false } };
      } else return found;
    }
  }
  return ok(known);
}

/** Older servers answer that they do not know the address. */
export function isMissing(kind: string): boolean {
  return kind === 'not-found' || kind === 'unsupported';
}

/** Whether a relation is there; undefined if that is not known yet. */
export function hasRelation(
  { issues, children, blockers }: ForgeState,
  { kind, of, other }: WantedRelation,
): boolean | undefined {
  const asked = (kind === 'child' ? children : blockers).get(of);
  if (asked !== undefined) return asked.includes(other);
  const [above, below] = [of, other].map(
    (number) => issues.find((issue) => issue.number === number)?.relations,
  );
  if (above === undefined || below === undefined) return undefined;
  if (kind === 'child') return below.parent === of;
  return above.blockers === 0 ? false : undefined;
}

function numbersToAsk(
  state: ForgeState,
  wanted: readonly WantedRelation[],
  kind: WantedRelation['kind'],
): readonly number[] {
  const unknown = wanted.filter((one) => one.kind === kind && hasRelation(state, one) === undefined);
  return [...new Set(unknown.map(({ of }) => of))];
}
