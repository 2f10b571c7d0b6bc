import type { BlamedLine, Commit } from '../core/ports.ts';
import type { RepositoryPaths } from '../core/history/repositoryPaths.ts';
import { streamGit } from './gitStream.ts';

/** Milliseconds; a file with a longer history is left alone. */
const MAX_TIME = 20_000;
/** Bytes of git's answer; a file that gives more is no document that somebody wrote. */
const MAX_BYTES = 40_000_000;

/** What is blamed. */
export interface BlameTarget {
  readonly root: string;
  readonly commit: string;
  /** Relative to the repository. */
  readonly path: string;
  /** 1-based; all if absent. */
  readonly lines?: readonly number[];
  /** How paths of the answer are written. */
  readonly paths: RepositoryPaths;
  /** The history is cut off: what seems to be its first commit is not. */
  readonly isShallow: boolean;
}

/** The lines of a committed file and the commits that wrote them; undefined if git does not answer in time. */
export async function readBlame(
  target: BlameTarget,
  signal: AbortSignal,
): Promise<readonly BlamedLine[] | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const take = (chunk: Buffer): boolean => {
    chunks.push(chunk);
    size += chunk.length;
    return size < MAX_BYTES;
  };
  const lines = (target.lines ?? []).flatMap((line) => ['-L', `${line},${line}`]);
  // The configuration may name programs that turn files into text.
  const args = ['blame', '--porcelain', '--no-textconv', ...lines];
  const end = await streamGit(target.root, [...args, target.commit, '--', target.path], take, {
    signal,
    timeout: MAX_TIME,
  });
  if (end !== 'complete') return undefined;
  return new BlameReader(target).read(Buffer.concat(chunks).toString('utf8'));
}

interface Author {
  readonly commit: Commit | undefined;
  readonly before: BlamedLine['before'];
}

/** Reads `git blame --porcelain`, which describes each commit once, where it first appears. */
class BlameReader {
  readonly #target: BlameTarget;
  readonly #authors = new Map<string, Author>();

  constructor(target: BlameTarget) {
    this.#target = target;
  }

  read(output: string): readonly BlamedLine[] {
    const lines: BlamedLine[] = [];
    let header: string[] = [];
    for (const line of output.split('\n')) {
      if (line.startsWith('\t')) {
        lines.push({ text: line.slice(1), ...this.#author(header) });
        header = [];
      } else header.push(line);
    }
    return lines;
  }

  /** @param header the lines before a line's text: its commit, and what is new about that. */
  #author([first = '', ...fields]: readonly string[]): Author {
    const id = first.split(' ', 1)[0] ?? '';
    const known = this.#authors.get(id);
    if (known && fields.length === 0) return known;
    const field = (name: string): string | undefined =>
      fields.find((each) => each.startsWith(`${name} `))?.slice(name.length + 1);
    const isBoundary = fields.includes('boundary');
    const time = field('committer-time');
    // Where a file was renamed, a commit is described again for each of its names.
    const commit =
      time === undefined
        ? known?.commit
        : { id, date: dateOf(Number(time)), time: Number(time), subject: field('summary') ?? '' };
    const author = {
      commit: isBoundary && this.#target.isShallow ? undefined : commit,
      before: this.#version(field('previous')),
    };
    this.#authors.set(id, author);
    return author;
  }

  #version(previous: string | undefined): BlamedLine['before'] {
    const [, commit, path] = /^([0-9a-f]+) (.+)$/.exec(previous ?? '') ?? [];
    if (commit === undefined || path === undefined) return undefined;
    return { commit, path: this.#target.paths.seenFromFolder(unquote(path)) };
  }
}

function dateOf(seconds: number): string {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().slice(0, 10) : '';
}

/** Git puts names with unusual characters into quotes, each byte of them as an octal number. */
function unquote(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name;
  const bytes: number[] = [];
  const pieces = name.slice(1, -1).match(/\\[0-7]{3}|\\.|[^\\]+/gs) ?? [];
  for (const piece of pieces) {
    if (/^\\[0-7]{3}$/.test(piece)) bytes.push(parseInt(piece.slice(1), 8));
    else
      bytes.push(
        ...Buffer.from(piece.startsWith('\\') ? (ESCAPES[piece.slice(1)] ?? piece.slice(1)) : piece),
      );
  }
  return Buffer.from(bytes).toString('utf8');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};
