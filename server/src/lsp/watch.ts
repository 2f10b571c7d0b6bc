import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileEvent,
  FileChangeType,
} from 'vscode-languageserver/node';
import { BASELINE_FILE } from '../core/analysis/baseline.ts';
import { CONFIG_FILE } from '../core/config.ts';
import { locate } from '../core/model/workspace.ts';
import type { DocumentBranches } from './branchStates.ts';
import type { Client } from './client.ts';
import type { Documents } from './documents.ts';
import type { FileFacts } from './facts.ts';
import type { Findings } from './findings.ts';
import type { Folders } from './folders.ts';
import type { Publisher } from './publisher.ts';
import { Debounced } from './turns.ts';
import { canonicalUri, isMarkdown } from './uris.ts';

/** Milliseconds; a build writes its files in bursts. */
const DELAY = 150;

/** More files than this that are not listed are not kept in mind. */
const MAX_UNLISTED = 10_000;

export interface WatchServices {
  readonly documents: Pick<Documents, 'workspace'>;
  readonly folders: Folders;
  readonly facts: FileFacts;
  readonly findings: Findings;
  readonly publisher: Publisher;
  readonly branchStates: DocumentBranches;
}

/** Asks the editor to report changed files and settings, where it can be asked. */
export async function registerWatchers(connection: Connection, client: Client): Promise<void> {
  if (client.can.registerConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'roadgate' });
  }
  if (client.can.watchFiles) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*' }],
    });
  }
}

/**
 * Follows what the editor reports of the disk. Files that come or go make the folders be listed again: only
 * git knows which of them belong to the project, and an editor reports a whole folder as one entry.
 */
export class FileChanges {
  readonly #services: WatchServices;
  readonly #changedDocuments = new Set<string>();
  /** Files that changed and were not in the list, which was made again for them: mostly git ignores them. */
  readonly #unlisted = new Set<string>();
  #isListStale = false;
  #isConfigStale = false;
  readonly #follow = new Debounced(DELAY, () => this.#update());

  constructor(services: WatchServices) {
    this.#services = services;
  }

  take(events: readonly FileEvent[]): void {
    const relevant = events.filter(({ uri }) => !uri.includes('/.git/') || isNewHead(uri));
    if (relevant.length === 0) return;
    this.#services.facts.forget();
    this.#services.findings.forget();
    for (const event of relevant) this.#note(canonicalUri(event.uri), event.type);
    this.#follow.request();
  }

  #note(uri: string, type: FileChangeType): void {
    // Where the server cannot watch git's folder itself, it learns of this.
    if (isNewHead(uri)) return this.#services.branchStates.changed();
    if (uri.endsWith(`/${CONFIG_FILE}`) || uri.endsWith(`/${BASELINE_FILE}`)) this.#isConfigStale = true;
    // What git ignores may have changed with it.
    if (uri.endsWith('/.gitignore')) this.#unlisted.clear();
    if (type !== FileChangeType.Changed || uri.endsWith('/.gitignore') || this.#isNew(uri)) {
      this.#isListStale = true;
    }
    if (type !== FileChangeType.Deleted && isMarkdown(uri)) this.#changedDocuments.add(uri);
  }

  /**
   * Of a file that went and came again an editor may say only that it changed; the list can be from the time between.
   * True once for each file.
   */
  #isNew(uri: string): boolean {
    const place = locate(this.#services.documents.workspace, uri);
    if (place === undefined || place.folder.files.has(place.path) !== undefined) return false;
    if (this.#unlisted.has(uri)) return false;
    if (this.#unlisted.size >= MAX_UNLISTED) this.#unlisted.clear();
    this.#unlisted.add(uri);
    return true;
  }

  async #update(): Promise<void> {
    const { folders, publisher } = this.#services;
    const documents = [...this.#changedDocuments];
    const [list, config] = [this.#isListStale, this.#isConfigStale];
    this.#changedDocuments.clear();
    this.#isListStale = this.#isConfigStale = false;
    if (list) await folders.rescan();
    else if (config) await folders.reloadConfig();
    if (documents.length > 0) await folders.reread(documents);
    else if (!list && !config) publisher.checkAll();
  }
}

/** Another commit is checked out: git knows more, or other things. */
function isNewHead(uri: string): boolean {
  return /\/\.git\/(?:logs\/)?HEAD$/.test(uri);
}
