import { readPartBlocks, rowsIn } from '../markdown/blocks.ts';
import { type Inline, readInlines } from '../markdown/inline.ts';
import type { Part } from '../markdown/part.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Directive } from '../model/document.ts';
import type { Span } from '../text/source.ts';
import { allBlocks } from './walk.ts';

const DIRECTIVE =
  /^<!--\s*roadgate(?:-(disable-next-line|disable-line|disable|enable)|:\s*(on|off))(?![\w-])([^]*?)-->$/i;

/** What stands between the codes and the reason: two dashes, of which editors make one, or a colon. */
const REASON = /(?:^|\s)(?:--|—|–)(?:\s|$)|:(?:\s|$)|：/;

/**
 * The `<!-- roadgate… -->` comments, in document order:
 * `<!-- roadgate-disable-next-line rule/a rule/b -- why -->`, `<!-- roadgate-disable-line -->`,
 * `<!-- roadgate-disable -->`, `<!-- roadgate-enable -->`, `<!-- roadgate: on -->`, `<!-- roadgate: off -->`.
 */
export function readDirectives(tree: MarkdownTree): readonly Directive[] {
  return tree.memory.flatMap('directives', [], tree.parts, (part) => readPart(tree, part));
}

function readPart(tree: MarkdownTree, part: Part): readonly Directive[] {
  if (!/<!--\s*roadgate/i.test(part.text)) return [];
  const directives: Directive[] = [];
  const add = (span: Span): void => {
    for (const comment of commentsIn(tree, span)) {
      const directive = toDirective(tree, comment);
      if (directive) directives.push(directive);
    }
  };
  for (const block of allBlocks(readPartBlocks(tree, part))) {
    if (block.kind === 'html') add(block.span);
    else if (block.kind === 'paragraph' || block.kind === 'heading')
      for (const comment of inlineComments(readInlines(tree, block.content))) add(comment.span);
    else if (block.kind === 'table')
      for (const row of rowsIn(block))
        for (const cell of row.cells)
          for (const comment of inlineComments(readInlines(tree, cell))) add(comment.span);
  }
  return directives;
}

/** An HTML block may hold several comments. */
function commentsIn(tree: MarkdownTree, span: Span): Span[] {
  const text = tree.source.slice(span);
  const comments: Span[] = [];
  for (let from = text.indexOf('<!--'); from >= 0;) {
    const close = text.indexOf('-->', from + 4);
    if (close < 0) break;
    comments.push({ from: span.from + from, to: span.from + close + 3 });
    from = text.indexOf('<!--', close + 3);
  }
  return comments;
}

function inlineComments(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) =>
    inline.kind === 'comment' ? [inline] : inlineComments(inline.children),
  );
}

function toDirective(tree: MarkdownTree, span: Span): Directive | null {
  const match = DIRECTIVE.exec(tree.source.slice(span));
  const kind = kindOf((match?.[1] ?? match?.[2] ?? '').toLowerCase());
  if (!match || kind === null) return null;
  const said = match[3] ?? '';
  const separator = REASON.exec(said);
  const codes = said.slice(0, separator?.index);
  const reason = separator === null ? '' : said.slice(separator.index + separator[0].length);
  return {
    kind,
    codes: codes.split(/[\s,]+/).filter((code) => code !== ''),
    reason: reason.trim() || null,
    line: tree.source.lineAt(span.from) + 1,
    span,
  };
}

function kindOf(word: string): Directive['kind'] | null {
  switch (word) {
    case 'disable':
    case 'enable':
    case 'disable-line':
    case 'disable-next-line':
    case 'on':
    case 'off':
      return word;
    default:
      return null;
  }
}
