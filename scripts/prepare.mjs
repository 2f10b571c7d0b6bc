// Run by npm behind an installation: builds what is not built yet. Who installs this repository by git, as pre-commit
// does, gets a package with the programs in it: npm runs `prepack` only for what it publishes.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

if (!existsSync(path.join(root, 'dist/cli.cjs'))) {
  if (!canBuild() && process.env.npm_config_global === 'true') installHere();
  // Without its development dependencies there is nothing to build with, and nobody who asked for it.
  if (canBuild()) await import('./build.mjs');
}

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

/** Behind `npm install -g git+…`, npm prepares a clone whose dependencies it left out: its own call was global, too. */
function installHere() {
  const words = ['ci', '--global=false', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const [program, ...more] = npm === undefined ? ['npm'] : [process.execPath, npm];
  execFileSync(program, [...more, ...words], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
