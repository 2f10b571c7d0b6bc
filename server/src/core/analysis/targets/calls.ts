import type { Gate } from '../../model/document.ts';
import { splitJoined } from '../../parse/commands/classify.ts';
import { placeCommands } from '../../parse/commands/split.ts';
import type { Runner } from './manifests.ts';

/** A command of a gate asks for something that the project has to have. */
export type Call = TargetCall | PathCall;

interface CallBase {
  /** As written: a target, or a path. */
  readonly name: string;
  /** 0-based, within the gate's text: where its command begins. */
  readonly line: number;
}

/** `make check`, `npm run lint` */
export interface TargetCall extends CallBase {
  readonly runner: Runner;
  /** What sort of target, where the runner has several: `--test`, `--bin`. */
  readonly sort?: CargoSort;
}

/** Targets of cargo within a package, by the folder that holds them. */
export type CargoSort = 'tests' | 'bin' | 'examples' | 'benches';

/** `pytest tests/test_store.py`, `bash scripts/check.sh` */
export interface PathCall extends CallBase {
  readonly runner: 'path';
}

/** What the commands of a gate ask for; nothing where they run in a place that nobody knows. */
export function callsOf({ text, language, class: kind }: Gate): readonly Call[] {
  if (kind === 'example') return [];
  const commands = placeCommands(text, language);
  const parts = commands.flatMap(({ command, line }) =>
    command.includes('\n') ? [] : splitJoined(command).map((part) => ({ words: wordsOf(part.text), line })),
  );
  if (parts.some(({ words }) => leadsAway(words))) return [];
  return parts.flatMap(({ words, line }) => callsIn(words).map((call) => ({ ...call, line })));
}

type Found = Pick<TargetCall, 'runner' | 'name' | 'sort'> | Pick<PathCall, 'runner' | 'name'>;

/** Words without their quotes; what stands in quotes with blanks is an argument, and no name. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Into a folder outside the project, another machine, or a project that the commands make. */
function leadsAway([program = '', argument = '']: readonly string[]): boolean {
  if (program === 'cd' || program === 'pushd') return /^[/~$]|^\.\.(?:\/|$)|^[A-Za-z]:/.test(argument);
  return (
    program === 'ssh' || (program === 'git' && argument === 'clone') || /^(?:create-|npm init)/.test(program)
  );
}

function callsIn(words: readonly string[]): readonly Found[] {
  const [program = '', ...rest] = withoutWrapper(words);
  const [wrapper = '', verb = '', script = ''] = words;
  if (wrapper === 'poetry' && verb === 'run' && isName(script) && program === script)
    return [{ runner: 'poetry', name: script }, ...callsOfProgram(program, rest)];
  return callsOfProgram(program, rest);
}

function callsOfProgram(program: string, rest: readonly string[]): readonly Found[] {
  const target = TARGETS[program]?.(rest);
  if (target !== undefined) return target;
  return pathsIn(program, rest);
}

/** `poetry run pytest x` is `pytest x`; so is `python -m pytest x`. */
function withoutWrapper(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words;
  if (/^(?:npx|bunx|pnpx)$/.test(first) && !second.startsWith('-')) return words.slice(1);
  const isWrapped =
    (/^(?:poetry|uv|pipenv|pdm|rye)$/.test(first) && second === 'run') ||
    (/^(?:pnpm|yarn)$/.test(first) && second === 'exec') ||
    (/^python3?$/.test(first) && second === '-m');
  return isWrapped ? withoutWrapper(words.slice(2)) : words;
}

type Reader = (words: readonly string[]) => readonly Found[];

const TARGETS: Readonly<Record<string, Reader>> = {
  make: (words) => makeTargets(words),
  gmake: (words) => makeTargets(words),
  npm: (words) => scripts(words, 'npm'),
  pnpm: (words) => scripts(words, 'pnpm'),
  yarn: (words) => scripts(words, 'yarn'),
  bun: (words) => scripts(words, 'bun'),
  just: (words) => firstName(words, 'just'),
  task: (words) => firstName(words, 'task'),
  poe: (words) => firstName(words, 'poe'),
  tox: (words) => toxEnvironments(words),
  cargo: (words) => cargoTargets(words),
  composer: ([verb = '', ...rest]) =>
    verb === 'run' || verb === 'run-script' ? firstName(rest, 'composer') : [],
};

function makeTargets(words: readonly string[]): readonly Found[] {
  // Another file, or another folder.
  if (words.some((word) => /^-(?:f|C|-file|-directory|-makefile)/.test(word))) return [];
  const names = words.filter(
    (word, index) => !word.startsWith('-') && !/^-[jlo]$/.test(words[index - 1] ?? ''),
  );
  return names.filter(isName).map((name) => ({ runner: 'make', name }));
}

