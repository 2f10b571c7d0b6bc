import picomatch from 'picomatch';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import * as z from 'zod';
import { RULES } from './analysis/registry.ts';
import { ConfigFile, type SeveritySetting } from './config.ts';
import { didYouMean } from './text/nearest.ts';

/** Something in `.roadgate.yaml` that could not be taken; the rest of the file holds. */
export interface ConfigProblem {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** One sentence. */
  readonly message: string;
}

/** Reads the text of `.roadgate.yaml`. What is wrong in it is told and left out; nothing is thrown. */
export function parseProjectConfig(text: string): { config: ConfigFile; problems: readonly ConfigProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): ConfigProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    const message = `This is not valid YAML, and nothing in the file holds until it is: ${yamlProblem(broken.message)}`;
    // What was never closed is missed at the end of the text: the last line that says anything is shown, not an empty one.
    const last = Math.max(0, text.trimEnd().length - 1);
    return { config: {}, problems: [at(Math.min(broken.pos[0], last), message)] };
  }
  const unknown = unknownAlias(document);
  if (unknown !== undefined) return { config: {}, problems: [at(unknown, UNKNOWN_ALIAS)] };
  const value = toValue(document);
  if (value === TOO_DEEP) return { config: {}, problems: [at(0, 'The file repeats its aliases too often.')] };
  const { config, issues } = readConfig(value);
  const problems = [...issues, ...unknownRules(value)].map((issue) =>
    at(
      issue.isKey === true ? keyOffset(document, issue.path) : offsetOf(document, issue.path),
      issue.message,
    ),
  );
  return { config, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** Rules that do not exist: their severity is kept, as another version may have them. */
function unknownRules(value: unknown): Issue[] {
  const read = Named.safeParse(value ?? {});
  if (!read.success) return [];
  const codes = RULES.map(({ code }) => code);
  const settings = [
    { path: ['rules'], rules: read.data.rules },
    ...read.data.overrides.map(({ rules }, index) => ({ path: ['overrides', index, 'rules'], rules })),
  ];
  return settings.flatMap(({ path, rules }) =>
    Object.keys(rules)
      .filter((code) => codesOf(code).length === 0)
      .map((code) => ({
        path: [...path, code],
        isKey: true,
        message: `There is no rule ${code}${meant(code, codes)}`,
      })),
  );
}

/** What several rules begin with (`branch`) is no name of one. */
function meant(code: string, codes: readonly string[]): string {
  const isBeginning = codes.some((each) => each.startsWith(`${code}/`));
  return isBeginning ? `; ${code}/* stands for all that begin so.` : didYouMean(code, codes);
}

/** Where the file names rules, in whatever state the rest is. */
const NamedRules = z.record(z.string(), z.unknown()).catch({});
const Named = z.looseObject({
  rules: NamedRules,
  overrides: z.array(z.looseObject({ rules: NamedRules }).catch({ rules: {} })).catch([]),
});

/** What is wrong in YAML and what to do, for what people write; the library speaks of flows, scalars and tokens. */
function yamlProblem(message: string): string {
  const [, told] = YAML_PROBLEMS.find(([pattern]) => pattern.test(message)) ?? [];
  return told ?? 'this cannot be read; write `name: value`, or `- value` in a list.';
}

const YAML_PROBLEMS: readonly (readonly [message: RegExp, told: string])[] = [
  [/end with a \]/, 'a list is opened with [ and not closed; add the ].'],
  [/end with a \}/, 'settings are opened with { and not closed; add the }.'],
  [/^Missing closing "/, 'a text is opened with " and not closed; add the ".'],
  [/^Missing closing '/, "a text is opened with ' and not closed; add the '."],
  [/^Tabs are not allowed/, 'the line is indented with a tab; use blanks.'],
  [
    /must start at the same column/,
    'the line is indented otherwise than those it belongs to; begin them all in the same column.',
  ],
  [/^Map keys must be unique/, 'the same name stands twice; keep one of them.'],
  [/^Implicit (?:map )?keys need/, 'there is no colon and value behind this name; write `name: value`.'],
  [/^Nested mappings are not allowed/, 'there is a second colon in the line; put the value in quotes.'],
  [/^Plain value cannot start with/, 'no value begins with such a character; put it in quotes.'],
  [/^Missing , /, 'a comma is missing between two values.'],
  [/^Invalid escape sequence/, 'a backslash stands in double quotes; use single quotes.'],
  [/^Comments must be separated/, 'a blank is missing before the #.'],
];

/** Where `*name` stands and nothing has that name: mostly a glob, as `*.md`. */
function unknownAlias(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, {
    Alias(_, node) {
      if (node.resolve(document) !== undefined) return undefined;
      found = node.range?.[0];
      return visit.BREAK;
    },
  });
  return found;
}

