/**
 * Custom messages between the language client and the language server. Each payload is a zod schema and is
 * parsed where it arrives; types come from the schemas. Shapes are plain: positions are LSP's (0-based,
 * UTF-16), `line` fields are 1-based for people.
 */
import * as z from 'zod';

const Position = z.object({ line: z.int().min(0), character: z.int().min(0) });
const Range = z.object({ start: Position, end: Position });
const TextEdit = z.object({ range: Range, newText: z.string() });

export const StatusName = z.enum([
  'todo',
  'in-progress',
  'in-review',
  'blocked',
  'done',
  'deferred',
  'cancelled',
]);

/** Where the gates of a task come from: its own text, or the first fallback that has any. */
export const GateSource = z.enum(['task', 'phase', 'document', 'project']);

export const GateOutline = z.object({
  /** Stable within the document while the gate's text and owner are unchanged. */
  key: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  form: z.enum(['fence', 'inline', 'config']),
  class: z.enum(['check', 'setup', 'mutating', 'long-running', 'example']),
  reason: z.string(),
  /** Verbatim text; this is what runs and what a person approves. */
  text: z.string(),
  commands: z.array(z.string()),
  /** 0-based lines of `text` at which the commands begin, one for each. */
  commandLines: z.array(z.int().min(0)),
  /** The folder it runs in, relative to the workspace folder; absent: the workspace folder itself. */
  cwd: z.string().optional(),
  /** Milliseconds; absent: what settings say. */
  timeout: z.number().positive().optional(),
  /** Globs of the files that its result speaks of; absent: all below the folder it runs in. */
  covers: z.array(z.string()).optional(),
  /** Why it cannot run, as a sentence. */
  problem: z.string().optional(),
  /** Null for a gate of `.roadgate.yaml`. */
  range: Range.nullable(),
});
export type GateOutline = z.infer<typeof GateOutline>;

export const Progress = z.object({
  met: z.int(),
  unmet: z.int(),
  /** Criteria without any recorded state: neither met nor unmet. */
  unrecorded: z.int(),
});
export type Progress = z.infer<typeof Progress>;

export const CriterionOutline = z.object({
  key: z.string(),
  text: z.string(),
  /** Null: not recorded. */
  checked: z.boolean().nullable(),
  /** True: the state is a box in the text, which a click may edit. */
  hasBox: z.boolean(),
  range: Range,
});
export type CriterionOutline = z.infer<typeof CriterionOutline>;

/** How the branch of a task is. */
export const BranchOutline = z.object({
  name: z.string(),
  /** It is checked out where the roadmap stands. */
  isCurrent: z.boolean(),
  /** In a few signs: `↑2 ↓1`, `merged`. */
  phrase: z.string(),
  /** The same in words, to be read behind the name. */
  sentence: z.string(),
});
export type BranchOutline = z.infer<typeof BranchOutline>;

export const TaskOutline = z.object({
  key: z.string(),
  /** Key of the enclosing group or task; null at the top. */
  parent: z.string().nullable(),
  id: z.string().nullable(),
  title: z.string(),
  line: z.int(),
  /** What the document claims; null if nothing. */
  status: StatusName.nullable(),
  /** The claim, else what the recorded boxes say (contracts: effective status). */
  effectiveStatus: StatusName,
  effort: z.string().nullable(),
  priority: z.string().nullable(),
  branch: z.string().nullable(),
  /** Absent: there is no such branch, or git was not asked. */
  branchState: BranchOutline.optional(),
  progress: Progress,
  criteria: z.array(CriterionOutline),
  /** Gates of class `check` that a run of this task executes. */
  gates: z.array(GateOutline),
  gateSource: GateSource.nullable(),
  /** Keys of the tasks of this document that it depends on. */
  dependsOn: z.array(z.string()),
  range: Range,
  nameRange: Range,
});
export type TaskOutline = z.infer<typeof TaskOutline>;

export const GroupOutline = z.object({
  key: z.string(),
  parent: z.string().nullable(),
  kind: z.enum(['phase', 'milestone', 'sprint', 'epic', 'priority', 'section']),
  id: z.string().nullable(),
  title: z.string(),
  line: z.int(),
  status: StatusName.nullable(),
  /** Tasks below, at any depth; those that are deferred or cancelled are neither done nor left. */
  tasks: z.object({ done: z.int(), total: z.int() }),
  /** Criteria of the group itself. */
  criteria: z.array(CriterionOutline),
  range: Range,
  nameRange: Range,
});
export type GroupOutline = z.infer<typeof GroupOutline>;

/** What the tree, the Test Explorer and the pull-request command need to know of one roadmap. */
export const RoadmapOutline = z.object({
  uri: z.string(),
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  title: z.string().nullable(),
  groups: z.array(GroupOutline),
  tasks: z.array(TaskOutline),
  /** Criteria of the whole document. */
  criteria: z.array(CriterionOutline),
});
export type RoadmapOutline = z.infer<typeof RoadmapOutline>;

