import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import type { GitAnswer, SwitchPort } from '../core/ports.ts';
import type { Git } from './git.ts';
import { toAnswer, toVoid } from './gitPort.ts';

/** Git for starting work. Hooks of the repository run as they do for whoever switches by hand. */
export function createSwitchPort(git: Git): SwitchPort {
  const run = async (...args: string[]): Promise<GitAnswer<void>> => toVoid(toAnswer(await git.run(args)));
  return {
    operation: () => operationUnderWay(git),
    inTheWay: (revision, changedFiles) => filesInTheWay(git, revision, changedFiles),
    startBranch: (name, start) =>
      run('switch', '--quiet', '--no-overwrite-ignore', '--no-track', '--create', name, start),
    switchTo: (branch) => run('switch', '--quiet', '--no-overwrite-ignore', '--no-guess', branch),
    follow: (remote, branch) =>
      run('branch', '--quiet', '--track', branch, `refs/remotes/${remote}/${branch}`),
    addWorktree: (folder, branch, start) =>
      start === null
        ? run('worktree', 'add', '--quiet', '--', folder, branch)
        : run('worktree', 'add', '--quiet', '--no-track', '-b', branch, '--', folder, start),
  };
}

/** What git leaves in its folder while something is under way. */
const OPERATIONS = [
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase'],
  ['MERGE_HEAD', 'a merge'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['BISECT_LOG', 'a bisection'],
] as const;

async function operationUnderWay(git: Git): Promise<GitAnswer<string | null>> {
  const asked = OPERATIONS.flatMap(([name]) => ['--git-path', name]);
  const answer = toAnswer(await git.run(['rev-parse', ...asked]));
  if (answer.kind === 'failed') return answer;
  const places = answer.value.split('\n').map((place) => path.resolve(git.root, place));
  const found = OPERATIONS.find((_, index) => existsSync(places[index] ?? ''));
  return { kind: 'ok', value: found?.[1] ?? null };
}

async function filesInTheWay(
  git: Git,
  revision: string,
  changedFiles: readonly string[],
): Promise<GitAnswer<readonly string[]>> {
  const answer = toAnswer(
    await git.run(['diff-tree', '-r', '-z', '--no-renames', '--name-status', 'HEAD', revision]),
  );
  if (answer.kind === 'failed') return answer;
  const differing = pairsOf(answer.value);
  // A folder that git does not know is one entry: what of it is in the way, the disk tells.
  const files = changedFiles.filter((file) => !file.endsWith('/'));
  const changed = files.filter((file) => differing.some(({ path: other }) => overlap(file, other)));
  // What git ignores is in no list of changes, and could be overwritten without a word.
  const gone = new Set(
    differing.filter(({ status }) => status === 'D').map((each) => each.path.toLowerCase()),
  );
  const unknown = differing
    .flatMap(({ status, path: file }) => (status === 'A' ? standingAt(git.root, file) : []))
    // A file that becomes a folder, or gets another spelling that the disk takes for the same, git moves itself.
    .filter((file) => !gone.has(file.toLowerCase()));
  return { kind: 'ok', value: [...new Set([...changed, ...unknown])] };
}

/** `STATUS NUL path NUL …` */
function pairsOf(output: string): readonly { readonly status: string; readonly path: string }[] {
  const fields = output.split('\0');
  return fields.flatMap((status, index) => {
    const path = fields[index + 1];
    return index % 2 === 0 && path !== undefined ? [{ status, path }] : [];
  });
}

/** The same path, or one is a folder that holds the other. */
function overlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** What is on disk where a file is to come: something of its name, or a file in the place of one of its folders. */
function standingAt(root: string, file: string): readonly string[] {
  const names = file.split('/');
  for (let count = 1; count <= names.length; count++) {
    const at = names.slice(0, count).join('/');
    const stat = lstatSync(path.join(root, at), { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (count === names.length || !stat.isDirectory()) return [at];
  }
  return [];
}
