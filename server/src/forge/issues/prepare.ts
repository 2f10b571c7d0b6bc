import { readBoardAddress } from '../../core/issues/board.ts';
import type { IssueSource } from '../../core/issues/source.ts';
import type { GitPort, RepositoryFacts } from '../../core/ports.ts';
import type { Forge } from '../forge.ts';
import type { Connect } from '../openPullRequest.ts';
import { withoutCredentials } from '../pushFailure.ts';
import { fileUrl, forgeName, fullName, parseRemoteUrl, type ForgeRepository } from '../remote.ts';
import { assumedBoard } from './board.ts';
import { withRelations } from './apply.ts';
import { markedPaths, planIssues, type IssuePlan, type PlanInput } from './plan.ts';
import { readForge, type ForgeState } from './state.ts';

export interface IssueRequest {
  readonly source: IssueSource;
  /** Path of the roadmap from the root of the repository, with `/`. */
  readonly documentPath: string;
  /** The day on which week 1 begins; null: what the roadmap says. */
  readonly start: string | null;
  /** Keys of the items that are wanted; null: all. */
  readonly only: ReadonlySet<string> | null;
  readonly git: GitPort;
  readonly connect: Connect;
  /** Whether there is a file at a path from the root of the repository. */
  readonly exists: (path: string) => Promise<boolean>;
}

export type PreparedIssues =
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'plan';
      readonly input: PlanInput;
      readonly plan: IssuePlan;
      readonly repository: ForgeRepository;
      /** Undefined without an account: the plan is as if the forge had nothing. */
      readonly forge: Forge | undefined;
    };

/** Looks at the repository and at its forge. Changes nothing. */
export async function prepareIssues(request: IssueRequest): Promise<PreparedIssues> {
  const { source, git, connect, only } = request;
  if (source.items.length === 0)
    return refuse('There is no task in this document: nothing can become an issue.');
  const facts = await git.facts();
  if (facts.kind === 'failed') {
    return refuse(`Git cannot read this repository: ${withoutCredentials(facts.output).trim()}`);
  }
  const chosen = chooseRepository(facts.value);
  if ('message' in chosen) return refuse(chosen.message);
  const { repository, branch } = chosen;
  const elsewhere = whyElsewhere(source, repository);
  if (elsewhere !== undefined) return refuse(elsewhere);
  const forge = await connect(repository);
  const read = await readAll(request, repository, forge);
  if ('message' in read) return refuse(read.message);
  const input: PlanInput = {
    source,
    state: read.state,
    place: {
      documentPath: request.documentPath,
      documentTitle: source.title,
      fileUrl: (path, line) => fileUrl({ repository, branch: read.branch ?? branch }, path, line),
    },
    start: request.start ?? source.start,
    only,
    formerPaths: read.formerPaths,
  };
  if (forge === undefined) return { kind: 'plan', input, plan: planIssues(input), repository, forge };
  const known = await withRelations(input, forge, repository);
  if (known.kind === 'failed') return refuse(known.error.message);
  return { kind: 'plan', input: known.value, plan: planIssues(known.value), repository, forge };
}

/** What people call the place: `acme/parcel-tracker` and `GitHub`. */
export function destination(repository: ForgeRepository): {
  readonly repository: string;
  readonly forge: string;
} {
  return { repository: fullName(repository), forge: forgeName(repository) };
}

/** A board of another host would be looked for here, and a stranger's may have its number. */
function whyElsewhere({ board }: IssueSource, repository: ForgeRepository): string | undefined {
  const host = readBoardAddress(board?.address ?? '')?.host ?? null;
  const own = new URL(repository.webUrl).host;
  if (host === null || host === own) return undefined;
  return `\`issues.board\` names a board at ${host}, and the issues go to ${own}: correct it in .roadgate.yaml.`;
}

function refuse(message: string): PreparedIssues {
  return { kind: 'refused', message };
}

/** Issues belong to the repository that others work from: `upstream` of a fork, else `origin`. */
function chooseRepository({
  remotes,
}: RepositoryFacts):
  { readonly repository: ForgeRepository; readonly branch: string } | { readonly message: string } {
  const named = (name: string): RepositoryFacts['remotes'][number] | undefined =>
    remotes.find((remote) => remote.name === name);
  const remote = named('upstream') ?? named('origin') ?? remotes[0];
  if (remote === undefined) {
    return {
      message:
        'This repository has no remote, so there is no place for issues: add one with `git remote add origin URL`, then try again.',
    };
  }
  const repository = parseRemoteUrl(remote.url);
  if (repository === undefined) {
    return {
      message: `The remote "${remote.name}" (${withoutCredentials(remote.url)}) is no repository of a forge: issues need one such as GitHub.`,
    };
  }
  return { repository, branch: remote.defaultBranch ?? 'main' };
}

interface Read {
  readonly state: ForgeState;
  /** The default branch as the forge tells it. */
  readonly branch: string | null;
  readonly formerPaths: readonly string[];
}

async function readAll(
  { source, documentPath, exists }: IssueRequest,
  repository: ForgeRepository,
  forge: Forge | undefined,
): Promise<Read | { readonly message: string }> {
  if (forge === undefined) {
    const board = source.board === null ? null : assumedBoard(source.board);
    return { state: { ...NOTHING, board }, branch: null, formerPaths: [] };
  }
  const info = await forge.repository(repository);
  if (info.kind === 'failed') return { message: info.error.message };
  const asksAssignees = source.items.some(({ assignees }) => assignees.length > 0);
  const state = await readForge(forge, repository, asksAssignees, source.board);
  if (state.kind === 'failed') return { message: state.error.message };
  const paths = markedPaths(state.value.issues).filter((path) => path !== documentPath);
  const gone = await Promise.all(paths.map(async (path) => !(await exists(path))));
  return {
    state: state.value,
    branch: info.value.defaultBranch,
    formerPaths: paths.filter((_, index) => gone[index]),
  };
}

const NOTHING: ForgeState = {
  labels: [],
  milestones: [],
  issues: [],
  assignable: null,
  abilities: { children: true, blockers: true },
  children: new Map(),
  blockers: new Map(),
  board: null,
};
