import type { Table } from '../markdown/blocks.ts';
import { readInlines } from '../markdown/inline.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Reference, Task } from '../model/document.ts';
import type { SourceText, Span } from '../text/source.ts';
import { Remembered, areSame, isEqual } from '../remember.ts';
import { type PartPlaces, type Place, type TextPlace, readPlacesByPart } from './places.ts';
import { rowsOf } from './units.ts';
import { expectationOf } from './references/expectation.ts';
import { type Candidate, type Directories, directoriesOf, judge } from './references/judge.ts';
import { type LineNumbers, readLineCell, readLineNumbers } from './references/lines.ts';
import { type Piece, readPieces, mayHoldToken, readTokens } from './references/mentions.ts';
import type { DocumentView } from './view.ts';
import { wordKey, words } from './vocabulary/index.ts';
import { anyCase } from '../text/patterns.ts';

/** A word that may be a path, with where and how it stands. */
interface Mention {
  readonly place: TextPlace;
  readonly piece: Piece;
  readonly pathSpan: Span;
  readonly candidate: Candidate;
  readonly lines: LineNumbers | null;
}

/**
 * Every mention of a file or directory of the repository outside fences and comments, in document order.
 * A word whose folder nobody knows counts if the same folder is mentioned beyond doubt elsewhere.
 */
export function findReferences(view: DocumentView): readonly Reference[] {
  const { tree } = view;
  const { memory } = tree;
  const named = memory.flatMap(
    'directories',
    [],
    readPlacesByPart(tree),
    (part) => scanAlone(tree, part).directories,
  );
  const directories = memory.derive('all directories', [named], () => new Set(named), isEqual);
  // Rules look at the text around a reference: in a part that changed, each is another one.
  return memory.flatMap(
    'references',
    [directories],
    rowsOf(view),
    ([part, , tasks]) => {
      const found = settled(tree, part, directories);
      return knownReferences.read(found, tasks, () => toReferences(tree, found, tasks));
    },
    areSame,
  );
}

const NO_DIRECTORIES: ReadonlySet<string> = new Set();
const knownScans = new Remembered<PartPlaces, Scan>();
const knownRescans = new Remembered<PartPlaces, Scan>();
const knownReferences = new Remembered<Scan, readonly Reference[]>();

function scanAlone(tree: MarkdownTree, part: PartPlaces): Scan {
  return knownScans.read(part, [], () => scan(tree, part, NO_DIRECTORIES));
}

interface Scan {
  readonly found: readonly Found[];
  /** Those of the paths that are beyond doubt. */
  readonly directories: readonly string[];
  /** Names that would decide about a word if they were directories. */
  readonly asked: readonly string[];
}

interface Found {
  readonly mention: Mention;
  readonly kind: Reference['kind'];
}

/** What a part says when the directories of the other parts are known. */
function settled(tree: MarkdownTree, part: PartPlaces, directories: ReadonlySet<string>): Scan {
  const alone = scanAlone(tree, part);
  const helpful = alone.asked.filter((name) => directories.has(name));
  if (helpful.length === 0) return alone;
  return knownRescans.read(part, helpful, () => scan(tree, part, directories));
}

function scan(tree: MarkdownTree, part: PartPlaces, directories: ReadonlySet<string>): Scan {
  const finder = new Finder(tree, directories);
  return finder.scan(part.places);
}

function toReferences(tree: MarkdownTree, { found }: Scan, tasks: readonly Task[]): Reference[] {
  const finder = new TaskFinder(tasks);
  return found.map((each) => toReference(tree.source, each, finder));
}

class Finder {
  readonly #tree: MarkdownTree;
  readonly #source: SourceText;
  readonly #found: Found[] = [];
  readonly #directories = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #known: Directories;

  constructor(tree: MarkdownTree, known: ReadonlySet<string>) {
    this.#tree = tree;
    this.#source = tree.source;
    this.#known = {
      has: (name) => {
        if (this.#directories.has(name)) return true;
        this.#asked.add(name);
        return known.has(name);
      },
    };
  }

