import { gatherHistory, type History, isSameHistory, NO_HISTORY } from '../core/analysis/history.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { type Folder, locate, type Workspace } from '../core/model/workspace.ts';
import type { HistoryPort, Logger } from '../core/ports.ts';
import { areSame } from '../core/remember.ts';
import type { Documents } from './documents.ts';
import type { FileFacts } from './facts.ts';
import { nextTurn } from './turns.ts';
import { toPath } from './uris.ts';

/** Milliseconds without an edit, after which git is asked. */
const QUIET = 500;

export interface HistoryServices {
  readonly documents: Documents;
  readonly facts: FileFacts;
  readonly logger: Logger;
  /** Undefined while no process may be started. */
  readonly portFor: (folder: string) => HistoryPort | undefined;
  /** Told the URI of a document about which more is known now. */
  readonly onNews: (uri: string) => void;
}

/**
 * What git remembers around the documents that are checked. Nobody waits for it: rules get what is known, git is
 * asked when nobody types, and what it says is news for which the document is checked again.
 */
export class Histories {
  readonly #services: HistoryServices;
  readonly #known = new Map<string, History>();
  /** What git was asked for last, per document. */
  readonly #asked = new Map<string, readonly unknown[]>();
  readonly #queue = new Set<string>();
  #isRunning = false;
  /** Changes with every change of the disk. */
  #era = {};

  constructor(services: HistoryServices) {
    this.#services = services;
  }

  /** What is known now. */
  of(uri: string): History {
    return this.#known.get(uri) ?? NO_HISTORY;
  }

  /** A document was checked: what is not known of it yet is asked for. */
  want(workspace: Workspace, uri: string): void {
    const document = workspace.documents.get(uri);
    const folder = locate(workspace, uri)?.folder;
    if (document?.roadmap !== true || folder === undefined) return;
    if (areSame(this.#asked.get(uri) ?? [], this.#needs(document, folder))) return;
    this.#queue.add(uri);
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  /** Asks git at once, whoever is typing. */
  async refresh(uri: string): Promise<void> {
    this.#queue.delete(uri);
    await this.#ask(uri);
  }

  /** Files or commits came: everything is asked again, and holds until the answer is another. */
  forget(): void {
    this.#era = {};
  }

  #needs(document: RoadmapDocument, folder: Folder): readonly unknown[] {
    return [document, folder, this.#era];
  }

  async #run(): Promise<void> {
    for (;;) {
      await this.#services.documents.untouched(QUIET);
      const [uri] = this.#queue;
      if (uri === undefined) break;
      this.#queue.delete(uri);
      await this.#ask(uri).catch((error: unknown) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#services.logger.error(`The history around ${uri} could not be read: ${reason}`);
      });
    }
    this.#isRunning = false;
  }

  async #ask(uri: string): Promise<void> {
    const workspace = this.#services.documents.stable;
    const document = workspace.documents.get(uri);
    const folder = locate(workspace, uri)?.folder;
    const root = folder && toPath(folder.uri);
    const port = root === undefined ? undefined : this.#services.portFor(root);
    const files = folder && this.#services.facts.of(folder);
    if (!document || !folder || !port || !files) {
      this.#known.delete(uri);
      return;
    }
    this.#asked.set(uri, this.#needs(document, folder));
    const history = await gatherHistory(workspace, uri, { port, files, pause: nextTurn });
    if (isSameHistory(this.of(uri), history)) return;
    this.#known.set(uri, history);
    this.#services.onNews(uri);
  }
}
