import type { Reference } from '../model/document.ts';
import type { SourceText, Span } from '../text/source.ts';

/** A column Lines beside a column File gives places in some tables, and sizes in others. */
export function isInAnotherCell(source: SourceText, { pathSpan }: Reference, lines: Span): boolean {
  return source.slice({ from: pathSpan.to, to: lines.from }).includes('|');
}

/** `~line 1124`, `around lines 20-30`: near is near enough. */
export function isApproximate({ raw }: Reference): boolean {
  return /[~≈]|\b(?:around|about|approx|circa|ca\.)/i.test(raw);
}

/**
 * Other lines in the form in which lines are written (`29`, `3–9`, `L3-L9`). Undefined where the form has no place
 * for them: one number for several lines, or a range that is cut short (`120-35`).
 */
export function rewriteRange(written: string, [from, to]: readonly [number, number]): string | undefined {
  const [, mark = '', first = '', between = '', last = ''] =
    /^(\D*)(\d+)(?:(\D+)(\d+))?$/.exec(written) ?? [];
  if (first === '') return undefined;
  if (last === '') return from === to ? `${mark}${from}` : undefined;
  return Number(last) < Number(first) ? undefined : `${mark}${from}${between}${to}`;
}
