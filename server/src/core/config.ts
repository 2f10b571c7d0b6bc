import picomatch from 'picomatch';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import * as z from 'zod';
import { RULES } from './analysis/registry.ts';
import { USUAL_WORK_TIME, type WorkTime } from './model/effort.ts';
import { compileIdTemplate } from './parse/vocabulary/idTemplate.ts';
import { didYouMean } from './text/nearest.ts';

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

/** A gate of the whole project: what runs for tasks that name no check of their own. */
export const ProjectGate = z.strictObject({
  name: z.string().min(1),
  /** The command text, verbatim; may span lines. */
  run: z.string().min(1),
  /** The shell that runs it, as a fence would name its language: `bash`, `pwsh`, `cmd`. */
  shell: z.string().min(1).optional(),
  /** Relative to the folder that holds the project file. */
  cwd: z.string().min(1).optional(),
});
export type ProjectGate = z.infer<typeof ProjectGate>;

/**
 * What `.roadgate.yaml` may say. The editor's settings have the same shape below `roadgate.`, without
 * gates, words and ids: what is executed for a project, and how it is read, stands where all of its people see it.
 */
export const ConfigFile = z.strictObject({
  /** Severity by rule code. */
  rules: z.record(z.string(), SeveritySetting).optional(),
  /** Which documents are roadmaps, whatever Roadgate would guess. */
  roadmaps: z.strictObject({ include: Globs.optional(), exclude: Globs.optional() }).optional(),
  /** Folders that references may be relative to: `packages/api`. */
  modules: z.array(z.string().min(1)).optional(),
  gates: z.array(ProjectGate).optional(),
  branch: z.strictObject({ template: z.string().min(1).optional() }).optional(),
  /** What a day and a week of work are, where estimates in different units are added. */
  effort: z
    .strictObject({
      hoursPerDay: z.number().min(0.5).max(24).optional(),
      daysPerWeek: z.number().min(0.5).max(7).optional(),
    })
    .optional(),
  words: ProjectWords.optional(),
  /** Forms of the project's ids: `RG-{n}`. */
  ids: z.array(IdTemplate).max(20).optional(),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

/** The configuration that holds for one workspace folder, complete. */
export interface ProjectConfig {
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  readonly roadmaps: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** Relative to the folder, with `/`, without one at the end. */
  readonly modules: readonly string[];
  readonly gates: readonly ProjectGate[];
  readonly branch: { readonly template: string };
  readonly effort: WorkTime;
  readonly words: ProjectWords;
  readonly ids: readonly string[];
}

export const DEFAULT_CONFIG: ProjectConfig = {
  rules: {},
  roadmaps: { include: [], exclude: [] },
  modules: [],
  gates: [],
  branch: { template: 'task/{id}-{slug}' },
  effort: USUAL_WORK_TIME,
  words: {},
  ids: [],
};

/** Something in `.roadgate.yaml` that could not be taken; the rest of the file holds. */
export interface ConfigProblem {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** One sentence. */
  readonly message: string;
}

/** The name of the project file, at the root of a workspace folder. */
export const CONFIG_FILE = '.roadgate.yaml';

/** Reads the text of `.roadgate.yaml`. What is wrong in it is told and left out; nothing is thrown. */
export function parseProjectConfig(text: string): { config: ConfigFile; problems: readonly ConfigProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): ConfigProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0) {
    return {
      config: {},
      problems: document.errors.map((error) => at(error.pos[0], sentence(error.message))),
    };
  }
  const value = toValue(document);
  if (value === TOO_DEEP) return { config: {}, problems: [at(0, 'The file repeats its aliases too often.')] };
  const { config, issues } = readConfig(value);
  const problems = [...issues, ...unknownRules(config)].map((issue) =>
    at(
      issue.isKey === true ? keyOffset(document, issue.path) : offsetOf(document, issue.path),
      issue.message,
    ),
  );
  return { config, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** Rules that do not exist: their severity is kept, as another version may have them. */
function unknownRules({ rules = {} }: ConfigFile): Issue[] {
  const codes = RULES.map(({ code }) => code);
  return Object.keys(rules)
    .filter((code) => !codes.includes(code))
    .map((code) => ({
      path: ['rules', code],
      isKey: true,
      message: `There is no rule ${code}${didYouMean(code, codes)}`,
    }));
}

const TOO_DEEP = Symbol('aliases of aliases');

/** A few lines of YAML can stand for gigabytes of data; the library throws when it meets such a file. */
function toValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return TOO_DEEP;
  }
}

/** Reads settings that arrive from an editor; what is wrong in them is left out. */
export function parseSettings(value: unknown): ConfigFile {
  return readConfig(value).config;
}

