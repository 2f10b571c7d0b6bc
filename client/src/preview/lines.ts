import type { Page } from './decorate.ts';

/** An edit as far as it moves lines; all 0-based. */
export interface LineEdit {
  readonly first: number;
  /** Where in its first line it starts. */
  readonly character: number;
  /** The line in which what it replaces ends. */
  readonly last: number;
  /** Line ends in what it puts there. */
  readonly added: number;
}

/**
 * A page after an edit: what stands below moves with its line, and what stood between the lines of the edit is gone
 * until it is asked for anew. The same page if no line moved.
 */
export function moved(page: Page, { first, character, last, added }: LineEdit): Page {
  const by = added - (last - first);
  if (by === 0 && first === last) return page;
  const move = <T extends { readonly line: number }>(items: readonly T[]): T[] =>
    items.flatMap((item) => {
      if (item.line < first || (item.line === first && character > 0)) return [item];
      return item.line < last ? [] : [{ ...item, line: item.line + by }];
    });
  return { units: move(page.units), references: move(page.references) };
}
