// The packages of package-lock.json, brought into node_modules when they are missing or out of date.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Problem, root, run, say } from './process.mjs';

const oldestNode = [20, 19];

/** Installs what package-lock.json names, unless node_modules already holds exactly that. */
export async function ensureDependencies() {
  requireNode();
  if (await isInstalled()) return;
  say('Fetching the packages of package-lock.json into node_modules (about a minute)…');
  // Chromium comes from the machine, not from a package; see browser.mjs.
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  // What is there may be in use, by an editor or another run: it is brought up to date, not torn down.
  const install = existsSync(path.join(root, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
  const { code, output } = await run('npm', [...install, '--no-audit', '--no-fund'], { env, quiet: true });
  if (code !== 0) throw new Problem(`${output.trimEnd()}\n\n${explain(output)}`);
}

function explain(output) {
  if (output.includes('EUSAGE')) {
    return 'package-lock.json does not fit package.json: run `npm install` once, then the same command again.';
  }
  return (
    'The packages could not be installed: npm failed, see above. ' +
    'Check that the npm registry can be reached (`npm ping`) and run the same command again.'
  );
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Problem(
    `Roadgate needs Node ${oldestNode.join('.')} or newer, this is ${process.versions.node}: install a newer Node and try again.`,
  );
}

/** Compares the lock file with the one npm leaves in node_modules, package by package. */
async function isInstalled() {
  const hidden = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const [wanted, present] = await Promise.all(
    [path.join(root, 'package-lock.json'), hidden].map(async (file) =>
      JSON.parse(await readFile(file, 'utf8')),
    ),
  );
  return Object.entries(wanted.packages).every(([name, entry]) => {
    // Packages for other platforms are optional and stay away.
    if (name === '' || (entry.optional && !present.packages[name])) return true;
    return isDeepStrictEqual(entry.integrity, present.packages[name]?.integrity);
  });
}
