import { realpathSync } from 'node:fs';
import path from 'node:path';
import { findRepositoryRoot, openGit, type Git } from '../../host/git.ts';
import { statAt } from '../../host/stat.ts';
import { UsageError } from '../command.ts';

/**
 * The files around `paths` that are other than where the history of now and of `ref` parted: committed since, changed,
 * staged or new. What moved is there under its new name. Absolute paths.
 * @throws UsageError where git cannot tell.
 */
export async function changedFiles(
  paths: readonly string[],
  ref: string,
  cwd: string,
): Promise<ReadonlySet<string>> {
  const roots = new Map<string, string>();
  for (const name of paths) {
    const absolute = path.resolve(cwd, name);
    const isDirectory = statAt(absolute)?.isDirectory() === true;
    const root = findRepositoryRoot(isDirectory ? absolute : path.dirname(absolute));
    if (root === undefined) {
      throw new UsageError(`There is no git repository around ${name}: --changed-since needs one.`);
    }
    roots.set(root, name);
  }
  const changed = new Set<string>();
  for (const root of roots.keys()) {
    for (const file of await changedIn(root, ref)) changed.add(path.join(root, file));
  }
  return changed;
}

async function changedIn(root: string, ref: string): Promise<readonly string[]> {
  // Git speaks of the folder that it finds itself in, also where that was reached through a link.
  const git = openGit(realpathSync(root));
  const commit = (
    await ask(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
  ).trim();
  if (commit === '') {
    // Before its first commit, as in the hook of that commit, everything in a repository is new.
    if (ref === 'HEAD' && (await isUnborn(git))) return listFiles(git, ['--cached', '--others']);
    throw new UsageError(
      `There is no commit ${ref} here: fetch it, or name another one after --changed-since.`,
    );
  }
  // Without a common commit (a history that was cut off), the two are compared as they are.
  const parted = (await ask(git, ['merge-base', commit, 'HEAD'])).trim().split('\n', 1)[0] ?? '';
  const since = parted === '' ? commit : parted;
  const tracked = await ask(git, [
    'diff',
    '--name-only',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--diff-filter=d',
    since,
  ]);
  return [...splitNames(tracked), ...(await listFiles(git, ['--others']))];
}

/** HEAD names a branch that has no commit; a HEAD that names a commit which is gone is something else. */
async function isUnborn(git: Git): Promise<boolean> {
  const branch = (await ask(git, ['symbolic-ref', '--quiet', 'HEAD'])).trim();
  return branch !== '' && (await ask(git, ['for-each-ref', '--count=1', branch])) === '';
}

async function listFiles(git: Git, which: readonly string[]): Promise<readonly string[]> {
  return splitNames(await ask(git, ['ls-files', ...which, '--exclude-standard', '-z']));
}

function splitNames(text: string): readonly string[] {
  return text.split('\0').filter((name) => name !== '');
}

/** What git prints; nothing where it says no. */
async function ask(git: Git, args: readonly string[]): Promise<string> {
  const outcome = await git.run(args);
  if (outcome.kind === 'ok') return outcome.stdout;
  if (outcome.kind === 'unavailable') throw new UsageError(outcome.reason);
  return '';
}
