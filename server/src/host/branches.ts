import type { Branches } from '../core/ports.ts';
import { findRepositoryRoot, type Git, openGit } from './git.ts';
import { parseRef } from './gitPort.ts';

/** So many, the newest: nobody looks through more. */
const MOST = 2000;

/**
 * The branches of the repository that holds `directory`, those with the newest commits first. There are none
 * outside a repository, or where git does not answer.
 */
export async function readBranches(directory: string, signal?: AbortSignal): Promise<Branches> {
  const root = findRepositoryRoot(directory);
  if (root === undefined) return { local: [], remote: [] };
  const git = openGit(root);
  const [remotes, refs] = await Promise.all([
    ask(git, ['remote'], signal),
    ask(
      git,
      ['for-each-ref', '--sort=-committerdate', `--count=${MOST}`, FORMAT, 'refs/heads', 'refs/remotes'],
      signal,
    ),
  ]);
  const parsed = refs.map((line) => parseRef(line, remotes));
  const local = parsed.flatMap(({ kind, branch }) => (kind === 'local' ? [branch] : []));
  const known = new Set(local);
  const remote = parsed.flatMap(({ kind, branch }) =>
    kind === 'remote' && !known.has(branch) ? [branch] : [],
  );
  return { local, remote: [...new Set(remote)] };
}

const FORMAT = '--format=%(refname)%00%(symref)';

async function ask(git: Git, args: readonly string[], signal: AbortSignal | undefined): Promise<string[]> {
  const answer = await git.run(args, signal ? { signal } : {});
  return answer.kind === 'ok' ? answer.stdout.split('\n').filter((line) => line !== '') : [];
}