  scan(places: readonly Place[]): Scan {
    for (const place of places) if (place.kind !== 'fence') this.#readPlace(place);
    const found = this.#found.sort((a, b) => a.mention.pathSpan.from - b.mention.pathSpan.from);
    return { found, directories: [...this.#directories], asked: [...this.#asked] };
  }

  #readPlace(place: TextPlace): void {
    const content = this.#source.slice(place.content);
    if (!mayHoldPath(content)) return;
    if (!MARKUP.test(content)) {
      const piece: Piece = { kind: 'text', inner: place.content, span: place.content, struck: false };
      for (const token of readTokens(this.#source, place.content)) this.#readToken(place, piece, token);
      return;
    }
    const pieces = readPieces(this.#source, readInlines(this.#tree, place.content));
    for (const piece of pieces) {
      if (piece.kind === 'code') this.#readCode(place, piece);
      else if (piece.kind === 'link') this.#readLink(place, piece);
      else for (const token of readTokens(this.#source, piece.inner)) this.#readToken(place, piece, token);
    }
  }

  #readToken(place: TextPlace, piece: Piece, token: Span): void {
    const pathSpan = this.#pathPart(token);
    const lines = readLineNumbers(this.#source, this.#afterSymbol(pathSpan, token), place.content.to);
    this.#consider({ place, piece, pathSpan, lines, candidate: this.#candidate(place, pathSpan, false) });
  }

  #readLink(place: TextPlace, piece: Piece): void {
    const target = this.#source.slice(piece.inner);
    if (/^[a-z][a-z0-9+.-]*:|^#|^\/\/|^</i.test(target) || target === '') return;
    const pathSpan = {
      from: piece.inner.from,
      to: piece.inner.from + target.replace(/[#?].*$|:\d+(?:[:-]\d+)*$/s, '').length,
    };
    const lines = readLineNumbers(this.#source, pathSpan.to, piece.inner.to);
    const candidate = this.#candidate(place, pathSpan, true);
    const verdict = judge({ ...candidate, path: decoded(candidate.path) }, this.#known);
    const kind = linkKind(candidate.path);
    const accepted =
      verdict.yes ||
      !['url', 'email', 'placeholder', 'outside the repository', 'route'].includes(verdict.reason);
    if (!accepted || candidate.path === '') return;
    this.#found.push({
      mention: { place, piece, pathSpan, lines, candidate },
      kind: verdict.yes ? verdict.kind : kind,
    });
  }

  /** Code is one path, a list of paths, or no path at all: a command's paths are none. */
  #readCode(place: TextPlace, piece: Piece): void {
    const inner = unquoted(this.#source, piece.inner);
    const text = this.#source.slice(inner);
    if (!/\s/.test(text)) {
      this.#readCodeWord(place, piece, inner, true);
      return;
    }
    const first = { from: inner.from, to: inner.from + text.search(/[\s,;]/) };
    const path = this.#pathPart(first);
    const lines = readLineNumbers(this.#source, path.to, inner.to);
    if (lines?.end === inner.to) {
      this.#consider({ place, piece, pathSpan: path, lines, candidate: this.#candidate(place, path, true) });
      return;
    }
    this.#readCodeList(place, piece, inner);
  }

  #readCodeWord(place: TextPlace, piece: Piece, word: Span, mayReadOn: boolean): void {
    const pathSpan = this.#pathPart(word);
    const inside = readLineNumbers(this.#source, this.#afterSymbol(pathSpan, word), word.to);
    const lines =
      inside ?? (mayReadOn ? readLineNumbers(this.#source, piece.span.to, place.content.to) : null);
    this.#consider({ place, piece, pathSpan, lines, candidate: this.#candidate(place, pathSpan, true) });
  }

  /** `a.ts, b.ts`: every part must be a file by its extension. */
  #readCodeList(place: TextPlace, piece: Piece, inner: Span): void {
    const text = this.#source.slice(inner);
    const parts: Span[] = [];
    for (const match of text.matchAll(/[^\s,;+&|→]+/g)) {
      if (/^(?:and|->|und|y|et|или|и)$/.test(match[0])) continue;
      parts.push({ from: inner.from + match.index, to: inner.from + match.index + match[0].length });
    }
    const separated = /[,;+&|→]|->|\band\b/.test(text);
    if (!separated) {
      const path = pathOfPhrase(text);
      if (path !== null)
        this.#readCodeWord(place, piece, { from: inner.from, to: inner.from + path.length }, true);
      return;
    }
    const mentions = parts.map((part) =>
      judge(this.#candidate(place, this.#pathPart(part), true), this.#known),
    );
    if (parts.length > 0 && mentions.every((verdict) => verdict.yes))
      for (const part of parts) this.#readCodeWord(place, piece, part, false);
  }

  #consider(mention: Mention): void {
    // `/news/` below URL is an address of the program, whatever it looks like.
    if (mention.candidate.path.startsWith('/') && isAddressColumn(this.#source, mention.place)) return;
    const verdict = judge(mention.candidate, this.#known);
    if (!verdict.yes) return;
    this.#found.push({ mention, kind: verdict.kind });
    for (const directory of directoriesOf(mention.candidate.path)) this.#directories.add(directory);
  }

  #candidate(place: TextPlace, pathSpan: Span, quoted: boolean): Candidate {
    const source = this.#source;
    const lineStart = Math.max(place.content.from, this.#lineStart(pathSpan.from));
    return {
      path: quoted ? this.#source.slice(pathSpan) : unescaped(this.#source.slice(pathSpan)),
      quoted,
      labelled:
        isFileColumn(this.#source, place) ||
        /\b(?:files?|location|path)\b[^.]{0,30}$/i.test(source.slice({ from: lineStart, to: pathSpan.from })),
      before: source.slice({ from: Math.max(lineStart, pathSpan.from - 200), to: pathSpan.from }),
      after: source.slice({ from: pathSpan.to, to: Math.min(place.content.to, pathSpan.to + 1) }),
    };
  }

  #lineStart(offset: number): number {
    return this.#source.lineSpan(this.#source.lineAt(offset)).from;
  }

  /** The word without `:29`, `#L10`, `#section`, `::symbol` and `:symbol`. */
  #pathPart(word: Span): Span {
    const text = this.#source.slice(word);
    if (!/[:#(]/.test(text)) return word;
    const cut = /(?<!^[A-Za-z]|\/):(?!\/\/)|(?<=\.[A-Za-z\d]{1,12})#|(?<=[\w.])#L\d|\(\)?$/.exec(text);
    return cut ? { from: word.from, to: word.from + cut.index } : word;
  }

  #afterSymbol(path: Span, word: Span): number {
    const rest = this.#source.slice({ from: path.to, to: word.to });
    return rest.startsWith('::') || /^:[A-Za-z_]/.test(rest) ? word.to : path.to;
  }
}

function toReference(source: SourceText, { mention, kind }: Found, tasks: TaskFinder): Reference {
  const { piece, pathSpan, candidate, place } = mention;
  const lines = mention.lines ?? (place.cell ? linesBeside(source, place) : null);
  const span = mentionSpan(mention);
  const at = source.placeAt(span.from);
  const task = tasks.innermost(pathSpan.from);
  const lineStart = Math.max(place.content.from, span.from - at.character);
  return {
    line: at.line + 1,
    column: at.character + 1,
    raw: source.slice(span),
    path: candidate.path,
    ranges: lines?.ranges ?? [],
    kind,
    expectation: expectationOf({
      before: source.slice({ from: Math.max(lineStart, span.from - 240), to: span.from }),
      after: source.slice({ from: span.to, to: Math.min(place.content.to, span.to + 80) }),
      struck: piece.struck,
      hasLines: lines !== null,
      status: task?.status ?? null,
      inTask: task !== null,
      checked: place.item?.box ? /[xX✓✔✅v]/.test(place.item.box.state) : null,
      leads: [...place.leads, ...place.headings.slice(0, 1).map((heading) => heading.text)],
    }),
    span,
    pathSpan,
    rangeSpans: lines?.spans ?? [],
    task: task?.line ?? null,
    quoted: piece.kind !== 'text',
  };
}

/** From the path to the end of its lines; with the code marks if the lines stand behind them. */
function mentionSpan({ piece, pathSpan, lines }: Mention): Span {
  if (!lines) return pathSpan;
  const from = lines.end > piece.span.to && piece.kind !== 'text' ? piece.span.from : pathSpan.from;
  return { from, to: lines.end };
}

/** A Line column beside the file gives its lines; a column "Lines" of bare numbers gives sizes. */
function linesBeside(source: SourceText, { cell }: TextPlace): LineNumbers | null {
  if (!cell || cell.row < 0) return null;
  const found = lineColumn(source, cell.table);
  if (found === null || !isOfColumn(found, cell.column)) return null;
  const span = cell.table.rows[cell.row]?.cells[found.column];
  return span ? readLineCell(source, withoutMarks(source, span)) : null;
}

/** Tasks by position; mentions come in order, so does this. */
class TaskFinder {
  readonly #tasks: readonly Task[];

  constructor(tasks: readonly Task[]) {
    this.#tasks = [...tasks].sort((a, b) => a.extent.from - b.extent.from || b.extent.to - a.extent.to);
  }

  innermost(offset: number): Task | null {
    let low = 0;
    let high = this.#tasks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tasks[middle]?.extent.from ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0; i--) {
      const task = this.#tasks[i];
      if (task && task.extent.to > offset) return task;
    }
    return null;
  }
}

// Without any of these, or a URL, inline content is plain text.
const MARKUP = /[*_~`[\]<>\\&@]|:\/\/|www\./;

const LINE_HEADER = anyCase`^(?:line|lines|line\(s\)|line ?#|line no\.?|line numbers?|zeilen?|ligne|lignes|línea|líneas|linha|строк[аи]|行号?|行番号)$`;
const FILE_HEADER = anyCase`(?<!\p{L})(?:files?|paths?|location|module|datei|archivo|fichier|файл)(?!\p{L})|文件|ファイル|파일`;

interface LineColumn {
  readonly column: number;
  /** The column of the files whose lines these are; null where no header says so. */
  readonly files: number | null;
}

const lineColumns = new WeakMap<Table, LineColumn | null>();

/** What no header tells is taken for a file where it stands before its lines. */
function isOfColumn({ column, files }: LineColumn, other: number): boolean {
  if (files !== null) return other === files;
  return column === 0 ? other !== 0 : other < column;
}

function lineColumn(source: SourceText, table: Table): LineColumn | null {
  const known = lineColumns.get(table);
  if (known !== undefined) return known;
  const { cells } = table.header;
  const column = cells.findIndex((cell) => LINE_HEADER.test(plain(source.slice(cell))));
  const result =
    column < 0 || countsLines(source, table, column)
      ? null
      : { column, files: fileColumnNear(source, cells, column) };
  lineColumns.set(table, result);
  return result;
}

/** The column of files next to another one, the left one of two; null if there is none. */
function fileColumnNear(source: SourceText, cells: readonly Span[], column: number): number | null {
  const columns = cells.flatMap((cell, index) =>
    index !== column && isFileHeader(source, cell) ? [index] : [],
  );
  const [first, ...others] = columns;
  const nearer = (a: number, b: number): number => (Math.abs(b - column) < Math.abs(a - column) ? b : a);
  return first === undefined ? null : others.reduce(nearer, first);
}

/** "Lines" over single numbers only is how long the files are. */
function countsLines(source: SourceText, table: Table, column: number): boolean {
  const header = plain(source.slice(table.header.cells[column] ?? { from: 0, to: 0 }));
  if (!/^(?:lines|zeilen|lignes|líneas)$/i.test(header)) return false;
  return table.rows.every(
    (row) => !/\d\s*[-–,]\s*L?\d/.test(source.slice(row.cells[column] ?? { from: 0, to: 0 })),
  );
}

function isFileColumn(source: SourceText, place: TextPlace): boolean {
  const header = place.cell?.table.header.cells[place.cell.column];
  return header !== undefined && isFileHeader(source, header);
}

function isFileHeader(source: SourceText, header: Span): boolean {
  const text = source.slice(header);
  return FILE_HEADER.test(text) || words().columns.get(wordKey(plain(text))) === 'files';
}

const ADDRESS_HEADER = anyCase`^(?:urls?|routes?|endpoints?|slugs?|permalinks?|api|маршрут)(?!\p{L})|^(?:スラッグ|エンドポイント|路由|接口|地址|라우트|경로)`;

function isAddressColumn(source: SourceText, place: TextPlace): boolean {
  const header = place.cell?.table.header.cells[place.cell.column];
  return header !== undefined && ADDRESS_HEADER.test(plain(source.slice(header)));
}

function plain(text: string): string {
  return text.replace(/[*_`]/g, '').trim();
}

function withoutMarks(source: SourceText, span: Span): Span {
  return without(source, span, /^[*_`~≈\s]+/, /[*_`\s]$/);
}

/** The span without what a pattern matches at its start, and without the characters that another matches at its end. */
function without(source: SourceText, { from, to }: Span, leading: RegExp, trailing: RegExp): Span {
  const text = source.slice({ from, to });
  const start = leading.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && trailing.test(text.slice(end - 1, end))) end--;
  return { from: from + start, to: from + end };
}

/** Most lines of a document hold no path; a look at the characters spares reading their inline content. */
function mayHoldPath(content: string): boolean {
  return content.includes('`') || mayHoldToken(content);
}

function unquoted(source: SourceText, span: Span): Span {
  return without(source, span, /^["'\s,]+/, /["'\s,;.]$/);
}

/** A path with blanks in its names, maybe with lines, or one with a remark behind it; a command is neither. */
function pathOfPhrase(text: string): string | null {
  const [word = ''] = text.split(/\s/, 1);
  const rest = text.slice(word.length).replace(LINES_AT_END, '').trimStart();
  if (/^[§(–—]/.test(rest)) return word;
  if (/\.[A-Za-z\d]+$/.test(word) || !/^[\w.-]+\//.test(word)) return null;
  return /^[^|<>*"'`;&=$]*\.[A-Za-z]{2,5}$/.test(rest) && !rest.startsWith('-') ? text : null;
}

const LINES_AT_END = /(?::L?\d+(?:[-–:]L?\d+)*|#L\d+(?:-L?\d+)?)$/;

function unescaped(path: string): string {
  return path.replace(/\\([_*.()[\]~#-])/g, '$1');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % is part of the name
  }
}

function linkKind(path: string): 'file' | 'directory' {
  return path.endsWith('/') || !/\.[A-Za-z\d]+$/.test(path) ? 'directory' : 'file';
}
