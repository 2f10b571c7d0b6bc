import {
  type Block,
  type Fence,
  type List,
  type ListItem,
  type Table,
  goesOn,
  readPartBlocks,
  rowsIn,
} from '../markdown/blocks.ts';
import type { Part } from '../markdown/part.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Span } from '../text/source.ts';
import { Remembered } from '../remember.ts';

/**
 * A piece of text or a fence with what announces it: its headings, and the label, sentence or list items
 * that lead to it. References, gates and totals mean different things in different places.
 */
export type Place = TextPlace | FencePlace;

interface Surroundings {
  /** The enclosing headings, the innermost first. */
  readonly headings: readonly HeadingAbove[];
  /** What leads to this place under its heading, the innermost first: labels, sentences, parent items. */
  readonly leads: readonly string[];
  /** The innermost list item that holds it. */
  readonly item: ListItem | null;
}

export interface HeadingAbove {
  readonly text: string;
  readonly level: number;
  /** Offset at which the heading's text begins. */
  readonly from: number;
}

export interface TextPlace extends Surroundings {
  readonly kind: 'heading' | 'paragraph' | 'cell';
  /** The inline content. */
  readonly content: Span;
  readonly cell: CellPlace | null;
}

export interface CellPlace {
  readonly table: Table;
  /** Index into `table.rows`; -1 for the header. */
  readonly row: number;
  readonly column: number;
}

export interface FencePlace extends Surroundings {
  readonly kind: 'fence';
  readonly fence: Fence;
  /** Text that stands directly before the fence: a paragraph, or the first line of its list item. */
  readonly introduction: string | null;
}

/** The places of one part. */
export interface PartPlaces {
  readonly part: Part;
  readonly places: readonly Place[];
  /** The headings that are open where the part begins, the outermost first. */
  readonly above: readonly HeadingAbove[];
}

/** Every place of a document in document order, part by part. Indented code and HTML are left out. */
export function readPlacesByPart(tree: MarkdownTree): readonly PartPlaces[] {
  return tree.memory.scan('places', tree.parts, NOTHING_OPEN, (state, part) => {
    const above = aboveOf(tree, part, state);
    const output = known.read(part, above, () => readPart(tree, part, above));
    return { output, state: output.state };
  });
}

/** The label and the sentence or item that lead to a block. */
type Leads = readonly [lead: string | null, label: string | null];

/** What a part needs to know of those above it: the leads to its first block, and the headings that are open. */
type Above = readonly [...Leads, ...open: HeadingAbove[]];

/** The last block with the leads to it, the leads to what follows, and the headings that are open. */
type State = readonly [last: Block | null, ...to: Leads, ...behind: Leads, ...open: HeadingAbove[]];

const NO_LEADS: Leads = [null, null];
const NOTHING_OPEN: State = [null, ...NO_LEADS, ...NO_LEADS];

function aboveOf(tree: MarkdownTree, part: Part, state: State): Above {
  const [last, lead, label, leadBehind, labelBehind, ...open] = state;
  const [first] = readPartBlocks(tree, part);
  if (last && goesOn(tree, last, first, part)) return [lead, label, ...open];
  if (part.goesOn) return [leadBehind, labelBehind, ...open];
  // A heading closes those that are not above it, so that they do not matter to its part.
  const above = first?.kind === 'heading' ? open.filter(({ level }) => level < first.level) : open;
  return [...NO_LEADS, ...above];
}

interface Known extends PartPlaces {
  readonly state: State;
}

const known = new Remembered<Part, Known>();

function readPart(tree: MarkdownTree, part: Part, [lead, label, ...above]: Above): Known {
  const places: Place[] = [];
  const walk = new Walk(tree, places, above);
  const blocks = readPartBlocks(tree, part);
  const around = { headings: [], leads: [], item: null };
  const [to, behind] = walk.section(blocks, around, [lead, label]);
  return { part, places, above, state: [blocks.at(-1) ?? null, ...to, ...behind, ...walk.open] };
}

class Walk {
  readonly #tree: MarkdownTree;
  readonly #places: Place[];
  readonly #open: HeadingAbove[];
  #headings: readonly HeadingAbove[];

  constructor(tree: MarkdownTree, places: Place[], above: readonly HeadingAbove[]) {
    this.#tree = tree;
    this.#places = places;
    this.#open = [...above];
    this.#headings = [...above].reverse();
  }

  /** The headings that are open behind what was walked. */
  get open(): readonly HeadingAbove[] {
    return this.#open;
  }

