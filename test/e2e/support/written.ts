import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { EditorWindow } from './window.ts';

/**
 * Everything that a window and its server wrote in which `text` stands: files of the workspace, settings, logs and
 * states on the disk, and what the browser keeps. The secret storage itself is left out.
 */
export async function placesWith(
  text: string,
  { page, workspace }: EditorWindow,
): Promise<readonly string[]> {
  // The workspace, the repository it pushes to and the data of the editor lie beside each other.
  const [files, kept] = await Promise.all([
    filesWith(text, path.dirname(workspace.folder)),
    keptByBrowser(page),
  ]);
  return [...files, ...kept.flatMap(([name, value]) => (value.includes(text) ? [name] : []))];
}

async function filesWith(text: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const file of files) if ((await readFile(file)).includes(text)) found.push(file);
  return found;
}

/** Names and texts of what is in the local storage and in the databases of the page. */
function keptByBrowser(page: Page): Promise<readonly (readonly [string, string])[]> {
  // Functions with names of their own are compiled to something that the page does not know.
  return page.evaluate(async () => {
    const all = Object.entries(localStorage)
      .filter(([key]) => key !== 'secrets.provider')
      .map(([key, value]): [string, string] => [`localStorage ${key}`, String(value)]);
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(`${name} cannot be opened.`));
      });
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown[]>((resolve, reject) => {
          const request: IDBRequest<unknown[]> = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(`${name} cannot be read.`));
        });
        const texts = values.map((value) =>
          value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value),
        );
        all.push([`${name} ${store}`, texts.join('\n')]);
      }
      database.close();
    }
    return all;
  });
}
