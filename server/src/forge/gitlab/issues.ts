import * as z from 'zod';
import { LabelAnswer } from '../answers.ts';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type { IssueChange, IssueDetails, IssueForge, Milestone, NewMilestone } from '../issueForge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { done, fail, ok, orNull } from '../results.ts';
import { userIds } from './annotate.ts';
import { projectPath } from './project.ts';

/** https://docs.gitlab.com/api/issues/: issues, links between them, labels and milestones. */
export function gitLabIssues(client: RestClient): IssueForge {
  return {
    // Items below an issue are no part of this API. Whether an issue can block, the edition decides.
    issueAbilities: { children: false, blockers: true },
    issue: async (about, number) =>
      orNull(await client.ask(IssueAnswer, { path: issuePath(about, number), about })),
    issues: (about) =>
      client.list(z.array(IssueAnswer), {
        path: `${base(about)}/issues`,
        query: { scope: 'all', order_by: 'created_at', sort: 'asc' },
        about,
      }),
    createIssue: (about, issue) => send(client, about, 'POST', `${base(about)}/issues`, issue),
    updateIssue: (about, number, change) => send(client, about, 'PUT', issuePath(about, number), change),
    assignable: (about) => client.list(Members, { path: `${base(about)}/members/all`, about }),
    labels: (about) => client.list(z.array(LabelAnswer), { path: `${base(about)}/labels`, about }),
    createLabel: (about, { name, color, description }) =>
      client.ask(LabelAnswer, {
        method: 'POST',
        path: `${base(about)}/labels`,
        body: { name, color: `#${color}`, description },
        about,
      }),
    milestones: (about) =>
      client.list(z.array(MilestoneAnswer), {
        path: `${base(about)}/milestones`,
        query: { include_ancestors: true },
        about,
      }),
    createMilestone: (about, milestone) =>
      client.ask(MilestoneAnswer, {
        method: 'POST',
        path: `${base(about)}/milestones`,
        body: toMilestone(milestone),
        about,
      }),
    updateMilestone: (about, { id }, change) =>
      client.ask(MilestoneAnswer, {
        method: 'PUT',
        path: `${base(about)}${route`/milestones/${id}`}`,
        body: toMilestone(change),
        about,
      }),
    children: () => Promise.resolve(NO_CHILDREN),
    addChild: () => Promise.resolve(NO_CHILDREN),
    blockers: async (about, { number }) => {
      const links = await client.ask(Links, { path: `${issuePath(about, number)}/links`, about });
      if (links.kind === 'failed') return links;
      const isBlocker = ({ link_type, references }: Link): boolean =>
        link_type === 'is_blocked_by' && isWithin(references?.full, about);
      return ok(links.value.filter(isBlocker).map(({ iid }) => iid));
    },
    // From the side of the one that blocks: the other direction failed in some versions though the link was made.
    addBlocker: async (about, issue, blocker) =>
      done(
        await client.ask(z.unknown(), {
          method: 'POST',
          path: `${issuePath(about, blocker.number)}/links`,
          body: {
            target_project_id: projectPath(about),
            target_issue_iid: issue.number,
            link_type: 'blocks',
          },
          about,
        }),
      ),
  };
}

const NO_CHILDREN = fail<never>(
  'unsupported',
  'GitLab has no issues below issues: the text of the issue names them.',
);

function base(repository: RepositoryName): string {
  return route`/projects/${projectPath(repository)}`;
}

function issuePath(repository: RepositoryName, number: number): string {
  return `${base(repository)}${route`/issues/${number}`}`;
}

/** Issues of other projects have numbers of their own. */
function isWithin(reference: string | undefined, repository: RepositoryName): boolean {
  if (reference === undefined) return true;
  return reference.replace(/#\d+$/, '').toLowerCase() === projectPath(repository).toLowerCase();
}

async function send(
  client: RestClient,
  about: RepositoryName,
  method: 'POST' | 'PUT',
  path: string,
  change: IssueChange,
): Promise<ForgeResult<IssueDetails>> {
  const { title, body, labels, milestone, assignees, state } = change;
  const people = assignees === undefined ? undefined : await userIds(client, about, assignees);
  if (people?.kind === 'failed') return people;
  return client.ask(IssueAnswer, {
    method,
    path,
    about,
    body: {
      ...(title === undefined ? {} : { title }),
      ...(body === undefined ? {} : { description: body }),
      ...(labels === undefined ? {} : { labels: labels.join(',') }),
      // Zero takes the milestone away.
      ...(milestone === undefined ? {} : { milestone_id: milestone?.id ?? 0 }),
      ...(people === undefined ? {} : { assignee_ids: people.value }),
      ...(state === undefined ? {} : { state_event: state === 'closed' ? 'close' : 'reopen' }),
    },
  });
}

const IssueAnswer: z.ZodType<IssueDetails> = z
  .object({
    id: z.int(),
    iid: z.int(),
    title: z.string(),
    web_url: z.string(),
    description: z.string().nullish(),
    state: z.string(),
    labels: z.array(z.string()),
    milestone: z.object({ title: z.string() }).nullish(),
    assignees: z.array(z.object({ username: z.string() })).nullish(),
  })
  .transform((answer) => ({
    id: answer.id,
    number: answer.iid,
    title: answer.title,
    url: answer.web_url,
    body: answer.description ?? '',
    state: answer.state === 'closed' ? 'closed' : 'open',
    labels: answer.labels,
    milestone: answer.milestone?.title ?? null,
    assignees: (answer.assignees ?? []).map(({ username }) => username),
  }));

const LinkShape = z.object({
  iid: z.int(),
  link_type: z.string().optional(),
  references: z.object({ full: z.string() }).optional(),
});
type Link = z.infer<typeof LinkShape>;
const Links = z.array(LinkShape);

const Members = z.array(z.object({ username: z.string() }).transform(({ username }) => username));

const MilestoneAnswer: z.ZodType<Milestone> = z
  .object({
    id: z.int(),
    title: z.string(),
    description: z.string().nullish(),
    due_date: z.string().nullish(),
    state: z.string(),
  })
  .transform(({ id, title, description, due_date, state }) => ({
    id,
    title,
    description: description ?? '',
    due: due_date ?? null,
    state: state === 'closed' ? 'closed' : 'open',
  }));

function toMilestone({ due, ...rest }: Partial<NewMilestone>): Readonly<Record<string, unknown>> {
  // An empty date takes the date away.
  return due === undefined ? rest : { ...rest, due_date: due ?? '' };
}
