import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { installExtension, startServer } from '../../../scripts/lib/server.mjs';
import { editor, environment, launchBrowser, writeSettings } from './editor.ts';
import { type Workspace, makeWorkspace } from './workspace.ts';

export interface WindowOptions {
  /** The folder whose copy is opened, as a git repository; the example project unless told otherwise. */
  readonly source?: string;
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** False opens the window in Restricted Mode. */
  readonly trusted?: boolean;
}

export type Theme = 'dark' | 'light' | 'high contrast' | 'high contrast light';

const themeNames: Readonly<Record<Theme, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high contrast': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
};

/** Whether this run writes the pictures of the documentation. */
const isUpdating = process.env['ROADGATE_UPDATE_PICTURES'] !== undefined;

/** How often a list is opened again that does not show what it should. */
const ATTEMPTS = 3;
/** Milliseconds. */
const PATIENCE = 8000;

/** A window of the real editor with the packaged extension installed, as a person has it. */
export class EditorWindow implements AsyncDisposable {
  readonly page: Page;
  readonly workspace: Workspace;
  readonly #close: () => Promise<void>;

  constructor(page: Page, workspace: Workspace, close: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.#close = close;
  }

  /** Runs a command by the title it has in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace in an editor, at a 1-based line. */
  async openFile(relative: string, line = 1): Promise<void> {
    await this.#pick('ControlOrMeta+P', `${relative}:${line}`, path.basename(relative));
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(relative)}"]`).waitFor();
  }

  /** Opens a list by its key and takes the row that it shows for `typed`. */
  async #pick(key: string, typed: string, row: string): Promise<void> {
    const found = this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
    for (let left = ATTEMPTS; ; left--) {
      await this.page.keyboard.press(key);
      await this.page.locator('.quick-input-widget input.input').fill(typed);
      try {
        await found.waitFor({ timeout: left > 0 ? PATIENCE : undefined });
        break;
      } catch (error) {
        // A busy window closes the list that was open before only now, and this one with it.
        if (left === 0) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
    await this.page.keyboard.press('Enter');
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

  async [Symbol.asyncDispose](): Promise<void> {
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
  const extensions = await installedExtension();
  const server = await startServer(editor(), { data, extensions, trusted });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(90_000);
  await page.goto(`${server.origin}/?folder=${workspace.folder}`);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  return new EditorWindow(page, workspace, async () => {
    await browser.close();
    await server.stop();
    await rm(temporary, { recursive: true, force: true });
  });
}

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
