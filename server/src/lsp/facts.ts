import { basename } from 'node:path';
import type { FactSource } from '../core/analysis/facts.ts';
import { type Folder, uriIn } from '../core/model/workspace.ts';
import { createFactSource, type NodeFileSystem } from '../host/files.ts';
import type { Documents } from './documents.ts';
import { toPath } from './uris.ts';

/** Bytes; a larger file is data, and nobody wants to read its lines in a hover. */
const MAX_SIZE = 20_000_000;

/** Milliseconds for which answers hold in an editor that reports no changes of files. */
const PATIENCE = 3_000;

/**
 * What rules ask about files, remembered. An answer holds until the editor reports a change; for an editor that
 * reports none the disk is asked again after a while. Most keystrokes read nothing.
 */
export class FileFacts {
  readonly #documents: Documents;
  readonly #files: () => NodeFileSystem;
  readonly #isWatched: boolean;
  readonly #answers = new Map<string, Promise<unknown>>();
  /** When answers were forgotten last, on the clock of `performance.now`. */
  #since = -Infinity;
  #generation = 0;

  /** @param isWatched the editor tells when files change, so that answers can be kept. */
  constructor(documents: Documents, files: () => NodeFileSystem, isWatched: boolean) {
    this.#documents = documents;
    this.#files = files;
    this.#isWatched = isWatched;
  }

  /** Answers of the same generation are as good as those that would be given now. */
  get generation(): number {
    this.#renew();
    return this.#generation;
  }

  #renew(): void {
    if (!this.#isWatched && performance.now() - this.#since > PATIENCE) this.forget();
  }

  /** Answers for the paths of one folder; undefined for a folder that is not on this machine's disk. */
  of(folder: Folder): FactSource | undefined {
    const root = toPath(folder.uri);
    if (root === undefined) return undefined;
    const disk = createFactSource(this.#files(), root);
    this.#renew();
    const once = <T>(question: string, path: string, ask: () => Promise<T>): Promise<T> =>
      this.#once(`${question} ${root}/${path}`, ask);
    const openText = (path: string) => this.#documents.opened(uriIn(folder, path))?.source;
    return {
      lineCount: (path) => {
        const open = openText(path);
        return open ? Promise.resolve(open.lineCount) : once('lineCount', path, () => disk.lineCount(path));
      },
      exists: (path) => once('exists', path, () => disk.exists(path)),
      ignored: (path) => once('ignored', path, () => disk.ignored(path)),
      submodule: (path) => once('submodule', path, () => disk.submodule(path)),
      readText: (path) => {
        const open = openText(path);
        return open ? Promise.resolve(open.text) : once('readText', path, () => disk.readText(path));
      },
    };
  }

  /** The text of a file, that of the editor if it is open there. */
  async readText(uri: string): Promise<string | undefined> {
    const open = this.#documents.opened(uri);
    if (open) return open.source.text;
    const path = toPath(uri);
    if (path === undefined) return undefined;
    const stat = await this.#files().stat(path);
    return stat?.kind === 'file' && stat.size <= MAX_SIZE ? this.#files().readText(path) : undefined;
  }

  /**
   * Why the document may not be edited: its file has bytes that are no UTF-8. They stand in the text as
   * replacement characters, and saving it would lose what they were. Undefined where nothing speaks against it.
   */
  async whyNotEdit(uri: string): Promise<string | undefined> {
    const path = toPath(uri);
    const text = this.#documents.snapshot(uri)?.document.source.text;
    if (path === undefined || text?.includes('\ufffd') !== true) return undefined;
    const line = await this.#files().invalidUtf8(path);
    if (line === undefined) return undefined;
    return `Line ${line} of ${basename(path)} has bytes that are not UTF-8, and an edit would lose them. Reopen the file with its own encoding, save it as UTF-8, and try again.`;
  }

  /** The same for one that nobody may be looking at, so that nobody would see that its file is protected. */
  async whyNotEditUnseen(uri: string): Promise<string | undefined> {
    const path = toPath(uri);
    if (path !== undefined && (await this.#files().isReadOnly(path)))
      return `${basename(path)} is protected against writing: make it writable, and try again.`;
    return this.whyNotEdit(uri);
  }

  /** Whether a document is what its file says now, or is open, and then is what the editor says. */
  async isUpToDate(uri: string): Promise<boolean> {
    const path = toPath(uri);
    if (path === undefined || this.#documents.opened(uri)) return true;
    return (await this.#files().readText(path)) === this.#documents.sourceOf(uri)?.text;
  }

  /** Files changed, came or went. */
  forget(): void {
    this.#answers.clear();
    this.#since = performance.now();
    this.#generation++;
  }

  /** The keys name their question, so that each answer is of the type that was asked for. */
  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known) return known as Promise<T>;
    const answer = ask();
    this.#answers.set(key, answer);
    return answer;
  }
}
