import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { SourceText } from '../core/text/source.ts';
import { READER_FLAG, type ReadAnswer, type ReadRequest } from './readerMessages.ts';

/** Milliseconds without work after which the process ends. */
const IDLE = 3000;

interface Waiting {
  readonly source: SourceText;
  readonly resolve: (document: RoadmapDocument) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Reads documents in a process of their own: a long one takes seconds in which nobody else would get an answer,
 * and memory that is not needed again. The process is started when it is first needed.
 */
export class Reader {
  #process: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Rejects if the text brings the parser down, or the process cannot run. */
  read(uri: string, text: string, config: ProjectConfig, path: string): Promise<RoadmapDocument> {
    clearTimeout(this.#idle);
    const request: ReadRequest = { id: ++this.#lastId, uri, text, config, path };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { source: new SourceText(text), resolve, reject });
      this.#process ??= this.#start();
      this.#process.send(request, (error) => {
        if (error) this.#fail(error);
      });
    });
  }

  #start(): ChildProcess {
    const fromSource = import.meta.url.endsWith('.ts');
    const file = new URL(fromSource ? '../main.ts' : './server.cjs', import.meta.url);
    const child = fork(fileURLToPath(file), [READER_FLAG], {
      // From source it needs the loader that this process was started with.
      execArgv: fromSource ? process.execArgv : [],
      env: { ...process.env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Nobody waits for it when this process is to end.
    child.unref();
    child.channel?.unref();
    child.on('message', (answer: ReadAnswer) => this.#take(answer));
    child.on('error', (error) => this.#fail(error));
    child.on('exit', () => {
      if (this.#process === child) this.#fail(new Error('The process that reads long documents ended.'));
    });
    return child;
  }

  #take(answer: ReadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve({ ...answer.document, source: waiting.source });
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.#end(), IDLE).unref();
  }

  #fail(reason: Error): void {
    this.#end();
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  #end(): void {
    const child = this.#process;
    this.#process = undefined;
    child?.kill();
  }
}
