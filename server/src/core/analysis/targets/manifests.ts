import { parse as parseYaml } from 'yaml';
import type { FileIndex } from '../../index/files.ts';

/** What runs targets that a file of the project lists. */
export type Runner = 'make' | 'script' | 'just' | 'task' | 'composer';

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
};

/** How messages name these files. */
export const MANIFEST_NAMES: Readonly<Record<Runner, string>> = {
  make: 'Makefile',
  script: 'package.json',
  just: 'justfile',
  task: 'Taskfile',
  composer: 'composer.json',
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
