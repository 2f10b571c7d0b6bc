import type { Reference, RoadmapDocument } from '../model/document.ts';
import { locate, type Folder } from '../model/workspace.ts';
import type { EntryKind, FileIndex } from './files.ts';
import { basename, dirname } from './layer.ts';
import { moduleRoots } from './modules.ts';
import { Remembered } from '../remember.ts';
import { joinPath, normalizePath } from './paths.ts';

/** How a path was found; the steps are tried in this order. */
export type ResolutionKind =
  'exact' | 'relative' | 'module' | 'suffix' | 'basename' | 'stripped' | 'ambiguous' | 'missing';

/** What a reference points at. Paths are relative to the folder. */
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
  readonly #files: FileIndex;
  readonly #directory: string;
  readonly #modules: readonly string[];
  readonly #folderName: string;
  readonly #answers = new Map<string, Resolution>();

  constructor(folder: Folder, directory: string, modules: readonly string[]) {
    this.#files = folder.files;
    this.#directory = directory;
    this.#modules = modules;
    this.#folderName = folder.name;
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
      this.#bySuffix(path, kind) ??
      this.#stripped(path, written) ??
      this.#withoutExtension(path) ??
      MISSING
    );
  }

  /** Exactly as written from the root, from the document's own folder, or from a module root. */
  #fromAFolder(path: string, written: string): Resolution | undefined {
    const climbs = path.startsWith('../');
    if (!climbs && this.#files.has(path)) return found('exact', path, 'sure');
    const relative = joinPath(this.#directory, path);
    // An absolute path is never meant from the document's folder.
    if (relative !== undefined && !written.startsWith('/') && this.#files.has(relative)) {
      return found('relative', relative, 'sure');
    }
    if (climbs) return undefined;
    for (const root of this.#modules) {
      const inside = joinPath(root, path);
      if (inside !== undefined && this.#files.has(inside)) return found('module', inside, 'sure');
    }
    return undefined;
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
      const named = segments[drop - 1]?.toLowerCase() === this.#folderName.toLowerCase();
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

const resolvers = new WeakMap<FileIndex, Map<string, Resolver>>();

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
  let known = resolvers.get(folder.files);
  if (known === undefined) resolvers.set(folder.files, (known = new Map<string, Resolver>()));
  let resolver = known.get(key);
  if (resolver === undefined) known.set(key, (resolver = new Resolver(folder, directory, modules)));
  return resolver;
}
