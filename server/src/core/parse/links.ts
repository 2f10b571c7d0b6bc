import { slug } from 'github-slugger';
import { type Heading as HeadingBlock, readPartBlocks, rowsIn } from '../markdown/blocks.ts';
import { type Inline, plainText, readInlines } from '../markdown/inline.ts';
import type { Part } from '../markdown/part.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Heading, RelativeLink } from '../model/document.ts';
import { areSame } from '../remember.ts';
import type { Span } from '../text/source.ts';
import { allBlocks } from './walk.ts';

/** Every heading with the anchor that GitHub gives it: the slug of its visible text, numbered if it repeats. */
export function readHeadings(tree: MarkdownTree): readonly Heading[] {
  const { memory } = tree;
  const headings = memory.flatMap('headings', [], tree.parts, (part) => readPartHeadings(tree, part));
  return memory.derive('numbered headings', [headings], () => {
    const slugs = numbered(headings.map((heading) => heading.slug));
    return headings.map((heading, index) => {
      const own = slugs[index] ?? heading.slug;
      return own === heading.slug ? heading : { ...heading, slug: own };
    });
  });
}

function readPartHeadings(tree: MarkdownTree, part: Part): Heading[] {
  const headings: Heading[] = [];
  for (const block of allBlocks(readPartBlocks(tree, part)))
    if (block.kind === 'heading') headings.push(toHeading(tree, block));
  return headings;
}

function toHeading(tree: MarkdownTree, block: HeadingBlock): Heading {
  const text = plainText(tree, readInlines(tree, block.content)).trim();
  return {
    level: block.level,
    line: tree.source.lineAt(block.span.from) + 1,
    text,
    slug: slug(text),
    span: block.span,
  };
}

/** As `GithubSlugger` counts: the second `setup` is `setup-1`, unless a heading has that name itself. */
export function numbered(slugs: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return slugs.map((slug) => {
    let unique = slug;
    while (counts.has(unique)) {
      const count = (counts.get(slug) ?? 0) + 1;
      counts.set(slug, count);
      unique = `${slug}-${count}`;
    }
    counts.set(unique, 0);
    return unique;
  });
}

/**
 * Links, images and reference definitions whose target is no URL and not absolute. Rules look at the text around a link: in a
 * part that changed, each is another one.
 */
export function readLinks(tree: MarkdownTree): readonly RelativeLink[] {
  return tree.memory.flatMap('links', [], tree.parts, (part) => readPartLinks(tree, part), areSame);
}

function readPartLinks(tree: MarkdownTree, part: Part): RelativeLink[] {
  const links: RelativeLink[] = [];
  const add = (target: Span): void => {
    const link = toLink(tree, target);
    if (link) links.push(link);
  };
  for (const block of allBlocks(readPartBlocks(tree, part))) {
    if (block.kind === 'heading' || block.kind === 'paragraph') readInline(tree, block.content, add);
    else if (block.kind === 'table')
      for (const row of rowsIn(block)) for (const cell of row.cells) readInline(tree, cell, add);
    else if (block.kind === 'definition' && block.target) add(block.target);
  }
  return links.sort((a, b) => a.targetSpan.from - b.targetSpan.from);
}

function readInline(tree: MarkdownTree, content: Span, add: (target: Span) => void): void {
  if (!tree.source.slice(content).includes('](')) return;
  const visit = (inlines: readonly Inline[]): void => {
    for (const inline of inlines) {
      if (inline.target) add(inline.target);
      visit(inline.children);
    }
  };
  visit(readInlines(tree, content));
}

function toLink(tree: MarkdownTree, target: Span): RelativeLink | null {
  const targetSpan = withoutBrackets(tree, target);
  const text = tree.source.slice(targetSpan);
  if (text === '' || /^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(text)) return null;
  const hash = text.indexOf('#');
  const pathEnd = targetSpan.from + (hash < 0 ? text.length : hash);
  const pathSpan = { from: targetSpan.from, to: pathEnd };
  const fragmentSpan = hash < 0 ? null : { from: pathEnd + 1, to: targetSpan.to };
  return {
    line: tree.source.lineAt(targetSpan.from) + 1,
    path: decode(tree.source.slice(pathSpan).replace(/\?.*$/s, '')),
    fragment: fragmentSpan ? decode(tree.source.slice(fragmentSpan)) : null,
    targetSpan,
    pathSpan,
    fragmentSpan,
  };
}

/** `<a b.md>` is the target `a b.md`. */
function withoutBrackets(tree: MarkdownTree, target: Span): Span {
  const text = tree.source.slice(target);
  return /^<[^]*>$/.test(text) ? { from: target.from + 1, to: target.to - 1 } : target;
}

function decode(text: string): string {
  const unescaped = text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  try {
    return decodeURIComponent(unescaped);
  } catch {
    return unescaped; // a stray % is part of the name
  }
}
