import type { Reference, RoadmapDocument } from '../model/document.ts';
import { locate, type Folder } from '../model/workspace.ts';
import { climbs, entryAt, type Neighbour, pathsByName, placeAt } from '../model/neighbours.ts';
import type { EntryKind, FileIndex } from './files.ts';
import { basename, dirname } from './layer.ts';
import { moduleRoots } from './modules.ts';
import { Remembered } from '../remember.ts';
import { joinPath, normalizePath } from './paths.ts';

/** How a path was found; the steps are tried in this order. */
export type ResolutionKind =
  'exact' | 'relative' | 'module' | 'suffix' | 'basename' | 'folder' | 'stripped' | 'ambiguous' | 'missing';

/** What a reference points at. Paths are relative to the folder: `../api/a.ts` is one of another workspace folder. */
export interface Resolution {
  readonly kind: ResolutionKind;
  /** Undefined if ambiguous or missing, and for globs. */
  readonly path: string | undefined;
  /** All that match, the likeliest first; the one found, none if missing. */
  readonly candidates: readonly string[];
  /**
   * sure: an exact hit, or a step that matched two path segments or more: a warning may rest on it.
   * likely: found by its bare name alone, or by leaving something out: information at most.
   */
  readonly confidence: 'sure' | 'likely' | 'none';
}

/** The part of a reference that decides what it points at. */
export type Mention = Pick<Reference, 'path' | 'kind'>;

/**
 * Resolves a path as people write it. Only two of five real references are relative to the project's root, so
 * each step allows a little more than the one before, and `confidence` tells how much may rest on it.
 */
export function resolveReference(folder: Folder, document: RoadmapDocument, mention: Mention): Resolution {
  return resolverFor(folder, document).resolve(mention);
}

const knownAnswers = new Remembered<Mention, Resolution>();

/** One document's view of one list of files; answers are remembered, as references repeat and edits are small. */
export class Resolver {
  readonly #folder: Folder;
  readonly #files: FileIndex;
  readonly #directory: string;
  readonly #modules: readonly string[];
  readonly #answers = new Map<string, Resolution>();

  constructor(folder: Folder, directory: string, modules: readonly string[]) {
    this.#folder = folder;
    this.#files = folder.files;
    this.#directory = directory;
    this.#modules = modules;
  }

