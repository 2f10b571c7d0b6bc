// A folder of this run alone, so that two runs in one checkout do not meet. It is inside the repository, where
// compiled tests find their packages, and goes when the run ends.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endOnSignals, root } from './process.mjs';

let folder;

/** A path inside this run's folder. */
export function scratch(...names) {
  if (!folder) {
    const parent = path.join(root, 'out');
    mkdirSync(parent, { recursive: true });
    folder = mkdtempSync(path.join(parent, 'run-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    endOnSignals();
  }
  return path.join(folder, ...names);
}
