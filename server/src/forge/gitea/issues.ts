import * as z from 'zod';
import { LabelAnswer } from '../answers.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type {
  IssueChange,
  IssueDetails,
  IssueForge,
  Label,
  Milestone,
  NewIssue,
  NewMilestone,
} from '../issueForge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { fail, ok, orNull } from '../results.ts';
import { labelIds, repositoryPath } from './repository.ts';

/** The parts "issue" and "repository" of `/api/swagger` of each Gitea and Forgejo. */
export function giteaIssues(client: RestClient): IssueForge {
  return {
    issueAbilities: { children: false, blockers: true },
    issue: async (about, number) =>
      orNull(await client.ask(IssueOrPull, { path: issuePath(about, number), about })),
    issues: async (about) => {
      const all = await client.list(z.array(IssueOrPull), {
        path: `${repositoryPath(about)}/issues`,
        query: { state: 'all', type: 'issues' },
        about,
      });
      if (all.kind === 'failed') return all;
      const issues = all.value.filter((one) => one !== null);
      return ok(issues.sort((a, b) => a.number - b.number));
    },
    createIssue: (about, issue) => create(client, about, issue),
    updateIssue: (about, number, change) => update(client, about, number, change),
    // It comes in one piece.
    assignable: (about) => client.ask(Logins, { path: `${repositoryPath(about)}/assignees`, about }),
    labels: (about) => client.list(Labels, { path: `${repositoryPath(about)}/labels`, about }),
    createLabel: (about, label) => createLabel(client, about, label),
    milestones: (about) => milestones(client, about),
    createMilestone: (about, milestone) => createMilestone(client, about, milestone),
    updateMilestone: (about, { id }, change) =>
      client.ask(MilestoneAnswer, {
        method: 'PATCH',
        path: `${repositoryPath(about)}${route`/milestones/${id}`}`,
        body: toMilestone(change),
        about,
      }),
    children: () => Promise.resolve(NO_CHILDREN),
    addChild: () => Promise.resolve(NO_CHILDREN),
    blockers: (about, { number }) => blockers(client, about, number),
    addBlocker: (about, issue, blocker) => addBlocker(client, about, issue.number, blocker.number),
  };
}

const NO_CHILDREN = fail<never>(
  'unsupported',
  'This forge has no issues below issues: the text of the issue names them.',
);

function issuePath(about: RepositoryName, number: number): string {
  return `${repositoryPath(about)}${route`/issues/${number}`}`;
}

async function create(
  client: RestClient,
  about: RepositoryName,
  { labels, milestone, ...issue }: NewIssue,
): Promise<ForgeResult<IssueDetails>> {
  const ids = await labelIds(client, about, labels);
  if (ids.kind === 'failed') return ids;
  return client.ask(IssueAnswer, {
    method: 'POST',
    path: `${repositoryPath(about)}/issues`,
    body: { ...issue, labels: ids.value, ...(milestone === null ? {} : { milestone: milestone.id }) },
    about,
  });
}

/** Labels are replaced by a request of their own, first: what is answered last has them. */
async function update(
  client: RestClient,
  about: RepositoryName,
  number: number,
  { labels, milestone, ...change }: IssueChange,
): Promise<ForgeResult<IssueDetails>> {
  const path = issuePath(about, number);
  if (labels !== undefined) {
    const ids = await labelIds(client, about, labels);
    if (ids.kind === 'failed') return ids;
    const body = { labels: ids.value };
    const set = await client.ask(z.unknown(), { method: 'PUT', path: `${path}/labels`, body, about });
    if (set.kind === 'failed') return set;
  }
  // Zero takes the milestone away.
  const body = { ...change, ...(milestone === undefined ? {} : { milestone: milestone?.id ?? 0 }) };
  return client.ask(IssueAnswer, { method: 'PATCH', path, body, about });
}

/** The server takes several labels of one name: whoever asks does not want that. */
async function createLabel(
  client: RestClient,
  about: RepositoryName,
  { name, color, description }: Label,
): Promise<ForgeResult<Label>> {
  const path = `${repositoryPath(about)}/labels`;
  const known = await client.list(Labels, { path, about });
  if (known.kind === 'failed') return known;
  if (known.value.some((label) => label.name === name)) return exists(about, 'label', name);
  return client.ask(LabelAnswer, {
    method: 'POST',
    path,
    body: { name, color: `#${color}`, description },
    about,
  });
}

function milestones(client: RestClient, about: RepositoryName): Promise<ForgeResult<readonly Milestone[]>> {
  return client.list(z.array(MilestoneAnswer), {
    path: `${repositoryPath(about)}/milestones`,
    query: { state: 'all' },
    about,
  });
}

