import * as vscode from 'vscode';
import { BoardRequest, FromPage, SetStatusRequest, type ToPage } from '../../../server/src/protocol/board.ts';
import { BurndownRequest } from '../../../server/src/protocol/burndown.ts';
import type { RoadgateClient } from '../client.ts';
import type { GateResults } from '../gateResults.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { applyAnswer } from '../setChecked.ts';
import { saveExport } from './exports.ts';
import { pageFolder, pageFor } from './page.ts';
import type { ShownRoadmap } from './shownRoadmap.ts';

export const PANEL_TYPE = 'roadgate.board';

export interface BoardServices {
  readonly extension: vscode.Uri;
  readonly client: RoadgateClient;
  readonly roadmaps: Roadmaps;
  readonly results: GateResults;
  readonly shown: ShownRoadmap;
  readonly log: vscode.LogOutputChannel;
}

/** The editor's side of one board: tells the page what to show, and does what it asks for. */
export class BoardPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: BoardServices;
  readonly #subscriptions: vscode.Disposable;
  #uri: string | undefined;
  /** What to select as soon as the page shows it. */
  #select: string | undefined;
  #isReady = false;
  /** Of the history that is being read. */
  #history: vscode.CancellationTokenSource | undefined;
  /** Only the newest answer is told. */
  #question = 0;

  /** @param uri the roadmap to show; undefined: what the page showed before, else the first. */
  constructor(
    panel: vscode.WebviewPanel,
    services: BoardServices,
    uri: string | undefined,
    task: string | undefined,
  ) {
    this.#panel = panel;
    this.#services = services;
    this.#uri = uri;
    this.#select = task;
    const { webview } = panel;
    const { client, roadmaps, results, extension } = services;
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, 'media', 'board-light.svg'),
      dark: vscode.Uri.joinPath(extension, 'media', 'board-dark.svg'),
    };
    webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };
    this.#subscriptions = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => this.#take(message)),
      roadmaps.onChanged(() => void this.#show()),
      results.onChanged(() => void this.#show()),
      client.onStateChanged(() => void this.#show()),
      panel.onDidChangeViewState(() => {
        // The page of a board that is hidden is thrown away: the next one says so when it is ready.
        this.#tellShown();
        if (panel.visible) return;
        this.#isReady = false;
        this.#history?.cancel();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#onCursor(textEditor)),
    );
    webview.html = pageFor(webview, extension);
  }

  /** Comes to the front, with another roadmap if one is named; with a task, selects that. */
  open(uri: string | undefined, task: string | undefined): void {
    this.#uri = uri ?? this.#uri;
    this.#select = task;
    this.#panel.reveal(undefined, false);
    void this.#show();
  }

  dispose(): void {
    this.#history?.cancel();
    this.#subscriptions.dispose();
    this.#services.shown.tell(undefined);
  }

  async #show(): Promise<void> {
    if (!this.#isReady) return;
    const question = ++this.#question;
    const content = await this.#content();
    if (question !== this.#question) return;
    void this.#tell(content);
    this.#tellShown();
    const task = this.#select;
    if (content.kind !== 'board' || task === undefined) return;
    // Not told where the page was thrown away just now: then the next one is told.
    const isTold = await this.#tell({ kind: 'select', task });
    if (isTold && this.#select === task) this.#select = undefined;
  }

  #tellShown(): void {
    this.#services.shown.tell(this.#panel.visible ? this.#uri : undefined);
  }

  async #content(): Promise<ToPage> {
    const { client, roadmaps, log } = this.#services;
    void roadmaps.load();
    const all = roadmaps.all().map(({ uri }) => ({ uri, path: shortPath(uri) }));
    const choices = all.sort((a, b) => a.path.localeCompare(b.path));
    const uri = this.#uri ?? choices[0]?.uri;
    const path = uri === undefined ? null : shortPath(uri);
    const nothing = (why: Extract<ToPage, { kind: 'nothing' }>['why']): ToPage => ({
      kind: 'nothing',
      why,
      path,
      roadmaps: choices,
    });
    if (client.state === 'failed') return nothing('failed');
    if (uri === undefined) return nothing(roadmaps.state === 'scanning' ? 'loading' : 'no-roadmaps');
    try {
      const board = await client.request(BoardRequest, { uri });
      if (board === null) return nothing(roadmaps.state === 'scanning' ? 'loading' : 'not-a-roadmap');
      this.#uri = uri;
      this.#panel.title = vscode.l10n.t('Board: {0}', basename(uri));
      return { kind: 'board', board, roadmaps: choices };
    } catch (error) {
      log.error(`The board could not be shown: ${String(error)}`);
      return nothing('failed');
    }
  }

  /** A question that is asked again takes the place of the one before. */
  async #showHistory(uri: string): Promise<void> {
    this.#history?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#history = source;
    const { client, log } = this.#services;
    try {
      const answer = await client.request(BurndownRequest, { uri }, source.token);
      if (!source.token.isCancellationRequested) void this.#tell({ kind: 'burndown', uri, answer });
    } catch (error) {
      if (source.token.isCancellationRequested) return;
      log.error(`The history could not be read: ${String(error)}`);
      const reason = vscode.l10n.t('The history of this roadmap could not be read: the log says why.');
      void this.#tell({ kind: 'burndown', uri, answer: { kind: 'none', reason } });
    }
  }

  /** Answers whether there was a page to tell it to. */
  #tell(message: ToPage): Thenable<boolean> {
    return this.#panel.webview.postMessage(message);
  }

  #take(message: unknown): void {
    const parsed = FromPage.safeParse(message);
    if (parsed.success) void this.#do(parsed.data);
    else this.#services.log.error(`Unexpected message of the board: ${parsed.error.message}`);
  }

  async #do(wish: FromPage): Promise<void> {
    const { client, log } = this.#services;
    switch (wish.kind) {
      case 'ready':
        this.#isReady = true;
        this.#uri ??= wish.uri ?? undefined;
        return this.#show();
      case 'open':
        this.#uri = wish.uri;
        return this.#show();
      case 'burndown':
        return this.#showHistory(wish.uri);
      case 'stopBurndown':
        return this.#history?.cancel();
      case 'reveal':
        return reveal(wish, this.#panel.viewColumn);
      case 'setStatus':
        await applyAnswer(log, vscode.Uri.parse(wish.uri), () => client.request(SetStatusRequest, wish));
        return;
      case 'save':
        return saveExport(log, wish, this.#uri);
      case 'copy':
        await vscode.env.clipboard.writeText(wish.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('{0} copied.', wish.what), 3000);
        return;
      case 'run':
        await vscode.commands.executeCommand(COMMANDS[wish.command]);
    }
  }

  /** The task at the cursor is the one that is selected, where the board is in sight. */
  #onCursor({ document, selection }: vscode.TextEditor): void {
    if (!this.#panel.visible || document.uri.toString() !== this.#uri) return;
    const task = taskAt(this.#services.roadmaps, this.#uri, selection.active.line);
    if (task !== undefined) void this.#tell({ kind: 'select', task });
  }
}

const COMMANDS = {
  restart: 'roadgate.restartServer',
  new: 'roadgate.newRoadmap',
  explain: 'roadgate.explainLine',
  log: 'roadgate.showLog',
} as const;

/** The key of the innermost task at a line (0-based). */
export function taskAt(roadmaps: Roadmaps, uri: string, line: number): string | undefined {
  return roadmaps
    .get(uri)
    ?.tasks.findLast(
      ({ range: { start, end } }) => start.line <= line && line < Math.max(end.line, start.line + 1),
    )?.key;
}

/** Shows a line where its document is in sight, else in another group than that of the board, which stays in sight. */
async function reveal(
  { uri, line, keepFocus }: Extract<FromPage, { kind: 'reveal' }>,
  board: vscode.ViewColumn | undefined,
): Promise<void> {
  const position = new vscode.Position(line - 1, 0);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
  const other = vscode.window.tabGroups.all.find(
    ({ tabs, viewColumn }) =>
      viewColumn !== board &&
      tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri),
  );
  const column = shown?.viewColumn ?? other?.viewColumn ?? vscode.ViewColumn.Beside;
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    viewColumn: column,
    preserveFocus: keepFocus,
    selection: new vscode.Range(position, position),
  });
  editor.revealRange(
    new vscode.Range(position, position),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
}

function shortPath(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}

function basename(uri: string): string {
  const { path } = vscode.Uri.parse(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}
