/** The end of a stream of bytes, in bounded memory. */
export class Tail {
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #total = 0;

  /** `limit`: bytes that are kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    this.#total += chunk.length;
    for (let first = this.#chunks[0]; first !== undefined; first = this.#chunks[0]) {
      if (this.#length - first.length < this.#limit) break;
      this.#chunks.shift();
      this.#length -= first.length;
    }
  }

  /** What was kept as UTF-8, starting with a whole character. Bytes that are no UTF-8 become U+FFFD. */
  get text(): string {
    const bytes = Buffer.concat(this.#chunks).subarray(-this.#limit);
    let start = 0;
    if (this.dropped > 0) while (start < 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
    return bytes.toString('utf8', start);
  }

  /** Bytes before those that were kept. */
  get dropped(): number {
    return Math.max(0, this.#total - this.#limit);
  }
}
