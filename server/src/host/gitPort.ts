import type { GitAnswer, GitPort, Remote, RepositoryFacts, RepositoryHead } from '../core/ports.ts';
import type { Git, GitOutcome } from './git.ts';

/** Git for opening a pull request, with git's own credentials helpers; nothing is asked on a terminal. */
export function createGitPort(git: Git): GitPort {
  return {
    facts: async () => {
      try {
        return { kind: 'ok', value: await readFacts(git) };
      } catch (error) {
        if (error instanceof GitSaysNo) return { kind: 'failed', output: error.message };
        throw error;
      }
    },
    countAhead: async (base, head) => {
      const answer = toAnswer(await git.run(['rev-list', '--count', `${base}..${head}`, '--']));
      return answer.kind === 'ok' ? { kind: 'ok', value: Number(answer.value) } : answer;
    },
    createBranch: async (name, start) =>
      toVoid(toAnswer(await git.run(['branch', '--no-track', '--', name, start]))),
    push: async (remote, branch) =>
      toVoid(
        toAnswer(
          await git.run([
            'push',
            '--set-upstream',
            '--',
            remote,
            `refs/heads/${branch}:refs/heads/${branch}`,
          ]),
        ),
      ),
    commitOf: async (revision) => {
      const answer = toAnswer(
        await git.run(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]),
      );
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.trim() } : answer;
    },
    listFiles: (revision, folders) => listFiles(git, revision, folders),
    readFile: async (revision, path) => {
      const outcome = await git.run(['cat-file', 'blob', `${revision}:${path}`]);
      // Git says 128 for whatever it does not find, and for much else: both mean that it cannot be read.
      if (outcome.kind === 'failed' && outcome.exitCode === 128) return { kind: 'ok', value: null };
      return toAnswer(outcome);
    },
  };
}

async function listFiles(
  git: Git,
  revision: string,
  folders: readonly string[],
): Promise<GitAnswer<readonly string[]>> {
  const list = async (...args: string[]): Promise<GitAnswer<string>> =>
    toAnswer(await git.run(['ls-tree', '-z', '--name-only', '--full-tree', ...args]));
  const root = folders.includes('') ? await list(revision) : NO_FILES;
  const named = folders.filter((folder) => folder !== '').map((folder) => `${folder}/`);
  const below = named.length > 0 ? await list('-r', revision, '--', ...named) : NO_FILES;
  if (root.kind === 'failed') return root;
  if (below.kind === 'failed') return below;
  const paths = [...root.value.split('\0'), ...below.value.split('\0')];
  return { kind: 'ok', value: paths.filter((path) => path !== '') };
}

const NO_FILES: GitAnswer<string> = { kind: 'ok', value: '' };

/** Ends the reading of facts at the first thing that git will not tell. */
class GitSaysNo extends Error {}

async function readFacts(git: Git): Promise<RepositoryFacts> {
  const [names, refs, pushDefault, status, head] = await Promise.all([
    ask(git, 'remote'),
    ask(git, 'for-each-ref', '--format=%(refname)%00%(symref)', 'refs/heads', 'refs/remotes'),
    askMaybe(git, 'config', '--get', 'remote.pushDefault'),
    ask(git, 'status', '--porcelain=v1', '-z', '--untracked-files=normal'),
    readHead(git),
  ]);
  const remoteNames = linesOf(names);
  const parsed = linesOf(refs).map((line) => parseRef(line, remoteNames));
  const remotes = await Promise.all(
    remoteNames.map(async (name): Promise<Remote> => {
      const pointer = parsed.find((ref) => ref.kind === 'default' && ref.remote === name);
      const url = (await ask(git, 'remote', 'get-url', '--', name)).trim();
      return { name, url, defaultBranch: pointer?.branch ?? null };
    }),
  );
  return {
    head,
    branches: parsed.flatMap((ref) => (ref.kind === 'local' ? [ref.branch] : [])),
    remoteBranches: parsed.flatMap(({ kind, remote, branch }) =>
      kind === 'remote' ? [{ remote, branch }] : [],
    ),
    remotes,
    pushRemote: pushDefault?.trim() || null,
    changedFiles: changedFiles(status),
  };
}

async function readHead(git: Git): Promise<RepositoryHead> {
  const name = (await askMaybe(git, 'symbolic-ref', '--quiet', '--short', 'HEAD'))?.trim();
  const commit = (await askMaybe(git, 'rev-parse', '--quiet', '--verify', '--short', 'HEAD'))?.trim();
  if (name === undefined) return { kind: 'detached', commit: commit ?? '' };
  return commit === undefined ? { kind: 'unborn', name } : { kind: 'branch', name };
}

export interface Ref {
  readonly kind: 'local' | 'remote' | 'default' | 'other';
  readonly remote: string;
  readonly branch: string;
}

/** One line of `for-each-ref --format=%(refname)%00%(symref)`. A remote's name may hold slashes, so it is looked up and not guessed. */
export function parseRef(line: string, remotes: readonly string[]): Ref {
  const [ref = '', target = ''] = line.split('\0');
  if (ref.startsWith('refs/heads/'))
    return { kind: 'local', remote: '', branch: ref.slice('refs/heads/'.length) };
  const remote = remotes.find((name) => ref.startsWith(`refs/remotes/${name}/`)) ?? '';
  const prefix = `refs/remotes/${remote}/`;
  if (remote === '') return { kind: 'other', remote, branch: '' };
  if (target === '') return { kind: 'remote', remote, branch: ref.slice(prefix.length) };
  const pointed = target.startsWith(prefix) && ref === `${prefix}HEAD`;
  return { kind: pointed ? 'default' : 'other', remote, branch: target.slice(prefix.length) };
}

/** Of `XY path NUL`; a rename is followed by the path it came from. */
function changedFiles(status: string): string[] {
  const entries = status.split('\0');
  const files: string[] = [];
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] ?? '';
    if (entry === '') continue;
    files.push(entry.slice(3));
    if (/^(?:[RC]|.[RC])/.test(entry)) index++;
  }
  return files;
}

async function ask(git: Git, ...args: string[]): Promise<string> {
  const answer = toAnswer(await git.run(args));
  if (answer.kind === 'failed') throw new GitSaysNo(answer.output);
  return answer.value;
}

/** Undefined where git exits with 1: there is no such thing. */
async function askMaybe(git: Git, ...args: string[]): Promise<string | undefined> {
  const outcome = await git.run(args);
  if (outcome.kind === 'failed' && outcome.exitCode === 1) return undefined;
  const answer = toAnswer(outcome);
  if (answer.kind === 'failed') throw new GitSaysNo(answer.output);
  return answer.value;
}

export function toAnswer(outcome: GitOutcome): GitAnswer<string> {
  switch (outcome.kind) {
    case 'ok':
      return { kind: 'ok', value: outcome.stdout };
    case 'failed':
      return { kind: 'failed', output: `${outcome.stderr}\n${outcome.stdout}`.trim() };
    case 'unavailable':
      return { kind: 'failed', output: outcome.reason };
    case 'cancelled':
      return { kind: 'failed', output: 'Cancelled.' };
  }
}

export function toVoid(answer: GitAnswer<string>): GitAnswer<void> {
  return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
