import type { ListItem } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Claim, Effort, Group, Status, StatusClaim, Task } from '../model/document.ts';
import type { SourceText, Span } from '../text/source.ts';
import { coverage } from '../text/spans.ts';
import { readEffort } from './effort.ts';
import { idsListed } from './idLists.ts';
import { findGroupWord } from './ids.ts';
import { type Names, RememberedNames, type UnitName, nameKey, namesFor } from './names.ts';
import { sharesWord } from './repeats.ts';
import type { PartPlaces, TextPlace } from './places.ts';
import { readStatusValue, statusOfBox } from './status.ts';
import { columnNamed } from './tasks/row.ts';
import { type PlainText, readPlainText, sourceSpan } from './text.ts';
import { rowsOf } from './units.ts';
import type { DocumentView } from './view.ts';

/** No document explains its marks twice; claims are read with the usual meaning of marks. */
const NO_LEGEND = new Map<string, never>();

/**
 * Statements about a task or group away from its own place: rows of a status table, items of an order or
 * a summary. A statement that claims neither a status nor an effort is none.
 */
export function findClaims(view: DocumentView): readonly Claim[] {
  const { tree } = view;
  const names = namesFor('claims', view);
  return tree.memory.flatMap('claims', [names.asked], rowsOf(view), ([part, groups, tasks]) => {
    const needs = [...groups.map(({ line }) => line), '', ...tasks];
    return known.read(part, needs, names, (asked) => readPart(tree, part, { groups, tasks, names: asked }));
  });
}

const known = new RememberedNames<PartPlaces, readonly Claim[]>();

interface Around {
  readonly groups: readonly Group[];
  readonly tasks: readonly Task[];
  readonly names: Names;
}

function readPart(tree: MarkdownTree, part: PartPlaces, around: Around): Claim[] {
  const finder = new Finder(tree, around);
  return part.places.flatMap((place) => {
    if (place.kind === 'fence' || place.kind === 'heading') return [];
    return place.cell ? finder.readRow(place) : finder.readItem(place);
  });
}

class Finder {
  readonly #tree: MarkdownTree;
  readonly #source: SourceText;
  readonly #names: Names;
  readonly #lines: ReadonlySet<number>;
  readonly #isInTask: (offset: number) => boolean;

  constructor(tree: MarkdownTree, { groups, tasks, names }: Around) {
    this.#tree = tree;
    this.#source = tree.source;
    this.#names = names;
    this.#lines = new Set([...tasks, ...groups].map((unit) => unit.line));
    this.#isInTask = coverage(tasks.map(({ extent }) => extent));
  }

