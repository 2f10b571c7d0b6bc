import { BASELINE_FILE } from '../core/analysis/baseline.ts';
import {
  CONFIG_FILE,
  type ConfigFile,
  DEFAULT_CONFIG,
  mergeConfig,
  type ProjectConfig,
  type RuleOverride,
} from '../core/config.ts';
import { type ConfigProblem, parseProjectConfig } from '../core/configFile.ts';
import { FileIndex } from '../core/index/files.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import {
  createFolder,
  type Folder,
  locate,
  uriIn,
  withComplete,
  withConfig,
  withFiles,
  withFolder,
  withoutFolder,
  withOutside,
} from '../core/model/workspace.ts';
import { readingOf } from '../core/parse/options.ts';
import type { FileSystem, Logger } from '../core/ports.ts';
import type { Baselines } from './baselines.ts';
import type { Documents } from './documents.ts';
import type { EditorSettings, Settings } from './settings.ts';
import { nextTurn, Signal } from './turns.ts';
import { isMarkdown, toPath } from './uris.ts';

/** More Markdown files than this are not read: a workspace of that size is an archive. */
const MAX_DOCUMENTS = 2000;
/** Bytes; a closed file above this is no roadmap that somebody wrote. */
const MAX_SIZE = 4_000_000;
/** Files that are read before others get their turn. */
const BATCH = 8;
/** UTF-16 units; taking in a longer text takes long enough to be noticed by somebody who types. */
const LONG = 40_000;
/** Milliseconds since a document was opened or edited, after which long ones are taken in. */
const CALM = 1_000;
/** Milliseconds for which calm is waited for when a workspace is read. */
const PATIENCE = 10_000;

/** Reads a document where nobody waits for it, and keeps it for other processes; rejects if it cannot. */
export interface DocumentReader {
  read(uri: string, text: string, config: ProjectConfig, path: string): Promise<RoadmapDocument>;
}

/** What earlier processes read; `trim` gives up what is too much. */
export interface KnownDocuments {
  read(uri: string, text: string, config: ProjectConfig, path: string): RoadmapDocument | undefined;
  has(uri: string, text: string, config: ProjectConfig, path: string): boolean;
  write(uri: string, text: string, config: ProjectConfig, path: string, document: RoadmapDocument): void;
  trim(): void;
}

export interface FolderServices {
  readonly documents: Documents;
  readonly settings: Settings;
  readonly baselines: Baselines;
  readonly logger: Logger;
  /** What reads the disk now; trust may replace it. */
  readonly files: () => FileSystem;
  /** Reads long documents. */
  readonly reader: DocumentReader;
  readonly cache: KnownDocuments | undefined;
  /** Settles when the documents that people look at are checked: what they wait for goes first. */
  readonly checked: () => Promise<unknown>;
  /** Told when files, settings or documents of folders changed. */
  readonly onChanged: () => void;
  /** Told each time when all documents are read. */
  readonly onComplete: () => void;
  readonly onConfigProblems: (uri: string, problems: readonly ConfigProblem[]) => void;
}