/** Client → server: all roadmaps of the workspace, for the tree. */
export const RoadmapsRequest = {
  method: 'roadgate/roadmaps',
  params: z.object({}),
  result: z.object({
    roadmaps: z.array(RoadmapOutline),
    /** Markdown files looked at so far. */
    scanned: z.int(),
    /** True: the workspace holds more Markdown files than are read. */
    capped: z.boolean(),
    /** False while the first walk over the workspace is under way. */
    ready: z.boolean(),
  }),
} as const;

/** Client → server: one roadmap at its newest version; null if it is none. */
export const RoadmapRequest = {
  method: 'roadgate/roadmap',
  params: z.object({ uri: z.string() }),
  result: RoadmapOutline.nullable(),
} as const;

/** What a preview shows at one task or phase. */
export const PreviewUnit = z.object({
  /** 0-based. */
  line: z.int().min(0),
  /** What the document calls it there, to the letter. */
  text: z.string(),
  /** Null: nothing to add, the text itself shows it. */
  status: StatusName.nullable(),
  /** Of a phase, the tasks below it; null for a task. */
  tasks: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Of a task, its criteria; null for a phase. */
  criteria: Progress.nullable(),
});
export type PreviewUnit = z.infer<typeof PreviewUnit>;

/** What a preview shows at one file reference or link. */
export const PreviewReference = z.object({
  /** 0-based. */
  line: z.int().min(0),
  /** As written on that line. */
  text: z.string(),
  /** Where it leads, relative to the document and encoded for a link; null if nowhere. */
  target: z.string().nullable(),
  problem: z
    .object({ severity: z.enum(['error', 'warning', 'information', 'hint']), message: z.string() })
    .nullable(),
});
export type PreviewReference = z.infer<typeof PreviewReference>;

/** What a preview adds to a roadmap; both lists in the order of the text. */
export const RoadmapPreview = z.object({
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  units: z.array(PreviewUnit),
  references: z.array(PreviewReference),
});
export type RoadmapPreview = z.infer<typeof RoadmapPreview>;

/** Client → server: what a preview of this document shows; null if it is no roadmap. */
export const PreviewRequest = {
  method: 'roadgate/preview',
  params: z.object({ uri: z.string() }),
  result: RoadmapPreview.nullable(),
} as const;

/** An answer that is either edits for exactly this version of the document, or a sentence why not. */
export const EditAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edits'), version: z.int().nullable(), edits: z.array(TextEdit) }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
]);
export type EditAnswer = z.infer<typeof EditAnswer>;

/** Client → server: the edit that ticks or clears the box of one criterion. */
export const SetCheckedRequest = {
  method: 'roadgate/setChecked',
  params: z.object({ uri: z.string(), key: z.string(), checked: z.boolean() }),
  result: EditAnswer,
} as const;

/** Client → server: the edit that adds an empty validation fence to a task. */
export const AddGateRequest = {
  method: 'roadgate/addGate',
  params: z.object({ uri: z.string(), task: z.string() }),
  result: EditAnswer,
} as const;

/**
 * Client → server: the edits that tick the open boxes of the criteria that evidence meets, of one task or of the
 * whole document; with the reason for each box, in the order of the edits.
 */
export const TickMetRequest = {
  method: 'roadgate/tickMet',
  params: z.object({ uri: z.string(), task: z.string().nullable() }),
  result: z.object({ answer: EditAnswer, reasons: z.array(z.string()) }),
} as const;

/** Client → server: the edits that write where the lines are now that the document's references meant. */
export const UpdateLineReferencesRequest = {
  method: 'roadgate/updateLineReferences',
  params: z.object({ uri: z.string() }),
  result: EditAnswer,
} as const;

/** Client → server: the edits that make the generated blocks of a status file true. */
export const UpdateStatusRequest = {
  method: 'roadgate/updateStatus',
  params: z.object({ uri: z.string() }),
  result: EditAnswer,
} as const;

/** A task of a roadmap as it is compared with a forge. */
const SyncTask = z.object({
  key: z.string(),
  /** Under which issues that were made from the document name it. */
  issueKey: z.string(),
  id: z.string().nullable(),
  title: z.string(),
  /** 1-based. */
  line: z.int(),
  status: StatusName,
  branch: z.string().nullable(),
  /** How many boxes of criteria and steps are open. */
  unmet: z.int(),
  /** The task's own text, without that of the tasks below it. */
  text: z.string(),
});

/** Client → server: the tasks of a roadmap as they are compared with a forge; null if the document is none. */
export const SyncTasksRequest = {
  method: 'roadgate/syncTasks',
  params: z.object({ uri: z.string() }),
  result: z.array(SyncTask).nullable(),
} as const;

/** Client → server: the edits that make tasks say what a forge says; with a sentence for each that cannot be made. */
export const ChangeTasksRequest = {
  method: 'roadgate/changeTasks',
  params: z.object({
    uri: z.string(),
    changes: z.array(z.object({ task: z.string(), status: z.array(StatusName), tick: z.boolean() })),
  }),
  result: z.object({ answer: EditAnswer, refused: z.array(z.string()) }),
} as const;

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