  resolve(mention: Mention): Resolution {
    return knownAnswers.read(mention, [this], () => this.#answer(mention));
  }

  #answer({ path, kind }: Mention): Resolution {
    const key = `${kind} ${path}`;
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = kind === 'glob' ? this.#resolveGlob(path) : this.#resolvePath(path, kind);
      this.#answers.set(key, answer);
    }
    return answer;
  }

  #resolvePath(written: string, kind: EntryKind): Resolution {
    const path = normalizePath(written);
    if (path === undefined) return MISSING;
    if (path === '') return found('exact', '', 'sure');
    return (
      this.#fromAFolder(path, written) ??
      this.#climbing(path) ??
      this.#bySuffix(path, kind) ??
      this.#inNeighbour(path) ??
      this.#stripped(path, written) ??
      this.#withoutExtension(path) ??
      MISSING
    );
  }

  /** Exactly as written from the root, from the document's own folder, or from a module root. */
  #fromAFolder(path: string, written: string): Resolution | undefined {
    const isOutside = climbs(path);
    if (!isOutside && this.#files.has(path)) return found('exact', path, 'sure');
    const relative = joinPath(this.#directory, path);
    // An absolute path is never meant from the document's folder.
    if (relative !== undefined && !written.startsWith('/') && this.#files.has(relative)) {
      return found('relative', relative, 'sure');
    }
    if (isOutside) return undefined;
    for (const root of this.#modules) {
      const inside = joinPath(root, path);
      if (inside !== undefined && this.#files.has(inside)) return found('module', inside, 'sure');
    }
    return undefined;
  }

  /**
   * Out of the folder into another one of the workspace: from the document's own folder, or from the root. Such a path
   * leaves no doubt about where it leads, so that nothing like it is looked for elsewhere.
   */
  #climbing(path: string): Resolution | undefined {
    if (!climbs(path) || this.#folder.neighbours.length === 0) return undefined;
    const ways = [normalizePath(`${this.#directory}/${path}`), path].filter(
      (way) => way !== undefined && climbs(way) && placeAt(this.#folder, way) !== undefined,
    );
    const target = ways.find((way) => way !== undefined && entryAt(this.#folder, way));
    if (target !== undefined) return found('folder', target, 'sure');
    return ways.length > 0 ? MISSING : undefined;
  }

  /**
   * In another folder of the workspace that it names. And from the root of another one, where its first directory is
   * none of this folder, and a single other one has the file.
   */
  #inNeighbour(path: string): Resolution | undefined {
    const { neighbours } = this.#folder;
    if (neighbours.length === 0 || climbs(path) || !path.includes('/')) return undefined;
    const [first = ''] = path.split('/');
    if (this.#files.has(first) !== undefined) return undefined;
    const named = pathsByName(this.#folder, path);
    const rooted = neighbours.filter(({ files }) => files.has(path)).map((each) => `${each.path}/${path}`);
    const there = named.filter((each) => entryAt(this.#folder, each) !== undefined);
    const [only, ...others] = there.length > 0 ? there : rooted;
    if (only !== undefined && others.length === 0) return found('folder', only, 'sure');
    return named.length > 0 ? MISSING : undefined;
  }

  #bySuffix(path: string, kind: EntryKind): Resolution | undefined {
    const suffix = path.replace(/^(\.\.\/)+/, '');
    const candidates = this.#files.bySuffix(suffix, kind);
    const [only] = candidates;
    if (only === undefined) return undefined;
    if (candidates.length > 1) return this.#ambiguous(candidates);
    return suffix.includes('/') ? found('suffix', only, 'sure') : found('basename', only, 'likely');
  }

  /**
   * Leaves out leading segments: another machine's absolute path, or the repository's name. What is left must
   * stand at the root, since a suffix of a suffix could be anything.
   */
  #stripped(path: string, written: string): Resolution | undefined {
    const segments = path.split('/');
    for (let drop = 1; drop < segments.length; drop++) {
      const rest = segments.slice(drop).join('/');
      if (!this.#files.has(rest)) continue;
      const absolute = /^([a-z]:)?[\\/]/i.test(written);
      const named = segments[drop - 1]?.toLowerCase() === this.#folder.name.toLowerCase();
      const sure = rest.includes('/') && (absolute || named);
      return found('stripped', rest, sure ? 'sure' : 'likely');
    }
    return undefined;
  }

  /** `src/auth/service` for `src/auth/service.ts`: a module by its import path. */
  #withoutExtension(path: string): Resolution | undefined {
    if (/\.\w+$/.test(basename(path)) || !path.includes('/')) return undefined;
    const roots = ['', this.#directory, ...this.#modules];
    for (const root of roots) {
      const base = joinPath(root, path);
      if (base === undefined) continue;
      const candidates = this.#files.withAnyExtension(base);
      const [only] = candidates;
      if (only !== undefined) {
        return candidates.length === 1 ? found('suffix', only, 'likely') : this.#ambiguous(candidates);
      }
    }
    return undefined;
  }

  #resolveGlob(written: string): Resolution {
    const glob = normalizePath(written);
    if (glob === undefined || !isSafeGlob(glob)) return MISSING;
    if (this.#files.matches(glob)) return GLOB('exact');
    const relative = joinPath(this.#directory, glob);
    if (relative !== undefined && this.#files.matches(relative)) return GLOB('relative');
    for (const root of this.#modules) if (this.#files.matches(`${root}/${glob}`)) return GLOB('module');
    return this.#files.matches(`**/${glob}`) ? GLOB('suffix') : MISSING;
  }

  /** The candidates nearest to the document come first: those that share most of its folders. */
  #ambiguous(candidates: readonly string[]): Resolution {
    const nearness = (path: string) => sharedSegments(dirname(path), this.#directory);
    const sorted = candidates.toSorted((a, b) => nearness(b) - nearness(a) || a.length - b.length);
    return { kind: 'ambiguous', path: undefined, candidates: sorted, confidence: 'none' };
  }
}

const MISSING: Resolution = { kind: 'missing', path: undefined, candidates: [], confidence: 'none' };

const GLOB = (kind: ResolutionKind): Resolution => ({
  kind,
  path: undefined,
  candidates: [],
  confidence: 'sure',
});

function found(kind: ResolutionKind, path: string, confidence: 'sure' | 'likely'): Resolution {
  return { kind, path, candidates: [path], confidence };
}

function sharedSegments(a: string, b: string): number {
  const other = b.split('/');
  const index = a.split('/').findIndex((segment, i) => segment !== other[i]);
  return index < 0 ? a.split('/').length : index;
}

/** Text of a stranger becomes a pattern: nested or very long ones are not worth their price. */
function isSafeGlob(glob: string): boolean {
  return glob.length < 300 && (glob.match(/[*?{]/g) ?? []).length < 12;
}

/** By the files of a folder, and those of its neighbours. */
const resolvers = new WeakMap<FileIndex, WeakMap<readonly Neighbour[], Map<string, Resolver>>>();

const known = new Remembered<RoadmapDocument, Resolver>();

/** What resolves the references of a document: the same value as long as it would resolve all of them alike. */
export function resolverFor(folder: Folder, document: RoadmapDocument): Resolver {
  return known.read(document, [folder], () => findResolver(folder, document));
}

function findResolver(folder: Folder, document: RoadmapDocument): Resolver {
  const path = locate({ folders: [folder], documents: new Map(), complete: false }, document.uri)?.path ?? '';
  const directory = dirname(path);
  const modules = moduleRoots(folder, document);
  const key = [folder.name, directory, ...modules].join('\n');
  let around = resolvers.get(folder.files);
  if (around === undefined) resolvers.set(folder.files, (around = new WeakMap()));
  let known = around.get(folder.neighbours);
  if (known === undefined) around.set(folder.neighbours, (known = new Map<string, Resolver>()));
  let resolver = known.get(key);
  if (resolver === undefined) known.set(key, (resolver = new Resolver(folder, directory, modules)));
  return resolver;
}
