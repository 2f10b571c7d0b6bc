import { parse as parseYaml } from 'yaml';
import type { FileIndex } from '../../index/files.ts';

/** What runs targets that a file of the project lists. */
export type Runner = 'make' | 'script' | 'just' | 'task' | 'composer' | 'cargo' | 'tox' | 'poe' | 'poetry';

/** What one of these files lists. */
export interface Manifest {
  readonly targets: ReadonlySet<string>;
  /** It takes in other files, or makes up names: it may have any target. */
  readonly isOpen: boolean;
}

const NAMES: Readonly<Record<Runner, readonly string[]>> = {
  make: ['Makefile', 'makefile', 'GNUmakefile'],
  script: ['package.json'],
  just: ['justfile', 'Justfile', '.justfile'],
  task: [
    'Taskfile.yml',
    'Taskfile.yaml',
    'taskfile.yml',
    'taskfile.yaml',
    'Taskfile.dist.yml',
    'Taskfile.dist.yaml',
  ],
  composer: ['composer.json'],
  cargo: ['Cargo.toml'],
  tox: ['tox.ini'],
  poe: ['pyproject.toml'],
  poetry: ['pyproject.toml'],
};

/** How messages name these files. */
export const MANIFEST_NAMES: Readonly<Record<Runner, string>> = {
  make: 'Makefile',
  script: 'package.json',
  just: 'justfile',
  task: 'Taskfile',
  composer: 'composer.json',
  cargo: 'Cargo.toml',
  tox: 'tox.ini',
  poe: 'pyproject.toml',
  poetry: 'pyproject.toml',
};

/** How messages name what they list. */
export const TARGET_WORDS: Readonly<Record<Runner, string>> = {
  make: 'target',
  script: 'script',
  just: 'recipe',
  task: 'task',
  composer: 'script',
  cargo: 'package',
  tox: 'environment',
  poe: 'task',
  poetry: 'script',
};

/** More are a collection of projects, of which nobody knows the right one. */
const MOST = 60;

