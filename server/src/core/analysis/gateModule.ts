import type { FileIndex } from '../index/files.ts';
import { dirname } from '../index/layer.ts';
import { normalizePath } from '../index/paths.ts';
import { resolveReference } from '../index/references.ts';
import type { Gate, RoadmapDocument } from '../model/document.ts';
import type { Folder } from '../model/workspace.ts';
import { splitJoined } from '../parse/commands/classify.ts';
import type { Span } from '../text/source.ts';

/** A folder with a project of its own, and the file that says so. */
export interface GateModule {
  /** Relative to the workspace folder. */
  readonly directory: string;
  /** `package.json` */
  readonly manifest: string;
}

/**
 * The module in which the commands of a gate run: that of the files of its task, phase or document, in a repository of several. Only where
 * nothing speaks against it: every command is one of a package manager, of whose kind the workspace folder itself is no
 * project, the commands name no folder and no file from there, and all of those files lie in one module. More than one entry: the
 * modules that they lie in where these are several, so that none of them is meant.
 * @param owner what the gate runs for.
 */
export function modulesOf(
  folder: Folder,
  document: RoadmapDocument,
  owner: { readonly extent: Span },
  gate: Pick<Gate, 'commands'>,
): readonly GateModule[] {
  const manifests = manifestsOf(folder.files, gate.commands);
  if (manifests === undefined) return [];
  const found = new Map<string, GateModule>();
  for (const path of filesOf(folder, document, owner)) {
    const module = nearest(folder.files, path, manifests);
    if (module === undefined) return [];
    found.set(module.directory, module);
  }
  return [...found.values()];
}

/** The kinds of projects that programs need where they run. */
const MANIFESTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:npm|npx|pnpm|yarn|bun|bunx|vitest|jest|tsc|eslint)$/, ['package.json']],
  [/^cargo$/, ['Cargo.toml']],
  [/^go$/, ['go.mod']],
  [/^(?:pytest|poetry|uv|ruff|mypy|tox|hatch|pdm|python3?)$/, ['pyproject.toml', 'setup.py']],
];

/** What needs nothing where it runs. */
const HARMLESS = /^(?:echo|printf|true|export|set)$/;

/** One entry per kind of project that the commands need; undefined where something else decides where they run. */
function manifestsOf(
  files: FileIndex,
  commands: readonly string[],
): readonly (readonly string[])[] | undefined {
  const needed = new Set<readonly string[]>();
  for (const { text } of commands.flatMap(splitJoined)) {
    const words = text.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
    const [program = '', ...rest] = words.filter((word) => !/^\w+=/.test(word));
    if (HARMLESS.test(program)) continue;
    const names = MANIFESTS.find(([pattern]) => pattern.test(program))?.[1];
    if (names === undefined || rest.some((word) => saysWhere(files, word))) return undefined;
    if (names.some((name) => files.has(name) !== undefined)) return undefined;
    needed.add(names);
  }
  return needed.size === 0 ? undefined : [...needed];
}

/** An option that names a folder or a package, or a path from the workspace folder. */
function saysWhere(files: FileIndex, word: string): boolean {
  if (
    /^(?:-C|-w|-p|-F|--(?:prefix|cwd|dir|directory|project|manifest-path|workspace|filter|package|rootdir)(?:=|$))/.test(
      word,
    )
  )
    return true;
  const path = word.startsWith('-') ? undefined : normalizePath(word.replace(/::.*$/, ''));
  return path !== undefined && path !== '' && files.has(path) !== undefined;
}

function filesOf(
  folder: Folder,
  document: RoadmapDocument,
  { extent }: { readonly extent: Span },
): readonly string[] {
  return document.references.flatMap((reference) => {
    const { from } = reference.span;
    if (from < extent.from || from >= extent.to || reference.kind === 'glob') return [];
    const { path, confidence } = resolveReference(folder, document, reference);
    return path !== undefined && confidence === 'sure' ? [path] : [];
  });
}

/** The innermost folder around a path, below the workspace folder, that is a project of each kind. */
function nearest(
  files: FileIndex,
  path: string,
  manifests: readonly (readonly string[])[],
): GateModule | undefined {
  const start = files.has(path) === 'directory' ? path : dirname(path);
  for (let directory = start; directory !== ''; directory = dirname(directory)) {
    const present = manifests.map((names) =>
      names.find((name) => files.has(`${directory}/${name}`) === 'file'),
    );
    const [manifest] = present;
    if (manifest !== undefined && present.every((name) => name !== undefined)) return { directory, manifest };
  }
  return undefined;
}
