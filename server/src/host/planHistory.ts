import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { ProjectConfig } from '../core/config.ts';
import type { PlanCounts } from '../core/history/planCounts.ts';
import { findRepositoryRoot, openGit } from './git.ts';
import { presentObjects } from './gitObjects.ts';
import { cacheFolder } from './cacheFolder.ts';
import { type KnownCounts, PlanCache } from './planCache.ts';
import { type DocumentVersion, readDocumentLog } from './planLog.ts';
import { countTexts, PROGRAM } from './planThreads.ts';

/** What is asked about the history of a roadmap. */
export interface PlanHistoryRequest {
  /** Absolute path of the document. */
  readonly file: string;
  readonly uri: string;
  /** Relative to the folder that the settings are of. */
  readonly path: string;
  readonly config: ProjectConfig;
  readonly signal: AbortSignal;
  /** Told how many versions are read. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** A commit that changed a roadmap, with what the roadmap came to. */
export interface CountedVersion extends DocumentVersion {
  readonly counts: PlanCounts;
}

export type PlanHistoryAnswer =
  | {
      readonly kind: 'history';
      /** The oldest first; those of which the text is not here, or is no roadmap, are left out. */
      readonly versions: readonly CountedVersion[];
      /** How many are left out as their text is not here: too long, or left out by a partial clone. */
      readonly missing: number;
      /** What seems to be the first version is not: a shallow clone, or too many versions. */
      readonly isCut: boolean;
    }
  | { readonly kind: 'none'; readonly why: 'no-repository' | 'no-commits' | 'no-git' }
  | { readonly kind: 'cancelled' };

/** Counts that are kept: some hundred bytes per task. */
const KEPT = 5000;

export interface PlanHistoryOptions {
  /** How many threads may read at once; absent: one. */
  readonly threads?: number;
  /** Where counts are kept for other processes; absent: nowhere. */
  readonly cache?: string | undefined;
}

/**
 * What a roadmap came to in each of its commits. Git is only asked for texts that were never counted; these are read
 * in threads, which end when all is counted or nobody waits any more. It starts processes: keep it away from folders
 * that are not trusted.
 */
export class PlanHistory {
  /** By object and settings, those asked for last behind the others. Null: no roadmap. */
  readonly #counts = new Map<string, PlanCounts | null>();
  readonly #threads: number;
  readonly #cache: PlanCache | undefined;

  constructor({ threads = 1, cache }: PlanHistoryOptions = {}) {
    this.#threads = threads;
    this.#cache = cache === undefined ? undefined : new PlanCache(cache);
  }

  async read(request: PlanHistoryRequest): Promise<PlanHistoryAnswer> {
    const { signal } = request;
    const file = realPath(request.file);
    const root = findRepositoryRoot(path.dirname(file));
    if (root === undefined) return { kind: 'none', why: 'no-repository' };
    const git = openGit(root);
    const head = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD']);
    if (head.kind === 'unavailable') return { kind: 'none', why: 'no-git' };
    if (head.kind !== 'ok') return { kind: 'none', why: 'no-commits' };
    // Only files that are the same can be compared without what a partial clone left out.
    const isPartial = (await git.run(['config', '--get-regexp', PARTIAL])).kind === 'ok';
    const shallow = await git.run(['rev-parse', '--is-shallow-repository']);
    const own = path.relative(root, file).split(path.sep).join('/');
    const log = await readDocumentLog(root, own, isPartial ? '100%' : '50%', signal);
    if (signal.aborted) return { kind: 'cancelled' };
    if (log === undefined || log.versions.length === 0) return { kind: 'none', why: 'no-commits' };
    const counted = await this.#count({ root, isPartial }, log.versions, request);
    if (counted === undefined) return { kind: 'cancelled' };
    const isShallow = shallow.kind === 'ok' && shallow.stdout.trim() === 'true';
    return { kind: 'history', ...counted, isCut: log.isCut || isShallow };
  }

  async #count(
    { root, isPartial }: { readonly root: string; readonly isPartial: boolean },
    versions: readonly DocumentVersion[],
    request: PlanHistoryRequest,
  ): Promise<{ versions: readonly CountedVersion[]; missing: number } | undefined> {
    const { uri, path: own, config, signal } = request;
    const blobs = [...new Set(versions.flatMap(({ blob }) => blob ?? []))];
    const settings = settingsKey(request);
    const found = new Map(await this.#known(root, settings, blobs));
    const unknown = blobs.filter((blob) => !found.has(blob));
    const here = isPartial ? await presentObjects(root, unknown, signal) : unknown;
    const isDone = await countTexts({
      ...{ root, uri, path: own, config, signal },
      blobs: here,
      threads: this.#threads,
      onCounted: (blob, counts) => {
        found.set(blob, counts);
        request.onProgress?.(found.size, blobs.length);
      },
    });
    for (const [blob, counts] of found) this.#keep(`${blob} ${settings}`, counts);
    // What was counted before somebody cancelled it need not be counted again.
    if (unknown.some((blob) => found.has(blob))) await this.#cache?.write(cacheKey(root, settings), found);
    if (!isDone) return undefined;
    return {
      versions: versions.flatMap((version) => {
        const counts = version.blob === null ? null : found.get(version.blob);
        return counts ? [{ ...version, counts }] : [];
      }),
      missing: blobs.filter((blob) => !found.has(blob)).length,
    };
  }

  /** What was counted before: by this process, else by another. */
  async #known(root: string, settings: string, blobs: readonly string[]): Promise<KnownCounts> {
    const found = new Map<string, PlanCounts | null>();
    let kept: KnownCounts | undefined;
    for (const blob of blobs) {
      const known = this.#counts.get(`${blob} ${settings}`);
      if (known === undefined) kept ??= (await this.#cache?.read(cacheKey(root, settings))) ?? NONE;
      const counts = known ?? kept?.get(blob);
      if (counts !== undefined) found.set(blob, counts);
    }
    return found;
  }

  #keep(key: string, counts: PlanCounts | null): void {
    this.#counts.delete(key);
    this.#counts.set(key, counts);
    for (const old of this.#counts.keys()) {
      if (this.#counts.size <= KEPT) break;
      this.#counts.delete(old);
    }
  }
}

const NONE: KnownCounts = new Map();

/** Where counts are kept for other processes. Nowhere while the program runs from its sources: these change under one name. */
export function planCacheFolder(): string | undefined {
  return PROGRAM.href.endsWith('.ts') ? undefined : cacheFolder('history');
}

let program: string | undefined;

/** Another version of the program may count otherwise. */
function cacheKey(root: string, settings: string): string {
  program ??= createHash('sha256').update(readFileSync(PROGRAM)).digest('hex');
  return JSON.stringify([program, root, settings]);
}

/** What of the settings decides what is read and counted. */
function settingsKey({ path: own, config: { words, ids, roadmaps, effort } }: PlanHistoryRequest): string {
  return JSON.stringify([own, words, ids, roadmaps, effort]);
}

/** What the configuration of a partial clone holds; the name differs between versions of git. */
const PARTIAL = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';

/** A folder may be opened through a symbolic link; only where it really stands its repository is around it. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
