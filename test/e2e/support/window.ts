import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { installExtension, startServer } from '../../../scripts/lib/server.mjs';
import { editor, environment, launchBrowser, writeSettings } from './editor.ts';
import { withGitHubAccounts } from './githubAccounts.ts';
import { type Workspace, makeWorkspace } from './workspace.ts';

export interface WindowOptions {
  /** The folder whose copy is opened, as a git repository; the example project unless told otherwise. */
  readonly source?: string;
  /** Folders in the copy that are opened together, as the folders of a workspace; the copy itself unless told otherwise. */
  readonly folders?: readonly string[];
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** False opens the window in Restricted Mode. */
  readonly trusted?: boolean;
  /** What signing in at GitHub leads to, the first time and later; absent: the editor's own accounts, which reach nobody. */
  readonly gitHubTokens?: readonly string[];
}

export type Theme = 'dark' | 'light' | 'high contrast' | 'high contrast light';

const themeNames: Readonly<Record<Theme, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high contrast': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
};

/** Whether this run writes the pictures of the documentation. */
export const isUpdating = process.env['ROADGATE_UPDATE_PICTURES'] !== undefined;

/** How often a list is opened again that does not show what it should. */
const ATTEMPTS = 3;
/** Milliseconds. */
const PATIENCE = 8000;

/** A frame that is not drawn gives the code of its scripts as its text. */
const VISIBLE_TEXT = 'document.body.checkVisibility() ? document.body.innerText : ""';

const openWindows = new Set<EditorWindow>();
/** What the window that was closed last showed. */
let lastText = '';

/** What the open windows show, or, if there is none, what the last one showed: for whoever looks for why a test failed. */
export async function seenText(): Promise<string> {
  const texts = await Promise.all([...openWindows].map((window) => window.text().catch(String)));
  return texts.length > 0 ? texts.join('\n\n') : lastText;
}

/** A window of the real editor with the packaged extension installed, as a person has it. */
export class EditorWindow implements AsyncDisposable {
  readonly page: Page;
  readonly workspace: Workspace;
  readonly #close: () => Promise<void>;

  constructor(page: Page, workspace: Workspace, close: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.#close = close;
    openWindows.add(this);
  }

  /** Runs a command by the title it has in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace in an editor, at a 1-based line. */
  async openFile(relative: string, line?: number): Promise<void> {
    const name = path.basename(relative);
    const tab = this.page.locator(`.tab.active[data-resource-name="${name}"]`);
    for (let left = ATTEMPTS; ; left--) {
      const patience = { timeout: left > 0 ? PATIENCE : undefined };
      await this.#pick('ControlOrMeta+P', line === undefined ? relative : `${relative}:${line}`, name);
      try {
        await tab.waitFor(patience);
        // Where the file was open before, the keys that follow would go to the line that was left.
        if (line !== undefined) await this.cursor(line).waitFor(patience);
        return;
      } catch (error) {
        // A window that was loaded again drops what it is asked for before it is connected.
        if (left === 0) throw error;
      }
    }
  }

  /** Where the status bar says that the cursor is; both are 1-based. */
  cursor(line: number, column?: number): Locator {
    const end = column === undefined ? '' : `${column}(?!\\d)`;
    return this.page.locator('.statusbar').getByText(new RegExp(`^Ln ${line}, Col ${end}`));
  }

