import picomatch from 'picomatch';
import * as z from 'zod';
import { type Day, dayOf } from './calendar/days.ts';
import { DEFAULT_BRANCH_TEMPLATE, unknownPlaceholder } from './branch.ts';
import { decidesWhatRuns } from './environment.ts';
import { type BoardConfig, readBoardAddress } from './issues/board.ts';
import { USUAL_WORK_TIME, type WorkTime } from './model/effort.ts';
import { readDuration } from './parse/gateAttributes.ts';
import { compileIdTemplate } from './parse/vocabulary/idTemplate.ts';

/** What a rule's severity may be set to. */
export const SeveritySetting = z.enum(['error', 'warning', 'information', 'hint', 'off']);
export type SeveritySetting = z.infer<typeof SeveritySetting>;

const Globs = z.array(z.string().min(1));

const Words = z.array(
  z
    .string()
    .max(80)
    .refine((word) => /[\p{L}\p{N}]/u.test(word) && !/[\r\n:：]/u.test(word), {
      error: 'a word has a letter or a number, and no colon or line break.',
    }),
);

/** What a project adds to the words that Roadgate knows, by what they mean. */
export const ProjectWords = z.strictObject({
  status: z
    .strictObject({
      todo: Words.optional(),
      'in-progress': Words.optional(),
      'in-review': Words.optional(),
      blocked: Words.optional(),
      done: Words.optional(),
      deferred: Words.optional(),
      cancelled: Words.optional(),
    })
    .optional(),
  /** Names of fields, and labels over lists. */
  fields: z
    .strictObject({
      status: Words.optional(),
      effort: Words.optional(),
      dependsOn: Words.optional(),
      branch: Words.optional(),
      labels: Words.optional(),
      assignee: Words.optional(),
      priority: Words.optional(),
      files: Words.optional(),
      milestone: Words.optional(),
      criteria: Words.optional(),
      deliverables: Words.optional(),
      steps: Words.optional(),
      tests: Words.optional(),
      related: Words.optional(),
      legend: Words.optional(),
      process: Words.optional(),
    })
    .optional(),
  groups: z
    .strictObject({
      phase: Words.optional(),
      milestone: Words.optional(),
      sprint: Words.optional(),
      epic: Words.optional(),
      priority: Words.optional(),
    })
    .optional(),
  /** What stands before the number of a task: Issue, Story. */
  tasks: Words.optional(),
});
export type ProjectWords = z.infer<typeof ProjectWords>;

const IdTemplate = z
  .string()
  .min(1)
  .superRefine((template, context) => {
    const read = compileIdTemplate(template);
    if (read.kind === 'invalid') context.addIssue({ code: 'custom', message: read.message });
  });

const GateTimeout = z.string().superRefine((text, context) => {
  if (readDuration(text) === null) context.addIssue({ code: 'custom', message: 'write 90s, 10m or 1h.' });
});

const GateEnvironment = z.record(z.string(), z.string()).superRefine((variables, context) => {
  for (const name of Object.keys(variables)) {
    if (!decidesWhatRuns(name) && /^[A-Za-z_]\w*$/.test(name)) continue;
    const message = decidesWhatRuns(name)
      ? `${name} decides what runs, so only people's own settings can set it.`
      : `${name} is no name of a variable.`;
    context.addIssue({ code: 'custom', message, path: [name] });
  }
});

/** How gates run that say nothing else. None of it decides what runs: folder and variables are approved with the text. */
const HowGatesRun = {
  cwd: z.string().min(1).optional().describe('Where it runs, relative to the folder of this file.'),
  timeout: GateTimeout.optional().describe('After which time it is stopped: 90s, 10m, 1h.'),
  covers: Globs.optional().describe(
    'Globs of the files that its result speaks of, relative to the folder of this file.',
  ),
  env: GateEnvironment.optional().describe('Variables that it has; a person approves them with the command.'),
};

const GateDefaults = z.strictObject(HowGatesRun);
export type GateDefaults = z.infer<typeof GateDefaults>;

