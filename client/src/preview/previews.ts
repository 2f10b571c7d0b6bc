import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { PreviewRequest } from '../../../server/src/protocol/preview.ts';
import type { RoadgateClient } from '../client.ts';
import { readSwitch } from '../settings.ts';
import type { Page } from './decorate.ts';
import { type LineEdit, moved } from './lines.ts';

const SETTING = 'preview.enabled';

/** Milliseconds after a change until the server is asked: before the preview follows an edit by itself. */
const ASK = 80;
/** The same for a document that no preview shows yet. */
const ASK_AHEAD = 1000;
/** Milliseconds after an edit until a preview that still shows something else is told to render again. */
const SETTLED = 700;
/**
 * Milliseconds until a page that a preview has just opened may be replaced. The editor takes the end of its loading for that of
 * the page which comes meanwhile, never shows that one and no edit after it.
 */
const LOADED = 1500;
/** Milliseconds in which a page may be that slow to load, and after which one that replaced it is sent once more. */
const SLOW = 4000;
/** Milliseconds until a preview that was told to render again is looked at; it takes 300 to begin. */
const AGAIN = 1000;
/** How often a preview is told of one page. A document may be known that no preview shows any more. */
const ATTEMPTS = 5;

/** What is known of a document, and what the preview last showed of it. */
interface Known {
  page: Page | undefined;
  rendered: Page | undefined;
  /** Milliseconds since the epoch at which a preview showed the document first; undefined while none does. */
  shownSince: number | undefined;
  /** How often the previews may still be told to render `page`. */
  attempts: number;
  /** Edits since the version that the page was computed from, which an answer may not have seen. */
  edits: { readonly version: number; readonly moves: readonly LineEdit[] }[];
  asking: boolean;
  stale: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Pages for the preview of Markdown. A rendering cannot wait, so it takes what is known, and the preview is told to
 * render again when more is known. That page is loaded anew, so documents in visible editors are known ahead. No server
 * is started for any.
 */
export class Previews implements vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #known = new Map<string, Known>();
  readonly #subscriptions: vscode.Disposable;
  #isEnabled = isEnabled();
  #editedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #lastTimer: NodeJS.Timeout | undefined;

  constructor(client: RoadgateClient, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#log = log;
    this.#subscriptions = vscode.Disposable.from(
      client.onStateChanged((state) => {
        if (state !== 'running') return;
        this.#lookAhead();
        this.#askSoon(this.#known.keys());
      }),
      client.onRoadmapsChanged((uris) => this.#askSoon(uris)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => this.#askSoon(uris.map(String))),
      vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#lookAhead()),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (!closed.some(isPreview) || vscode.window.tabGroups.all.some(hasPreview)) return;
        this.#forget();
        this.#lookAhead();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(`roadgate.${SETTING}`)) return;
        this.#isEnabled = isEnabled();
        this.#lookAhead();
        for (const known of this.#known.values()) known.attempts = ATTEMPTS;
        void refreshPreviews();
        this.#refreshIn(AGAIN);
      }),
    );
  }

  /** What a rendering shows of a document now; asks for more if nothing is known yet. */
  pageOf(document: unknown): Page | undefined {
    if (!(document instanceof vscode.Uri)) return undefined;
    const uri = document.toString();
    const known = this.#known.get(uri) ?? (this.#isEnabled ? this.#begin(uri) : undefined);
    if (!known) return undefined;
    known.shownSince ??= Date.now();
    known.rendered = this.#wanted(known);
    return known.rendered;
  }

  dispose(): void {
    this.#forget();
    this.#subscriptions.dispose();
  }

  #wanted({ page }: Known): Page | undefined {
    return this.#isEnabled ? page : undefined;
  }

  /** Knows the documents in visible editors, and forgets others that no preview has shown. */
  #lookAhead(): void {
    const visible = new Set(
      vscode.window.visibleTextEditors
        .filter(({ document }) => this.#isEnabled && document.languageId === 'markdown')
        .map(({ document }) => document.uri.toString()),
    );
    for (const [uri, { shownSince, timer }] of this.#known) {
      if (shownSince !== undefined || visible.has(uri)) continue;
      clearTimeout(timer);
      this.#known.delete(uri);
    }
    for (const uri of visible) if (!this.#known.has(uri)) this.#begin(uri);
  }

  #begin(uri: string): Known {
    const known = {
      page: undefined,
      rendered: undefined,
      shownSince: undefined,
      attempts: ATTEMPTS,
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
    clearTimeout(this.#lastTimer);
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
      const wait = known.shownSince === undefined ? ASK_AHEAD : ASK;
      known.timer = setTimeout(() => void this.#ask(uri), wait);
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
      known.attempts = ATTEMPTS;
      this.#refreshIn(Math.max(0, this.#editedAt + SETTLED - Date.now()));
    } catch (error) {
      this.#log.warn(`The preview of ${uri} is shown plain: ${String(error)}`);
    } finally {
      known.asking = false;
    }
    if (!known.stale) return;
    known.stale = false;
    this.#askSoon([uri]);
  }

  /**
   * The preview follows edits by itself, and what it then shows may be all that there is to show. One that is about to look
   * whether its document changed drops what it is told meanwhile, so it is told again until it has rendered.
   */
  #refreshIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const ages: number[] = [];
      const old = [...this.#known.values()].filter((known) => {
        if (known.shownSince === undefined || known.attempts === 0) return false;
        if (isDeepStrictEqual(this.#wanted(known), known.rendered)) return false;
        ages.push(Date.now() - known.shownSince);
        return true;
      });
      if (old.length === 0) return;
      const youngest = Math.min(...ages);
      if (youngest < LOADED) {
        this.#refreshIn(LOADED - youngest);
        return;
      }
      for (const known of old) known.attempts--;
      void refreshPreviews();
      if (youngest < SLOW) {
        clearTimeout(this.#lastTimer);
        this.#lastTimer = setTimeout(() => void refreshPreviews(), SLOW);
      }
      this.#refreshIn(AGAIN);
    }, milliseconds);
  }
}

function isEnabled(): boolean {
  return readSwitch(SETTING, true);
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