  /** Opens a list by its key and takes the row that it chooses for `typed`; until then it chooses another. */
  async #pick(key: string, typed: string, row: string): Promise<void> {
    // Before the list follows what is typed, `Board: ROADMAP.md` may be chosen in it.
    const start = new RegExp(`^\\s*${row.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
    const found = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: start });
    for (let left = ATTEMPTS; ; left--) {
      const patience = { timeout: left > 0 ? PATIENCE : undefined };
      await this.page.keyboard.press(key);
      try {
        const input = this.page.locator('.quick-input-widget input.input');
        await input.fill(typed, patience);
        await found.waitFor(patience);
        // What comes to the front meanwhile takes the keys, and may close the list.
        await input.focus(patience);
        if (!(await found.isVisible())) throw new Error(`The list that had ${row} was closed.`);
        return await this.page.keyboard.press('Enter');
      } catch (error) {
        // A busy window closes the list that was open before only now, and this one with it; a page that is
        // just being loaded keeps the key for itself.
        if (left === 0) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens a view container by the name it has in the activity bar. */
  async openView(name: string): Promise<void> {
    const shown = this.page.locator('.part.sidebar .title-label', { hasText: name }).first();
    for (let left = ATTEMPTS; ; left--) {
      // A click on the tab of the view that is shown would hide it.
      if (!(await shown.isVisible()))
        await this.page.locator('.part.activitybar').getByRole('tab', { name }).click();
      try {
        return await shown.waitFor({ timeout: left > 0 ? PATIENCE : undefined });
      } catch (error) {
        // A window that is still restoring its parts shows another view once more.
        if (left === 0) throw error;
      }
    }
  }

  /** Takes an entry of the menu that belongs to the first row of the side bar that shows `text`. */
  async chooseFromMenu(text: string, entry: string): Promise<void> {
    const offered = this.page.locator('.context-view .action-item', { hasText: entry });
    for (let left = ATTEMPTS; ; left--) {
      try {
        // A tree that was just drawn anew takes the menu with it.
        if (!(await offered.isVisible())) await this.row(text).click({ button: 'right' });
        // A menu takes no click in the first tenth of a second, and stays.
        await offered.click({ timeout: PATIENCE });
        return await offered.waitFor({ state: 'hidden', timeout: PATIENCE });
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  /** The first row of the tree in the side bar that shows `text`. */
  row(text: string): Locator {
    return this.page.locator('.part.sidebar .pane-body .monaco-list-row', { hasText: text }).first();
  }

  /** The lens whose title holds `text`, of the task whose heading on screen holds `heading`. */
  lens(heading: string, text: string): Locator {
    // Lenses of other tasks are in the page too, also those that were scrolled away; the nearest comes first.
    const line = `.lines-content .view-line:has-text("${heading}")`;
    return this.page.locator(`.codelens-decoration a:has-text("${text}"):above(${line}):visible`).first();
  }

  /**
   * What the editor has written down of the open editors, as JSON. A window in a browser does so now and then and not when it is
   * left: what happened since is lost.
   */
  async storedEditors(): Promise<string> {
    return this.page.evaluate<string>(STORED_EDITORS);
  }

  /** Takes a picture of the window into `out/screenshots`. */
  async screenshot(name: string): Promise<void> {
    const folder = path.resolve('out/screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  /** Takes a picture that the documentation shows; it is written there if pictures are to be updated. */
  async picture(name: string): Promise<void> {
    await this.screenshot(name);
    if (isUpdating) await this.page.screenshot({ path: path.resolve('docs/images', `${name}.png`) });
  }

  /** What a person could read in the window and the pages in it, line by line. */
  async text(): Promise<string> {
    const all = await Promise.all(
      this.page.frames().map((frame) => frame.evaluate<string>(VISIBLE_TEXT).catch(String)),
    );
    return all.join('\n').replace(/\s*\n\s*/g, '\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    openWindows.delete(this);
    lastText = await this.text().catch(String);
    await this.#close();
  }
}

/** Opens a fresh copy of a folder in a fresh editor. Close it with `await using`. */
export async function openWindow(options: WindowOptions = {}): Promise<EditorWindow> {
  const { source = path.resolve('examples'), settings = {}, theme = 'dark', trusted = true } = options;
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'roadgate-window-'));
  const workspace = await makeWorkspace(source, temporary);
  const data = path.join(temporary, 'data');
  await writeSettings(data, { 'workbench.colorTheme': themeNames[theme], ...settings });
  const packaged = await installedExtension();
  const tokens = options.gitHubTokens;
  const extensions = tokens
    ? await withGitHubAccounts(packaged, path.join(temporary, 'extensions'), tokens)
    : packaged;
  const server = await startServer(editor(), { data, extensions, trusted });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(90_000);
  const file = options.folders && (await writeWorkspaceFile(temporary, workspace, options.folders));
  await page.goto(`${server.origin}/?${file ? `workspace=${file}` : `folder=${workspace.folder}`}`);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  return new EditorWindow(page, file ? { ...workspace, file } : workspace, async () => {
    await browser.close();
    await server.stop();
    await rm(temporary, { recursive: true, force: true });
  });
}

/** Writes the file by which the editor opens several folders at once, and answers with its path. */
async function writeWorkspaceFile(
  parent: string,
  { folder }: Workspace,
  names: readonly string[],
): Promise<string> {
  const file = path.join(parent, 'several.code-workspace');
  await writeFile(
    file,
    JSON.stringify({ folders: names.map((name) => ({ path: path.join(folder, name) })) }),
  );
  return file;
}

/** Runs in the window. As text, since compilers add to functions what a page lacks. */
const STORED_EDITORS = `(async () => {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    const items = database.transaction('ItemTable').objectStore('ItemTable');
    found.push(await done(items.get('memento/workbench.parts.editor')));
    database.close();
  }
  return found.join();
})()`;

let installed: Promise<string> | undefined;

/** A folder of extensions with the packaged one in it; installed once and only read after that. */
function installedExtension(): Promise<string> {
  installed ??= (async () => {
    const folder = path.join(path.dirname(environment('ROADGATE_VSIX')), 'installed');
    const extensions = path.join(folder, 'extensions');
    await installExtension(editor(), {
      vsix: environment('ROADGATE_VSIX'),
      extensions,
      data: path.join(folder, 'data'),
    });
    return extensions;
  })();
  return installed;
}