  /** Read once per row, at its first cell. */
  readRow(place: TextPlace): Claim[] {
    const row =
      place.cell && place.cell.row >= 0 && place.cell.column === 0
        ? place.cell.table.rows[place.cell.row]
        : undefined;
    if (!row || this.#isOwnPlace(row.span)) return [];
    const headers = place.cell?.table.header.cells.map((cell) => this.#source.slice(cell)) ?? [];
    const cells = row.cells.map((cell) => readPlainText(this.#tree, cell));
    const texts = cells.map(({ text }) => text.trim());
    const { units: about, areListed } = this.#unitsOfRow(headers, texts);
    if (about.length === 0) return [];
    const column = headers.findIndex((header) => STATES.has(columnNamed(header)));
    const stated = statusOfCell(cells[column]);
    if (areListed) return this.#claims(about, row.span, stated && statedOfAll(stated), null);
    const status = texts
      .slice(1)
      .map((text) => (text.length < 60 && !isPartial(text) ? readStatusValue(text, NO_LEGEND) : null))
      .find((found) => found !== null);
    const effort = effortOfRow(headers, texts);
    return this.#claims(
      about,
      row.span,
      stated ?? (status && { status: status.status, claim: null }),
      effort,
    );
  }

  /** Items outside tasks that begin with a task's id or name it as a range. */
  readItem(place: TextPlace): Claim[] {
    const { item } = place;
    if (!item || place.content.from !== item.content.from || this.#isOwnPlace(place.content)) return [];
    if (this.#isInTask(place.content.from)) return [];
    const plain = readPlainText(this.#tree, place.content);
    const text = plain.text.trim();
    const about = this.#unitsAtStart(text);
    if (about.length === 0) return [];
    const remark = /[:：–—(]|\s-\s/.exec(text);
    const effort = remark ? workEffort(text.slice(remark.index)) : null;
    return this.#claims(about, place.content, statusOfItem(item, plain), effort);
  }

  #claims(
    about: readonly UnitName[],
    span: Span,
    stated: Stated | null | undefined,
    effort: Effort | null,
  ): Claim[] {
    const status = stated?.status ?? null;
    if (status === null && effort === null) return [];
    const isCalendar = effort?.unit === 'w' || effort?.unit === 'mo';
    if (status === null && isCalendar && about.some(({ kind }) => kind === 'group')) return [];
    const line = this.#source.lineAt(span.from) + 1;
    const statusClaim = stated?.claim ?? null;
    return about.map(({ name }) => ({ line, about: name, status, effort, span, statusClaim }));
  }

  #isOwnPlace(span: Span): boolean {
    return this.#lines.has(this.#source.lineAt(span.from) + 1);
  }

  /** What a row is about: the unit that one of its first two cells names, or all that one of its cells lists. */
  #unitsOfRow(headers: readonly string[], texts: readonly string[]): UnitsOfRow {
    for (const [column, text] of texts.entries()) {
      const unit = column < 2 ? this.#names.unit(nameKey(text)) : undefined;
      if (unit) return { units: [unit], areListed: false };
      const listed = NAMES.has(columnNamed(headers[column] ?? '')) ? this.#unitsListed(text) : [];
      if (listed.length > 0) return { units: listed, areListed: true };
      const units = column < 2 ? this.#unitsAtStart(text) : [];
      if (units.length > 0) return { units, areListed: false };
      const counted = column === 0 ? this.#unitCounted(headers[column] ?? '', text) : undefined;
      if (counted) return { units: [counted], areListed: false };
    }
    return { units: [], areListed: false };
  }

  /** `| 2. Walls |` below `Phase`: the second phase, or that of this name. */
  #unitCounted(header: string, text: string): UnitName | undefined {
    const [, number, title] = COUNTED.exec(text) ?? [];
    if (number === undefined || title === undefined || findGroupWord(header) === null) return undefined;
    const name = `${header.trim()} ${number}`;
    return (
      this.#names.unit(nameKey(name)) ?? this.#containerOfOne(name, title) ?? this.#names.unit(nameKey(title))
    );
  }

  /** `Phase 2.1: Roof` where the phase is itself the task `2.1`, as its title says. */
  #containerOfOne(name: string, text: string): UnitName | undefined {
    const number = findGroupWord(name)?.number ?? null;
    const unit = number === null ? undefined : this.#names.unit(nameKey(number));
    return unit?.kind === 'task' && unit.written.some((each) => sharesWord(each, text)) ? unit : undefined;
  }

  /** `T-1, T-2`: none if one of them is unknown. */
  #unitsListed(text: string): readonly UnitName[] {
    const units = idsListed(text).map((key) => this.#names.unit(key));
    return units.every((unit) => unit !== undefined) ? units : [];
  }

  /** `Task 1.1: …`, `#38 …`, `W7-W8 done`; a plain number needs its kind word. */
  #unitsAtStart(text: string): readonly UnitName[] {
    const start = text.replace(/^[^\p{L}\p{N}#]+/u, '').slice(0, 80);
    const named =
      /^((?:[\p{L}]{2,12}\s+)?#?[\p{L}]{0,8}[-_]?\d+(?:[.:_-]\d+)*[a-z]?)(?:\s*(?:[-–—]|to|bis)\s*(#?[\p{L}]{0,8}[-_]?\d+(?:\.\d+)*))?(?![\p{L}\d.])/u.exec(
        start,
      );
    if (!named?.[1]) return [];
    const first = this.#names.unit(nameKey(named[1])) ?? this.#containerOfOne(named[1], start);
    if (!first || /^\d+$/.test(named[1])) return [];
    const last = named[2] === undefined ? null : (this.#names.unit(nameKey(named[2])) ?? null);
    return last === null ? [first] : this.#names.between(first, last);
  }
}

const COUNTED = /^(\d+(?:\.\d+)*[a-z]?)[.)]\s+(\S.*)$/u;

interface UnitsOfRow {
  readonly units: readonly UnitName[];
  /** It names several in one cell: what it says is said of them together. */
  readonly areListed: boolean;
}

/** Columns in which a row says what it is about. */
const NAMES: ReadonlySet<string | null> = new Set(['id', 'name']);

/** A status, and where it stands for sure. */
interface Stated {
  readonly status: Status;
  readonly claim: StatusClaim | null;
}

const STATES: ReadonlySet<string | null> = new Set(['status', 'completion']);

/** What is begun as a whole may be done in part, so that only two states of several tasks are those of each. */
function statedOfAll({ status, claim }: Stated): Stated {
  return { status, claim: status === 'done' || status === 'todo' ? claim : null };
}

/** What the cell of a status column says. */
function statusOfCell(cell: PlainText | undefined): Stated | null {
  if (cell === undefined || cell.text.length > 60 || isPartial(cell.text)) return null;
  const found = readStatusValue(cell.text, NO_LEGEND);
  return found && { status: found.status, claim: { kind: found.kind, span: sourceSpan(cell, found) } };
}

function statusOfItem(item: ListItem, plain: PlainText): Stated | null {
  if (item.box)
    return { status: statusOfBox(item.box.state, NO_LEGEND), claim: { kind: 'box', span: item.box.mark } };
  const text = plain.text.trim();
  const lead = readStatusValue(text.slice(0, 6), NO_LEGEND);
  return lead ? { status: lead.status, claim: null } : statusAtEnd(plain, text);
}

/** `#38 – done`, `T001: ✅ merged`: a state behind a dash or in brackets at the end. */
function statusAtEnd(plain: PlainText, text: string): Stated | null {
  if (isPartial(text)) return null;
  const end = /(?:[–—:(]|\s-\s)\s*([^–—:(]{2,24})\)?$/du.exec(text)?.indices?.[1];
  if (end === undefined) return null;
  const found = readStatusValue(text.slice(...end), NO_LEGEND);
  if (found === null) return null;
  const at = plain.text.indexOf(text) + end[0];
  const span = sourceSpan(plain, { from: at + found.from, to: at + found.to });
  return { status: found.status, claim: { kind: found.kind, span } };
}

/** `3/17 complete`, `60 % done`: no state of the whole. */
function isPartial(text: string): boolean {
  const [, some, all] = /(\d+)\s*\/\s*(\d+)/.exec(text) ?? [];
  if (some !== undefined && all !== undefined) return Number(some) < Number(all);
  const percent = /(\d+(?:\.\d+)?)\s*%/.exec(text)?.[1];
  return percent !== undefined && Number(percent) < 100;
}

function effortOfRow(headers: readonly string[], texts: readonly string[]): Effort | null {
  const column = headers.findIndex(
    (header, index) =>
      index > 0 && /effort|estimate|hours?|time|days?|aufwand|stunden|工时|预估/i.test(header),
  );
  return column < 0 ? null : workEffort(texts[column] ?? '');
}

function workEffort(text: string): Effort | null {
  const found = readEffort(text);
  return found && found.effort.unit !== 'size' && /\d/.test(found.effort.text) ? found.effort : null;
}