const UNKNOWN_ALIAS =
  'A value that begins with * must stand in quotes, and nothing in the file holds until it does.';

const TOO_DEEP = Symbol('aliases of aliases');

/** A few lines of YAML can stand for gigabytes of data; the library throws when it meets such a file. */
function toValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return TOO_DEEP;
  }
}

/**
 * The severities by code, where a glob (`branch/*`) stands for the rules it matches. A rule that is named by
 * itself keeps what is said there; of several globs the last one wins. The same globs as of `--rule`.
 */
function withoutGlobs(rules: Readonly<Record<string, SeveritySetting>>): Record<string, SeveritySetting> {
  const meant = Object.entries(rules).flatMap(([pattern, severity]) =>
    codesOf(pattern).map((code) => [code, severity] as const),
  );
  return { ...Object.fromEntries(meant), ...rules };
}

/** The rules that a code or a glob names. */
function codesOf(pattern: string): readonly string[] {
  if (pattern === '') return [];
  const matches = picomatch(pattern);
  return RULES.map(({ code }) => code).filter((code) => matches(code));
}

function expanded(config: ConfigFile): ConfigFile {
  const { rules, overrides } = config;
  return {
    ...config,
    ...(rules !== undefined && { rules: withoutGlobs(rules) }),
    ...(overrides !== undefined && {
      overrides: overrides.map((override) => ({ ...override, rules: withoutGlobs(override.rules) })),
    }),
  };
}

/** Reads settings that arrive from an editor; what is wrong in them is left out. */
export function parseSettings(value: unknown): ConfigFile {
  return readConfig(value).config;
}

/**
 * What cannot be taken of the editor's settings that `.roadgate.yaml` may have as well, in sentences. Names are not judged:
 * an editor sends what is for itself along.
 */
export function settingsProblems(value: unknown): readonly string[] {
  const shared = Shared.safeParse(value ?? {});
  if (!shared.success) return [];
  const issues = readConfig(shared.data).issues.filter(({ isKey }) => isKey !== true);
  return [...issues, ...unknownRules(shared.data)].map(({ message }) => message);
}

/** What cannot be taken of settings that are no part of the file, in the same sentences. */
export function schemaProblems(schema: z.ZodType, value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap(toIssues).map(({ message }) => message);
}

/** Without what is not set at all, and without what has another shape in the file. */
const Shared = z.object({
  rules: z.unknown().optional(),
  overrides: z.unknown().optional(),
  branch: z.unknown().optional(),
  pullRequest: z.unknown().optional(),
  effort: z.unknown().optional(),
  timeline: z.unknown().optional(),
});

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
    if (result.success) return { config: expanded(result.data), issues };
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
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    return [{ path: issue.path, message: `${name} ${sizeProblem(issue)}.` }];
  }
  return [{ path: issue.path, message: `${name} is not valid: ${sentence(issue.message)}` }];
}

function sizeProblem(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const [limit, bound] =
    issue.code === 'too_small'
      ? (['at least', issue.minimum] as const)
      : (['at most', issue.maximum] as const);
  if (issue.origin === 'number') return `must be ${limit} ${bound}`;
  if (issue.code === 'too_small' && issue.minimum === 1) return 'must not be empty';
  return issue.origin === 'array'
    ? `must have ${limit} ${bound} entries`
    : `must have ${limit} ${bound} letters`;
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
  boolean: 'true or false',
  int: 'a whole number',
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
