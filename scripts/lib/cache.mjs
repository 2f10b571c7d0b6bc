// Things fetched once and kept outside the repository, shared by all clones.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Where fetched tools are kept. `ROADGATE_CACHE` overrides it. */
export const cacheRoot =
  process.env.ROADGATE_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'roadgate');

/**
 * The folder `name` of the cache. If it is missing, `fill` makes its content in a temporary folder that is
 * renamed when complete, so an interrupted install never looks finished.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 */
export async function cached(name, fill) {
  const folder = path.join(cacheRoot, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot, { recursive: true });
  const unfinished = await mkdtemp(path.join(cacheRoot, `.unfinished-${name}-`));
  try {
    await fill(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process finished the same install first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
