import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The paths of all Markdown files in those of the folders that exist, sorted. */
export function markdownBelow(root: string, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
