import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { SourceText } from '../core/text/source.ts';
import type { ReadAnswer, ReadRequest } from './readerMessages.ts';
import { answer } from './readerProcess.ts';
import { startThread } from './thread.ts';

export interface ParserPoolOptions {
  /** How many threads; absent: as many as the machine runs at once, up to eight. */
  readonly size?: number;
  /** The program of a thread; absent: the one that comes with this program. */
  readonly program?: URL;
}

interface Job {
  readonly request: ReadRequest;
  readonly resolve: (document: RoadmapDocument) => void;
  readonly reject: (reason: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
}

/** So many documents wait in a thread: enough that it never waits for this one. */
const AHEAD = 2;
const MOST_THREADS = 8;

/**
 * Reads many documents on several threads: for a command that reads a whole project and ends. What a thread that
 * dies had to do is done in this one, so that a document is read whatever happens.
 */
export class ParserPool {
  readonly #program: URL;
  readonly #threads: Thread[] = [];
  readonly #waiting: Job[] = [];
  readonly #size: number;
  #started = 0;
  #lastId = 0;

  constructor(options: ParserPoolOptions = {}) {
    this.#size = options.size ?? Math.min(availableParallelism(), MOST_THREADS);
    this.#program = options.program ?? threadProgram();
  }

  /** As `parseRoadmap` with the settings of a project; rejects where that would throw. */
  read(uri: string, text: string, config: ProjectConfig, path: string): Promise<RoadmapDocument> {
    const request: ReadRequest = { id: ++this.#lastId, uri, text, config, path };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#dispatch();
    });
  }

  /** Ends the threads. Nothing may be under way. */
  close(): void {
    for (const { worker } of this.#threads.splice(0)) void worker.terminate();
  }

  /** Gives what waits to the threads that have least to do. */
  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#freeThread();
      if (!thread) break;
      const job = this.#waiting.shift();
      if (!job) break;
      thread.jobs.set(job.request.id, job);
      thread.worker.postMessage(job.request);
    }
  }

  #freeThread(): Thread | undefined {
    if (this.#started < this.#size) this.#threads.push(this.#start());
    const [first, ...others] = this.#threads;
    if (!first) return this.#withoutThreads();
    const least = others.reduce((a, b) => (b.jobs.size < a.jobs.size ? b : a), first);
    return least.jobs.size < AHEAD ? least : undefined;
  }

  /** All threads died: what waits is read here. */
  #withoutThreads(): undefined {
    for (const job of this.#waiting.splice(0)) settle(job, answer(job.request));
    return undefined;
  }

  #start(): Thread {
    this.#started++;
    const worker = startThread(this.#program);
    const thread: Thread = { worker, jobs: new Map() };
    worker.unref();
    worker.on('message', (message: ReadAnswer) => {
      const job = thread.jobs.get(message.id);
      thread.jobs.delete(message.id);
      this.#dispatch();
      if (job) settle(job, message);
    });
    worker.on('error', () => this.#lose(thread));
    worker.on('exit', () => this.#lose(thread));
    return thread;
  }

  #lose(thread: Thread): void {
    const index = this.#threads.indexOf(thread);
    if (index >= 0) this.#threads.splice(index, 1);
    const lost = [...thread.jobs.values()];
    thread.jobs.clear();
    for (const job of lost) settle(job, answer(job.request));
    this.#dispatch();
  }
}

function threadProgram(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './parserThread.ts' : './parser.cjs', import.meta.url);
}

function settle({ request, resolve, reject }: Job, message: ReadAnswer): void {
  if ('error' in message) reject(new Error(message.error));
  else resolve({ ...message.document, source: new SourceText(request.text) });
}
