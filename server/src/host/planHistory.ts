import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { ProjectConfig } from '../core/config.ts';
import type { PlanCounts } from '../core/history/planCounts.ts';
import { findRepositoryRoot, openGit } from './git.ts';
import { presentObjects, readTexts } from './gitObjects.ts';
import type { CountAnswer, CountRequest } from './planCounter.ts';
import { type DocumentVersion, readDocumentLog } from './planLog.ts';
import { startThread } from './thread.ts';

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
/** Texts that a thread gets at once: enough that it does not wait, few enough to be held. */
const BATCH = 32;

/**
 * What a roadmap came to in each of its commits. Git is only asked for texts that were never counted; these are read
 * in a thread, which ends when all is counted or nobody waits any more. It starts processes: keep it away from folders
 * that are not trusted.
 */
export class PlanHistory {
  /** By object and settings, those asked for last behind the others. Null: no roadmap. */
  readonly #counts = new Map<string, PlanCounts | null>();

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
    const settings = settingsKey(request);
    const keyOf = (blob: string): string => `${blob} ${settings}`;
    const blobs = [...new Set(versions.flatMap(({ blob }) => blob ?? []))];
    const found = new Map<string, PlanCounts | null>();
    for (const blob of blobs) {
      const known = this.#counts.get(keyOf(blob));
      if (known !== undefined) found.set(blob, known);
    }
    const unknown = blobs.filter((blob) => !found.has(blob));
    const here = isPartial ? await presentObjects(root, unknown, request.signal) : unknown;
    const isDone = await countTexts(root, here, request, (blob, counts) => {
      found.set(blob, counts);
      request.onProgress?.(found.size, blobs.length);
    });
    for (const [blob, counts] of found) this.#keep(keyOf(blob), counts);
    if (!isDone) return undefined;
    return {
      versions: versions.flatMap((version) => {
        const counts = version.blob === null ? null : found.get(version.blob);
        return counts ? [{ ...version, counts }] : [];
      }),
      missing: blobs.filter((blob) => !found.has(blob)).length,
    };
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

/** Reads and counts the texts of objects. @returns false if it was cancelled or the thread died. */
async function countTexts(
  root: string,
  blobs: readonly string[],
  { uri, path: own, config, signal }: PlanHistoryRequest,
  onCounted: (blob: string, counts: PlanCounts | null) => void,
): Promise<boolean> {
  if (blobs.length === 0) return !signal.aborted;
  const thread = new CountingThread(signal);
  try {
    let reading = readTexts(root, blobs.slice(0, BATCH), signal);
    for (let at = 0; at < blobs.length; at += BATCH) {
      const texts = await reading;
      // The next texts are read while these are counted.
      const next = blobs.slice(at + BATCH, at + 2 * BATCH);
      reading = next.length === 0 ? Promise.resolve(new Map()) : readTexts(root, next, signal);
      const present = blobs.slice(at, at + BATCH).filter((blob) => texts?.has(blob));
      const request = { uri, path: own, config, texts: present.map((blob) => texts?.get(blob) ?? '') };
      const answer = await thread.count(request);
      if (answer === undefined) return false;
      for (const [index, blob] of present.entries()) onCounted(blob, answer[index] ?? null);
    }
    return !signal.aborted;
  } finally {
    thread.end();
  }
}

/** A thread that counts one request after the other. */
class CountingThread {
  readonly #worker: Worker;
  #answer: ((answer: CountAnswer | undefined) => void) | undefined;
  #isOver = false;
  readonly #signal: AbortSignal;
  readonly #stop = (): void => this.end();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#worker = startThread(PROGRAM);
    this.#worker.on('message', (answer: CountAnswer) => this.#settle(answer));
    this.#worker.on('error', () => this.end());
    this.#worker.on('exit', () => this.end());
    if (signal.aborted) this.end();
    else signal.addEventListener('abort', this.#stop, { once: true });
  }

  /** Undefined if it was ended on the way. */
  count(request: CountRequest): Promise<CountAnswer | undefined> {
    if (this.#isOver) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#worker.postMessage(request);
    });
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#signal.removeEventListener('abort', this.#stop);
    void this.#worker.terminate();
    this.#settle(undefined);
  }

  #settle(answer: CountAnswer | undefined): void {
    const resolve = this.#answer;
    this.#answer = undefined;
    resolve?.(answer);
  }
}

const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './parserThread.ts' : './parser.cjs',
  import.meta.url,
);

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
