import type Token from 'markdown-it/lib/token.mjs';
import type { PreviewReference, PreviewUnit, RoadmapPreview } from '../../../server/src/protocol/preview.ts';
import { progressHtml, statusChip, type Words } from './html.ts';
import { markReferences } from './references.ts';
import { htmlToken, type MakeToken } from './tokens.ts';

/** What a preview of one document shows; of the version that is rendered. */
export type Page = Pick<RoadmapPreview, 'units' | 'references'>;

/**
 * The tokens of a document with chips, bars and links. Blocks stay the tokens they were, with their lines, and what
 * is changed is a copy: the editor keeps its tokens and renders them again.
 */
export function decorate(tokens: readonly Token[], page: Page, words: Words, make: MakeToken): Token[] {
  const units = byLine(page.units);
  const references = byLine(page.references);
  let row: readonly [number, number] | null = null;
  return tokens.map((token) => {
    if (token.type === 'tr_open') row = token.map;
    if (token.type === 'tr_close') row = null;
    // Cells do not know where they are.
    const lines = token.map ?? row;
    if (token.type !== 'inline' || !token.children || !lines) return token;
    const children = decorateInline(token, lines, { units, references, words, make });
    return children === token.children ? token : Object.assign(make('inline', '', 0), token, { children });
  });
}

interface Context {
  /** By line; what was shown is taken out, as the cells of a row share their line. */
  readonly units: Map<number, PreviewUnit[]>;
  readonly references: Map<number, PreviewReference[]>;
  readonly words: Words;
  readonly make: MakeToken;
}

function decorateInline(
  { content, children }: Token,
  [from, to]: readonly [number, number],
  { units, references, words, make }: Context,
): Token[] {
  let result = children ?? [];
  for (let line = from; line < to; line++) {
    const here = references.get(line);
    if (here) result = markReferences(result, line - from, here, words, make);
  }
  const here = units.get(from);
  // The text may have been edited since: a chip belongs to what it was read from.
  const unit = here?.find(({ text }) => text !== '' && content.includes(text));
  if (!unit) return result;
  here?.splice(here.indexOf(unit), 1);
  const html = [unit.status === null ? '' : statusChip(unit.status, words), progressHtml(unit, words)].filter(
    (part) => part !== '',
  );
  const end = result.findIndex(({ type }) => type === 'softbreak' || type === 'hardbreak');
  const at = end < 0 ? result.length : end;
  return [...result.slice(0, at), htmlToken(make, ` ${html.join(' ')}`), ...result.slice(at)];
}

function byLine<T extends { readonly line: number }>(items: readonly T[]): Map<number, T[]> {
  const lines = new Map<number, T[]>();
  for (const item of items) {
    const before = lines.get(item.line);
    if (before) before.push(item);
    else lines.set(item.line, [item]);
  }
  return lines;
}
