import { dirname } from 'node:path';
import { branchNameOf, type BranchStates, branchTemplate, NO_BRANCHES } from '../core/branches/states.ts';
import type { Logger } from '../core/ports.ts';
import { isEqual } from '../core/remember.ts';
import { BranchReader } from '../host/branchStates.ts';
import { findRepositoryRoot, openGit } from '../host/git.ts';
import { RefWatch } from '../host/gitWatch.ts';
import type { Documents } from './documents.ts';
import { Debounced } from './turns.ts';
import { toPath } from './uris.ts';

/** Milliseconds; git writes several files for one thing that it does. */
const DELAY = 100;
/** Milliseconds without an edit, after which git is asked. */
const QUIET = 500;

export interface BranchServices {
  readonly documents: Documents;
  readonly logger: Logger;
  /** False: no process may be started. */
  readonly isTrusted: () => boolean;
  /** Told the URIs of documents around which branches changed. */
  readonly onNews: (uris: readonly string[]) => void;
}

interface Repository {
  readonly reader: BranchReader;
  readonly watch: RefWatch;
  states: BranchStates;
  /** The names that were asked for last. */
  names: ReadonlySet<string>;
  isStale: boolean;
}

/**
 * The branches of the repositories around the documents. Nobody waits for them: features and rules see what is
 * known, git is asked when a repository or the branches that tasks name have changed and nobody types.
 */
export class DocumentBranches {
  readonly #services: BranchServices;
  /** By the folder that holds `.git`. */
  readonly #repositories = new Map<string, Repository>();
  /** Of folders with documents. */
  readonly #roots = new Map<string, string | undefined>();
  readonly #update = new Debounced(DELAY, () => this.#read());

  constructor(services: BranchServices) {
    this.#services = services;
  }

  /** What is known around a document now. */
  of(uri: string): BranchStates {
    const root = this.#services.isTrusted() ? this.#rootOf(uri) : undefined;
    return root === undefined ? NO_BRANCHES : this.#repositoryAt(root).states;
  }

  /** The editor told of a change that may be one of branches, or the workspace is trusted now. */
  changed(): void {
    this.#roots.clear();
    for (const repository of this.#repositories.values()) repository.isStale = true;
    this.#update.request();
  }

  /** A document was read anew: its tasks may name other branches. */
  documentChanged(): void {
    this.#update.request();
  }

  dispose(): void {
    this.#update.cancel();
    for (const { watch } of this.#repositories.values()) watch.dispose();
    this.#repositories.clear();
  }

  #rootOf(uri: string): string | undefined {
    const path = toPath(uri);
    if (path === undefined) return undefined;
    const folder = dirname(path);
    if (!this.#roots.has(folder)) this.#roots.set(folder, findRepositoryRoot(folder));
    return this.#roots.get(folder);
  }

  #repositoryAt(root: string): Repository {
    const known = this.#repositories.get(root);
    if (known) return known;
    const repository: Repository = {
      reader: new BranchReader(openGit(root)),
      watch: new RefWatch(root, () => {
        repository.isStale = true;
        this.#update.request();
      }),
      states: NO_BRANCHES,
      names: new Set(),
      isStale: true,
    };
    this.#repositories.set(root, repository);
    this.#update.request();
    return repository;
  }

  async #read(): Promise<void> {
    const { documents, isTrusted, logger } = this.#services;
    if (!isTrusted()) return;
    // Whoever types comes first.
    if (documents.lastTouched + QUIET > performance.now()) return this.#update.request();
    for (const [root, uris] of this.#documentsByRoot()) {
      await this.#readOne(this.#repositoryAt(root), uris).catch((error: unknown) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        logger.error(`The branches of ${root} could not be read: ${reason}`);
      });
    }
  }

  async #readOne(repository: Repository, uris: readonly string[]): Promise<void> {
    const names = this.#namesIn(uris);
    if (!repository.isStale && isWithin(names, repository.names)) return;
    repository.isStale = false;
    repository.names = names;
    repository.watch.follow();
    const states = await repository.reader.read(names);
    if (isEqual(states, repository.states)) return;
    repository.states = states;
    this.#services.onNews(uris);
  }

  #documentsByRoot(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const [uri, { roadmap }] of this.#services.documents.stable.documents) {
      const root = roadmap ? this.#rootOf(uri) : undefined;
      if (root !== undefined) found.set(root, [...(found.get(root) ?? []), uri]);
    }
    return found;
  }

  #namesIn(uris: readonly string[]): ReadonlySet<string> {
    const { stable } = this.#services.documents;
    const names = uris.flatMap((uri) => {
      const template = branchTemplate(stable, uri);
      return stable.documents.get(uri)?.tasks.map((task) => branchNameOf(task, template)) ?? [];
    });
    return new Set(names.filter((name) => name !== null));
  }
}

function isWithin(names: ReadonlySet<string>, known: ReadonlySet<string>): boolean {
  return [...names].every((name) => known.has(name));
}
