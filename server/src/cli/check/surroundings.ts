import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { BranchStates } from '../../core/branches/states.ts';
import type { FactSource } from '../../core/analysis/facts.ts';
import type { RoadmapDocument } from '../../core/model/document.ts';
import type { HistoryPort } from '../../core/ports.ts';
import { findRepositoryRoot, openGit } from '../../host/git.ts';
import { readUncommitted } from '../../host/gitUncommitted.ts';

// What a check asked is kept with what it found, so that the next one can ask the same again instead of checking: a
// "verifying trace", as A. Mokhov, N. Mitchell and S. Peyton Jones call it ("Build Systems à la Carte", 2018).

/** What can be asked. Each is about something else. */
export type Question =
  /** About a file: which version of it stands there. */
  | 'file'
  /** About a path: whether something stands there, whether git ignores it, where it would stand in a submodule. */
  | 'exists'
  | 'ignored'
  | 'submodule'
  /** About a folder: up to where its history goes. */
  | 'history'
  /** About names of branches, as JSON: their states. */
  | 'branches'
  /** About the URI of another document, or about all (empty): its text. */
  | 'document';

/** A question with what was answered. Paths are relative to the project. */
export interface Asked {
  readonly question: Question;
  readonly about: string;
  readonly answer: string;
}

export interface SurroundingsOptions {
  /** The project's folder, an absolute path. */
  readonly root: string;
  readonly facts: FactSource;
  /** Digests of the texts of all documents that are looked at, by their URIs, in the order in which rules see them. */
  readonly texts: ReadonlyMap<string, string>;
  /** Of all branches that are asked about. */
  readonly branches: BranchStates;
}

/** Answers each question once. An answer is undefined if it may change without being noticed. */
export class Surroundings {
  readonly #options: SurroundingsOptions;
  readonly #asked = new Map<string, Promise<Asked | undefined>>();
  readonly #histories = new Map<string, Promise<string | undefined>>();

  constructor(options: SurroundingsOptions) {
    this.#options = options;
  }

  /** The same value for the same question. */
  ask(question: Question, about: string): Promise<Asked | undefined> {
    const key = `${question} ${about}`;
    let asked = this.#asked.get(key);
    if (asked === undefined) {
      asked = this.#answer(question, about).then((answer) =>
        answer === undefined ? undefined : { question, about, answer },
      );
      this.#asked.set(key, asked);
    }
    return asked;
  }

  /** Whether everything is answered as before. */
  async stillHolds(asked: readonly Asked[]): Promise<boolean> {
    for (const { question, about, answer } of asked)
      if ((await this.ask(question, about))?.answer !== answer) return false;
    return true;
  }

  async #answer(question: Question, about: string): Promise<string | undefined> {
    const { root, facts, texts, branches } = this.#options;
    switch (question) {
      case 'file':
        return versionOf(path.join(root, about));
      case 'exists':
        return String(await facts.exists(about));
      case 'ignored':
        return String(await facts.ignored(about));
      case 'submodule':
        return String(await facts.submodule(about));
      case 'history':
        return this.#historyOf(path.join(root, about));
      case 'branches':
        return statesOf(branches, about);
      case 'document':
        return about === ALL ? digestOf([...texts].join('\n')) : (texts.get(about) ?? 'none');
    }
  }

  #historyOf(folder: string): Promise<string | undefined> {
    // As `GitHistory` looks for it.
    const root = findRepositoryRoot(realPath(folder));
    if (root === undefined) return Promise.resolve('none');
    const known = this.#histories.get(root) ?? readHistory(root);
    this.#histories.set(root, known);
    return known;
  }
}

/** Notes what the check of one document asks. */
export class Observer {
  readonly #surroundings: Surroundings;
  readonly #asked = new Set<Asked>();
  #isRepeatable = true;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** What was asked; undefined if it cannot be asked again with the same answer. */
  get asked(): readonly Asked[] | undefined {
    return this.#isRepeatable ? [...this.#asked] : undefined;
  }

  async note(question: Question, about: string): Promise<void> {
    const asked = await this.#surroundings.ask(question, about);
    if (asked === undefined) this.#isRepeatable = false;
    else this.#asked.add(asked);
  }

