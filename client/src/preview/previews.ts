import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { PreviewRequest } from '../../../server/src/protocol/preview.ts';
import type { RoadgateClient } from '../client.ts';
import type { Page } from './decorate.ts';
import { type LineEdit, moved } from './lines.ts';

const SETTING = 'roadgate.preview.enabled';

/** Milliseconds after a change until the server is asked: before the preview follows an edit by itself. */
const ASK = 80;
/** Milliseconds after an edit until a preview that still shows something else is told to render again. */
const SETTLED = 700;

/** What is known of a document, and what the preview last showed of it. */
interface Known {
  page: Page | undefined;
  rendered: Page | undefined;
  /** Edits since the version that the page was computed from, which an answer may not have seen. */
  edits: { readonly version: number; readonly moves: readonly LineEdit[] }[];
  asking: boolean;
  stale: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Pages for the preview of Markdown. A rendering cannot wait, so it takes what is known, and the preview is told to
 * render again when more is known. Nothing is asked of documents that nobody previews, and no server is started for one.
 */
export class Previews implements vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #known = new Map<string, Known>();
  readonly #subscriptions: vscode.Disposable;
  #isEnabled = isEnabled();
  #editedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(client: RoadgateClient, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#log = log;
    this.#subscriptions = vscode.Disposable.from(
      client.onStateChanged((state) => {
        if (state === 'running') this.#askSoon(this.#known.keys());
      }),
      client.onRoadmapsChanged((uris) => this.#askSoon(uris)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => this.#askSoon(uris.map(String))),
      vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.some(isPreview) && !vscode.window.tabGroups.all.some(hasPreview)) this.#forget();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(SETTING)) return;
        this.#isEnabled = isEnabled();
        void refreshPreviews();
      }),
    );
  }

  /** What a rendering shows of a document now; asks for more if nothing is known yet. */
  pageOf(document: unknown): Page | undefined {
    if (!this.#isEnabled || !(document instanceof vscode.Uri)) return undefined;
    const uri = document.toString();
    const known = this.#known.get(uri) ?? this.#begin(uri);
    known.rendered = known.page;
    return known.page;
  }

  dispose(): void {
    this.#forget();
    this.#subscriptions.dispose();
  }

  #begin(uri: string): Known {
    const known = {
      page: undefined,
      rendered: undefined,
      edits: [],
      asking: false,
      stale: false,
      timer: undefined,
    };
    this.#known.set(uri, known);
    void this.#ask(uri);
    return known;
  }

  #forget(): void {
    for (const { timer } of this.#known.values()) clearTimeout(timer);
    this.#known.clear();
    clearTimeout(this.#timer);
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    const known = this.#known.get(uri);
    if (!known || contentChanges.length === 0) return;
    this.#editedAt = Date.now();
    // The editor tells them from the end of the text to its start, so that none moves another.
    const moves = contentChanges.map(({ range, text }) => ({
      first: range.start.line,
      character: range.start.character,
      last: range.end.line,
      added: text.split(/\r\n|\r|\n/).length - 1,
    }));
    known.edits.push({ version: document.version, moves });
    if (known.page) known.page = moves.reduce(moved, known.page);
    this.#askSoon([uri]);
  }

  #askSoon(uris: Iterable<string>): void {
    for (const uri of uris) {
      const known = this.#known.get(uri);
      if (!known) continue;
      clearTimeout(known.timer);
      known.timer = setTimeout(() => void this.#ask(uri), ASK);
    }
  }

  /** One question at a time for each document; a change meanwhile asks again. */
  async #ask(uri: string): Promise<void> {
    const known = this.#known.get(uri);
    // A document that is no roadmap must not start the server; one that is does so when it is opened.
    if (!known || this.#client.state !== 'running') return;
    if (known.asking) {
      known.stale = true;
      return;
    }
    known.asking = true;
    try {
      const answer = await this.#client.request(PreviewRequest, { uri });
      if (answer) {
        const { version, units, references } = answer;
        if (version !== null) known.edits = known.edits.filter((edit) => edit.version > version);
        known.page = known.edits.flatMap(({ moves }) => moves).reduce(moved, { units, references });
      } else known.page = undefined;
      this.#refreshSoon();
    } catch (error) {
      this.#log.warn(`The preview of ${uri} is shown plain: ${String(error)}`);
    } finally {
      known.asking = false;
    }
    if (!known.stale) return;
    known.stale = false;
    this.#askSoon([uri]);
  }

  /** The preview follows edits by itself, and what it then shows may be all that there is to show. */
  #refreshSoon(): void {
    clearTimeout(this.#timer);
    const rest = Math.max(0, this.#editedAt + SETTLED - Date.now());
    this.#timer = setTimeout(() => {
      const isOld = [...this.#known.values()].some(
        ({ page, rendered }) => !isDeepStrictEqual(page, rendered),
      );
      if (isOld) void refreshPreviews();
    }, rest);
  }
}

function isEnabled(): boolean {
  return vscode.workspace.getConfiguration().get(SETTING, true);
}

async function refreshPreviews(): Promise<void> {
  // Whoever switched the built-in preview off has none to refresh.
  await vscode.commands.executeCommand('markdown.preview.refresh').then(undefined, () => undefined);
}

function hasPreview({ tabs }: vscode.TabGroup): boolean {
  return tabs.some(isPreview);
}

function isPreview({ input }: vscode.Tab): boolean {
  const isPage = input instanceof vscode.TabInputWebview || input instanceof vscode.TabInputCustom;
  return isPage && input.viewType.includes('markdown.preview');
}
