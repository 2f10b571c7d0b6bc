import type { RoadmapDocument, Total } from '../../model/document.ts';
import { COUNTED_NOUN, TOTAL_WORD } from '../../parse/totals.ts';
import type { SourceText, Span } from '../../text/source.ts';
import { cellsOf, isRow } from './row.ts';

/** How a total states its effort, beyond the number. */
export interface StatedEffort {
  /** What was read as the effort: `100 hours`. */
  readonly span: Span;
  /** `~100 hours`: anything near it is meant. */
  readonly isRough: boolean;
  /** `100+ hours`: at least that. */
  readonly isLeast: boolean;
  /** It is not the plain sum of the parts: what is left, with a buffer, spread over a team. */
  readonly isOther: boolean;
}

/** Null if the effort's text is not found as it was read: it holds markup. */
export function statedEffort(document: RoadmapDocument, total: Total): StatedEffort | null {
  if (total.effort === null) return null;
  const { source } = document;
  const { text } = total.effort;
  for (const part of partsOf(document, total)) {
    const written = source.slice(part);
    const at = indexOfWhole(written, text);
    if (at < 0) continue;
    const before = source.slice({ from: total.span.from, to: part.from + at });
    const after = source.slice({ from: part.from + at + text.length, to: total.span.to });
    return {
      span: { from: part.from + at, to: part.from + at + text.length },
      isRough: ROUGH.test(before),
      isLeast: text.includes('+') || /^\s*\+/.test(after),
      isOther: OTHER.test(before) || OTHER.test(after) || TEAM.test(after.split(/[(（,;|]/, 1)[0] ?? ''),
    };
  }
  return null;
}

/**
 * Whether a number stands for everything in the document. `Epic: 5` beside `Feature: 45` counts some of it;
 * `Total Issues: 45` and `17 of 45 features` count it all.
 */
export function countsEverything({ source }: RoadmapDocument, { span }: Total): boolean {
  return EVERYTHING.test(source.slice(span)) || TOTAL_WORD.test(source.slice(span));
}

const EVERYTHING =
  /(?<!\p{L})(?:estimated|overall|all|number of|anzahl|número de|nombre de)(?!\p{L})|\d\s*(?:\/|of|von|de)\s*\d/iu;

/** Where a total states its number of tasks; null where several numbers could be it. */
export function statedCount(document: RoadmapDocument, total: Total): Span | null {
  if (total.tasks === null) return null;
  const number = String(total.tasks);
  const found = partsOf(document, total).flatMap((part) => {
    const written = document.source.slice(part);
    return [...written.matchAll(/(?<![\d.,])\d+(?![\d.,]*\d|\s*%)/g)]
      .filter(([digits]) => digits === number)
      .map(({ index }) => ({ from: part.from + index, to: part.from + index + number.length }));
  });
  if (found.length < 2) return found[0] ?? null;
  const text = (from: number, to: number) => document.source.slice({ from, to });
  return (
    found.find(({ to }) => COUNTED.test(text(to, total.span.to))) ??
    found.find(({ from }) => /(?:\/|\bof)\s*$/.test(text(total.span.from, from))) ??
    found.find(({ from }) => /[:：]\s*[*_~\s]*$/.test(text(total.span.from, from))) ??
    null
  );
}

/** How many things the total lists itself: in brackets behind it, or in a list below it. */
export function listedCounts(document: RoadmapDocument, total: Total): number[] {
  const { source } = document;
  const line = source.lineAt(total.span.from);
  const brackets = [...source.lineText(line).matchAll(/[(（]([^()（）]*)[)）]/gu)].map(
    ([, inner = '']) => inner,
  );
  const listed = brackets.map((inner) => inner.split(/[,，、;&+]|\s(?:and|und|y|et)\s/u).length);
  return [...listed, itemsBelow(source, line)];
}

/** Items of the list right below a line, or of the one nested in the item on that line. */
function itemsBelow(source: SourceText, line: number): number {
  const own = ITEM.exec(source.lineText(line))?.[1]?.length ?? -1;
  let indent: number | undefined;
  let count = 0;
  for (let next = line + 1; next < source.lineCount; next++) {
    const text = source.lineText(next);
    if (text.trim() === '') continue;
    const depth = ITEM.exec(text)?.[1]?.length;
    const margin = /^\s*/.exec(text)?.[0].length ?? 0;
    if (depth === undefined && margin <= Math.max(own, 0)) break;
    if (depth === undefined) continue;
    if (depth <= own) break;
    indent ??= depth;
    if (depth === indent) count++;
    else if (depth < indent) break;
  }
  return count;
}

const ITEM = /^(\s*)(?:[-*+]|\d+[.)])\s/;

/** In a table's row, the cells behind the name; elsewhere the whole statement. */
function partsOf(document: RoadmapDocument, total: Total): readonly Span[] {
  return isRow(document, total.span) ? cellsOf(document, total.span).slice(1) : [total.span];
}

function indexOfWhole(written: string, text: string): number {
  for (let at = written.indexOf(text); at >= 0; at = written.indexOf(text, at + 1)) {
    const isWhole = !/[\d.,]$/.test(written.slice(0, at)) && !/^\d/.test(written.slice(at + text.length));
    if (isWhole) return at;
  }
  return -1;
}

const COUNTED = new RegExp(String.raw`^\s*\+?\s*(?:\p{L}+\s+)?${COUNTED_NOUN}(?![\p{L}/-])`, 'iu');
const ROUGH =
  /(?:[~≈±≃]|(?<!\p{L})(?:approx(?:\.|imately)?|about|around|circa|ca\.?|roughly|nearly|almost|etwa|rund|ungefähr|environ|aprox\p{L}*\.?|alrededor de|cerca de|sekitar|około|около|примерно|ок\.)|约|大约|約|약)[\s*_]*$/iu;
const OTHER =
  /(?<!\p{L})(?:remaining|left|spent|actual(?:ly)?|saved|logged|invested|elapsed|completed in|took|so far|buffer\p{L}*|contingency|overhead|margin|minus|plus|per|puffer|verbleibend\p{L}*|restante|restant|осталось)(?!\p{L})|剩余|残り/iu;
const TEAM =
  /(?<!\p{L})(?:parallel\p{L}*|teams?|devs?|developers?|people|persons?|engineers?|ftes?|entwickler\p{L}*|personen|desarrollador\p{L}*|personas|développeur\p{L}*|personnes)(?!\p{L})/iu;
