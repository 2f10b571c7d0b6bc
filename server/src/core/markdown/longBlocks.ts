import { blockParser, isDelimiter } from './parser.ts';

/** What a part begins with, as it would have to stand in the whole text for the part to be cut off there. */
export type Opening =
  /** A heading, or the start of the document: nothing from above goes on. */
  | { readonly kind: 'heading' }
  /** A block of the same section. */
  | { readonly kind: 'block' }
  /** The next item of the list above. `mark`: `-`, `*`, `+`, or what stands behind the number. */
  | { readonly kind: 'item'; readonly mark: string }
  /** The next row of the table above. `head`: the text of its header and the line below that. */
  | { readonly kind: 'row'; readonly head: string };

export const HEADING: Opening = { kind: 'heading' };
const BLOCK: Opening = { kind: 'block' };

export function isSameOpening(a: Opening, b: Opening): boolean {
  if (a.kind === 'item') return b.kind === 'item' && a.mark === b.mark;
  if (a.kind === 'row') return b.kind === 'row' && a.head === b.head;
  return a.kind === b.kind;
}

/** So many lines a part has at least before a list or table is cut. */
export const LONG = 32;

/**
 * Finds where a list or table at the margin can be cut: before items of a list and rows of a table that surely
 * go on there. It is told all lines that stand in no fence, comment or HTML at the level of the document.
 */
export class LongBlocks {
  readonly #text: string;
  /** The item at the margin that the lines above belong to. */
  #item: Item | null = null;
  /** The table that the line above belongs to. */
  #table: { readonly head: string; readonly rows: number } | null = null;
  /** No paragraph stands right above, which the line might belong to. */
  #isFree = true;

  constructor(text: string, from: number, opening: Opening) {
    this.#text = text;
    if (opening.kind === 'item') this.#item = { mark: opening.mark, width: 0, isFirst: false };
    if (opening.kind === 'row') this.#table = { head: opening.head, rows: from };
    if (opening.kind === 'block') this.enterTable(from);
  }

  /** What the line opens, if the text can be cut before it. */
  openingAt(from: number, to: number): Opening | null {
    const first = this.#text.charCodeAt(from);
    if (first === BAR) {
      if (this.#table && from >= this.#table.rows) return { kind: 'row', head: this.#table.head };
      return this.#isFree && this.#table === null && longTableAt(this.#text, from) !== null ? BLOCK : null;
    }
    if (this.#item === null) return null;
    const { mark } = itemAt(this.#text, from, to) ?? NO_ITEM;
    return mark === this.#item.mark ? { kind: 'item', mark } : null;
  }

  /** The text was cut before the header of a long table. */
  enterTable(from: number): void {
    const head = longTableAt(this.#text, from);
    this.#table = head === null ? null : { head, rows: from + head.length };
  }

  /** A line that is no heading. */
  line(from: number, to: number): void {
    const first = from < to ? this.#text.charCodeAt(from) : SPACE;
    const indent = first === SPACE || first === TAB ? indentOf(this.#text, from, to) : 0;
    if (first !== BAR) this.#table = null;
    const isBlank = from + indent >= to && first !== TAB;
    if (isBlank) this.#isFree = true;
    if (isBlank) return;
    if (indent > 0 || first === TAB) {
      if (this.#item && first !== TAB && indent < this.#item.width) this.#item = null;
    } else this.#item = this.#itemOf(from, to);
    this.#isFree = false;
  }

  /** Behind a heading, or where what is open is not known. */
  reset(isFree: boolean): void {
    this.#item = null;
    this.#table = null;
    this.#isFree = isFree;
  }

  /** A number other than one does not interrupt a paragraph: the line may be part of it. */
  #itemOf(from: number, to: number): Item | null {
    const item = itemAt(this.#text, from, to);
    if (item === null) return null;
    return item.mark === this.#item?.mark || this.#isFree || item.isFirst ? item : null;
  }
}

interface Item {
  readonly mark: string;
  /** By how many blanks what belongs to the item is indented. */
  readonly width: number;
  /** A bullet, or the number one. */
  readonly isFirst: boolean;
}

const NO_ITEM: Pick<Item, 'mark'> = { mark: '' };

/** The item with text that begins at the margin; a line of dashes or stars is a rule. */
function itemAt(text: string, from: number, to: number): Item | null {
  const first = text.charCodeAt(from);
  if (first !== DASH && first !== STAR && first !== PLUS && !isDigit(first)) return null;
  const found = /^([-*+]|(\d{1,9})([.)]))( +)\S/.exec(text.slice(from, Math.min(to, from + 24)));
  if (!found) return null;
  const [, marker = '', number, delimiter, blanks = ''] = found;
  if (number === undefined && /^[-*\s]*$/.test(text.slice(from, to))) return null;
  const width = marker.length + (blanks.length > 4 ? 1 : blanks.length);
  return { mark: delimiter ?? marker, width, isFirst: number === undefined || number === '1' };
}

/** What stands in a column of line numbers is decided by looking at all of its rows. */
const LINE_NUMBERS = /\|[\s*_`]*(?:lines|zeilen|lignes|líneas)[\s*_`]*(?:\||$)/iu;

/** Header and delimiter row of a table that is worth cutting, with their line ends; null if there is none. */
function longTableAt(text: string, from: number): string | null {
  const [header, delimiter, ...rows] = linesFrom(text, from);
  if (header === undefined || delimiter === undefined || rows.length < LONG) return null;
  if (!isDelimiter(delimiter.trimEnd(), header.trimEnd()) || LINE_NUMBERS.test(header)) return null;
  const isTable = blockParser.parse(`${header.trimEnd()}\n${delimiter.trimEnd()}`).topNode.firstChild?.name;
  return isTable === 'Table' ? header + delimiter : null;
}

/** As many lines with a bar at the margin as make a table long, with their line ends. */
function linesFrom(text: string, from: number): string[] {
  const lines: string[] = [];
  for (let at = from; lines.length < LONG + 2 && text.charCodeAt(at) === BAR;) {
    const end = /\r\n?|\n/g;
    end.lastIndex = at;
    const found = end.exec(text);
    const next = found ? found.index + found[0].length : text.length;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

function indentOf(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) === SPACE) at++;
  return at - from;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const TAB = 9;
const SPACE = 32;
const STAR = 42;
const PLUS = 43;
const DASH = 45;
const BAR = 124;