/** A gate of the whole project: what runs for tasks that name no check of their own. */
export const ProjectGate = z.strictObject({
  name: z.string().min(1).describe('What the gate is called where its result is shown.'),
  run: z.string().min(1).describe('The command, word for word; may span lines. Exit status 0 means passed.'),
  shell: z
    .string()
    .min(1)
    .optional()
    .describe('The shell that runs it, as a fence would name its language: bash, pwsh, cmd.'),
  ...HowGatesRun,
});
export type ProjectGate = z.infer<typeof ProjectGate>;

const Severities = z.record(z.string(), SeveritySetting);

const RuleOverride = z.strictObject({
  paths: Globs.min(1).describe('Documents, as globs relative to the folder of this file: docs/archive/**.'),
  rules: Severities.describe('Severity by rule, for these documents.'),
});

const BranchTemplate = z
  .string()
  .min(1)
  .superRefine((template, context) => {
    const unknown = unknownPlaceholder(template);
    if (unknown === undefined) return;
    const message = `the placeholder {${unknown}} is unknown; there are {id}, {slug} and {title}.`;
    context.addIssue({ code: 'custom', message });
  });

/** What the title of a pull request may be made of. */
export const TITLE_PLACEHOLDERS = ['id', 'title', 'group', 'document', 'branch'] as const;

const TitleTemplate = z
  .string()
  .min(1)
  .superRefine((template, context) => {
    const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
    const unknown = names.find((name) => !TITLE_PLACEHOLDERS.some((known) => known === name));
    if (unknown === undefined) return;
    const known = TITLE_PLACEHOLDERS.map((name) => `{${name}}`).join(', ');
    const message = `the placeholder {${unknown}} is unknown; there are ${known}.`;
    context.addIssue({ code: 'custom', message });
  });

const Names = z.array(z.string().min(1).max(100)).max(50);

/** How pull requests are made for the tasks of a project. */
const PullRequests = z.strictObject({
  title: TitleTemplate.optional().describe(
    'Title of a pull request. Placeholders: {id}, {title}, {group}, {document}, {branch}.',
  ),
  body: z
    .string()
    .optional()
    .describe(
      'Text of a pull request, where neither the task nor the repository has a template. Placeholders: {description}, {summary}, {criteria}, {evidence}, {files}, {roadmap}, {closes} and those of the title.',
    ),
  draft: z.boolean().optional().describe('Whether pull requests are opened as drafts.'),
  labels: Names.optional().describe('Labels of each pull request, besides those of its task.'),
  milestone: z
    .string()
    .max(200)
    .optional()
    .describe('Milestone of each pull request whose task stands in none that the forge has.'),
  assignees: Names.optional().describe('Logins of people each pull request is assigned to.'),
  reviewers: Names.optional().describe('Logins of people, or org/team, who are asked for a review.'),
});

const BoardText = z.string().superRefine((text, context) => {
  if (readBoardAddress(text) !== undefined) return;
  const message = 'write owner/number of a GitHub project (acme/7), or the address of a board.';
  context.addIssue({ code: 'custom', message });
});

const ColumnName = z.string().min(1).max(100).optional();

/** Where issues go that are made of a roadmap. */
const Issues = z.strictObject({
  board: BoardText.optional().describe(
    'The board that issues are put on: owner/number of a GitHub project (acme/7), or the address of a project or of a GitLab board.',
  ),
  columns: z
    .strictObject({
      todo: ColumnName,
      'in-progress': ColumnName,
      'in-review': ColumnName,
      blocked: ColumnName,
      done: ColumnName,
      deferred: ColumnName,
    })
    .optional()
    .describe('Columns of the board whose names do not tell what the tasks in them are.'),
});

const StartDay = z.string().superRefine((text, context) => {
  if (dayOf(text) !== null) return;
  context.addIssue({ code: 'custom', message: 'it is no day such as 2026-01-05.' });
});

/**
 * What `.roadgate.yaml` may say. The editor's settings have the same shape below `roadgate.`, without
 * gates and how they run, boards, words and ids: what is executed for a project, and how it is read, stands where all of its people see it.
 * Descriptions are what editors show of the JSON schema that is made of this.
 */
