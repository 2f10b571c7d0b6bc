import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { Autolink, Strikethrough, Table, parser } from '@lezer/markdown';
import fc from 'fast-check';
import { type Block, readPartBlocks } from '../../../server/src/core/markdown/blocks.ts';
import { type Inline, type InlineKind, readInlines } from '../../../server/src/core/markdown/inline.ts';
import { EDITING_ROOM } from '../../../server/src/core/markdown/layout.ts';
import type { Part } from '../../../server/src/core/markdown/part.ts';
import { inlineParser, mayHoldMarks } from '../../../server/src/core/markdown/parser.ts';
import { parseMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { SourceText, type Span } from '../../../server/src/core/text/source.ts';
import { markdownBelow } from '../../support/markdownFiles.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const runs = Number(process.env['ROADGATE_RUNS'] ?? 400);

describe('inline text, compared with the whole tree of the parser', function () {
  this.timeout(0);

  it('in the documents of the project', () => {
    for (const file of markdownBelow(PROJECT, ['docs', 'examples', 'test']))
      check(readFileSync(file, 'utf8'));
  });

  it('in texts made of marks', () => {
    fc.assert(
      fc.property(documents, (text) => check(text)),
      { numRuns: runs },
    );
  });

  it('in pieces of what stands in a block', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), (text, from, length) =>
        check(text, (span) => {
          const start = span.from + (from % (span.to - span.from + 1));
          return { from: start, to: Math.min(span.to, start + (length % 12)) };
        }),
      ),
      { numRuns: runs },
    );
  });

  it('as Lezer reads it without the shortcuts', () => {
    const plain = parser.configure([Table, Strikethrough, Autolink]);
    fc.assert(
      fc.property(pieces, (text) => {
        assert.deepEqual(inlineParser.parseInline(text, 3), plain.parseInline(text, 3), JSON.stringify(text));
      }),
      { numRuns: runs * 5 },
    );
  });

  it('nothing is found where no mark can be', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        if (!mayHoldMarks(text)) assert.deepEqual(inlineParser.parseInline(text, 0), []);
      }),
      { numRuns: runs * 10 },
    );
  });
});

const MARKS = [
  '**', '*', '_', '`', '``', '~~', '[a](b.md)', '![i](c.png)', '[', ']', '[x](', '<b>', '<!-- c -->', '\\', '&amp;',
  'https://a.example/b', 'www.example.org', 'a@b.example', 'mailto:a@b.cd', '<https://a.b>', '|',
] as const; // prettier-ignore
const WORDS = ['word', 'two words', ' ', '  \n', '\\\n', '\n', '\n> ', '\n> > ', '\n  ', '\n\t'] as const;
const STARTS = [
  '', '', '# ', '### ', '- ', '- [ ] ', '1. ', '> ', '> > ', '> - ', '| a | ', '| a | b |\n|---|---|\n| ', '\ufeff', '    ',
] as const; // prettier-ignore
const ENDS = ['\n', '\n\n', ' #\n', '\n---\n', '\n> ===\n', '\r\n', '\r', ' |\n', '\n```\n'] as const;
const line = fc
  .tuple(
    fc.constantFrom(...STARTS),
    fc.array(fc.constantFrom(...MARKS, ...WORDS), { maxLength: 7 }),
    fc.constantFrom(...ENDS),
  )
  .map(([start, pieces, end]) => start + pieces.join('') + end);
const LETTERS = ['a', 'b', ':', '/', '.', 'w', 'x', '!', ']', ')', '>', '-', ' ', '\n', '`'] as const;
const pieces = fc
  .array(fc.constantFrom(...MARKS, ...LETTERS), { maxLength: 12 })
  .map((found) => found.join(''));
const documents = fc.array(line, { maxLength: 5 }).map((lines) => lines.join(''));

/** Compares the spans that blocks give, or what `cut` makes of them. */
function check(text: string, cut: (span: Span) => Span = (span) => span): void {
  const tree = parseMarkdown(new SourceText(text), EDITING_ROOM);
  for (const part of tree.parts) {
    const whole = inlineParser.parse(part.parsedText).topNode;
    for (const content of contents(readPartBlocks(tree, part))) {
      const span = cut(content);
      assert.deepEqual(readInlines(tree, span), inWholeTree(part, whole, span), JSON.stringify(text));
    }
  }
}

function* contents(blocks: readonly Block[]): Generator<Span> {
  for (const block of blocks) {
    if (block.kind === 'heading' || block.kind === 'paragraph') yield block.content;
    else if (block.kind === 'quote') yield* contents(block.children);
    else if (block.kind === 'list') for (const item of block.items) yield* contents(item.children);
    else if (block.kind === 'table') for (const row of block.rows) yield* row.cells;
  }
}

const KINDS: Readonly<Record<string, InlineKind>> = {
  StrongEmphasis: 'strong',
  Emphasis: 'emphasis',
  Strikethrough: 'strike',
  InlineCode: 'code',
  Link: 'link',
  Image: 'image',
  URL: 'url',
  Autolink: 'url',
  HTMLTag: 'html',
  ProcessingInstruction: 'html',
  Comment: 'comment',
  Escape: 'escape',
  Entity: 'entity',
  HardBreak: 'break',
};

/** The same, read from a tree of blocks and inline text in one. */
function inWholeTree(part: Part, whole: SyntaxNode, span: Span): Inline[] {
  if (span.to <= span.from) return [];
  const base = part.from - part.head.length;
  let node = whole.resolveInner(span.from - base, 1);
  while (
    node.parent &&
    (base + node.to < span.to || KINDS[node.name] !== undefined || node.name.endsWith('Mark'))
  )
    node = node.parent;
  return collect(node, span, base);
}

function collect(parent: SyntaxNode, span: Span, base: number): Inline[] {
  const result: Inline[] = [];
  let at = span.from;
  const end = span.to - base;
  const addText = (to: number): void => {
    if (to > at)
      result.push({
        kind: 'text',
        span: { from: at, to },
        inner: { from: at, to },
        target: null,
        children: [],
      });
  };
  for (let node = parent.childAfter(span.from - base); node && node.from < end; node = node.nextSibling) {
    if (node.to > end || base + node.from < at) continue;
    const kind = KINDS[node.name];
    if (kind === undefined && node.name !== 'QuoteMark') continue;
    addText(base + node.from);
    at = base + node.to;
    if (kind !== undefined) result.push(toInline(node, kind, base));
  }
  addText(span.to);
  return result;
}

const HOLDS_INLINES: ReadonlySet<InlineKind> = new Set(['strong', 'emphasis', 'strike', 'link', 'image']);

function toInline(node: SyntaxNode, kind: InlineKind, base: number): Inline {
  const isLink = kind === 'link' || kind === 'image';
  const url = isLink ? node.getChild('URL') : null;
  const { from, to } = innerSpan(node, isLink);
  const inner = { from: from + base, to: to + base };
  return {
    kind,
    span: { from: node.from + base, to: node.to + base },
    inner,
    target: url ? { from: url.from + base, to: url.to + base } : null,
    children: HOLDS_INLINES.has(kind) ? collect(node, inner, base) : [],
  };
}

function innerSpan(node: SyntaxNode, isLink: boolean): Span {
  const first = node.firstChild;
  if (!first?.name.endsWith('Mark')) return { from: node.from, to: node.to };
  const last = isLink ? node.getChildren('LinkMark')[1] : node.lastChild;
  if (isLink) return { from: first.to, to: last ? last.from : node.to };
  return { from: first.to, to: last && last.from >= first.to ? last.from : node.to };
}