/** It takes several milestones of one name as well. */
async function createMilestone(
  client: RestClient,
  about: RepositoryName,
  milestone: NewMilestone,
): Promise<ForgeResult<Milestone>> {
  const known = await milestones(client, about);
  if (known.kind === 'failed') return known;
  if (known.value.some(({ title }) => title === milestone.title)) {
    return exists(about, 'milestone', milestone.title);
  }
  return client.ask(MilestoneAnswer, {
    method: 'POST',
    path: `${repositoryPath(about)}/milestones`,
    body: toMilestone(milestone),
    about,
  });
}

function exists<T>({ owner, name }: RepositoryName, what: string, title: string): ForgeResult<T> {
  return fail('already-exists', `${owner}/${name} has a ${what} "${title}" already.`);
}

async function blockers(
  client: RestClient,
  about: RepositoryName,
  number: number,
): Promise<ForgeResult<readonly number[]>> {
  const found = await client.list(Dependencies, { path: `${issuePath(about, number)}/dependencies`, about });
  if (found.kind === 'failed') return withoutDependencies(found, about);
  const full = `${about.owner}/${about.name}`.toLowerCase();
  // Issues of other repositories have numbers of their own.
  const own = found.value.filter(
    ({ repository }) => !repository || repository.full_name.toLowerCase() === full,
  );
  return ok(own.map((issue) => issue.number));
}

/** Making a dependency a second time is an error of the server, so that it is looked at first. */
async function addBlocker(
  client: RestClient,
  about: RepositoryName,
  issue: number,
  blocker: number,
): Promise<ForgeResult<void>> {
  const known = await blockers(client, about, issue);
  if (known.kind === 'failed') return known;
  if (known.value.includes(blocker)) return ok(undefined);
  const made = await client.ask(z.unknown(), {
    method: 'POST',
    path: `${issuePath(about, issue)}/dependencies`,
    body: { owner: about.owner, repo: about.name, index: blocker },
    about,
  });
  return made.kind === 'failed' ? withoutDependencies(made, about) : ok(undefined);
}

/** A repository can do without dependencies, and servers before Gitea 1.20 do not tell of them. */
function withoutDependencies<T>(
  result: Extract<ForgeResult<unknown>, { kind: 'failed' }>,
  { owner, name }: RepositoryName,
): ForgeResult<T> {
  if (result.error.kind !== 'not-found') return result;
  return fail(
    'unsupported',
    `${owner}/${name} has no dependencies between issues: switch them on in the settings of the repository.`,
  );
}

const IssueShape = z.object({
  id: z.int(),
  number: z.int(),
  title: z.string(),
  html_url: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.object({ name: z.string() })).nullish(),
  milestone: z.object({ title: z.string() }).nullish(),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  pull_request: z.unknown().optional(),
});

const IssueAnswer: z.ZodType<IssueDetails> = IssueShape.transform(toDetails);
const IssueOrPull: z.ZodType<IssueDetails | null> = IssueShape.transform((answer) =>
  answer.pull_request ? null : toDetails(answer),
);

function toDetails(answer: z.infer<typeof IssueShape>): IssueDetails {
  return {
    id: answer.id,
    number: answer.number,
    title: answer.title,
    url: answer.html_url,
    body: answer.body ?? '',
    state: answer.state === 'closed' ? 'closed' : 'open',
    labels: (answer.labels ?? []).map(({ name }) => name),
    milestone: answer.milestone?.title ?? null,
    assignees: (answer.assignees ?? []).map(({ login }) => login),
  };
}

const Dependencies = z.array(
  z.object({ number: z.int(), repository: z.object({ full_name: z.string() }).nullish() }),
);

const Logins = z.array(z.object({ login: z.string() }).transform(({ login }) => login));

const Labels = z.array(LabelAnswer);

const MilestoneAnswer: z.ZodType<Milestone> = z
  .object({
    id: z.int(),
    title: z.string(),
    description: z.string().nullish(),
    due_on: z.string().nullish(),
    state: z.string(),
  })
  .transform(({ id, title, description, due_on, state }) => ({
    id,
    title,
    description: description ?? '',
    // Older servers write "never" as a day at the end of time.
    due: due_on?.startsWith('9999') === false ? due_on.slice(0, 10) : null,
    state: state === 'closed' ? 'closed' : 'open',
  }));

/** A time is stored, and its day shown in the server's zone: noon is the same day in nearly all of them. */
function toMilestone({ due, ...rest }: Partial<NewMilestone>): Readonly<Record<string, unknown>> {
  return { ...rest, ...(due ? { due_on: `${due}T12:00:00Z` } : {}) };
}
