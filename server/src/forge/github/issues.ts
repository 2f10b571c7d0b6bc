import * as z from 'zod';
import { LabelAnswer } from '../answers.ts';
import type { Issue, IssueChange, IssueDetails, IssueForge, Milestone, NewMilestone } from '../issueForge.ts';
import { done, ok, orNull } from '../results.ts';
import type { GitHubClient } from './client.ts';

/** https://docs.github.com/en/rest/issues: issues, labels, milestones, sub-issues and issue dependencies. */
export function gitHubIssues(client: GitHubClient): IssueForge {
  return {
    issueAbilities: { children: true, blockers: true },
    issue: async (repository, number) =>
      orNull(await client.ask(IssueAnswer, repository, `GET ${ISSUE}`, { issue_number: number })),
    issues: async (repository) => {
      const all = await client.list(IssuesOrPulls, repository, `GET ${ISSUES}`, {
        state: 'all',
        sort: 'created',
        direction: 'asc',
      });
      return all.kind === 'failed' ? all : ok(all.value.filter((one) => one !== null));
    },
    createIssue: (repository, { milestone, ...issue }) =>
      client.ask(IssueDetailsAnswer, repository, `POST ${ISSUES}`, {
        ...issue,
        ...(milestone === null ? {} : { milestone: milestone.id }),
      }),
    updateIssue: (repository, number, change) =>
      client.ask(IssueDetailsAnswer, repository, `PATCH ${ISSUE}`, {
        issue_number: number,
        ...toIssueChange(change),
      }),
    assignable: (repository) => client.list(Logins, repository, `GET ${REPOSITORY}/assignees`),
    labels: (repository) => client.list(z.array(LabelAnswer), repository, `GET ${REPOSITORY}/labels`),
    createLabel: (repository, label) =>
      client.ask(LabelAnswer, repository, `POST ${REPOSITORY}/labels`, { ...label }),
    milestones: (repository) =>
      client.list(z.array(MilestoneAnswer), repository, `GET ${REPOSITORY}/milestones`, { state: 'all' }),
    createMilestone: (repository, milestone) =>
      client.ask(MilestoneAnswer, repository, `POST ${REPOSITORY}/milestones`, toMilestone(milestone)),
    updateMilestone: (repository, milestone, change) =>
      client.ask(MilestoneAnswer, repository, `PATCH ${REPOSITORY}/milestones/{milestone_number}`, {
        milestone_number: milestone.id,
        ...toMilestone(change),
      }),
    children: (repository, parent) =>
      client.list(Numbers, repository, `GET ${ISSUE}/sub_issues`, { issue_number: parent.number }),
    addChild: async (repository, parent, child) =>
      done(
        await client.ask(z.unknown(), repository, `POST ${ISSUE}/sub_issues`, {
          issue_number: parent.number,
          sub_issue_id: child.id,
        }),
      ),
    blockers: (repository, issue) =>
      client.list(Numbers, repository, `GET ${ISSUE}/dependencies/blocked_by`, {
        issue_number: issue.number,
      }),
    addBlocker: async (repository, issue, blocker) =>
      done(
        await client.ask(z.unknown(), repository, `POST ${ISSUE}/dependencies/blocked_by`, {
          issue_number: issue.number,
          issue_id: blocker.id,
        }),
      ),
  };
}

const REPOSITORY = '/repos/{owner}/{repo}';
const ISSUES = `${REPOSITORY}/issues`;
const ISSUE = `${ISSUES}/{issue_number}`;

const IssueAnswer: z.ZodType<Issue | null> = z
  .object({ number: z.int(), title: z.string(), pull_request: z.unknown().optional() })
  .transform(({ number, title, pull_request }) => (pull_request === undefined ? { number, title } : null));

const IssueShape = z.object({
  id: z.int(),
  node_id: z.string().nullish(),
  number: z.int(),
  title: z.string(),
  html_url: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
  milestone: z.object({ title: z.string() }).nullish(),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  pull_request: z.unknown().optional(),
  // Older servers leave these three out.
  parent_issue_url: z.string().nullish(),
  sub_issues_summary: z.object({ total: z.int() }).nullish(),
  issue_dependencies_summary: z.object({ total_blocked_by: z.int() }).nullish(),
});

const IssueDetailsAnswer: z.ZodType<IssueDetails> = IssueShape.transform(toDetails);
const IssuesOrPulls: z.ZodType<readonly (IssueDetails | null)[]> = z.array(
  IssueShape.transform((answer) => (answer.pull_request === undefined ? toDetails(answer) : null)),
);
const Logins = z.array(z.object({ login: z.string() }).transform(({ login }) => login));
const Numbers = z.array(z.object({ number: z.int() }).transform(({ number }) => number));

function toDetails(answer: z.infer<typeof IssueShape>): IssueDetails {
  return {
    id: answer.id,
    ...(answer.node_id ? { nodeId: answer.node_id } : {}),
    number: answer.number,
    title: answer.title,
    url: answer.html_url,
    body: answer.body ?? '',
    state: answer.state === 'closed' ? 'closed' : 'open',
    labels: answer.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    milestone: answer.milestone?.title ?? null,
    assignees: (answer.assignees ?? []).map(({ login }) => login),
    ...toRelations(answer),
  };
}

function toRelations(answer: z.infer<typeof IssueShape>): Pick<IssueDetails, 'relations'> {
  const {
    parent_issue_url: parent,
    sub_issues_summary: children,
    issue_dependencies_summary: blockers,
  } = answer;
  if (!children || !blockers) return {};
  const number = /\/issues\/(\d+)$/.exec(parent ?? '')?.[1];
  return {
    relations: {
      parent: number === undefined ? null : Number(number),
      children: children.total,
      blockers: blockers.total_blocked_by,
    },
  };
}

const MilestoneAnswer: z.ZodType<Milestone> = z
  .object({
    number: z.int(),
    title: z.string(),
    description: z.string().nullish(),
    due_on: z.string().nullish(),
    state: z.string(),
  })
  .transform(({ number, title, description, due_on, state }) => ({
    id: number,
    title,
    description: description ?? '',
    due: due_on?.slice(0, 10) ?? null,
    state: state === 'closed' ? 'closed' : 'open',
  }));

function toIssueChange({ milestone, ...change }: IssueChange): Readonly<Record<string, unknown>> {
  return milestone === undefined ? change : { ...change, milestone: milestone?.id ?? null };
}

/** GitHub stores a time and shows its day in a zone west of Greenwich: noon is the same day in each zone that people use. */
function toMilestone({ due, ...rest }: Partial<NewMilestone>): Readonly<Record<string, unknown>> {
  if (due === undefined) return rest;
  return { ...rest, ...(due === null ? {} : { due_on: `${due}T12:00:00Z` }) };
}
