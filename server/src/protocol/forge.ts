/** What becomes pull requests and issues, and where those stand. */
import * as z from 'zod';
import { TaskOutline } from './outline.ts';
import { StatusName } from './values.ts';

/** What a pull request for a task is made of. */
export const PullRequestSource = z.object({
  task: TaskOutline,
  group: z.string().nullable(),
  documentTitle: z.string().nullable(),
  /** The content of the task's `PR Template` fence. */
  template: z.string().nullable(),
  /** File paths the task mentions, as written, without duplicates. */
  files: z.array(z.string()),
  /** Whether a run of the task's gates has something to run. */
  hasGates: z.boolean(),
  /** What the branch of a task is called that names none: what the project file says, or the settings. */
  branchTemplate: z.string(),
  titleTemplate: z.string(),
  /** The project's text for pull requests; empty without one. */
  bodyTemplate: z.string(),
  draft: z.boolean(),
  labels: z.array(z.string()),
  /** Names that its milestone may go by, the likeliest first; none if it belongs to none. */
  milestones: z.array(z.string()),
  assignees: z.array(z.string()),
  reviewers: z.array(z.string()),
  /** The tasks of the document that it waits for. */
  dependencies: z.array(
    z.object({ id: z.string().nullable(), title: z.string(), branch: z.string().nullable() }),
  ),
});
export type PullRequestSource = z.infer<typeof PullRequestSource>;

/** What of a roadmap becomes issues: the core's value of the same name. */
export const IssueSource = z.object({
  title: z.string().nullable(),
  labels: z
    .array(z.object({ name: z.string(), color: z.string().nullable(), description: z.string().nullable() }))
    .readonly(),
  milestones: z
    .array(
      z.object({
        title: z.string(),
        due: z.string().nullable(),
        week: z.number().nullable(),
        holds: z.array(z.string()).readonly(),
        line: z.int(),
      }),
    )
    .readonly(),
  start: z.string().nullable(),
  board: z
    .object({ address: z.string(), columns: z.partialRecord(StatusName, z.string()).readonly() })
    .nullable(),
  items: z
    .array(
      z.object({
        key: z.string(),
        kind: z.enum(['task', 'epic']),
        id: z.string().nullable(),
        title: z.string(),
        line: z.int(),
        parent: z.string().nullable(),
        group: z.string().nullable(),
        status: StatusName,
        labels: z.array(z.string()).readonly(),
        assignees: z.array(z.string()).readonly(),
        milestone: z.string().nullable(),
        priority: z.string().nullable(),
        effort: z.string().nullable(),
        dependsOn: z.array(z.object({ key: z.string().nullable(), text: z.string() })).readonly(),
        text: z.string(),
        gates: z.array(z.object({ name: z.string(), commands: z.array(z.string()).readonly() })).readonly(),
        files: z.array(z.string()).readonly(),
        number: z.int().nullable(),
        numberAt: z.int().nullable(),
      }),
    )
    .readonly(),
});
export type IssueSource = z.infer<typeof IssueSource>;

/** Client → server: see `IssueSource`; null if the document is no roadmap with tasks. */
export const IssueSourceRequest = {
  method: 'roadgate/issueSource',
  params: z.object({ uri: z.string() }),
  result: IssueSource.nullable(),
} as const;

/** Client → server: see `PullRequestSource`; null if there is no such task. */
export const PullRequestSourceRequest = {
  method: 'roadgate/pullRequestSource',
  params: z.object({ uri: z.string(), task: z.string() }),
  result: PullRequestSource.nullable(),
} as const;

/** Where the pull request of a task stands, as far as its forge said. */
export const KnownPullRequest = z.object({
  uri: z.string(),
  task: z.string(),
  number: z.int(),
  url: z.string(),
  state: z.enum(['open', 'merged', 'closed']),
  draft: z.boolean(),
  checks: z.enum(['passed', 'failed', 'pending']).nullable(),
  review: z.enum(['approved', 'changes-requested', 'waiting']).nullable(),
});
export type KnownPullRequest = z.infer<typeof KnownPullRequest>;

/** Client → server: replaces all that the server knows of pull requests. */
export const PullRequestsChanged = {
  method: 'roadgate/pullRequestsChanged',
  params: z.object({ pullRequests: z.array(KnownPullRequest) }),
} as const;
