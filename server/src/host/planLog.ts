import { streamGit } from './gitStream.ts';

/** A commit that changed a document, in the line of commits that led to what is checked out. */
export interface DocumentVersion {
  readonly commit: string;
  /** When it was committed: seconds since 1970. */
  readonly time: number;
  /** The first line of its message. */
  readonly subject: string;
  /** What the document was called then, relative to the repository. */
  readonly path: string;
  /** The object that holds its text; null where the commit removed it. */
  readonly blob: string | null;
}

export interface DocumentLog {
  /** The oldest first. */
  readonly versions: readonly DocumentVersion[];
  /** There are older ones, which were not read. */
  readonly isCut: boolean;
}

/** Commits; a document that changed more often is read no further back. */
const MAX_VERSIONS = 5000;
/** Milliseconds. */
const MAX_TIME = 30_000;

/**
 * The versions of a document up to the commit that is checked out, through renames. Where branches were merged, the
 * merge counts and not what went on in the branch, as that was another state of the plan at the same time.
 * @param path relative to the repository.
 * @param renames what `-M` takes: how alike two files must be to be one.
 * @returns undefined if git does not answer.
 */
export async function readDocumentLog(
  root: string,
  path: string,
  renames: string,
  signal: AbortSignal,
): Promise<DocumentLog | undefined> {
  const reader = new RawLogReader();
  const args = ['log', ...FORMAT, `-M${renames}`, 'HEAD', '--', path];
  const take = (chunk: Buffer): boolean => reader.take(chunk) < MAX_VERSIONS;
  const end = await streamGit(root, args, take, { signal, timeout: MAX_TIME });
  if (signal.aborted || (end === 'failed' && reader.versions.length === 0)) return undefined;
  return { versions: reader.versions.toReversed(), isCut: end !== 'complete' };
}

/** Neither signatures nor filters are looked at: the configuration may name programs for them. */
const FORMAT = [
  '--follow',
  '--first-parent',
  '--diff-merges=first-parent',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--raw',
  '--no-abbrev',
  '-z',
  '--format=%x01%H%x02%ct%x02%s',
] as const;

/** Reads `git log -z --raw`: fields end with NUL, a commit's own begins with U+0001, a change with `:`. */
class RawLogReader {
  readonly versions: DocumentVersion[] = [];
  readonly #decoder = new TextDecoder();
  #rest = '';
  #commit: Pick<DocumentVersion, 'commit' | 'time' | 'subject'> | undefined;
  /** The new object and the kind of a change of which the paths are to come. */
  #change: { readonly blob: string; readonly kind: string; paths: number } | undefined;

  /** How many versions are known by now. */
  take(chunk: Buffer): number {
    const fields = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\0');
    this.#rest = fields.pop() ?? '';
    for (const field of fields) this.#field(field);
    return this.versions.length;
  }

  #field(field: string): void {
    if (this.#change) return this.#path(this.#change, field);
    const text = field.replace(/^\n+/, '');
    if (text.startsWith('\u0001')) {
      const [commit = '', time = '', ...subject] = text.slice(1).split('\u0002');
      this.#commit = { commit, time: Number(time), subject: subject.join(' ').trim() };
    } else if (text.startsWith(':')) {
      const [, , , blob = '', kind = ''] = text.split(' ');
      this.#change = { blob, kind, paths: /^[RC]/.test(kind) ? 2 : 1 };
    }
  }

  /** Of a rename the second path is the new one. */
  #path(change: { readonly blob: string; paths: number }, path: string): void {
    if (--change.paths > 0) return;
    this.#change = undefined;
    const blob = /^0+$/.test(change.blob) ? null : change.blob;
    if (this.#commit) this.versions.push({ ...this.#commit, path, blob });
  }
}
