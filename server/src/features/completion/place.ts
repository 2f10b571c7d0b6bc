import {
  type Block,
  type List,
  type ListItem,
  readSectionBlocks,
  sectionsOf,
  type Table,
  type TableRow,
} from '../../core/markdown/blocks.ts';
import { partIndexAt } from '../../core/markdown/layout.ts';
import type { MarkdownTree } from '../../core/markdown/tree.ts';
import { type Field, fieldNamed, readFieldLines, readItemLabel } from '../../core/parse/fields.ts';
import { columnNamed } from '../../core/parse/tasks/row.ts';
import { readPlainText } from '../../core/parse/text.ts';
import type { ColumnName, FieldName } from '../../core/parse/vocabulary/index.ts';
import type { SourceText, Span } from '../../core/text/source.ts';

/** What kind of text an offset stands in. All offsets are those of the tree's `source`. */
export interface Place {
  readonly kind: 'heading' | 'item' | 'paragraph' | 'cell' | 'front-matter';
  /** The stretch of the offset's line that belongs to the place: an item's text, a cell, a line. */
  readonly span: Span;
  /** What the text says a value of; null: it is no value of a field. */
  readonly field: FieldValue | null;
  /** Only in an item that has none, a label may begin. */
  readonly hasBox: boolean;
}

export interface FieldValue {
  readonly name: FieldName;
  /** The label stands before it; false: a label or heading above is over the list that it stands in. */
  readonly labelled: boolean;
  /** Where the value begins, on the offset's line. */
  readonly from: number;
}

/** Undefined where nothing is completed: in code, HTML, a table's header. The words must be set (`readWith`). */
export function placeAt(tree: MarkdownTree, offset: number): Place | undefined {
  if (tree.frontMatter && offset <= tree.frontMatter.to) return frontMatterPlace(tree, offset);
  const part = tree.parts[partIndexAt(tree.parts, offset)];
  const section = sectionsOf(tree).find((parts) => part !== undefined && parts.includes(part));
  return section && new Search(tree, offset).among(readSectionBlocks(tree, section), null);
}

/** One way down through the blocks of a part, to the text at an offset. */
class Search {
  readonly #tree: MarkdownTree;
  readonly #offset: number;
  readonly #line: Span;

  constructor(tree: MarkdownTree, offset: number) {
    this.#tree = tree;
    this.#offset = offset;
    this.#line = tree.source.lineSpan(tree.source.lineAt(offset));
  }

  /** @param around the field that a heading or an item's label above opened. */
  among(blocks: readonly Block[], around: FieldName | null): Place | undefined {
    let opened = around;
    let label: FieldName | null = null;
    let found: Block | undefined;
    let field = around;
    for (const block of blocks) {
      if (block.span.from > this.#line.to) break;
      found = block;
      field = block.kind === 'list' ? (label ?? opened) : opened;
      if (block.kind === 'heading') opened = this.#opens(block.content);
      label = block.kind === 'paragraph' ? this.#labelOver(block.content) : null;
    }
    if (found && this.#reaches(found)) return this.#inside(found, field);
    return found?.kind === 'paragraph' && this.#isRightBelow(found)
      ? this.#text('paragraph', found.content, opened, false)
      : this.#freeLine(opened);
  }

  #inside(block: Block, field: FieldName | null): Place | undefined {
    switch (block.kind) {
      case 'heading':
        return this.#heading(block.content);
      case 'paragraph':
        return this.#text('paragraph', block.content, field, false);
      case 'list':
        return this.#list(block, field);
      case 'quote':
        return this.among(block.children, field);
      case 'table':
        return this.#table(block);
      case 'rule':
      case 'definition':
        return this.#freeLine(field);
      case 'fence':
      case 'code':
      case 'html':
        return undefined;
    }
  }

  /** Blanks at the end of a block's last line are no part of it, but somebody who types stands behind them. */
  #reaches(block: Block): boolean {
    const isOpen = block.kind === 'fence' && !block.closed;
    return isOpen || block.span.to >= this.#line.from;
  }

  #isRightBelow({ span }: Block): boolean {
    const { source } = this.#tree;
    return source.lineAt(span.to) + 1 === source.lineAt(this.#offset);
  }

