import { SecretMask } from '../../../server/src/gates/output.ts';
import { Tail } from '../../../server/src/host/tail.ts';

/** Bytes. */
const OUTPUT_LIMIT = 1024 * 1024;

/** The end of what a program shows in a terminal, secrets masked. */
export class TerminalOutput {
  readonly #tail = new Tail(OUTPUT_LIMIT);
  readonly #mask: SecretMask;
  readonly #read: Promise<void>;

  /** @param stream what the terminal shows, as it comes. */
  constructor(stream: AsyncIterable<string>, env: Readonly<Record<string, string>>) {
    this.#mask = new SecretMask(env);
    this.#read = this.#collect(stream);
  }

  /**
   * All of it, once the program has ended. The editor does not end each stream whose program has ended: what has not come
   * within `patience` milliseconds is not waited for.
   */
  async whole(patience: number): Promise<Tail> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    await Promise.race([this.#read, late]);
    clearTimeout(timer);
    this.#tail.push(Buffer.from(this.#mask.finish()));
    return this.#tail;
  }

  async #collect(stream: AsyncIterable<string>): Promise<void> {
    for await (const data of stream) this.#tail.push(Buffer.from(this.#mask.push(data)));
  }
}
