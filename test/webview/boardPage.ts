import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureBrowser } from '../../scripts/lib/browser.mjs';
import { pageHtml } from '../../client/src/board/pageHtml.ts';
import { burndownData } from '../../server/src/board/data/burndown.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { countPlan } from '../../server/src/core/history/planCounts.ts';
import type { Day } from '../../server/src/core/calendar/days.ts';
import { provideBoard, type ResultOf } from '../../server/src/features/board.ts';
import { FromPage, type ToPage } from '../../server/src/protocol/board.ts';
import { uriOf, workspaceFrom } from '../support/workspace.ts';
import { THEMES } from './themes.ts';

const ORIGIN = 'http://board.test';

export interface BoardOptions {
  /** The last results of gates; of none unless told otherwise. */
  readonly results?: ResultOf;
  readonly today?: Day;
}

/** What the board shows of a roadmap; see `readFixture`. */
export function boardOf(
  markup: string,
  { results = () => undefined, today }: BoardOptions = {},
): Extract<ToPage, { kind: 'board' }> {
  const { workspace, fixture } = workspaceFrom(markup);
  const uri = uriOf(fixture.files[0]?.path ?? '');
  const document = workspace.documents.get(uri);
  const board = document && provideBoard({ workspace, document, version: 1 }, results, today);
  if (!board) throw new Error('The fixture is no roadmap.');
  return { kind: 'board', board, roadmaps: [{ uri, path: board.path }] };
}

/** What the board is told of a history: a version a week, the last of which is what it shows. */
export function historyOf(markups: readonly string[]): Extract<ToPage, { kind: 'burndown' }> {
  const versions = markups.map((markup, index) => {
    const { workspace, fixture } = workspaceFrom(markup);
    const document = workspace.documents.get(uriOf(fixture.files[0]?.path ?? ''));
    if (!document) throw new Error('The fixture is no document.');
    const counts = countPlan(document, DEFAULT_CONFIG.effort);
    const time = Date.UTC(2026, 0, 5 + 7 * index) / 1000;
    return { commit: String(index).repeat(40), time, subject: `Week ${index + 1}`, counts, document };
  });
  const last = versions.at(-1)?.document;
  const title = last?.title ?? '';
  const data = burndownData({ title, versions, current: null, today: null, missing: 0, isCut: false });
  return { kind: 'burndown', uri: last?.uri ?? '', answer: { kind: 'burndown', data } };
}

export interface PageOptions {
  readonly theme?: keyof typeof THEMES;
  readonly width?: number;
  readonly height?: number;
  /** As after a restart. */
  readonly state?: unknown;
  readonly reducedMotion?: 'reduce';
}

/** The page of the board in a browser, with the policy that it has in the editor and a stand-in for the editor. */
export class BoardPage implements AsyncDisposable {
  readonly page: Page;
  /** What the page asked for. */
  readonly wishes: FromPage[] = [];
  /** What the browser complained about: refused by the policy, thrown. */
  readonly complaints: string[] = [];
  /** How many workers the page has made. */
  workers = 0;

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('worker', () => this.workers++);
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  static async open(options: PageOptions = {}): Promise<BoardPage> {
    const { width = 1100, height = 700, theme = 'dark', reducedMotion } = options;
    const page = await (
      await browser()
    ).newPage({
      viewport: { width, height },
      ...(reducedMotion ? { reducedMotion } : {}),
    });
    const board = new BoardPage(page);
    await page.exposeFunction('tellTest', (wish: unknown) => board.wishes.push(FromPage.parse(wish)));
    await page.addInitScript({ content: standIn(options.state, THEMES[theme]) });
    await page.route(`${ORIGIN}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: html() });
      const body = await readFile(path.resolve('dist/webview', name), 'utf8');
      return route.fulfill({ contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript', body });
    });
    await page.goto(`${ORIGIN}/`);
    return board;
  }

  /** Tells the page something, as the extension does. */
  async tell(message: ToPage): Promise<void> {
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  }

  /** Tells the page and waits until cards are drawn. */
  async show(markup: string): Promise<void> {
    await this.tell(boardOf(markup));
    await this.page.locator('.card').first().waitFor();
  }

  /** The card of the task whose name for screen readers begins so. */
  card(name: string) {
    return this.page.locator(`.card[aria-label^="${name}"]`);
  }

  /** The newest wish of a kind, once the page has one. */
  async wish<K extends FromPage['kind']>(kind: K): Promise<Extract<FromPage, { kind: K }>> {
    for (let left = 200; ; left--) {
      const found = this.wishes.findLast(
        (wish): wish is Extract<FromPage, { kind: K }> => wish.kind === kind,
      );
      if (found) return found;
      if (left === 0) throw new Error(`The page never asked for ${kind}.`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Waits until the card of this task has the focus. */
  async focused(name: string): Promise<void> {
    await this.page.locator(`.card[aria-label^="${name}"]:focus`).waitFor();
  }

  /** What the page would remember over a restart. */
  state(): Promise<unknown> {
    return this.page.evaluate('window.pageState');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}

let launched: Promise<Browser> | undefined;

function browser(): Promise<Browser> {
  launched ??= ensureBrowser().then((executablePath) =>
    chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }),
  );
  return launched;
}

/** Ends the browser that all pages share. */
export async function closeBrowser(): Promise<void> {
  const open = await launched;
  launched = undefined;
  await open?.close();
}

function html(): string {
  return pageHtml({ script: '/board.js', style: '/board-style.css', source: ORIGIN, nonce: 'of-the-test' });
}

/** Runs in the page: the API of the editor, and its theme. As text, since compilers add to functions what a page lacks. */
function standIn(state: unknown, { className, variables }: (typeof THEMES)[keyof typeof THEMES]): string {
  return `
    window.pageState = ${JSON.stringify(state ?? null)};
    window.acquireVsCodeApi = () => ({
      postMessage: window.tellTest,
      getState: () => window.pageState,
      setState: (next) => { window.pageState = next; },
    });
    addEventListener('DOMContentLoaded', () => {
      const { style } = document.documentElement;
      for (const [name, value] of Object.entries(${JSON.stringify(variables)}))
        style.setProperty('--vscode-' + name, value);
      style.setProperty('--vscode-font-family', 'sans-serif');
      style.setProperty('font', '13px sans-serif');
      document.body.classList.add('${className}');
    });`;
}