export const ConfigFile = z.strictObject({
  rules: Severities.optional().describe(
    'Severity by rule, for all documents; a glob (branch/*) stands for several rules.',
  ),
  overrides: z
    .array(RuleOverride)
    .optional()
    .describe('Other severities for some documents; where several entries match, the last one wins.'),
  roadmaps: z
    .strictObject({
      include: Globs.optional().describe('Globs of documents that are roadmaps.'),
      exclude: Globs.optional().describe('Globs of documents that are none; wins over include.'),
    })
    .optional()
    .describe('Which documents are roadmaps, whatever Roadgate would guess.'),
  modules: z
    .array(z.string().min(1))
    .optional()
    .describe('Folders that file references may be relative to: packages/api.'),
  gates: z.array(ProjectGate).optional().describe('What runs for tasks that name no check of their own.'),
  gateDefaults: GateDefaults.optional().describe(
    'How gates run that say nothing else, also those of documents.',
  ),
  branch: z
    .strictObject({
      template: BranchTemplate.optional().describe(
        'Name of the branch of a task that names none. Placeholders: {id}, {slug} (the title, shortened), {title}.',
      ),
    })
    .optional(),
  pullRequest: PullRequests.optional().describe('How pull requests are made.'),
  issues: Issues.optional().describe('Where issues go that are made of a roadmap.'),
  effort: z
    .strictObject({
      hoursPerDay: z.number().min(0.5).max(24).optional().describe('Hours of work in a day.'),
      daysPerWeek: z.number().min(0.5).max(7).optional().describe('Days of work in a week.'),
    })
    .optional()
    .describe('What a day and a week of work are, where estimates in different units are added.'),
  timeline: z
    .strictObject({
      start: StartDay.optional().describe('The day on which Week 1 begins: 2026-01-05.'),
      people: z.int().min(1).max(1000).optional().describe('How many people work on a roadmap at once.'),
      sprintWeeks: z.number().min(0.2).max(12).optional().describe('Weeks in a sprint.'),
    })
    .optional()
    .describe('What the timeline rests on where roadmaps do not say it.'),
  words: ProjectWords.optional().describe('Words of the project, by what they mean.'),
  ids: z
    .array(IdTemplate)
    .max(20)
    .optional()
    .describe('Forms of ids of the project, with holes: {n} a number, {A} and {a} letters, {x} both.'),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

/** Other severities for the documents that match one of the globs. */
export type RuleOverride = z.infer<typeof RuleOverride>;

/** The configuration that holds for one workspace folder, complete. */
export interface ProjectConfig {
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** Which of these hold elsewhere; `configAt` applies them. */
  readonly overrides: readonly RuleOverride[];
  readonly roadmaps: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** Relative to the folder, with `/`, without one at the end. */
  readonly modules: readonly string[];
  readonly gates: readonly ProjectGate[];
  readonly gateDefaults: GateDefaults;
  readonly branch: { readonly template: string };
  readonly pullRequest: Required<z.infer<typeof PullRequests>>;
  /** The board that issues are put on; null: none. */
  readonly board: BoardConfig | null;
  readonly effort: WorkTime;
  readonly timeline: TimelineConfig;
  readonly words: ProjectWords;
  readonly ids: readonly string[];
}

/** What a timeline rests on. */
export interface TimelineConfig {
  /** On which Week 1 begins; null: as the roadmap says, if it does. */
  readonly start: Day | null;
  /** Null: as many as the roadmap names, at least one. */
  readonly people: number | null;
  readonly sprintWeeks: number;
}

export const DEFAULT_CONFIG: ProjectConfig = {
  rules: {},
  overrides: [],
  roadmaps: { include: [], exclude: [] },
  modules: [],
  gates: [],
  gateDefaults: {},
  branch: { template: DEFAULT_BRANCH_TEMPLATE },
  pullRequest: {
    ...{ title: '{id}: {title}', body: '', draft: false },
    ...{ labels: [], milestone: '', assignees: [], reviewers: [] },
  },
  board: null,
  effort: USUAL_WORK_TIME,
  timeline: { start: null, people: null, sprintWeeks: 2 },
  words: {},
  ids: [],
};

/** The name of the project file, at the root of a workspace folder. */
export const CONFIG_FILE = '.roadgate.yaml';

/** The configuration of a folder. The project file wins, so that editor and command line agree. */
export function mergeConfig(settings: ConfigFile, file: ConfigFile): ProjectConfig {
  const modules = file.modules ?? settings.modules ?? [];
  return {
    rules: { ...settings.rules, ...file.rules },
    overrides: [...withoutRules(settings.overrides ?? [], file.rules ?? {}), ...(file.overrides ?? [])],
    roadmaps: {
      include: [...(settings.roadmaps?.include ?? []), ...(file.roadmaps?.include ?? [])],
      exclude: [...(settings.roadmaps?.exclude ?? []), ...(file.roadmaps?.exclude ?? [])],
    },
    modules: modules.map((root) => root.replace(/^\.?\/+|\/+$/g, '')).filter((root) => root !== ''),
    gates: file.gates ?? [],
    gateDefaults: file.gateDefaults ?? {},
    branch: {
      template: file.branch?.template ?? settings.branch?.template ?? DEFAULT_CONFIG.branch.template,
    },
    pullRequest: { ...DEFAULT_CONFIG.pullRequest, ...settings.pullRequest, ...file.pullRequest },
    board: boardConfig(file.issues),
    effort: { ...USUAL_WORK_TIME, ...settings.effort, ...file.effort },
    timeline: timelineConfig({ ...settings.timeline, ...file.timeline }),
    words: file.words ?? {},
    ids: file.ids ?? [],
  };
}

function boardConfig(issues: ConfigFile['issues']): BoardConfig | null {
  return issues?.board === undefined ? null : { address: issues.board, columns: issues.columns ?? {} };
}

function timelineConfig({ start, people, sprintWeeks }: NonNullable<ConfigFile['timeline']>): TimelineConfig {
  return {
    start: start === undefined ? null : dayOf(start),
    people: people ?? null,
    sprintWeeks: sprintWeeks ?? DEFAULT_CONFIG.timeline.sprintWeeks,
  };
}

/** What a person says by path gives way to what the project file says of a rule at all. */
function withoutRules(
  overrides: readonly RuleOverride[],
  taken: Readonly<Record<string, SeveritySetting>>,
): readonly RuleOverride[] {
  return overrides.map(({ paths, rules }) => ({
    paths,
    rules: Object.fromEntries(Object.entries(rules).filter(([code]) => !(code in taken))),
  }));
}

/**
 * The configuration with the severities that hold for the document at `path`, relative to the folder: the same
 * value for the same path.
 */
export function configAt(config: ProjectConfig, path: string): ProjectConfig {
  if (config.overrides.length === 0) return config;
  const byPath = configsByPath.get(config) ?? new Map<string, ProjectConfig>();
  configsByPath.set(config, byPath);
  const known = byPath.get(path);
  if (known) return known;
  const matching = config.overrides.filter(({ paths }) => matchesAny(paths, path));
  const rules = matching.reduce((before, override) => ({ ...before, ...override.rules }), config.rules);
  const found = matching.length === 0 ? config : { ...config, rules };
  byPath.set(path, found);
  return found;
}

const configsByPath = new WeakMap<ProjectConfig, Map<string, ProjectConfig>>();

/**
 * Whether a person has said that the document at `path` (relative to the folder) is a roadmap; undefined
 * where nobody did and Roadgate has to guess.
 */
export function roadmapOverride(config: ProjectConfig, path: string): boolean | undefined {
  const { include, exclude } = config.roadmaps;
  if (matchesAny(exclude, path)) return false;
  return matchesAny(include, path) ? true : undefined;
}

/** A folder stands for all that is below it. */
function matchesAny(globs: readonly string[], path: string): boolean {
  const below = globs.map((glob) => `${glob.replace(/\/+$/, '')}/**`);
  return globs.length > 0 && picomatch.isMatch(path, [...globs, ...below], { dot: true });
}