/** The configuration of a folder. The project file wins, so that editor and command line agree. */
export function mergeConfig(settings: ConfigFile, file: ConfigFile): ProjectConfig {
  const modules = file.modules ?? settings.modules ?? [];
  return {
    rules: { ...settings.rules, ...file.rules },
    roadmaps: {
      include: [...(settings.roadmaps?.include ?? []), ...(file.roadmaps?.include ?? [])],
      exclude: [...(settings.roadmaps?.exclude ?? []), ...(file.roadmaps?.exclude ?? [])],
    },
    modules: modules.map((root) => root.replace(/^\.?\/+|\/+$/g, '')).filter((root) => root !== ''),
    gates: file.gates ?? [],
    branch: {
      template: file.branch?.template ?? settings.branch?.template ?? DEFAULT_CONFIG.branch.template,
    },
    effort: { ...USUAL_WORK_TIME, ...settings.effort, ...file.effort },
    words: file.words ?? {},
    ids: file.ids ?? [],
  };
}

/**
 * Whether a person has said that the document at `path` (relative to the folder) is a roadmap; undefined
 * where nobody did and Roadgate has to guess.
 */
export function roadmapOverride(config: ProjectConfig, path: string): boolean | undefined {
  const { include, exclude } = config.roadmaps;
  if (matchesAny(exclude, path)) return false;
  return matchesAny(include, path) ? true : undefined;
}

function matchesAny(globs: readonly string[], path: string): boolean {
  return globs.length > 0 && picomatch.isMatch(path, [...globs], { dot: true });
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The name itself is wrong, not what it is set to. */
  readonly isKey?: boolean;
}

/** Takes what is valid: an invalid value is removed and the rest is read again. */
function readConfig(value: unknown): { config: ConfigFile; issues: readonly Issue[] } {
  if (value === null || value === undefined) return { config: {}, issues: [] };
  const issues: Issue[] = [];
  let rest: unknown = value;
  for (;;) {
    const result = ConfigFile.safeParse(rest);
    if (result.success) return { config: result.data, issues };
    const found = result.error.issues.flatMap(toIssues);
    issues.push(...found);
    if (found.some(({ path }) => path.length === 0)) return { config: {}, issues };
    // Later entries first, so that removing one does not move another.
    for (const { path } of found.toReversed()) rest = without(rest, path);
  }
}

function toIssues(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      isKey: true,
      message: `There is no setting ${[...issue.path, key].join('.')}${didYouMean(key, namesBelow(issue.path))}`,
    }));
  }
  const name = issue.path.map(String).join('.');
  if (issue.path.length === 0) return [{ path: [], message: 'The file must hold settings by name.' }];
  if (issue.code === 'invalid_value') {
    return [{ path: issue.path, message: `${name} must be one of ${issue.values.map(String).join(', ')}.` }];
  }
  if (issue.code === 'invalid_type') {
    return [
      { path: issue.path, message: `${name} must be ${TYPE_NAMES[issue.expected] ?? issue.expected}.` },
    ];
  }
  return [{ path: issue.path, message: `${name} is not valid: ${sentence(issue.message)}` }];
}

/** The settings that exist at `path`. */
function namesBelow(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = ConfigFile;
  for (const step of path) {
    while (schema instanceof z.ZodOptional) schema = schema.unwrap();
    if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodObject) schema = schema.shape[String(step)];
    else return [];
  }
  while (schema instanceof z.ZodOptional) schema = schema.unwrap();
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  number: 'a number',
  object: 'a set of settings by name',
  record: 'a set of settings by name',
  string: 'a text',
};

/** `value` without what stands at `path`; a required part that is missing takes its owner with it. */
function without(value: unknown, path: readonly PropertyKey[]): unknown {
  const [first, ...rest] = path;
  if (typeof value !== 'object' || value === null || first === undefined) return undefined;
  if (Array.isArray(value)) {
    // An entry of a list is taken whole or not at all.
    return value.filter((_, index) => index !== first);
  }
  const entries = Object.entries(value);
  const kept = entries.flatMap(([key, child]): [string, unknown][] => {
    if (key !== first) return [[key, child]];
    return rest.length === 0 ? [] : [[key, without(child, rest)]];
  });
  return Object.fromEntries(kept);
}

/** Where the value at `path` stands, or the nearest that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const start: unknown = node.range[0];
      if (typeof start === 'number') return start;
    }
  }
  return 0;
}

/** Where the name at the end of `path` stands. */
function keyOffset(document: Document, path: readonly PropertyKey[]): number {
  const owner: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (isMap(owner)) {
    const pair = owner.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
    if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  return offsetOf(document, path);
}

function sentence(message: string): string {
  const text = message.trim().split('\n', 1)[0] ?? '';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
