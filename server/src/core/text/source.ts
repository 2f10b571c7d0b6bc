/** A half-open range of offsets, counted in UTF-16 code units from the start of the document. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A place as LSP counts it: 0-based line, 0-based UTF-16 column. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** A stretch of a text that stays the same value as long as nothing in it changes. */
export interface Piece {
  readonly from: number;
  readonly text: string;
  /** It is cut from the piece before it within a list or table. */
  readonly goesOn?: boolean;
}

/** Replaces `[from, to)` of the text before the change by `text`. */
export interface TextChange extends Span {
  readonly text: string;
}

/** A stretch of whole lines, which many versions of a text have in common. */
export class Chunk {
  readonly text: string;
  #lineStarts: readonly number[] | undefined;
  /** The answer of `lineAt` that was given last. */
  #lastLine = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Offsets in the chunk at which lines start; behind a line end that it ends with, the next line's, too. */
  get lineStarts(): readonly number[] {
    return (this.#lineStarts ??= computeLineStarts(this.text));
  }

  /** How many line ends it has. */
  get lineEnds(): number {
    return this.lineStarts.length - 1;
  }

  /** The line that holds `offset`; offsets outside the text are clamped. */
  lineAt(offset: number): number {
    const starts = this.lineStarts;
    // The answer is mostly near the one before: ever longer steps from there find where to look.
    let low = this.#lastLine;
    let step = 1;
    while (low > 0 && (starts[low] ?? 0) > offset) {
      low = Math.max(0, low - step);
      step *= 2;
    }
    let high = Math.min(low + step, starts.length) - 1;
    while (high < starts.length - 1 && (starts[high + 1] ?? 0) <= offset) {
      low = high + 1;
      step *= 2;
      high = Math.min(low + step, starts.length) - 1;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.#lastLine = low;
    return low;
  }
}

/** A chunk at its place in a text. */
interface Placed {
  readonly index: number;
  readonly chunk: Chunk;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** 0-based line at which it starts. */
  readonly line: number;
}

/**
 * The text of one document with an index of its lines. Immutable: an edit makes a new value, so a
 * snapshot held by a request in flight stays true.
 *
 * After an edit it consists of chunks, so that a keystroke writes neither the whole text nor all of its lines
 * anew. Nothing that is asked at a keystroke may ask for `text`, which puts them together.
 *
 * Lines end with `\n`, `\r\n` or a lone `\r`, as in LSP and CommonMark. A byte-order mark stays in the
 * text (offsets must be those of the file); `normalized` hides it from the Markdown parser.
 */
export class SourceText {
  readonly length: number;
  /** At least one; all but the last end with a line end. */
  readonly chunks: readonly Chunk[];
  /** Where the chunks start. */
  readonly #starts: readonly number[];
  #startLines: readonly number[] | undefined;
  #text: string | undefined;
  #pieces: readonly Piece[] | undefined;
  /** The chunk that was asked for last. */
  #last: Placed | undefined;

  /** @param text as a whole, or the chunks that it consists of. */
  constructor(text: string | readonly Chunk[]) {
    const isWhole = typeof text === 'string';
    this.chunks = isWhole ? [new Chunk(text)] : text;
    if (isWhole) this.#text = text;
    const starts: number[] = [];
    let at = 0;
    for (const chunk of this.chunks) {
      starts.push(at);
      at += chunk.text.length;
    }
    this.#starts = starts;
    this.length = at;
  }

  get text(): string {
    return (this.#text ??= this.chunks.map(({ text }) => text).join(''));
  }

  get lineCount(): number {
    const last = this.chunks.length - 1;
    return (this.#chunkLines[last] ?? 0) + (this.chunks[last]?.lineStarts.length ?? 1);
  }

  /** The lines at which the chunks start. */
  get #chunkLines(): readonly number[] {
    if (this.#startLines) return this.#startLines;
    const lines: number[] = [];
    let line = 0;
    for (const chunk of this.chunks) {
      lines.push(line);
      line += chunk.lineEnds;
    }
    return (this.#startLines = lines);
  }

  /** The text in pieces that end between lines; what is looked for in them is looked for once. */
  get pieces(): readonly Piece[] {
    return (this.#pieces ??= [{ from: 0, text: this.text }]);
  }

  /** The chunk that holds `offset`; offsets outside the text are clamped. */
  #chunkAt(offset: number): Placed {
    const last = this.#last;
    if (last && offset >= last.from && (offset < last.to || last.to === this.length)) return last;
    return this.#place(lastUpTo(this.#starts, offset));
  }

  #chunkOfLine(line: number): Placed {
    const last = this.#last;
    if (last && line >= last.line && line < last.line + last.chunk.lineEnds) return last;
    return this.#place(lastUpTo(this.#chunkLines, line));
  }

  #place(index: number): Placed {
    const chunk = this.chunks[index] ?? EMPTY;
    const { text } = chunk;
    const from = this.#starts[index] ?? 0;
    const line = this.#chunkLines[index] ?? 0;
    return (this.#last = { index, chunk, text, from, to: from + text.length, line });
  }

  /** The 0-based line that holds `offset`; offsets outside the text are clamped. */
  lineAt(offset: number): number {
    const { chunk, from, line } = this.#chunkAt(offset);
    return line + chunk.lineAt(offset - from);
  }

  placeAt(offset: number): Place {
    const clamped = Math.max(0, Math.min(offset, this.length));
    const line = this.lineAt(clamped);
    return { line, character: clamped - this.lineStart(line) };
  }

  /**
   * The number that people know a 1-based line by. Messages must ask for it: the text may be one with room for
   * edits (`markdown/layout.ts`), whose lines are others than those of the document.
   */
  lineNumber(line: number): number {
    return line;
  }

  /** The 0-based line above in the document, -1 above the first: blank lines that are only room do not count. */
  lineAbove(line: number): number {
    return line - 1;
  }

  /** The same for the line below; the number of lines below the last. */
  lineBelow(line: number): number {
    return line + 1;
  }

  /** The offset of a place; a column past the end of its line means the end of that line. */
  offsetAt(place: Place): number {
    if (place.line < 0) return 0;
    if (place.line >= this.lineCount) return this.length;
    const { from, to } = this.lineSpan(place.line);
    return Math.max(from, Math.min(from + place.character, to));
  }

  /** Where a 0-based line starts; behind the last, the end of the text. */
  lineStart(line: number): number {
    const { chunk, from, line: first } = this.#chunkOfLine(line);
    const start = chunk.lineStarts[line - first];
    return start === undefined ? this.length : from + start;
  }

  /** The span of a 0-based line without its line ending. */
  lineSpan(line: number): Span {
    const { chunk, text, from, line: first } = this.#chunkOfLine(line);
    const start = chunk.lineStarts[line - first] ?? text.length;
    let end = chunk.lineStarts[line - first + 1] ?? text.length;
    if (end > start && text[end - 1] === '\n') end--;
    if (end > start && text[end - 1] === '\r') end--;
    return { from: from + start, to: from + end };
  }

  slice({ from, to }: Span): string {
    const { text, from: start, to: end, index } = this.#chunkAt(from);
    if (to <= end || end === this.length) return text.slice(from - start, Math.max(0, to - start));
    let slice = text.slice(from - start);
    let at = end;
    for (let next = index + 1; at < to && next < this.chunks.length; next++) {
      const { text: more } = this.chunks[next] ?? EMPTY;
      slice += more.slice(0, to - at);
      at += more.length;
    }
    return slice;
  }

  /** Whole lines that hold a span, to look for something in them at their offsets: mostly the chunk. */
  around({ from, to }: Span): Pick<Piece, 'from' | 'text'> {
    const placed = this.#chunkAt(from);
    return from >= placed.from && to <= placed.to ? placed : { from: 0, text: this.text };
  }

  /** The text of a 0-based line without its line ending. */
  lineText(line: number): string {
    return this.slice(this.lineSpan(line));
  }

  /**
   * The same text, offset for offset, as the Markdown parser wants it: a lone `\r` is a `\n`, the `\r` of
   * `\r\n` is a blank at the end of its line (the parser would not see an empty line as empty), and so is
   * a leading byte-order mark.
   */
  get normalized(): string {
    let text = this.text;
    if (text.charCodeAt(0) === 0xfeff) text = ' ' + text.slice(1);
    if (text.includes('\r')) text = text.replace(/\r(?!\n)/g, '\n').replaceAll('\r', ' ');
    return text;
  }

  /** Applies changes in order; each one's offsets refer to the text that the earlier ones left. */
  withChanges(changes: readonly TextChange[]): SourceText {
    return changes.reduce<SourceText>((source, change) => source.#with(change), this);
  }

  #with({ from, to, text }: TextChange): SourceText {
    // Line ends of two characters may be torn apart or come together at either end of the change.
    const first = this.#chunkAt(Math.max(0, from - 1));
    const last = this.#chunkAt(Math.max(from, to));
    const head = this.slice({ from: first.from, to: from });
    const tail = last.text.slice(Math.max(from, to) - last.from);
    const changed = cutUp(head + text + tail);
    return new SourceText(
      this.chunks.slice(0, first.index).concat(changed, this.chunks.slice(last.index + 1)),
    );
  }
}

const EMPTY = new Chunk('');

/** Short enough that writing one anew costs nothing, long enough that there are few of them. */
const CHUNK_LENGTH = 4096;

function cutUp(text: string): Chunk[] {
  const whole = new Chunk(text);
  if (text.length <= 2 * CHUNK_LENGTH) return [whole];
  const chunks: Chunk[] = [];
  let from = 0;
  for (const at of whole.lineStarts) {
    if (at - from < CHUNK_LENGTH || at === text.length) continue;
    chunks.push(new Chunk(text.slice(from, at)));
    from = at;
  }
  chunks.push(new Chunk(text.slice(from)));
  return chunks;
}

/** Index of the last of the ascending numbers that is not above the wanted one; 0 if all are. */
export function lastUpTo(values: readonly number[], wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Offsets at which the lines of a text start. */
export function computeLineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    return starts;
  }
  for (let end = lineEndFrom(text, 0); end < text.length; end = lineEndFrom(text, end)) {
    end += text.startsWith('\r\n', end) ? 2 : 1;
    starts.push(end);
  }
  return starts;
}

/** Where the line ends that the offset is in; before a line end of two characters. */
export function lineEndFrom(text: string, offset: number): number {
  LINE_END.lastIndex = offset;
  return LINE_END.test(text) ? LINE_END.lastIndex - 1 : text.length;
}

const LINE_END = /[\r\n]/g;
