import type Token from 'markdown-it/lib/token.mjs';
import type { PreviewReference } from '../../../server/src/protocol/preview.ts';
import { problemHtml, type Words } from './html.ts';
import { htmlToken, linkTokens, type MakeToken, textToken } from './tokens.ts';

/** Tokens to put into a child, at an offset of its content. */
interface Insertion {
  readonly at: number;
  readonly tokens: readonly Token[];
}

/** Where a reference is seen: children and offsets of their contents. */
interface Sight {
  readonly first: number;
  readonly from: number;
  readonly last: number;
  readonly to: number;
}

/**
 * The children of an inline token with links and marks at the references of one of its lines. References that are not
 * seen there are left out; those that are taken leave `references`.
 * @param line 0-based, within the inline token.
 */
export function markReferences(
  children: Token[],
  line: number,
  references: PreviewReference[],
  words: Words,
  make: MakeToken,
): Token[] {
  const insertions = new Map<number, Insertion[]>();
  const insert = (child: number, at: number, tokens: readonly Token[]): void => {
    insertions.set(child, [...(insertions.get(child) ?? []), { at, tokens }]);
  };
  const shown = visibleLine(children, line);
  let behind = 0;
  for (const reference of [...references]) {
    const found = find(shown.text, reference.text, behind);
    const sight = found && sightOf(children, shown, found.from, found.to);
    if (found && sight) {
      behind = found.to;
      const [before, after] = around(reference, isLinked(children, sight.first), words, make);
      insert(sight.first, sight.from, before);
      insert(sight.last, sight.to, after);
    } else if (!markTarget(children, shown.children, reference, words, make, insert)) continue;
    references.splice(references.indexOf(reference), 1);
  }
  if (insertions.size === 0) return children;
  return children.flatMap((child, index) => withInsertions(child, insertions.get(index) ?? [], make));
}

interface VisibleLine {
  readonly text: string;
  /** Indices of the children on this line. */
  readonly children: readonly number[];
  /** Children with a text, and where it starts. */
  readonly parts: readonly { readonly child: number; readonly from: number; readonly to: number }[];
}

function visibleLine(children: readonly Token[], wanted: number): VisibleLine {
  let line = 0;
  let text = '';
  const parts: { child: number; from: number; to: number }[] = [];
  const here: number[] = [];
  children.forEach(({ type, content }, child) => {
    if (type === 'softbreak' || type === 'hardbreak') line++;
    else if (line === wanted) here.push(child);
    if (line !== wanted || (type !== 'text' && type !== 'code_inline')) return;
    parts.push({ child, from: text.length, to: text.length + content.length });
    text += content;
  });
  return { text, children: here, parts };
}

/** A mention as it is written, and as it is seen: marks of code and emphasis are not. */
function find(shown: string, written: string, behind: number): { from: number; to: number } | undefined {
  for (const text of [written, written.replaceAll('`', ''), written.replace(/[`*\\]/g, '')]) {
    const from = text === '' ? -1 : shown.indexOf(text, behind);
    if (from >= 0) return { from, to: from + text.length };
  }
  return undefined;
}

function sightOf(
  children: readonly Token[],
  { parts }: VisibleLine,
  from: number,
  to: number,
): Sight | undefined {
  const first = parts.find((part) => part.from <= from && from < part.to);
  const last = parts.find((part) => part.from < to && to <= part.to);
  if (!first || !last) return undefined;
  // A link that ends within another mark than it started in would be no HTML.
  const isWhole = isBalanced(children.slice(first.child, last.child + 1));
  return isWhole
    ? { first: first.child, from: from - first.from, last: last.child, to: to - last.from }
    : { first: first.child, from: from - first.from, last: first.child, to: first.to - first.from };
}

function isBalanced(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const { type, nesting } of tokens) {
    depth += nesting;
    // HTML that the author wrote may open or close anything.
    if (depth < 0 || type === 'link_open' || type === 'html_inline') return false;
  }
  return depth === 0;
}

function isLinked(children: readonly Token[], index: number): boolean {
  const link = children.slice(0, index).findLast(({ type }) => type === 'link_open' || type === 'link_close');
  return link?.type === 'link_open';
}

function around(
  { target, problem }: PreviewReference,
  isWithinLink: boolean,
  words: Words,
  make: MakeToken,
): readonly [readonly Token[], readonly Token[]] {
  const link = target !== null && !isWithinLink ? linkTokens(make, target) : undefined;
  const mark = problem && problemHtml(problem, words).map((html) => htmlToken(make, html));
  return [
    [mark?.[0], link?.[0]].filter((token) => token !== undefined),
    [link?.[1], mark?.[1]].filter((token) => token !== undefined),
  ];
}

/** Of a link whose target a finding is about, the text is marked. */
function markTarget(
  children: readonly Token[],
  here: readonly number[],
  { text, problem }: PreviewReference,
  words: Words,
  make: MakeToken,
  insert: (child: number, at: number, tokens: readonly Token[]) => void,
): boolean {
  const open = here.find((index) => {
    const child = children[index];
    return child?.type === 'link_open' && decoded(String(child.attrGet('href'))).includes(decoded(text));
  });
  if (open === undefined || !problem) return false;
  const close = children.findIndex(({ type }, index) => index > open && type === 'link_close');
  if (close < 0) return false;
  const [before, after] = problemHtml(problem, words);
  insert(open, 0, [htmlToken(make, before)]);
  insert(close, END, [htmlToken(make, after)]);
  return true;
}

/** Behind a child, whatever its content. */
const END = Number.MAX_SAFE_INTEGER;

function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

function withInsertions(child: Token, insertions: readonly Insertion[], make: MakeToken): Token[] {
  if (insertions.length === 0) return [child];
  const end = child.content.length;
  const isInside = insertions.some(({ at }) => at > 0 && at < end);
  if (!isInside) {
    const before = insertions.filter(({ at }) => at === 0).flatMap(({ tokens }) => tokens);
    const after = insertions.filter(({ at }) => at > 0).flatMap(({ tokens }) => tokens);
    return [...before, child, ...after];
  }
  const result: Token[] = [];
  let from = 0;
  for (const { at, tokens } of insertions) {
    if (at > from) result.push(textToken(make, child.content.slice(from, at)));
    result.push(...tokens);
    from = at;
  }
  if (from < end) result.push(textToken(make, child.content.slice(from)));
  if (child.type !== 'code_inline') return result;
  return [htmlToken(make, '<code>'), ...result, htmlToken(make, '</code>')];
}