/** The project's files that list targets of a runner; undefined where there are too many to read. */
export function manifestsFor(files: FileIndex, runner: Runner): readonly string[] | undefined {
  const found = NAMES[runner].flatMap((name) => files.byName(name));
  const own = found.filter((path) => !/(?:^|\/)(?:node_modules|vendor)\//.test(path));
  return own.length > MOST ? undefined : own;
}

/** Reads such a file; undefined for one that is none, or is broken. */
export function readManifest(path: string, text: string): Manifest | undefined {
  const name = path.replace(/^.*\//, '');
  if (NAMES.make.includes(name)) return readMakefile(text);
  if (NAMES.just.includes(name)) return readJustfile(text);
  if (NAMES.task.includes(name)) return readTaskfile(text);
  if (name === 'Cargo.toml') return readCargo(text);
  if (name === 'tox.ini') return readTox(text);
  if (name === 'pyproject.toml') return readPyproject(text);
  return NAMES.script.includes(name) || NAMES.composer.includes(name) ? readScripts(text) : undefined;
}

function readMakefile(text: string): Manifest {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r\n?|\n/);
  const targets = new Set<string>();
  let isOpen = false;
  for (const line of lines) {
    if (/^\s*-?s?include\s|\$\(eval\b|^\s*\.DEFAULT\s*:/.test(line)) isOpen = true;
    const names = /^([^\s#:=][^#:=]*?)\s*&?::?(?![=:])/.exec(line)?.[1];
    for (const name of names?.split(/\s+/) ?? []) {
      if (/[%$]/.test(name)) isOpen = true;
      targets.add(name);
    }
  }
  return { targets, isOpen };
}

function readJustfile(text: string): Manifest {
  const recipes = [...text.matchAll(/^@?([A-Za-z_][\w-]*)(?:[ \t]+[^:\r\n]*)?:(?!=)/gm)].map(
    ([, name = '']) => name,
  );
  const aliases = [...text.matchAll(/^alias[ \t]+([\w-]+)[ \t]*:=/gm)].map(([, name = '']) => name);
  return { targets: new Set([...recipes, ...aliases]), isOpen: /^(?:import|mod)\??[ \t]/m.test(text) };
}

function readTaskfile(text: string): Manifest | undefined {
  const file = parsed(() => parseYaml(text, { maxAliasCount: 100 }) as unknown);
  const tasks = member(file, 'tasks');
  if (tasks === undefined) return undefined;
  const aliases = Object.values(tasks).flatMap((task) => {
    const names = typeof task === 'object' && task !== null && 'aliases' in task ? task.aliases : [];
    return Array.isArray(names) ? names.map(String) : [];
  });
  const names = [...Object.keys(tasks), ...aliases];
  const isOpen = member(file, 'includes') !== undefined || names.some((name) => name.includes('*'));
  return { targets: new Set(names), isOpen };
}

/** Packages, and what is named for one of its sorts (`tests it`); a dependency is a package as well to `-p`. */
function readCargo(text: string): Manifest {
  const targets = new Set<string>();
  for (const { section, key, value } of entriesOf(text)) {
    const name = unquoted(value);
    if (section === 'package' && key === 'name') targets.add(name).add(`bin ${name}`);
    const sort = /^(test|bin|example|bench)$/.exec(section)?.[1];
    if (sort !== undefined && key === 'name') targets.add(`${CARGO_FOLDERS[sort] ?? ''} ${name}`);
    if (/(?:^|[.-])dependencies$/.test(section)) targets.add(key);
    const [, dependency] = /(?:^|[.-])dependencies\.([\w-]+)$/.exec(section) ?? [];
    if (dependency !== undefined) targets.add(dependency);
  }
  return { targets, isOpen: false };
}

const CARGO_FOLDERS: Readonly<Record<string, string | undefined>> = {
  test: 'tests',
  bin: 'bin',
  example: 'examples',
  bench: 'benches',
};

/** Environments, each also by its parts: `py312-django` is made of two that the file names. */
function readTox(text: string): Manifest {
  const sections = [...text.matchAll(/^\[testenv:([^\]]+)\]/gm)].map(([, name = '']) => name.trim());
  const [, list = ''] = /^(?:envlist|env_list)\s*=[ \t]*((?:.*(?:\r?\n[ \t]+.*)*))/m.exec(text) ?? [];
  const factors = [...text.matchAll(/^[ \t]+!?([\w.-]+(?:,[\w.-]+)*):[ \t]/gm)].flatMap(([, names = '']) =>
    names.split(','),
  );
  const names = [...sections, ...list.split(/[\s,{}]+/), ...factors].flatMap((name) => [
    name,
    ...name.split('-'),
  ]);
  // Names that are made of variables, and files that take in others.
  const isOpen = /\{(?:posargs|env|\[)/.test(list) || sections.some((name) => /[{}]/.test(name));
  return { targets: new Set(names.filter((name) => name !== '')), isOpen };
}

/** Tasks of poe as `poe NAME`, scripts of poetry as `poetry NAME`. */
function readPyproject(text: string): Manifest {
  const targets = new Set<string>();
  let isOpen = false;
  for (const { section, key } of entriesOf(text)) {
    if (section === 'tool.poe' && key === 'include') isOpen = true;
    if (section === 'tool.poe.tasks') targets.add(`poe ${key}`);
    if (section === 'tool.poetry.scripts' || section === 'project.scripts') targets.add(`poetry ${key}`);
    const [, task] = /^tool\.poe\.tasks\.["']?([\w-]+)["']?(?:\.|$)/.exec(section) ?? [];
    if (task !== undefined) targets.add(`poe ${task}`);
  }
  return { targets, isOpen };
}

interface Entry {
  /** Without its brackets; of a list of tables, too. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The keys of a TOML file, line by line: more than there are, where a text in it looks like one. */
function entriesOf(text: string): readonly Entry[] {
  let section = '';
  return text.split(/\r\n?|\n/).flatMap((line): Entry[] => {
    const [, header] = /^\s*\[{1,2}\s*([^\][]+?)\s*\]{1,2}/.exec(line) ?? [];
    if (header !== undefined) {
      section = header;
      return [{ section, key: '', value: '' }];
    }
    const [, key = '', value = ''] = /^\s*["']?([\w-]+)["']?(?:\.\w+)*\s*=\s*(.*)$/.exec(line) ?? [];
    return key === '' ? [] : [{ section, key, value }];
  });
}

function unquoted(value: string): string {
  return /^["']([^"']*)["']/.exec(value)?.[1] ?? '';
}

function readScripts(text: string): Manifest | undefined {
  const file = parsed(() => JSON.parse(text.replace(/^\ufeff/, '')) as unknown);
  if (typeof file !== 'object' || file === null) return undefined;
  return { targets: new Set(Object.keys(member(file, 'scripts') ?? {})), isOpen: false };
}

/** Undefined for what is no JSON or YAML: somebody is writing it. */
function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return isRecord(found) ? found : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
