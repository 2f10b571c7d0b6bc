import { lineEndFrom } from '../text/source.ts';
import { HEADING, LONG, LongBlocks, type Opening } from './longBlocks.ts';

/** A place where the text is cut, and what the piece behind it begins with. */
export interface Cut {
  readonly at: number;
  readonly opening: Opening;
}

/** Where to start to look for places to cut, and where to end. */
export interface Stretch {
  /** The text is in no block here but what `opening` says. */
  readonly from: number;
  readonly to: number;
  readonly opening: Opening;
  /** Long lists and tables are cut, too. */
  readonly cutsLong: boolean;
  /** Asked at each place where the text can be cut; true: it is, and the scan ends there. */
  readonly stopAt?: (cut: Cut) => boolean;
}

/**
 * Where a Markdown text can be cut so that each piece, parsed by itself, gives the blocks that it has in the
 * whole: before headings (`# …`) at the margin that stand in no fence, comment or HTML. Such a heading ends
 * whatever is open: paragraphs, lists, quotes and tables. What is cut within a list or table is put together
 * again (`blocks.ts`).
 *
 * The scan looks at the starts of lines only. Where that is not enough to be sure, it does not cut: a piece
 * that is too long costs time, a wrong cut would be a wrong model.
 */
export class BoundaryScan {
  readonly #text: string;
  /** A fence or an HTML block that is open at the level of the document. */
  #open: Open | null = null;
  /** A fence in a list or quote; a heading at the margin ends it, but not the blank lines before that. */
  #nested: string | null = null;
  /** Where it opened in its line: marks further left may stand outside of what it is in. */
  #nestedColumn = 0;
  /** In HTML that ends at a blank line; `maybe` where it may as well be text. */
  #html: 'no' | 'maybe' | 'yes' = 'no';
  #hasContainer = false;
  /** Whether something is open depends on what only a parser knows. */
  #isLost = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** In order; the start of the stretch is none. */
  scan({ from, to, opening, cutsLong, stopAt }: Stretch): Cut[] {
    const long = cutsLong ? new LongBlocks(this.#text, from, opening) : null;
    this.#hasContainer = opening.kind === 'item';
    const found: Cut[] = [];
    let lines = 0;
    for (let at = from; at < to; lines++) {
      const end = lineEndFrom(this.#text, at);
      const isFree = this.#isFree;
      const isHash = this.#text.charCodeAt(at) === HASH;
      const isBoundary = isHash && this.#isBoundary(at, at === from);
      if (at > from) {
        const opened = isBoundary ? HEADING : isFree ? (long?.openingAt(at, end) ?? null) : null;
        const cut = opened && { at, opening: opened };
        const isLast = cut !== null && stopAt?.(cut) === true;
        if (cut && (isLast || lines >= LONG || (opened.kind !== 'item' && opened.kind !== 'row'))) {
          found.push(cut);
          if (isLast) return found;
          lines = 0;
          if (isBoundary) this.#reset();
          if (opened.kind === 'block') long?.enterTable(at);
        }
      }
      this.#line(at, end);
      if (isBoundary || !isFree) long?.reset(isBoundary);
      else long?.line(at, end);
      at = next(this.#text, end);
    }
    return found;
  }

  /** No fence, comment or HTML is open, at whatever level. */
  get #isFree(): boolean {
    return this.#open === null && this.#html === 'no' && !this.#isLost && this.#nested === null;
  }

  #isBoundary(at: number, isStart: boolean): boolean {
    if (this.#open !== null || this.#html !== 'no' || this.#isLost || !isHeading(this.#text, at))
      return false;
    const isFree = this.#nested === null;
    if (!isStart) this.#nested = null;
    return isFree;
  }

  #reset(): void {
    this.#hasContainer = false;
  }

  #line(from: number, to: number): void {
    let at = from;
    // The parser takes a byte-order mark for a blank.
    if (at === 0 && this.#text.charCodeAt(0) === BYTE_ORDER_MARK) at++;
    while (at < to && this.#text.charCodeAt(at) === SPACE) at++;
    const first = at < to ? this.#text.charCodeAt(at) : LINE_FEED;
    if (isBlank(first)) {
      if (at >= to || this.#text.slice(at, to).trim() === '') {
        this.#html = 'no';
        return;
      }
    }
    const indent = first === TAB ? 4 : at - from;
    if (this.#open !== null) this.#continue(this.#open, at, to, indent);
    else if (this.#html !== 'no') this.#isLost ||= this.#html === 'maybe' && opens(this.#text, at, to);
    else if (indent <= 3) this.#start(from, at, to, first, indent);
    else if (this.#hasContainer) this.#nest(from, to);
  }

  /** A line while something is open at the level of the document. */
  #continue(open: Open, at: number, to: number, indent: number): void {
    // In a list item, a line further left would end the item and what is open in it; elsewhere it would not.
    if (open.inList && indent < open.indent) this.#isLost = true;
    if ((indent <= 3 || open.kind === 'html') && isEnd(open, this.#text, at, to)) this.#open = null;
  }

  #start(from: number, at: number, to: number, first: number, indent: number): void {
    const inList = this.#hasContainer && indent > 0;
    if (first === BACKTICK || first === TILDE) {
      const fence = readFence(this.#text, at, to);
      if (fence === null) return;
      if (this.#nested !== null && inList) return this.#nest(from, to);
      this.#nested = null;
      this.#open = { kind: 'fence', fence, indent, inList };
    } else if (isContainer(this.#text, at, to)) {
      this.#hasContainer = true;
      this.#nest(from, to);
    } else {
      // At the margin without a mark, a line is outside of all lists and quotes, and so ends a fence in one.
      if (indent === 0) this.#nested = null;
      if (first === LESS_THAN) this.#startHtml(at, to, indent, inList);
    }
  }

  #startHtml(at: number, to: number, indent: number, inList: boolean): void {
    const line = this.#text.slice(at, to);
    const end = HTML_ENDS.find(([start]) => start.test(line))?.[1];
    if (end === undefined) {
      if (/^<\/?[a-z]/i.test(line)) this.#html = BLOCK_TAG.test(line) && !inList ? 'yes' : 'maybe';
    } else if (!end.test(line)) this.#open = { kind: 'html', end, indent, inList };
  }

  /** A fence that opens or ends behind the marks of lists and quotes. */
  #nest(from: number, to: number): void {
    const line = this.#text.slice(from, to).replace(MARKS, '');
    const column = to - from - line.length;
    const fence = readFence(line, 0, line.length);
    if (this.#nested === null) {
      this.#nested = fence;
      this.#nestedColumn = column;
    } else if (fence !== null && column < this.#nestedColumn) this.#isLost = true;
    else if (isFenceEnd(this.#nested, line)) this.#nested = null;
  }
}

type Open =
  | { readonly kind: 'fence'; readonly fence: string; readonly indent: number; readonly inList: boolean }
  | { readonly kind: 'html'; readonly end: RegExp; readonly indent: number; readonly inList: boolean };

const LINE_FEED = 10;
const RETURN = 13;
const TAB = 9;
const SPACE = 32;
const HASH = 35;
const LESS_THAN = 60;
const BACKTICK = 96;
const TILDE = 126;
const BYTE_ORDER_MARK = 0xfeff;

/** CommonMark's HTML blocks that go on behind blank lines, and what ends them. */
const HTML_ENDS: readonly (readonly [RegExp, RegExp])[] = [
  [/^<!--/, /-->/],
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
];

/** Tags that open HTML wherever they begin a line; of others that depends on what is around. */
const BLOCK_TAG =
  /^<\/?(?:details|summary|div|p|table|thead|tbody|tr|td|th|ul|ol|li|center|section|h[1-6]|blockquote|hr)(?:\s|\/?>|$)/i;

/** May open something that goes on behind a blank line. */
function opens(text: string, at: number, to: number): boolean {
  return /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)*(?:`{3}|~{3}|<)/.test(text.slice(at, to));
}

const MARKS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*[ \t]*/;

function isHeading(text: string, at: number): boolean {
  let end = at;
  while (text.charCodeAt(end) === HASH) end++;
  const behind = text.charCodeAt(end);
  return end - at <= 6 && (Number.isNaN(behind) || isBlank(behind));
}

/** The marks that open a fence, or null. */
function readFence(text: string, at: number, to: number): string | null {
  const mark = text.charCodeAt(at);
  if (mark !== BACKTICK && mark !== TILDE) return null;
  let end = at;
  while (end < to && text.charCodeAt(end) === mark) end++;
  if (end - at < 3) return null;
  const tick = mark === BACKTICK ? text.indexOf('`', end) : -1;
  return tick >= 0 && tick < to ? null : text.slice(at, end);
}

function isFenceEnd(fence: string, line: string): boolean {
  const marks = line.replace(/^[ \t]+|[ \t\r]+$/g, '');
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

function isEnd(open: Open, text: string, at: number, to: number): boolean {
  const line = text.slice(at, to);
  return open.kind === 'fence' ? isFenceEnd(open.fence, line) : open.end.test(line);
}

function isContainer(text: string, at: number, to: number): boolean {
  return /^(?:>|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))/.test(text.slice(at, Math.min(to, at + 12)));
}

function isBlank(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= RETURN);
}

function next(text: string, end: number): number {
  return text.charCodeAt(end) === RETURN && text.charCodeAt(end + 1) === LINE_FEED ? end + 2 : end + 1;
}