/** `tox -e lint,py312`; what is set by a variable, nobody knows. */
function toxEnvironments(words: readonly string[]): readonly Found[] {
  const own = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined);
  if (own.some((word) => /^(?:-c|--conf|--root|--workdir)/.test(word))) return [];
  const values = own.flatMap((word, index) => {
    if (/^-e.+/.test(word)) return [word.slice(2)];
    return /^-e$|^--?env$/.test(own[index - 1] ?? '') ? [word] : [];
  });
  const names = values.flatMap((value) => value.split(','));
  return names
    .filter((name) => /^[A-Za-z][\w.-]*$/.test(name) && name !== 'ALL')
    .map((name) => ({ runner: 'tox', name }));
}

const CARGO_VERBS = /^(?:test|t|build|b|check|c|run|r|clippy|bench|nextest|doc)$/;
const CARGO_SORTS: Readonly<Record<string, CargoSort | 'package' | undefined>> = {
  '-p': 'package',
  '--package': 'package',
  '--test': 'tests',
  '--bin': 'bin',
  '--example': 'examples',
  '--bench': 'benches',
};

/** `cargo test -p store --test recovery` */
function cargoTargets(words: readonly string[]): readonly Found[] {
  const own = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined);
  const verb = own.find((word) => !/^[+-]/.test(word)) ?? '';
  if (!CARGO_VERBS.test(verb) || own.some((word) => /^(?:--manifest-path|-C)/.test(word))) return [];
  return own.flatMap((word, index): Found[] => {
    const [, option = '', joined] = /^(--?[a-z]+)(?:=(.*))?$/.exec(word) ?? [];
    const sort = CARGO_SORTS[option];
    const name = joined ?? own[index + 1] ?? '';
    if (sort === undefined || !/^[A-Za-z][\w-]*$/.test(name)) return [];
    return [sort === 'package' ? { runner: 'cargo', name } : { runner: 'cargo', name, sort }];
  });
}

/** Options with a value of their own, in front of the script. */
const WITH_VALUE = /^(?:-w|--workspace|--prefix|-C|--dir|--filter|-F|--cwd)$/;

/**
 * Npm has scripts only behind `run`. The others also start programs of packages, whose names nobody knows: there a
 * name with a colon is surely a script, and so is one of those that scripts usually have.
 */
function scripts(words: readonly string[], program: 'npm' | 'pnpm' | 'yarn' | 'bun'): readonly Found[] {
  if (words.includes('--if-present')) return [];
  let at = 0;
  const skip = (): void => {
    while (at < words.length && (words[at] ?? '').startsWith('-'))
      at += WITH_VALUE.test(words[at] ?? '') ? 2 : 1;
  };
  skip();
  if (program === 'yarn' && words[at] === 'workspace') at += 2;
  const isRun = /^run(?:-script)?$/.test(words[at] ?? '');
  if (isRun) at++;
  skip();
  const name = words[at] ?? '';
  if (!isName(name) || name.includes('.')) return [];
  const isScript =
    program === 'npm'
      ? isRun || /^(?:test|t)$/.test(name)
      : name.includes(':') || (isRun && (program === 'pnpm' || USUAL.test(name)));
  return isScript ? [{ runner: 'script', name: name === 't' && !isRun ? 'test' : name }] : [];
}

const USUAL = /^(?:test|lint|build|typecheck|type-check|format|check|validate|coverage|e2e)$/;

/** The first word that is no option; what follows it may be its arguments. */
function firstName(words: readonly string[], runner: Runner): readonly Found[] {
  const name = words[0] ?? '';
  return isName(name) && !name.includes('::') ? [{ runner, name }] : [];
}

function isName(word: string): boolean {
  return /^[A-Za-z_][\w:./-]*$/.test(word) && !/^(?:and|or|the|to|in|for|with|sure)$/.test(word);
}

/** Programs whose arguments are files that they read. */
const READERS =
  /^(?:pytest|py\.test|python3?|py|node|tsx|ts-node|bash|sh|zsh|pwsh|powershell|ruby|php|phpunit|jest|vitest|mocha|playwright|rspec|bats|mypy|ruff|eslint)$/;

const SOURCE = /\.(?:py|[cm]?[jt]sx?|sh|bash|ps1|rb|php|bats)$/;

function pathsIn(program: string, words: readonly string[]): readonly Found[] {
  if (SOURCE.test(program) && program.includes('/')) return toPaths([program]);
  if (!READERS.test(program.replace(/^.*\//, ''))) return [];
  const named = words.filter(
    (word, index) => !/^(?:-|\d?>)/.test(words[index - 1] ?? '') && !word.startsWith('-'),
  );
  // What follows a script are its own arguments.
  const isInterpreter = /^(?:python3?|py|node|tsx|ts-node|bash|sh|zsh|pwsh|powershell|ruby|php)$/.test(
    program,
  );
  if (isInterpreter && words[0]?.startsWith('-') === true) return [];
  return toPaths(isInterpreter ? named.slice(0, 1) : named);
}

function toPaths(words: readonly string[]): readonly Found[] {
  return words
    .map((word) => word.replace(/::.*$|:\d+$/, ''))
    .filter(
      (word) =>
        SOURCE.test(word) && word.includes('/') && !/[$<>{}~*?[\]()|\\=,;&"'`]|^\/|\.\.\/|:/.test(word),
    )
    .map((name) => ({ runner: 'path', name }));
}
