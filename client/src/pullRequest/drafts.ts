import * as vscode from 'vscode';
import * as z from 'zod';
import { PULL_REQUEST_SCHEME } from '../client.ts';

/** The text of a pull request as a person writes it, before anything is sent. */
export interface Draft {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** The task that a draft is for. Its key may change while the roadmap is edited; the id is tried first. */
export const DraftTarget = z.object({
  uri: z.string(),
  task: z.string(),
  id: z.string().nullable(),
});
export type DraftTarget = z.infer<typeof DraftTarget>;

const Stored = z.record(z.string(), z.object({ text: z.string(), mtime: z.number(), ctime: z.number() }));

/**
 * The texts of pull requests that people write in editors: files of a scheme of their own, kept in the storage of
 * the window's workspace until their pull request is open. A failure and a reload of the window leave them alone.
 */
export class PullRequestDrafts implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #storage: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

  readonly onDidChangeFile = this.#changed.event;

  constructor(storage: vscode.Memento) {
    this.#storage = storage;
  }

  /** What was written for a task; undefined if nothing was. */
  find(target: DraftTarget): Draft | undefined {
    const stored = this.#all()[uriOf(target).toString()];
    return stored && parseDraft(stored.text);
  }

  /** Keeps a draft, and answers with the file that holds it. */
  async save(target: DraftTarget, { title, body }: Draft): Promise<vscode.Uri> {
    const uri = uriOf(target);
    await this.#write(uri, `# ${title}\n\n${body}`);
    return uri;
  }

  /** The pull request is open, or the person wants the text no more. */
  async discard(target: DraftTarget): Promise<void> {
    const uri = uriOf(target);
    const all = { ...this.#all() };
    if (!(uri.toString() in all)) return;
    Reflect.deleteProperty(all, uri.toString());
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    await vscode.window.tabGroups.close(shown);
    await this.#storage.update(KEY, all);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { text, mtime, ctime } = this.#get(uri);
    return { type: vscode.FileType.File, size: new TextEncoder().encode(text).length, mtime, ctime };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return new TextEncoder().encode(this.#get(uri).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await this.#write(uri, new TextDecoder().decode(content));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #write(uri: vscode.Uri, text: string): Promise<void> {
    const all = this.#all();
    const now = Date.now();
    const ctime = all[uri.toString()]?.ctime ?? now;
    await this.#storage.update(KEY, { ...all, [uri.toString()]: { text, mtime: now, ctime } });
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  #get(uri: vscode.Uri): z.infer<typeof Stored>[string] {
    const stored = this.#all()[uri.toString()];
    if (stored === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return stored;
  }

  #all(): z.infer<typeof Stored> {
    return Stored.safeParse(this.#storage.get(KEY)).data ?? {};
  }
}

/** The task of a draft's file; undefined for any other file. */
export function targetOf(uri: vscode.Uri): DraftTarget | undefined {
  if (uri.scheme !== PULL_REQUEST_SCHEME) return undefined;
  try {
    return DraftTarget.safeParse(JSON.parse(uri.query)).data;
  } catch {
    return undefined;
  }
}

/** The first line that says anything is the title, everything below it the text. */
export function parseDraft(text: string): Draft {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const title = (lines[first] ?? '')
    .replace(/^\s*#+(?:\s+|$)/, '')
    .replace(/\s+#+\s*$/, '')
    .trim();
  const body = lines
    .slice(first + 1)
    .join('\n')
    .trim();
  return { title, body: body === '' ? '' : `${body}\n` };
}

const KEY = 'pullRequestDrafts';

function uriOf({ uri, task, id }: DraftTarget): vscode.Uri {
  const name = (id ?? task).replace(/[^\p{L}\p{N}._-]+/gu, '').slice(0, 40);
  // The key of a task without an id is all there is to know it by.
  const query = JSON.stringify({ uri, task: id === null ? task : '', id });
  return vscode.Uri.from({ scheme: PULL_REQUEST_SCHEME, path: `/Pull request ${name}.md`, query });
}
