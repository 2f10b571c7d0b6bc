import type { RoadmapDocument, Total } from '../../model/document.ts';
import { COUNTED_NOUN, TOTAL_WORD } from '../../parse/totals.ts';
import { Remembered } from '../../remember.ts';
import type { Span } from '../../text/source.ts';
import { cellsAt, isRowAt } from './table.ts';
import { anyCase } from '../../text/patterns.ts';

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

const knownEfforts = new Remembered<Total, StatedEffort | null>();

/** Null if the effort's text is not found as it was read: it holds markup. */
export function statedEffort(document: RoadmapDocument, total: Total): StatedEffort | null {
  return knownEfforts.read(total, [], () => findEffort(document, total));
}

function findEffort(document: RoadmapDocument, total: Total): StatedEffort | null {
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
      isOther: isOther(document, total, before, after),
    };
  }
  return null;
}

function isOther({ source }: RoadmapDocument, { span }: Total, before: string, after: string): boolean {
  const isHeading = /^ {0,3}#/.test(source.lineText(source.lineAt(span.from)));
  // A heading's words are those of what is planned, up to the bracket.
  const lead = isHeading ? (/[^(（[]*$/u.exec(before)?.[0] ?? '') : before;
  const next = after.split(/[(（,;|]/u, 1)[0] ?? '';
  return LIMIT.test(before) || EACH.test(after) || OTHER.test(lead) || OTHER.test(after) || TEAM.test(next);
}

/** `<8 hours`, `max 15 min`, `4 × 15 min`. */
const LIMIT = anyCase`(?:[<≤>≥×/]|\dx|(?<!\p{L})(?:x|max\.?|maximum|min\.?|minimum|at most|at least|up to|less than|more than|under|over|within|in|after|before|first|next|last|every|each|höchstens|maximal|bis zu))\s*[~≈]?\s*$`;
/** `15 min each`, `12-min tasks`. */
const EACH = anyCase`^\s*(?:[)）\]]\s*)?[-\s]*(?:each|apiece|max(?:imum)?|at most|per|je|micro-?tasks?|tasks?|steps?|sprints?|chunks?|blocks?|slots?)(?!\p{L})|^\s*/|(?<!\p{L})(?:each|max(?:imum)?)(?!\p{L})`;

/**
 * Whether a number stands for everything in the document. `Epic: 5` beside `Feature: 45` counts some of it;
 * `Total Issues: 45` and `17 of 45 features` count it all.
 */
export function countsEverything({ source }: RoadmapDocument, { span }: Total): boolean {
  return EVERYTHING.test(source.slice(span)) || TOTAL_WORD.test(source.slice(span));
}

const EVERYTHING = anyCase`(?<!\p{L})(?:estimated|overall|all|number of|anzahl|número de|nombre de)(?!\p{L})|\d\s*(?:/|of|von|de)\s*\d`;

const knownCounts = new Remembered<Total, Span | null>();

/** Where a total states its number of tasks; null where several numbers could be it. */
export function statedCount(document: RoadmapDocument, total: Total): Span | null {
  return knownCounts.read(total, [], () => findCount(document, total));
}

function findCount(document: RoadmapDocument, total: Total): Span | null {
  if (total.tasks === null) return null;
  const number = String(total.tasks);
  const found = partsOf(document, total).flatMap((part) => {
    const written = document.source.slice(part);
    return [...written.matchAll(/(?<![\d.,])\d+(?![\d.,]*\d|\s*%)/g)]
      .filter(([digits]) => digits === number)
      .map(({ index }) => ({ from: part.from + index, to: part.from + index + number.length }));
  });
  if (isSomeCount(document, total)) return null;
  if (found.length < 2) return found[0] ?? null;
  const text = (from: number, to: number) => document.source.slice({ from, to });
  return (
    found.find(({ to }) => COUNTED.test(text(to, total.span.to))) ??
    found.find(({ from }) => /(?:\/|\bof)\s*$/.test(text(total.span.from, from))) ??
    found.find(({ from }) => /[:：]\s*[*_~\s]*$/.test(text(total.span.from, from))) ??
    null
  );
}

/** `3 tasks can run in parallel`, `3 + 5 tasks = 8`, `2 high, 3 low`: numbers of something else than all tasks. */
function isSomeCount({ source }: RoadmapDocument, { span }: Total): boolean {
  const text = source.slice(span);
  return SOME.test(text) || KINDS.test(text);
}

const SOME = anyCase`(?<!\p{L})(?:parallel\p{L}*|each|per|remaining|outstanding|left|blocked|blocking|overdue|new|added|moved|removed|more|other|another|of them|pro|je)(?!\p{L})|\d\s*\+\s*\d|=\s*\d|\d\s*[x×]\s*\d`;

const KINDS = anyCase`\d\s+(?!${COUNTED_NOUN})\p{L}+,\s*\d+\s+\p{L}+`;

/** Whether a number is said to be the least: `60+ tasks`. */
export function isLeastCount({ source }: RoadmapDocument, count: Span): boolean {
  return /^\s?\+/.test(source.slice({ from: count.to, to: count.to + 2 }));
}

/** In a table's row, the cells behind the name; elsewhere the whole statement. */
function partsOf({ source }: RoadmapDocument, { span }: Total): readonly Span[] {
  const line = source.lineAt(span.from);
  return isRowAt(source, line) ? cellsAt(source, line).slice(1) : [span];
}

function indexOfWhole(written: string, text: string): number {
  for (let at = written.indexOf(text); at >= 0; at = written.indexOf(text, at + 1)) {
    const isWhole = !/[\d.,]$/.test(written.slice(0, at)) && !/^\d/.test(written.slice(at + text.length));
    if (isWhole) return at;
  }
  return -1;
}

const COUNTED = anyCase`^\s*\+?\s*(?:\p{L}+\s+)?${COUNTED_NOUN}(?![\p{L}/-])`;
const ROUGH = anyCase`(?:[~≈±≃]|(?<!\p{L})(?:approx(?:\.|imately)?|about|around|circa|ca\.?|roughly|nearly|almost|etwa|rund|ungefähr|environ|aprox\p{L}*\.?|alrededor de|cerca de|sekitar|około|около|примерно|ок\.)|约|大约|約|약)[\s*_]*$`;
const OTHER = anyCase`(?<!\p{L})(?:remaining|left|spent|actual(?:ly)?|saved|logged|invested|elapsed|completed in|took|so far|buffer\p{L}*|contingency|overhead|margin|minus|plus|per|puffer|verbleibend\p{L}*|restante|restant|осталось)(?!\p{L})|剩余|残り`;
const TEAM = anyCase`(?<!\p{L})(?:parallel\p{L}*|teams?|devs?|developers?|people|persons?|engineers?|ftes?|entwickler\p{L}*|personen|desarrollador\p{L}*|personas|développeur\p{L}*|personnes)(?!\p{L})`;
