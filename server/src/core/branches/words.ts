import type { BranchState } from './states.ts';

/** What matters most of a branch, in a few signs: `↑2 ↓1`, `merged`, `checked out, upstream deleted`. */
export function branchPhrase(state: BranchState): string {
  const parts = [state.isCurrent ? 'checked out' : '', ...progressParts(state)];
  return parts.filter((part) => part !== '').join(', ');
}

/** The same as a sentence for people who have room, or who listen. */
export function branchSentence(state: BranchState, base: string | undefined): string {
  const { at, isCurrent, worktree, merged } = state;
  const place = isCurrent
    ? 'is checked out'
    : worktree !== null
      ? `is checked out in ${worktree}`
      : at === 'remote'
        ? 'is at the remote only'
        : 'is there';
  const parts = [place, merged === null ? distanceWords(state, base) : mergedWords(merged, base)];
  return `${[...parts, upstreamWords(state)].filter((part) => part !== '').join(', ')}.`;
}

function progressParts({ merged, fromBase, upstream }: BranchState): readonly string[] {
  if (merged !== null) return [merged === 'commits' ? 'merged' : 'merged (squashed or rebased)'];
  const gone = upstream?.kind === 'gone' ? 'upstream deleted' : '';
  if (fromBase === null) return [gone];
  return [fromBase.ahead === 0 ? 'no commits yet' : arrows(fromBase), gone];
}

/** `↑2 ↓1`: ahead of the base, behind it. */
function arrows({ ahead, behind }: { ahead: number; behind: number }): string {
  return behind === 0 ? `↑${ahead}` : `↑${ahead} ↓${behind}`;
}

function mergedWords(merged: 'commits' | 'changes', base: string | undefined): string {
  const into = base === undefined ? '' : ` into ${base}`;
  return merged === 'commits' ? `merged${into}` : `merged${into}, squashed or rebased`;
}

function distanceWords({ fromBase }: BranchState, base: string | undefined): string {
  if (fromBase === null || base === undefined) return '';
  const { ahead, behind } = fromBase;
  if (ahead === 0)
    return `without commits of its own${behind === 0 ? '' : `, ${commits(behind)} behind ${base}`}`;
  return `${commits(ahead)} ahead of ${base}${behind === 0 ? '' : ` and ${behind} behind`}`;
}

function upstreamWords({ upstream, merged }: BranchState): string {
  if (upstream === null) return '';
  if (upstream.kind === 'gone') return `its upstream ${upstream.name} was deleted`;
  const { name, ahead, behind } = upstream;
  // Once it is merged, nobody pushes it any more.
  if (merged !== null) return '';
  if (ahead > 0 && behind > 0) return `${ahead} to push to ${name} and ${behind} to pull`;
  if (ahead > 0) return `${commits(ahead)} to push to ${name}`;
  return behind > 0 ? `${commits(behind)} to pull from ${name}` : '';
}

function commits(count: number): string {
  return count === 1 ? '1 commit' : `${count} commits`;
}
