import { type Tree, TreeFragment } from '@lezer/common';
import { SourceText } from '../text/source.ts';
import type { Opening } from './longBlocks.ts';
import { blockParser } from './parser.ts';

/** What a part is made of. */
export interface PartText {
  readonly text: string;
  readonly opening: Opening;
}

/**
 * A piece of a document that is parsed by itself. As long as its text stays the same it is the same value at
 * the same offsets, whatever changes elsewhere: what was found out about it stays true.
 */
export class Part implements PartText {
  /** Offset of its start in the tree's `source`. */
  readonly from: number;
  /** 0-based line of its start in the tree's `source`. */
  readonly line: number;
  readonly text: string;
  readonly opening: Opening;
  /** Offset in the tree's `source` of the header of the table that its rows belong to; else where it starts. */
  readonly headFrom: number;
  /** Where front matter ends in it; 0 without any. */
  readonly #frontMatterTo: number;
  #tree: Tree | undefined;
  #previous: { readonly tree: Tree; readonly text: string } | undefined;
  #alone: readonly Part[] | undefined;

  /**
   * @param before the part before it.
   * @param previous the part with the text before a change, whose syntax tree is reused where it can be.
   */
  constructor(
    { from, line }: { readonly from: number; readonly line: number },
    { text, opening }: PartText,
    frontMatterTo = 0,
    before?: Part,
    previous?: Part,
  ) {
    this.from = from;
    this.line = line;
    this.text = text;
    this.opening = opening;
    this.headFrom = opening.kind === 'row' && before ? before.headFrom : from;
    this.#frontMatterTo = frontMatterTo;
    const tree = previous === undefined ? undefined : previous.#tree;
    if (previous && tree && previous.#frontMatterTo === frontMatterTo)
      this.#previous = { tree, text: previous.parsedText };
  }

  /** Its blocks, without inline text. Its offsets are relative to `from`, behind those of `head`. */
  get tree(): Tree {
    return (this.#tree ??= this.#parse());
  }

  /** What is parsed before its text: rows are only rows below the header of their table. */
  get head(): string {
    return this.opening.kind === 'row' ? this.opening.head : '';
  }

  /** It stands in the same section as the part before it. */
  get goesOn(): boolean {
    return this.opening.kind !== 'heading';
  }

  /** The list of it alone, always the same value. */
  get alone(): readonly Part[] {
    return (this.#alone ??= [this]);
  }

  /** The offset behind its text; what follows up to the next part is room. */
  get to(): number {
    return this.from + this.text.length;
  }

  #parse(): Tree {
    const text = this.parsedText;
    const fragments = this.#previous && reusable(this.#previous.tree, this.#previous.text, text);
    this.#previous = undefined;
    return blockParser.parse(text, fragments);
  }

  /** What the tree is made of, `head` included: the text as the Markdown parser wants it, offset for offset. */
  get parsedText(): string {
    const text = new SourceText(this.head + this.text).normalized;
    const to = this.#frontMatterTo;
    return to === 0 ? text : text.slice(0, to).replace(/[^\r\n]/g, ' ') + text.slice(to);
  }
}

function reusable(tree: Tree, before: string, after: string): readonly TreeFragment[] {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < shorter - from &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  // Half a line may be indented code where it is not a whole one: Lezer sees only where the new one starts.
  while (same > 0 && !(isLineStart(before, before.length - same) && isLineStart(after, after.length - same)))
    same--;
  const start = lineBefore(after, from);
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [
    { fromA: start, toA: before.length - same, fromB: start, toB: after.length - same },
  ]);
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text.charCodeAt(offset - 1) === LINE_FEED;
}

const LINE_FEED = 10;

/** Where the line above starts: whether a table begins with it, and ends what is before, the line itself decides. */
function lineBefore(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1);
  return line <= 0 ? 0 : text.lastIndexOf('\n', line - 1) + 1;
}