  facts(source: FactSource): FactSource {
    const noted =
      <T>(question: Question, ask: (file: string) => Promise<T>) =>
      async (file: string): Promise<T> => {
        await this.note(question, file);
        return ask(file);
      };
    return {
      lineCount: noted('file', (file) => source.lineCount(file)),
      readText: noted('file', (file) => source.readText(file)),
      exists: noted('exists', (file) => source.exists(file)),
      ignored: noted('ignored', (file) => source.ignored(file)),
      submodule: noted('submodule', (file) => source.submodule(file)),
    };
  }

  /** What git did not tell may be told the next time. */
  history(port: HistoryPort): HistoryPort {
    const told = <T>(answer: T): T => {
      if (answer === undefined) this.#isRepeatable = false;
      return answer;
    };
    return {
      at: async (file) => {
        await this.note('history', path.posix.dirname(file));
        const history = await port.at(file);
        return (
          history && {
            departures: async () => told(await history.departures()),
            blame: async (...args) => told(await history.blame(...args)),
            linesAt: (versions) => history.linesAt(versions),
          }
        );
      },
    };
  }
}

/** Documents, and which of them were looked at. */
export class ObservedDocuments implements ReadonlyMap<string, RoadmapDocument> {
  readonly #documents: ReadonlyMap<string, RoadmapDocument>;
  readonly #own: string;
  readonly #seen = new Set<string>();

  /** @param own the URI of the document that is checked, which is known to be looked at. */
  constructor(documents: ReadonlyMap<string, RoadmapDocument>, own: string) {
    this.#documents = documents;
    this.#own = own;
  }

  /** What to note of it: the URIs, or all (empty). */
  get seen(): readonly string[] {
    return this.#seen.has(ALL) ? [ALL] : [...this.#seen];
  }

  get(uri: string): RoadmapDocument | undefined {
    return this.#see(uri).get(uri);
  }

  has(uri: string): boolean {
    return this.#see(uri).has(uri);
  }

  get size(): number {
    return this.#see(ALL).size;
  }

  keys(): MapIterator<string> {
    return this.#see(ALL).keys();
  }

  values(): MapIterator<RoadmapDocument> {
    return this.#see(ALL).values();
  }

  entries(): MapIterator<[string, RoadmapDocument]> {
    return this.#see(ALL).entries();
  }

  [Symbol.iterator](): MapIterator<[string, RoadmapDocument]> {
    return this.entries();
  }

  forEach(
    visit: (value: RoadmapDocument, key: string, map: ReadonlyMap<string, RoadmapDocument>) => void,
  ): void {
    this.#see(ALL).forEach(visit);
  }

  #see(uri: string): ReadonlyMap<string, RoadmapDocument> {
    if (uri !== this.#own) this.#seen.add(uri);
    return this.#documents;
  }
}

const ALL = '';

/** What tells one content of something from another. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Milliseconds: what was written so recently may be written again without a trace in its times. Git is as careful with its index. */
const RECENT = 2000;

function versionOf(file: string): string | undefined {
  let found: fs.BigIntStats | undefined;
  try {
    found = fs.statSync(file, { bigint: true, throwIfNoEntry: false });
  } catch {
    return 'none';
  }
  if (found?.isFile() !== true) return found === undefined ? 'none' : 'no file';
  if (Date.now() - Number(found.mtimeMs) < RECENT) return undefined;
  return [found.size, found.mtimeNs, found.ctimeNs, found.ino].join(' ');
}

/** The commit, what left its path since, and what else decides how much of its history git has. */
async function readHistory(root: string): Promise<string | undefined> {
  const git = openGit(root);
  const outcome = await git.run([
    'rev-parse',
    '--git-common-dir',
    '--is-shallow-repository',
    '--verify',
    'HEAD',
  ]);
  if (outcome.kind === 'failed') return 'no commit';
  if (outcome.kind !== 'ok') return undefined;
  const [directory = '', ...rest] = outcome.stdout.split('\n');
  const config = versionOf(path.resolve(root, directory, 'config'));
  if (config === undefined) return undefined;
  const uncommitted = await readUncommitted(root, '50%', new AbortController().signal);
  const left = [...uncommitted].map(([file, { to }]) => [file, to]);
  return [root, ...rest, config, JSON.stringify(left)].join('\n');
}

function statesOf({ base, byName }: BranchStates, about: string): string {
  return JSON.stringify([base, namesIn(about).map((name) => byName.get(name) ?? null)]);
}

/** The names that a question about branches is about. */
export function namesIn(about: string): readonly string[] {
  return JSON.parse(about) as readonly string[];
}

function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return folder;
  }
}