  /**
   * Blocks of one container, in order: a paragraph leads to what follows it.
   * @returns the leads to the last block, and to what follows it.
   */
  section(
    blocks: readonly Block[],
    around: Surroundings,
    [lead, label]: Leads = NO_LEADS,
  ): readonly [to: Leads, behind: Leads] {
    let to: Leads = [lead, label];
    let previous: string | null = null;
    for (const block of blocks) {
      to = [lead, label];
      const labels = label === null ? around.leads : [label, ...around.leads];
      const leads = lead === null || lead === label ? labels : [lead, ...labels];
      const here = { headings: this.#headings, leads, item: around.item };
      if (block.kind === 'heading') {
        this.#enter(this.#text(block.content), block.level, block.content.from);
        this.#push('heading', block.content, { ...here, headings: this.#headings, leads: around.leads });
        lead = null;
        label = null;
        previous = null;
        continue;
      }
      if (block.kind === 'paragraph') {
        this.#push('paragraph', block.content, { ...here, leads: labels });
        const last = this.#lastLine(block.content);
        previous = this.#text(last);
        lead = previous;
        if (this.#isLabel(last)) label = previous;
        continue;
      }
      this.#container(block, here, previous);
      if (block.kind === 'rule') {
        lead = null;
        label = null;
      }
      const step = block.kind === 'list' ? this.#stepOf(block) : null;
      if (step !== null) lead = label = step;
      previous = null;
    }
    return [to, [lead, label]];
  }

  /** `- [ ] **Step 2: Run the tests**` as the last item of a list is a label over what follows the list. */
  #stepOf(list: List): string | null {
    const last = list.items.at(-1);
    if (last?.children.length !== 1) return null;
    return this.#isLabel(last.content) ? this.#text(last.content) : null;
  }

  #container(block: Block, here: Surroundings, previous: string | null): void {
    switch (block.kind) {
      case 'list':
        for (const item of block.items) this.#item(item, here);
        return;
      case 'quote':
        this.section(block.children, here);
        return;
      case 'fence':
        this.#places.push({ ...here, kind: 'fence', fence: block, introduction: previous });
        return;
      case 'table':
        this.#table(block, here);
        return;
      case 'heading':
      case 'paragraph':
      case 'code':
      case 'html':
      case 'rule':
      case 'definition':
        return;
    }
  }

  #item(item: ListItem, around: Surroundings): void {
    const [first, ...rest] = item.children;
    if (first?.kind !== 'paragraph') {
      this.section(item.children, { ...around, item });
      return;
    }
    this.#push('paragraph', item.content, { ...around, item });
    if (rest.length === 0) return;
    const lead = this.#text(item.content);
    const inner = { ...around, leads: [lead, ...around.leads], item };
    const [second] = rest;
    if (second?.kind === 'fence') {
      this.#places.push({ ...inner, kind: 'fence', fence: second, introduction: lead });
      this.section(rest.slice(1), inner);
      return;
    }
    this.section(rest, inner);
  }

  #table(table: Table, here: Surroundings): void {
    const first = table.goesOn ? 0 : -1;
    rowsIn(table).forEach((row, index) => {
      row.cells.forEach((content, column) => {
        this.#places.push({ ...here, kind: 'cell', content, cell: { table, row: first + index, column } });
      });
    });
  }

  #push(kind: 'heading' | 'paragraph', content: Span, around: Surroundings): void {
    const { headings, leads, item } = around;
    this.#places.push({ kind, content, headings, leads, item, cell: null });
  }

  #enter(text: string, level: number, from: number): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
    // What stands below stays as it was when only the text under the heading changed.
    const heading = this.#tree.memory.derive(`heading ${from}`, [text, level], () => ({ text, level, from }));
    this.#open.push(heading);
    this.#headings = [...this.#open].reverse();
  }

  /** Bold as a whole, or a few words and a colon. */
  #isLabel(line: Span): boolean {
    const text = this.#tree.source.slice(line).trim();
    if (text.length > 120) return false;
    return /[:：]\**$/.test(text) || /^\*\*[^*]+\*\*$/.test(text);
  }

  #lastLine(content: Span): Span {
    const start = this.#tree.source.lineSpan(this.#tree.source.lineAt(content.to)).from;
    return { from: Math.max(start, content.from), to: content.to };
  }

  /** Long enough for a label or a sentence; marks of emphasis and code are no part of either. */
  #text(content: Span): string {
    const raw = this.#tree.source.slice({ ...content, to: Math.min(content.to, content.from + 240) });
    return MARKS.test(raw) ? raw.replaceAll(ALL_MARKS, '').trim() : raw.trim();
  }
}

const MARKS = /[*~`]/;
const ALL_MARKS = /\*+|~~|`/g;
