import { streamGit } from './gitStream.ts';

/** Bytes; larger files are data. */
const MAX_SIZE = 1_000_000;
/** UTF-16 units of all texts that are kept. */
const MAX_KEPT = 32_000_000;
/** Milliseconds. */
const MAX_TIME = 20_000;

/** Old versions of the files of one repository, as lines. Which text a name stands for is asked once. */
export class GitObjects {
  readonly #root: string;
  readonly #signal: AbortSignal;
  /** The object that a name (`COMMIT:PATH`) stands for; undefined where there is none that can be read as text. */
  readonly #names = new Map<string, string | undefined>();
  /** By object, the one read last behind the others. */
  readonly #lines = new Map<string, readonly string[]>();
  #kept = 0;

  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  /** @param names `COMMIT:PATH`, the path relative to the repository; an empty one is no file. */
  async linesOf(names: readonly string[]): Promise<readonly (readonly string[] | undefined)[]> {
    const isAskable = (name: string): boolean =>
      name !== '' && !this.#names.has(name) && !/[\n\0]/.test(name);
    await this.#lookUp([...new Set(names)].filter(isAskable));
    const objects = names.map((name) => this.#names.get(name));
    const wanted = objects.filter((id) => id !== undefined && !this.#lines.has(id));
    const read = await this.#read([...new Set(wanted)].filter((id) => id !== undefined));
    return objects.map((id) => (id === undefined ? undefined : (read.get(id) ?? this.#lines.get(id))));
  }

  async #lookUp(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const output = await this.#ask('--batch-check=%(objectname) %(objecttype) %(objectsize)', names);
    // Git answers in the order of the questions, also to those that it has no answer for.
    const answers = output?.toString('utf8').split('\n') ?? [];
    for (const [index, name] of names.entries()) {
      const [, id, size] = BLOB.exec(answers[index] ?? '') ?? [];
      if (output !== undefined) this.#names.set(name, Number(size) <= MAX_SIZE ? id : undefined);
    }
  }

  async #read(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    const output = ids.length === 0 ? undefined : await this.#ask('--batch', ids);
    for (const [id, text] of output === undefined ? [] : textsIn(output)) found.set(id, this.#keep(id, text));
    return found;
  }

  #keep(id: string, text: string): readonly string[] {
    const lines = text.split(/\r\n|\r|\n/);
    // The empty line behind the last line break is none.
    if (lines.at(-1) === '') lines.pop();
    this.#lines.set(id, lines);
    this.#kept += text.length;
    for (const [old, each] of this.#lines) {
      if (this.#kept <= MAX_KEPT || old === id) break;
      this.#lines.delete(old);
      this.#kept -= each.reduce((sum, line) => sum + line.length + 1, 0);
    }
    return lines;
  }

  #ask(how: string, names: readonly string[]): Promise<Buffer | undefined> {
    return askObjects(this.#root, how, names, this.#signal);
  }
}

/**
 * The texts of objects; those that are none, that are too long, or that a partial clone left out are missing in the
 * answer. Undefined if git does not answer.
 */
export async function readTexts(
  root: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | undefined> {
  const sizes = await askObjects(
    root,
    '--batch-check=%(objectname) %(objecttype) %(objectsize)',
    ids,
    signal,
  );
  const answers = sizes?.toString('utf8').split('\n') ?? [];
  const readable = answers.flatMap((line) => {
    const [, id, size] = BLOB.exec(line) ?? [];
    return id !== undefined && Number(size) <= MAX_SIZE ? [id] : [];
  });
  if (readable.length === 0) return sizes && new Map();
  const output = await askObjects(root, '--batch', readable, signal);
  return output && new Map(textsIn(output));
}

/**
 * Those of the objects that are here. A partial clone would fetch what it left out as soon as it is asked for it by name;
 * older versions of git cannot be kept from that.
 */
export async function presentObjects(
  root: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wanted = new Set(ids);
  const present = new Set<string>();
  let rest = '';
  const take = (chunk: Buffer): boolean => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const id of lines) if (wanted.has(id)) present.add(id);
    return present.size < wanted.size;
  };
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)'];
  await streamGit(root, args, take, { signal, timeout: MAX_TIME });
  return ids.filter((id) => present.has(id));
}

const BLOB = /^([0-9a-f]{40,64}) blob (\d+)$/;

/** Reads what `git cat-file --batch` answers; what is no text is left out. */
function* textsIn(output: Buffer): Iterable<readonly [id: string, text: string]> {
  for (let at = 0; at < output.length;) {
    const end = output.indexOf('\n', at);
    const [, id = '', size = ''] = BLOB.exec(output.toString('utf8', at, end)) ?? [];
    if (end < 0 || id === '') break;
    const bytes = output.subarray(end + 1, end + 1 + Number(size));
    at = end + 2 + Number(size);
    if (!bytes.includes(0)) yield [id, bytes.toString('utf8')];
  }
}

async function askObjects(
  root: string,
  how: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  const take = (chunk: Buffer): boolean => chunks.push(chunk) > 0;
  const input = names.map((name) => `${name}\n`).join('');
  const end = await streamGit(root, ['cat-file', how], take, { input, signal, timeout: MAX_TIME });
  return end === 'complete' ? Buffer.concat(chunks) : undefined;
}
