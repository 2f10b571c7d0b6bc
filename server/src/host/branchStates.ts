import pLimit from 'p-limit';
import {
  type BaseBranch,
  type BranchState,
  type BranchStates,
  type Distance,
  NO_BRANCHES,
  type Upstream,
} from '../core/branches/states.ts';
import { findMerged } from './branchMerged.ts';
import type { Git } from './git.ts';
import { parseRef } from './gitPort.ts';

/** One ref as it is read; names of refs are whole (`refs/heads/main`). */
export interface BranchRef {
  readonly ref: string;
  /** The commit's id. */
  readonly commit: string;
  /** The remote, or empty for a local branch. */
  readonly remote: string;
  readonly branch: string;
  readonly isCurrent: boolean;
  /** The folder that has it checked out; empty: none. */
  readonly worktree: string;
  /** The ref that it follows; empty: none. */
  readonly upstream: string;
}

/**
 * Reads the branches of one repository again and again. All refs are read at once by one `git for-each-ref`; what
 * has to be counted is remembered by the two commits that it is about, so that only what moved is counted anew.
 */
export class BranchReader {
  readonly #git: Git;
  readonly #distances = new Map<string, Promise<Distance | undefined>>();
  readonly #merged = new Map<string, ReturnType<typeof findMerged>>();

  constructor(git: Git) {
    this.#git = git;
  }

  /** @param wanted names of the branches that anybody asks about; others are left out. */
  async read(wanted: Iterable<string>, signal?: AbortSignal): Promise<BranchStates> {
    const refs = await readRefs(this.#git, signal);
    if (refs === undefined) return NO_BRANCHES;
    const base = await this.#chooseBase(refs);
    const states = await Promise.all(
      [...new Set(wanted)].map((name) => processes(() => this.#stateOf(name, refs, base))),
    );
    const known = states.filter((state) => state !== undefined);
    return {
      base: base && { name: base.name, revision: base.revision },
      byName: new Map(known.map((state) => [state.name, state])),
    };
  }

  async #stateOf(name: string, refs: Refs, base: Base | null): Promise<BranchState | undefined> {
    const named = refs.named.get(name) ?? [];
    const local = named.find(({ remote }) => remote === '');
    const ref = local ?? named[0];
    if (ref === undefined) return undefined;
    const isBase = base === null || name === base.name;
    const fromBase = isBase ? null : await this.#distance(base.commit, ref.commit);
    return {
      name,
      at: local ? 'local' : 'remote',
      isCurrent: ref.isCurrent,
      worktree: ref.isCurrent || ref.worktree === '' ? null : ref.worktree,
      fromBase: fromBase ?? null,
      upstream: await this.#upstream(ref, refs),
      merged: isBase || !fromBase ? null : await this.#mergedInto(base, ref, fromBase),
    };
  }

  async #upstream({ upstream, commit }: BranchRef, { byRef }: Refs): Promise<Upstream | null> {
    if (upstream === '') return null;
    const name = upstream.replace(/^refs\/(?:remotes|heads)\//, '');
    const target = byRef.get(upstream);
    if (target === undefined) return { kind: 'gone', name };
    const distance = await this.#distance(target.commit, commit);
    return distance === undefined ? null : { kind: 'there', name, ...distance };
  }

  #mergedInto(base: Base, ref: BranchRef, distance: Distance): ReturnType<typeof findMerged> {
    const key = `${base.commit} ${ref.ref} ${ref.commit} ${ref.upstream}`;
    return remembered(this.#merged, key, () => findMerged(this.#git, base.commit, ref, distance));
  }

  #distance(from: string, to: string): Promise<Distance | undefined> {
    return remembered(this.#distances, `${from} ${to}`, () => this.#count(from, to));
  }

  async #count(from: string, to: string): Promise<Distance | undefined> {
    if (from === to) return { ahead: 0, behind: 0 };
    const answer = await this.#git.run(['rev-list', '--left-right', '--count', `${from}...${to}`, '--']);
    const [behind, ahead] = answer.kind === 'ok' ? answer.stdout.split('\t').map(Number) : [];
    return ahead === undefined || behind === undefined ? undefined : { ahead, behind };
  }

  /** The default branch of the remote that pull requests go into, or the local one of its name if that is further. */
  async #chooseBase({ named, defaults }: Refs): Promise<Base | null> {
    const name = defaults.get('upstream') ?? defaults.get('origin') ?? [...defaults.values()][0];
    const names = name === undefined ? ['main', 'master'] : [name];
    for (const each of names) {
      const refs = named.get(each) ?? [];
      const at = (remote: string): BranchRef | undefined => refs.find((ref) => ref.remote === remote);
      const local = at('');
      const fetched = at('upstream') ?? at('origin') ?? refs.find(({ remote }) => remote !== '');
      const base = await this.#further(local, fetched);
      if (base) return { name: each, revision: base.ref, commit: base.commit };
    }
    return null;
  }

  async #further(
    local: BranchRef | undefined,
    fetched: BranchRef | undefined,
  ): Promise<BranchRef | undefined> {
    if (local === undefined || fetched === undefined) return local ?? fetched;
    const distance = await this.#distance(fetched.commit, local.commit);
    return distance && distance.ahead > 0 && distance.behind === 0 ? local : fetched;
  }
}

/** Enough to keep a few processors busy, and others for everything else. */
const processes = pLimit(4);

interface Base extends BaseBranch {
  readonly commit: string;
}

interface Refs {
  /** By the branch's name, without that of the remote. */
  readonly named: ReadonlyMap<string, readonly BranchRef[]>;
  readonly byRef: ReadonlyMap<string, BranchRef>;
  /** The branch that a remote calls its default, by the remote's name. */
  readonly defaults: ReadonlyMap<string, string>;
}

const FIELDS = ['refname', 'symref', 'objectname', 'HEAD', 'upstream', 'worktreepath'] as const;
const FORMAT = `--format=${FIELDS.map((field) => `%(${field})`).join('%00')}`;

async function readRefs(git: Git, signal: AbortSignal | undefined): Promise<Refs | undefined> {
  const options = signal ? { signal } : {};
  const [remotes, refs] = await Promise.all([
    git.run(['remote'], options),
    git.run(['for-each-ref', FORMAT, 'refs/heads', 'refs/remotes'], options),
  ]);
  if (remotes.kind !== 'ok' || refs.kind !== 'ok') return undefined;
  const names = remotes.stdout.split('\n').filter((name) => name !== '');
  const named = new Map<string, BranchRef[]>();
  const byRef = new Map<string, BranchRef>();
  const defaults = new Map<string, string>();
  for (const line of refs.stdout.split('\n')) {
    const [ref = '', symref = '', commit = '', head = '', upstream = '', worktree = ''] = line.split('\0');
    const { kind, remote, branch } = parseRef(`${ref}\0${symref}`, names);
    if (kind === 'default') defaults.set(remote, branch);
    if (kind !== 'local' && kind !== 'remote') continue;
    const read = { ref, commit, remote, branch, isCurrent: head === '*', worktree, upstream };
    named.set(branch, [...(named.get(branch) ?? []), read]);
    byRef.set(ref, read);
  }
  return { named, byRef, defaults };
}

/** Commits never change: what was found out about two of them stays true. The oldest are dropped. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before) return before;
  const found = find();
  known.set(key, found);
  for (const [oldest] of known) {
    if (known.size <= MOST_REMEMBERED) break;
    known.delete(oldest);
  }
  return found;
}

const MOST_REMEMBERED = 5000;
