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
      const [, id, size] = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(answers[index] ?? '') ?? [];
      if (output !== undefined) this.#names.set(name, Number(size) <= MAX_SIZE ? id : undefined);
    }
  }

  async #read(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    const output = ids.length === 0 ? undefined : await this.#ask('--batch', ids);
    if (output === undefined) return found;
    for (let at = 0; at < output.length;) {
      const end = output.indexOf('\n', at);
      const [, id = '', size = ''] = /^(\S+) blob (\d+)$/.exec(output.toString('utf8', at, end)) ?? [];
      if (end < 0 || id === '') break;
      const bytes = output.subarray(end + 1, end + 1 + Number(size));
      at = end + 2 + Number(size);
      if (!bytes.includes(0)) found.set(id, this.#keep(id, bytes.toString('utf8')));
    }
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

  async #ask(how: string, names: readonly string[]): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    const take = (chunk: Buffer): boolean => chunks.push(chunk) > 0;
    const input = names.map((name) => `${name}\n`).join('');
    const end = await streamGit(this.#root, ['cat-file', how], take, {
      input,
      signal: this.#signal,
      timeout: MAX_TIME,
    });
    return end === 'complete' ? Buffer.concat(chunks) : undefined;
  }
}