/** What starting work on a task is made of. */
export const StartSource = z.object({
  id: z.string().nullable(),
  title: z.string(),
  /** As the task names it. */
  branch: z.string().nullable(),
  /** Tasks that have to come before, also those of other documents. */
  dependencies: z.array(
    z.object({
      id: z.string().nullable(),
      title: z.string(),
      branch: z.string().nullable(),
      isDone: z.boolean(),
    }),
  ),
  /** What the branch of a task is called that names none. */
  branchTemplate: z.string(),
});
export type StartSource = z.infer<typeof StartSource>;

/** Client → server: see `StartSource`; null if there is no such task. */
export const StartSourceRequest = {
  method: 'roadgate/startSource',
  params: z.object({ uri: z.string(), task: z.string() }),
  result: StartSource.nullable(),
} as const;

/** How one line of a document was read. */
export const LineExplanation = z.object({
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  /** 1-based. */
  line: z.int().min(1),
  kind: z.enum([
    'task',
    'group',
    'criterion',
    'step',
    'deliverable',
    'field',
    'gate',
    'claim',
    'total',
    'milestone',
    'text',
  ]),
  /** Key of the task that the line is or belongs to. */
  task: z.string().nullable(),
  /** The explanation, for people. */
  markdown: z.string(),
});
export type LineExplanation = z.infer<typeof LineExplanation>;

/** Client → server: how a line (0-based) was read, and why it is no task; null if the document is unknown. */
export const ExplainLineRequest = {
  method: 'roadgate/explainLine',
  params: z.object({ uri: z.string(), line: z.int().min(0) }),
  result: LineExplanation.nullable(),
} as const;

/** Server → client: the outlines of these documents changed (or the documents came or went). */
export const RoadmapsChanged = {
  method: 'roadgate/roadmapsChanged',
  params: z.object({ uris: z.array(z.string()) }),
} as const;

/** What the last run of one gate showed. */
export const GateRunResult = z.object({
  /** The gate's, as in the outline of its task. */
  key: z.string(),
  outcome: z.enum(['passed', 'failed', 'errored']),
  /** Abbreviated; null outside a repository. */
  commit: z.string().nullable(),
  /** ISO 8601. */
  start: z.string(),
  /** Milliseconds. */
  duration: z.number(),
  /** False: gate text, commit or covered files changed since. */
  fresh: z.boolean(),
  exitCode: z.int().nullable(),
  /** 1-based, within the gate's script. */
  failingLine: z.int().nullable(),
  /** Why it did not pass, as a sentence; null if it did. */
  reason: z.string().nullable(),
  /** Only this window knows of it: the repository holds no record. */
  local: z.boolean(),
});
export type GateRunResult = z.infer<typeof GateRunResult>;

/** The last result of a task's gates, as lenses and hovers show it. */
export const GateResult = z.object({
  uri: z.string(),
  task: z.string(),
  /** `incomplete`: nothing failed, and some of its gates never ran. */
  outcome: z.enum(['passed', 'failed', 'errored', 'incomplete', 'running']),
  /** Abbreviated commit that was checked out; null outside a repository. */
  commit: z.string().nullable(),
  /** ISO 8601. */
  start: z.string(),
  /** Milliseconds. */
  duration: z.number(),
  /** False: gate text, commit or covered files changed since. */
  fresh: z.boolean(),
  /** Those of its gates that ran, in the order of the outline. */
  gates: z.array(GateRunResult),
});
export type GateResult = z.infer<typeof GateResult>;

/** Client → server: replaces all gate results the server knows. */
export const GateResultsChanged = {
  method: 'roadgate/gateResultsChanged',
  params: z.object({ results: z.array(GateResult) }),
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

/** `initializationOptions`: what this client can do beyond LSP. All optional, so that any editor may connect. */
export const InitializationOptions = z.object({
  /** Commands the client has registered; lenses carry only these. */
  commands: z.array(z.string()).default([]),
  /** False: start no process, not even git (Restricted Mode). */
  trusted: z.boolean().default(true),
  /** Hold a new finding on the word being typed until the cursor leaves it. */
  holdWhileTyping: z.boolean().default(false),
  /** Lenses come with their texts and commands at once; none has to be resolved. */
  wholeLenses: z.boolean().default(false),
  /** The editor follows relative links of Markdown itself. */
  followsLinks: z.boolean().default(false),
});
export type InitializationOptions = z.infer<typeof InitializationOptions>;

/** Client → server: trust was granted. */
export const TrustGranted = { method: 'roadgate/trustGranted', params: z.object({}) } as const;

/** Commands that lenses may carry, with their arguments. */
export const LensCommands = {
  runGate: 'roadgate.runGate',
  startWork: 'roadgate.startWork',
  openPullRequest: 'roadgate.openPullRequest',
  showCriteria: 'roadgate.showCriteria',
} as const;

/** The one argument of each lens command. */
export const TaskArgument = z.object({ uri: z.string(), task: z.string() });
export type TaskArgument = z.infer<typeof TaskArgument>;

/** What a lens carries from its making to its resolving. */
export const LensData = z.object({
  kind: z.enum(['gate', 'progress', 'branch', 'pullRequest']),
  uri: z.string(),
  task: z.string(),
});
export type LensData = z.infer<typeof LensData>;
