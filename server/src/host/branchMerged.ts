import type { Distance, Merged } from '../core/branches/states.ts';
import type { BranchRef } from './branchStates.ts';
import type { Git } from './git.ts';
import { PARTIAL } from './gitHistory.ts';

/**
 * How a branch came into the base; null: not, as far as git can tell.
 * @param base the commit of the base.
 * @param distance of the branch from the base.
 */
export async function findMerged(
  git: Git,
  base: string,
  branch: BranchRef,
  distance: Distance,
): Promise<Merged | null> {
  if (distance.ahead === 0) return (await hadWork(git, base, branch)) ? 'commits' : null;
  if (distance.behind === 0 || distance.ahead > MOST_AHEAD || distance.behind > MOST_BEHIND) return null;
  // Comparing changes reads files, which git would fetch for a partial clone.
  if (await isPartial(git)) return null;
  const isInBase =
    (await isRebased(git, base, branch.commit)) || (await isSquashed(git, base, branch.commit));
  return isInBase ? 'changes' : null;
}

/** Comparing the changes of more commits than this takes long. */
const MOST_AHEAD = 200;
const MOST_BEHIND = 3000;
/** So many commits of the base that touch the same file are compared with the whole branch. */
const MOST_CANDIDATES = 100;

/**
 * A branch whose commits are all in the base is merged, or it is new and nobody has worked on it yet. Which of
 * both, its reflog tells; without one, a merge commit does: it makes the branch a side line of the base.
 */
async function hadWork(
  git: Git,
  base: string,
  { ref, remote, commit, upstream }: BranchRef,
): Promise<boolean> {
  const log = remote === '' ? await readReflog(git, ref) : [];
  if (await holdsOwnCommit(git, base, log)) return true;
  const isMadeHere = log.at(-1)?.message.startsWith('branch: Created from') === true;
  // Made from a branch that was merged meanwhile, it is a side line without any work of its own.
  if (isMadeHere && upstream === '') return false;
  return isSideLine(git, base, commit);
}

interface ReflogEntry {
  readonly commit: string;
  readonly message: string;
}

/** The newest first; none where git keeps no reflog, or has dropped it. */
async function readReflog(git: Git, ref: string): Promise<readonly ReflogEntry[]> {
  const answer = await git.run(['log', '--walk-reflogs', '--format=%H%x00%gs', '--max-count=200', ref, '--']);
  if (answer.kind !== 'ok') return [];
  return answer.stdout.split('\n').flatMap((line) => {
    const [commit = '', message = ''] = line.split('\0');
    return commit === '' ? [] : [{ commit, message }];
  });
}

/** Commits that were taken back, or rewritten, are not in the base. */
async function holdsOwnCommit(git: Git, base: string, log: readonly ReflogEntry[]): Promise<boolean> {
  for (const entry of log.filter(isOwnCommit).slice(0, MOST_ASKED)) {
    const answer = await git.run(['merge-base', '--is-ancestor', entry.commit, base]);
    if (answer.kind === 'ok') return true;
  }
  return false;
}

const MOST_ASKED = 5;

function isOwnCommit({ commit, message }: ReflogEntry): boolean {
  if (/^(?:commit|cherry-pick|am|revert)\b/.test(message)) return true;
  const onto = /^rebase.*\(finish\).* onto ([0-9a-f]{40,})$/.exec(message)?.[1];
  return onto !== undefined && onto !== commit;
}

/** Whether the commit came into the base through a merge, and not as one of its own line. */
async function isSideLine(git: Git, base: string, commit: string): Promise<boolean> {
  const answer = await git.run(['rev-list', '--first-parent', base, `^${commit}^@`, '--']);
  return answer.kind === 'ok' && !answer.stdout.split('\n').includes(commit);
}

/** Each of its changes is in the base, as another commit. */
async function isRebased(git: Git, base: string, commit: string): Promise<boolean> {
  const answer = await git.run(['cherry', base, commit]);
  if (answer.kind !== 'ok') return false;
  const lines = answer.stdout.split('\n').filter((line) => line !== '');
  return lines.length > 0 && lines.every((line) => line.startsWith('-'));
}

/** All of its changes together are one commit of the base. */
async function isSquashed(git: Git, base: string, commit: string): Promise<boolean> {
  const fork = (await output(git, ['merge-base', base, commit])).trim();
  if (fork === '') return false;
  const changed = await output(git, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', fork, commit]);
  const [file = ''] = changed.split('\0');
  if (file === '') return false;
  const whole = await patchIds(git, await output(git, ['diff-tree', '-p', ...PLAIN, fork, commit]));
  const [wanted] = whole;
  if (wanted === undefined) return false;
  const candidates = await output(git, [
    'log',
    '-p',
    '--first-parent',
    '--full-diff',
    `--max-count=${MOST_CANDIDATES}`,
    '--format=commit %H',
    ...PLAIN,
    `${fork}..${base}`,
    '--',
    `:(literal)${file}`,
  ]);
  return (await patchIds(git, candidates)).includes(wanted);
}

/** Nothing of the configuration or of attributes may say how changes are shown: it could name a program. */
const PLAIN = ['--no-ext-diff', '--no-textconv', '--no-renames', '--no-color', '--unified=3', '--full-index'];

/** The ids of the changes of a patch or a log with patches. */
async function patchIds(git: Git, patch: string): Promise<readonly string[]> {
  if (patch === '') return [];
  const answer = await git.run(['patch-id', '--stable'], { input: patch });
  return answer.kind === 'ok' ? answer.stdout.split('\n').flatMap((line) => line.split(' ', 1)[0] || []) : [];
}

async function isPartial(git: Git): Promise<boolean> {
  const answer = await git.run(['config', '--get-regexp', PARTIAL]);
  return answer.kind === 'ok';
}

async function output(git: Git, args: readonly string[]): Promise<string> {
  const answer = await git.run(args);
  return answer.kind === 'ok' ? answer.stdout : '';
}