  #freeLine(field: FieldName | null): Place {
    const value = field === null ? null : { name: field, labelled: false, from: this.#line.from };
    return { kind: 'paragraph', span: this.#line, field: value, hasBox: false };
  }

  #heading(content: Span): Place {
    const { source } = this.#tree;
    if (this.#line.from > content.to) return this.#underline(content);
    const span = { from: Math.max(content.from, this.#line.from), to: this.#line.to };
    const colon = /[:：]\**[ \t]*/u.exec(source.slice(span));
    const label = colon && fieldNamed(source.slice({ from: span.from, to: span.from + colon.index }));
    const from = span.from + (colon ? colon.index + colon[0].length : 0);
    const field = label && from <= this.#offset ? { name: label, labelled: true, from } : null;
    return { kind: 'heading', span, field, hasBox: false };
  }

  /** `- ` below a line is an underline, until the first letter makes it the item that it was meant to be. */
  #underline(content: Span): Place {
    const marker = /^[ \t]*-[ \t]*/.exec(this.#tree.source.slice(this.#line))?.[0].length ?? 0;
    const span = { from: this.#line.from + marker, to: this.#line.to };
    const label = this.#labelOver(content);
    const field =
      label !== null && this.#offset >= span.from ? { name: label, labelled: false, from: span.from } : null;
    return { kind: 'item', span, field, hasBox: false };
  }

  #list(list: List, field: FieldName | null): Place | undefined {
    const item = list.items.findLast(({ span }) => span.from <= this.#line.to);
    if (!item) return undefined;
    const isOwnLine = this.#tree.source.lineAt(item.marker.from) === this.#tree.source.lineAt(this.#offset);
    const [first] = item.children;
    if (isOwnLine && (!first || first.kind === 'paragraph')) {
      const from = item.box ? item.box.span.to : item.marker.to;
      const to = Math.max(item.content.to, this.#line.to);
      return this.#text('item', { from, to }, field, item.box !== null, item);
    }
    if (first?.kind === 'paragraph' && this.#offset <= item.content.to)
      return this.#text('item', item.content, field, item.box !== null, item);
    return this.among(item.children.slice(first?.kind === 'paragraph' ? 1 : 0), this.#below(item, field));
  }

  /** `- **Depends on:**` over a nested list. */
  #below(item: ListItem, field: FieldName | null): FieldName | null {
    const label = readItemLabel(this.#tree, item);
    return label ? label.name : field;
  }

  #text(
    kind: 'item' | 'paragraph',
    content: Span,
    governing: FieldName | null,
    hasBox: boolean,
    item?: ListItem,
  ): Place {
    const from = Math.max(content.from, this.#line.from);
    const span = { from: this.#withoutIndent(from), to: this.#line.to };
    const { fields } = readFieldLines(this.#tree, item ? item.content : content);
    // On the line of a box stands the item's own text, whatever it begins with.
    const first = hasBox ? this.#tree.source.lineSpan(this.#tree.source.lineAt(content.from)).to : -1;
    const own = fields.findLast(({ at }) => at <= this.#offset && at > first);
    if (own) return { kind, span, field: this.#valueOf(own), hasBox };
    // A box stands before work, not before a value.
    const field = governing === null || hasBox ? null : { name: governing, labelled: false, from: span.from };
    return { kind, span, field, hasBox };
  }

  #withoutIndent(from: number): number {
    const { text } = this.#tree.source;
    let at = from;
    while (at < this.#offset && /[ \t>]/.test(text.charAt(at))) at++;
    return at;
  }

  /** Null: the offset is in the label, or in a line behind the value. */
  #valueOf(field: Field): FieldValue | null {
    if (field.name === null) return null;
    const { text } = this.#tree.source;
    const from = valueStart(text, field);
    if (this.#offset < from) return null;
    if (from >= this.#line.from) return { name: field.name, labelled: true, from };
    // A value goes on in the next line where a comma ends this one.
    const above = text.slice(from, this.#line.from).trimEnd();
    if (!/[,、，]$/.test(above)) return null;
    return { name: field.name, labelled: true, from: this.#withoutIndent(this.#line.from) };
  }

  #table(table: Table): Place | undefined {
    const row = table.rows.findLast(({ span }) => span.from <= this.#line.to);
    if (!row || row.span.from < this.#line.from) return undefined;
    const { column, span } = this.#cell(row);
    const header = table.header.cells[column];
    const name = header && columnNamed(readPlainText(this.#tree, header).text);
    const field = name ? FIELD_OF[name] : undefined;
    const value = field ? { name: field, labelled: true, from: span.from } : null;
    return { kind: 'cell', span, field: value, hasBox: false };
  }

  /** Between the bars around the offset, which end a cell also where nothing stands in it. */
  #cell(row: TableRow): { column: number; span: Span } {
    const text = this.#tree.source.slice({ from: row.span.from, to: this.#line.to });
    const bars = [...text.matchAll(/(?<!\\)\|/g)].map(({ index }) => row.span.from + index);
    const before = bars.filter((bar) => bar < this.#offset);
    const isLed = bars[0] === row.span.from;
    const from = (before.at(-1) ?? row.span.from - 1) + 1;
    const to = bars.find((bar) => bar >= this.#offset) ?? this.#line.to;
    return { column: before.length - (isLed ? 1 : 0), span: { from: this.#withoutIndent(from), to } };
  }

  /** The field that a heading as a whole names: `### Dependencies`. */
  #opens(content: Span): FieldName | null {
    return fieldNamed(readPlainText(this.#tree, content).text);
  }

  /** A label over a list: nothing stands behind it in its own paragraph. */
  #labelOver(content: Span): FieldName | null {
    const last = readFieldLines(this.#tree, content).fields.at(-1);
    return last?.value === null ? last.name : null;
  }
}

/** Behind the label, its marks and the colon. */
function valueStart(text: string, { labelSpan, valueSpan }: Field): number {
  const behind = /^[*_]*(?:[ \t]*\([^)\n]{0,60}\))?[ \t]*[:：]?[*_]*[ \t]*/u.exec(
    text.slice(labelSpan.to, labelSpan.to + 100),
  );
  const start = labelSpan.to + (behind?.[0].length ?? 0);
  return valueSpan.to > valueSpan.from ? Math.min(start, valueSpan.from) : start;
}

const FIELD_OF: Partial<Record<ColumnName, FieldName>> = {
  status: 'status',
  dependsOn: 'dependsOn',
  branch: 'branch',
  labels: 'labels',
  files: 'files',
};

const KEYS: Readonly<Record<string, FieldName | undefined>> = {
  status: 'status',
  dependencies: 'dependsOn',
  depends_on: 'dependsOn',
  depends: 'dependsOn',
  blocked_by: 'dependsOn',
  branch: 'branch',
  labels: 'labels',
  tags: 'labels',
};

/**
 * `status: …`, `labels: [a, …]`, and the items of a list below a key: of the document, or of one of its `todos`, whose keys are
 * indented.
 */
function frontMatterPlace({ source }: MarkdownTree, offset: number): Place | undefined {
  const at = source.lineAt(offset);
  const line = source.lineSpan(at);
  const keyOf = isInTodos(source, at) ? TODO_KEY : KEY;
  for (let above = at; above > 0; above--) {
    const text = source.lineText(above);
    const key = keyOf.exec(text);
    if (!key && (above === at ? !/^\s+-\s/.test(text) : !/^\s+-/.test(text))) return undefined;
    if (!key) continue;
    const name = KEYS[(key[1] ?? '').toLowerCase().replaceAll('-', '_')];
    const lead = above === at ? key[0].length : (/^\s+-\s+/.exec(source.lineText(at))?.[0].length ?? 0);
    const from = line.from + lead;
    if (name === undefined || from > offset) return undefined;
    const field = { name, labelled: true, from };
    return { kind: 'front-matter', span: { from, to: line.to }, field, hasBox: false };
  }
  return undefined;
}

const KEY = /^([\w-]+):[ \t]*\[?[ \t]*/;
const TODO_KEY = /^[ \t]+(?:-[ \t]+)?([\w-]+):[ \t]*\[?[ \t]*/;

/** The nearest key of the document itself is `todos`. */
function isInTodos(source: SourceText, at: number): boolean {
  for (let line = at; line > 0; line--) {
    const key = /^([\w-]+):/.exec(source.lineText(line))?.[1];
    if (key !== undefined) return line < at && key === 'todos';
  }
  return false;
}
