import { type Tree, TreeFragment } from '@lezer/common';
import { SourceText } from '../text/source.ts';
import { markdown } from './parser.ts';

/**
 * A piece of a document that is parsed by itself. As long as its text stays the same it is the same value at
 * the same offsets, whatever changes elsewhere: what was found out about it stays true.
 */
export class Part {
  /** Offset of its start in the tree's `source`. */
  readonly from: number;
  /** 0-based line of its start in the tree's `source`. */
  readonly line: number;
  readonly text: string;
  /** Where front matter ends in it; 0 without any. */
  readonly #frontMatterTo: number;
  #tree: Tree | undefined;
  #previous: { readonly tree: Tree; readonly text: string } | undefined;

  /** @param previous the part with the text before a change, whose syntax tree is reused where it can be. */
  constructor(from: number, line: number, text: string, frontMatterTo = 0, previous?: Part) {
    this.from = from;
    this.line = line;
    this.text = text;
    this.#frontMatterTo = frontMatterTo;
    const tree = previous === undefined ? undefined : previous.#tree;
    if (previous && tree && previous.#frontMatterTo === frontMatterTo)
      this.#previous = { tree, text: previous.#parsedText() };
  }

  /** Its offsets are relative to `from`. */
  get tree(): Tree {
    return (this.#tree ??= this.#parse());
  }

  /** The offset behind its text; what follows up to the next part is room. */
  get to(): number {
    return this.from + this.text.length;
  }

  #parse(): Tree {
    const text = this.#parsedText();
    const fragments = this.#previous && reusable(this.#previous.tree, this.#previous.text, text);
    this.#previous = undefined;
    return markdown.parse(text, fragments);
  }

  /** As the Markdown parser wants it, offset for offset. */
  #parsedText(): string {
    const text = new SourceText(this.text).normalized;
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
  const start = lineBefore(after, from);
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [
    { fromA: start, toA: before.length - same, fromB: start, toB: after.length - same },
  ]);
}

/** Where the line above starts: whether a table begins with it, and ends what is before, the line itself decides. */
function lineBefore(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1);
  return line <= 0 ? 0 : text.lastIndexOf('\n', line - 1) + 1;
}