/** Keeps the workspace's folders true: their lists of files, their settings, their Markdown documents. */
export class Folders {
  readonly #services: FolderServices;
  /** Given when the files and settings of all folders are known. */
  readonly indexed = new Signal();
  /** Given when all documents are read. */
  readonly complete = new Signal();
  #scanned = 0;
  #capped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(services: FolderServices) {
    this.#services = services;
  }

  /** How many Markdown files were read, and whether there are more. */
  get progress(): { scanned: number; capped: boolean; ready: boolean } {
    return { scanned: this.#scanned, capped: this.#capped, ready: this.complete.isGiven };
  }

  change(added: readonly { uri: string; name?: string }[], removed: readonly string[]): Promise<void> {
    const { documents } = this.#services;
    for (const uri of removed) this.#leave(trimmed(uri));
    // What is in it is not known yet: until then nobody can say that no document has a certain task.
    if (added.length > 0) documents.update((workspace) => withComplete(workspace, false));
    for (const { uri, name } of added) {
      const folder = createFolder(uri, name === undefined ? {} : { name });
      documents.update((workspace) => withFolder(workspace, folder));
    }
    return this.rescan();
  }

  /** Lists all folders again and reads what is new in them; jobs asked for meanwhile wait their turn. */
  rescan(): Promise<void> {
    return this.#enqueue(async () => {
      const { documents, checked, onChanged, onComplete } = this.#services;
      await this.#loadOutside();
      for (const { uri } of documents.workspace.folders) {
        await this.#loadConfig(uri);
        await this.#list(uri);
      }
      this.indexed.give();
      onChanged();
      await checked();
      await this.#readNew();
      documents.update((workspace) => withComplete(workspace, true));
      this.complete.give();
      onChanged();
      onComplete();
    });
  }

  /** Reads the settings of all folders again: those of the editor or their `.roadgate.yaml` or baseline changed. */
  reloadConfig(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#loadOutside();
      for (const { uri } of this.#services.documents.workspace.folders) await this.#loadConfig(uri);
      this.#services.onChanged();
    });
  }

  /** Reads these documents again, as the disk now has them. */
  reread(uris: readonly string[]): Promise<void> {
    return this.#enqueue(async () => {
      await this.#read(uris);
      this.#services.onChanged();
    });
  }

  /** Keeps what was read of the documents that are open for the next process, which opens them again. */
  keepOpen(): void {
    const { documents, cache } = this.#services;
    for (const uri of documents.openUris) {
      const place = locate(documents.workspace, uri);
      const document = documents.workspace.documents.get(uri);
      if (cache === undefined || place === undefined || document === undefined) continue;
      const { text } = document.source;
      const { config } = place.folder;
      if (!cache.has(uri, text, config, place.path)) cache.write(uri, text, config, place.path, document);
    }
  }

  #leave(uri: string): void {
    const { documents, onConfigProblems } = this.#services;
    const folder = this.#folder(uri);
    if (!folder) return;
    documents.update((workspace) => withoutFolder(workspace, uri));
    for (const file of [CONFIG_FILE, BASELINE_FILE]) onConfigProblems(uriIn(folder, file), []);
  }

  #enqueue(job: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(job).catch((error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#services.logger.error(`The workspace could not be read: ${reason}`);
      // Nobody may wait for ever for what did not come.
      this.indexed.give();
      this.complete.give();
    });
    return this.#running;
  }

  async #loadConfig(uri: string): Promise<void> {
    const { documents, settings, baselines, files, onConfigProblems } = this.#services;
    const folder = this.#folder(uri);
    if (!folder) return;
    const path = toPath(uriIn(folder, CONFIG_FILE));
    const text = path === undefined ? undefined : await files().readText(path);
    const { config: file, problems } = parseProjectConfig(text ?? '');
    onConfigProblems(uriIn(folder, CONFIG_FILE), problems);
    onConfigProblems(uriIn(folder, BASELINE_FILE), await baselines.load(folder, files()));
    const config = withSettings(await settings.get(uri), file);
    if (JSON.stringify(config) === JSON.stringify(this.#folder(uri)?.config)) return;
    const isReadTheSame = readingOf(config) === readingOf(folder.config);
    documents.update((workspace) => withConfig(workspace, uri, config));
    if (!isReadTheSame) documents.reparse(uri);
  }

  /** What a person has set holds for documents outside of every folder too, as for one that was opened by itself. */
  async #loadOutside(): Promise<void> {
    const { documents, settings } = this.#services;
    const config = withSettings(await settings.get(), {});
    const before = documents.workspace.outside;
    if (JSON.stringify(config) === JSON.stringify(before)) return;
    const isReadTheSame = readingOf(config) === readingOf(before ?? DEFAULT_CONFIG);
    documents.update((workspace) => withOutside(workspace, config));
    if (!isReadTheSame) documents.reparse(undefined);
  }

  async #list(uri: string): Promise<void> {
    const path = toPath(uri);
    if (path === undefined) return;
    const files = FileIndex.from(await this.#services.files().list(path));
    this.#services.documents.update((workspace) => withFiles(workspace, uri, files));
  }

  /** Reads Markdown files that are not known yet, and forgets documents whose file is gone. */
  async #readNew(): Promise<void> {
    const { documents } = this.#services;
    const { folders, documents: known } = documents.workspace;
    const found = new Set<string>();
    for (const folder of folders) {
      for (const path of folder.files.files()) if (isMarkdown(path)) found.add(uriIn(folder, path));
    }
    this.#capped = found.size > MAX_DOCUMENTS;
    const kept = [...found].sort(byDepth).slice(0, MAX_DOCUMENTS);
    documents.remove(...[...known.keys()].filter((uri) => !found.has(uri)));
    this.#scanned = kept.filter((uri) => known.has(uri)).length;
    await this.#read(
      kept.filter((uri) => !known.has(uri)),
      PATIENCE,
      (count) => (this.#scanned += count),
    );
  }

  /**
   * Long documents come last, and when nobody types: whoever does would wait for them.
   * @param patience in milliseconds; then they are taken in all the same.
   */
  async #read(
    uris: readonly string[],
    patience = 0,
    onRead: (count: number) => void = () => undefined,
  ): Promise<void> {
    const long: string[] = [];
    let isAnyNew = false;
    for (let start = 0; start < uris.length; start += BATCH) {
      const batch = uris.slice(start, start + BATCH);
      const texts = await Promise.all(batch.map(async (uri) => [uri, await this.#text(uri)] as const));
      for (const [uri, text] of texts) {
        if (text !== undefined && text.length > LONG) long.push(uri);
        else if (this.#takeIn(uri, text)) isAnyNew = true;
        await nextTurn();
      }
      onRead(batch.length - batch.filter((uri) => long.includes(uri)).length);
    }
    const until = performance.now() + patience;
    for (const uri of long) {
      await this.#services.documents.untouched(CALM, until);
      const text = await this.#text(uri);
      if (text === undefined) this.#services.documents.remove(uri);
      else if (!this.#takeKnown(uri, text)) {
        isAnyNew = true;
        await this.#readLong(uri, text);
      }
      onRead(1);
    }
    if (isAnyNew) this.#services.cache?.trim();
  }

  /** True if it had to be read, and no earlier process has read the text. */
  #takeIn(uri: string, text: string | undefined): boolean {
    if (text === undefined) this.#services.documents.remove(uri);
    else if (!this.#takeKnown(uri, text)) {
      this.#readText(uri, text);
      return true;
    }
    return false;
  }

  /** True if an earlier process has read the text. */
  #takeKnown(uri: string, text: string): boolean {
    const { documents, cache } = this.#services;
    const place = locate(documents.workspace, uri);
    const document = place && cache?.read(uri, text, place.folder.config, place.path);
    if (document) documents.take(document);
    return document !== undefined;
  }

  #readText(uri: string, text: string): void {
    const { documents, cache } = this.#services;
    documents.read([[uri, text]]);
    const place = locate(documents.workspace, uri);
    const document = documents.workspace.documents.get(uri);
    // An open document is what the editor says, which is mostly what was saved.
    if (place && document?.source.text === text)
      cache?.write(uri, text, place.folder.config, place.path, document);
  }

  /** In another process, and after the documents that people look at. */
  async #readLong(uri: string, text: string): Promise<void> {
    const { documents, reader, checked, logger } = this.#services;
    await checked();
    const place = locate(documents.workspace, uri);
    if (!place) return;
    try {
      const document = await reader.read(uri, text, place.folder.config, place.path);
      // It would have been read in another way by now, if the settings changed meanwhile.
      if (this.#folder(place.folder.uri)?.config === place.folder.config) return documents.take(document);
    } catch (error) {
      logger.warn(`${uri} is read here: ${error instanceof Error ? error.message : String(error)}`);
    }
    documents.read([[uri, text]]);
  }

  async #text(uri: string): Promise<string | undefined> {
    const path = toPath(uri);
    const place = locate(this.#services.documents.workspace, uri);
    // What git ignores is no part of the project, also when the editor reports that it changed.
    if (path === undefined || place?.folder.files.has(place.path) !== 'file') return undefined;
    const files = this.#services.files();
    const stat = await files.stat(path);
    return stat?.kind === 'file' && stat.size <= MAX_SIZE ? files.readText(path) : undefined;
  }

  #folder(uri: string): Folder | undefined {
    return this.#services.documents.workspace.folders.find((folder) => folder.uri === uri);
  }
}

const LINK_RULES_OFF: RuleOverride = {
  paths: ['**'],
  rules: { 'link/missing': 'off', 'link/anchor-missing': 'off' },
};

function withSettings({ config, editorChecksLinks }: EditorSettings, file: ConfigFile): ProjectConfig {
  const merged = mergeConfig(config, file);
  return editorChecksLinks ? { ...merged, overrides: [...merged.overrides, LINK_RULES_OFF] } : merged;
}

/** Plans stand near the top; where there are too many files, those are the ones to read. */
function byDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
}

function trimmed(uri: string): string {
  return uri.replace(/\/+$/, '');
}
