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

/**
 * The text of one document with an index of its lines. Immutable: an edit makes a new value, so a
 * snapshot held by a request in flight stays true.
 *
 * Lines end with `\n`, `\r\n` or a lone `\r`, as in LSP and CommonMark. A byte-order mark stays in the
 * text (offsets must be those of the file); `normalized` hides it from the Markdown parser.
 */
export class SourceText {
  readonly text: string;
  #lineStarts: readonly number[] | undefined;
  #pieces: readonly Piece[] | undefined;
  /** The answer of `lineAt` that was given last. */
  #lastLine = 0;

  /** @param lineStarts offsets at which the lines start, if the caller knows them. */
  constructor(text: string, lineStarts?: readonly number[]) {
    this.text = text;
    this.#lineStarts = lineStarts;
  }

  get length(): number {
    return this.text.length;
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  /** Offsets at which the lines start; there is always at least one. */
  get lineStarts(): readonly number[] {
    return (this.#lineStarts ??= computeLineStarts(this.text));
  }

  /** The text in pieces that end between lines; what is looked for in them is looked for once. */
  get pieces(): readonly Piece[] {
    return (this.#pieces ??= [{ from: 0, text: this.text }]);
  }

  /** The 0-based line that holds `offset`; offsets outside the text are clamped. */
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

  placeAt(offset: number): Place {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(clamped);
    return { line, character: clamped - (this.lineStarts[line] ?? 0) };
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
    if (place.line >= this.lineCount) return this.text.length;
    const { from, to } = this.lineSpan(place.line);
    return Math.max(from, Math.min(from + place.character, to));
  }

  /** The span of a 0-based line without its line ending. */
  lineSpan(line: number): Span {
    const from = this.lineStarts[line] ?? this.text.length;
    let to = this.lineStarts[line + 1] ?? this.text.length;
    if (to > from && this.text[to - 1] === '\n') to--;
    if (to > from && this.text[to - 1] === '\r') to--;
    return { from, to };
  }

  slice(span: Span): string {
    return this.text.slice(span.from, span.to);
  }

  /** The text of a 0-based line without its line ending. */
  lineText(line: number): string {
    return this.slice(this.lineSpan(line));
  }

  /**
   * The same text, offset for offset, as the Markdown parser wants it: a lone `\r` is a `\n`, the `\r` of
   * `\r\n` is a blank at the end of its line (the parser would not see an empty line as empty), and so is
   * a leading byte-order mark. The last bar of a table's delimiter row changes places with the blanks behind
   * it: the parser knows no table whose second line ends with a blank.
   */
  get normalized(): string {
    let text = this.text;
    if (text.charCodeAt(0) === 0xfeff) text = ' ' + text.slice(1);
    if (text.includes('\r')) text = text.replace(/\r(?!\n)/g, '\n').replaceAll('\r', ' ');
    return text.replace(BAR_AND_BLANKS, (written, at: number) =>
      isDelimiterRow(text, at) ? `${written.slice(1)}|` : written,
    );
  }

  /** Applies changes in order; each one's offsets refer to the text that the earlier ones left. */
  withChanges(changes: readonly TextChange[]): SourceText {
    return changes.reduce<SourceText>((source, change) => source.#with(change), this);
  }

  #with({ from, to, text }: TextChange): SourceText {
    const changed = this.text.slice(0, from) + text + this.text.slice(to);
    const known = this.#lineStarts;
    if (known === undefined) return new SourceText(changed);
    // Line ends of two characters may be torn apart or come together at either end of the change.
    const first = this.lineAt(Math.max(0, from - 1));
    const next = this.lineAt(to) + 1;
    const delta = text.length - (to - from);
    const start = known[first] ?? 0;
    const end = known[next];
    const inside = computeLineStarts(changed.slice(start, end === undefined ? undefined : end + delta));
    // Where the next line is known, it is also what stands last inside.
    if (end !== undefined) inside.pop();
    const starts = known.slice(0, first);
    for (const at of inside) starts.push(start + at);
    for (let line = next; line < known.length; line++) starts.push((known[line] ?? 0) + delta);
    return new SourceText(changed, starts);
  }
}

const BAR_AND_BLANKS = /\|[ \t]+(?=\n|$)/g;

/** Whether the line is one of dashes and bars up to `to`. */
function isDelimiterRow(text: string, to: number): boolean {
  const row = text.slice(text.lastIndexOf('\n', to - 1) + 1, to);
  return /^[ \t>|:-]+$/.test(row) && row.includes('-');
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
