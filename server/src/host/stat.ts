import { type Stats, statSync } from 'node:fs';

/**
 * What stands at a path, links followed; undefined where nothing does, where a file stands in the place of a folder on the way, or
 * where it may not be looked at. `statSync` throws for all of these but the first.
 */
export function statAt(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
