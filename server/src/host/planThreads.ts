import type { Worker } from 'node:worker_threads';
import type { PlanCounts } from '../core/history/planCounts.ts';
import { readTexts } from './gitObjects.ts';
import type { CountAnswer, CountRequest } from './planCounter.ts';
import { startThread } from './thread.ts';

/** Texts that are to be counted. */
export interface CountJob extends Omit<CountRequest, 'texts'> {
  /** The repository. */
  readonly root: string;
  /** The objects that hold the texts; neighbours are alike, so that one is read as an edit of the other. */
  readonly blobs: readonly string[];
  /** How many threads may be used at once. */
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onCounted: (blob: string, counts: PlanCounts | null) => void;
}

/** Texts that a thread gets at once: enough that it does not wait, few enough to be held. */
const BATCH = 32;
/** Fewer texts are read before another thread has compiled its program. */
const WORTH_A_THREAD = 100;

/** Reads and counts the texts of objects. @returns false if it was cancelled or a thread died. */
export async function countTexts(job: CountJob): Promise<boolean> {
  const { blobs, signal } = job;
  if (blobs.length === 0) return !signal.aborted;
  const shares = Math.max(1, Math.min(job.threads, Math.floor(blobs.length / WORTH_A_THREAD)));
  const size = Math.ceil(blobs.length / shares);
  const done = await Promise.all(
    Array.from({ length: shares }, (_, share) =>
      countShare(job, blobs.slice(share * size, (share + 1) * size)),
    ),
  );
  return done.every(Boolean) && !signal.aborted;
}

/** Counts neighbours in one thread, each of which is read as an edit of the one before. */
async function countShare(job: CountJob, blobs: readonly string[]): Promise<boolean> {
  const { root, uri, path, config, signal, onCounted } = job;
  const thread = new CountingThread(signal);
  try {
    let reading = readTexts(root, blobs.slice(0, BATCH), signal);
    for (let at = 0; at < blobs.length; at += BATCH) {
      const texts = await reading;
      // The next texts are read while these are counted.
      const next = blobs.slice(at + BATCH, at + 2 * BATCH);
      reading = next.length === 0 ? Promise.resolve(new Map()) : readTexts(root, next, signal);
      const present = blobs.slice(at, at + BATCH).filter((blob) => texts?.has(blob));
      const answer = await thread.count({
        uri,
        path,
        config,
        texts: present.map((blob) => texts?.get(blob) ?? ''),
      });
      if (answer === undefined) return false;
      for (const [index, blob] of present.entries()) onCounted(blob, answer[index] ?? null);
    }
    return true;
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

/** The program of a thread. */
export const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './parserThread.ts' : './parser.cjs',
  import.meta.url,
);
