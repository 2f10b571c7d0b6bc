import type { Effort } from '../model/document.ts';
import { anyCase, compile } from '../text/patterns.ts';
import { NUMERALS, UNIT_WORDS, anyOf, fold, wordKey, words } from './vocabulary/index.ts';

/** An effort read from text, with its place in it. */
export interface FoundEffort {
  readonly effort: Effort;
  readonly from: number;
  readonly to: number;
}

const UNIT = `(?:${[...UNIT_WORDS.keys()]
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+'))
  .join('|')})`;
const NUMBER = '\\d+(?:[.,]\\d+)?';
const DASH = '(?:\\s*(?:-|–|—|−|~|〜|～|[âa]€[“”–—]|to|bis|a|à|bis zu|до|至|到|から)\\s*)';
// A word that goes on is another word: "3 more", "5 steps". CJK units may be followed by anything.
const UNIT_END = '(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])';
const AMOUNT = compile(
  // `约3天` is about three days.
  `(?<!(?![约約약])[\\p{L}\\p{N}.,$€£#]|\\d/)(${NUMBER})\\s*(${UNIT}${UNIT_END})?\\+?(?:${DASH}(${NUMBER})\\+?)?[\\s-]*(${UNIT})${UNIT_END}`,
);
/** `1h 30m`, `2h30`: hours and minutes of one amount. */
const CLOCK = compile(
  '(?<!(?![约約약])[\\p{L}\\p{N}.,$€£#/])(\\d{1,3})\\s*(?:h|hrs?|hours?|std|stunden?|horas?|heures?|ore|ч|час\\p{L}*|小时|時間|시간)(?:\\s*(\\d{1,2})\\s*(?:m|mins?|minutes?|minuten|minutos?|minuti|мин\\p{L}*|分钟?|分|분)|(\\d{2}))(?![\\p{L}\\p{N}])',
);
const HALF = compile(
  `(?<!\\p{L})(?:half an?|half|0[.,]5|½|1/2|ein halber|medio|media|une? demi[- ]|半(?!分)|반)\\s*-?(${UNIT})${UNIT_END}`,
);
const SINGLE = compile(`(?<!\\p{L})(?:an?|one|ein|eine|un|una|une)\\s+(${UNIT})${UNIT_END}`);
const NUMERAL = anyOf(NUMERALS.keys());
/** `two days`, `two to three weeks`; a numeral in front of a noun counts something else. */
const WORDED = compile(`(${NUMERAL})(?:${DASH}(${NUMERAL}))?[\\s-]+(${UNIT})${UNIT_END}`);
const SIZE = compile(String.raw`(?<![\p{L}\p{N}'’&])(XXL|XXS|XL|XS|S|M|L)(?![\p{L}\p{N}'’&-])`);
const SIZE_WORD = anyCase`^[^\p{L}\p{N}]*(extra[- ]small|extra[- ]large|small|medium|large|tiny|huge|trivial)(?!\p{L})`;

/** Amounts of money; the euro sign of a damaged dash is none. */
export const MONEY = /[$£]|€(?![“”])/u;

/** The first estimate of an effort field's value. Money is none. */
export function readEffort(text: string, bareUnit: Effort['unit'] | null = null): FoundEffort | null {
  const folded = fold(text);
  return (
    earliest(earliest(readAmount(folded, text), readHalf(folded, text)), readClock(folded, text)) ??
    earliest(readWorded(folded, text), readSingle(folded, text)) ??
    readSize(text) ??
    (bareUnit ? readBareNumber(text, bareUnit) : null)
  );
}

/** A size tag such as `[M]`. */
export function readSizeTag(tag: string): Effort | null {
  return /^(?:XXL|XXS|XL|XS|S|M|L)$/.test(tag) ? { min: 0, max: 0, unit: 'size', text: tag } : null;
}

const LABEL = compile(
  String.raw`^[\s~≈]*(?:(\p{L}[\p{L} .]{0,30}):|(est\.?|estimate|estimated|effort|loe|size)(?=\s+[\d~≈XSML]))?[\s~≈]*`,
);

/** What brackets in a headline say if they hold an estimate and nothing else: `Est: 2h`, `5 SP`, `~3 days`, `M`. */
export function readEffortTag(tag: string): Effort | null {
  const size = readSizeTag(tag);
  if (size) return size;
  const [lead = '', labelled, word] = LABEL.exec(tag) ?? [];
  const label = labelled ?? word;
  if (label !== undefined && !isEffortLabel(label)) return null;
  const value = tag.slice(lead.length);
  const named = label === undefined ? null : readSizeTag(value.trim());
  if (named) return named;
  const amount = readAmount(fold(value), value);
  if (!amount || amount.from > 0 || amount.to < value.trimEnd().length) return null;
  return isCalendar(amount.effort) && label === undefined ? null : amount.effort;
}

function isEffortLabel(label: string): boolean {
  return /^est\.?$/i.test(label.trim()) || words().fields.get(wordKey(label)) === 'effort';
}

/** Weeks and months in brackets say when a phase takes place, unless a label makes them an estimate. */
function isCalendar({ unit }: Effort): boolean {
  return unit === 'w' || unit === 'mo';
}

function earliest(a: FoundEffort | null, b: FoundEffort | null): FoundEffort | null {
  if (!a || !b) return a ?? b;
  return b.from <= a.from ? b : a;
}

function readAmount(folded: string, text: string): FoundEffort | null {
  const match = AMOUNT.exec(folded);
  if (!match) return null;
  const first = toNumber(match[1]);
  const second = match[3] === undefined ? first : toNumber(match[3]);
  const unit = unitOf(match[4]);
  const firstUnit = match[2] === undefined ? unit : unitOf(match[2]);
  if (!unit || !firstUnit) return null;
  const from = match.index;
  const to = from + match[0].length;
  // `4.4M users`: a capital counts millions.
  if (/\dM$/.test(text.slice(from, to))) return null;
  // `1h 30min` is one amount in two units, `2 h` before an unrelated number is not.
  if (match[2] !== undefined && match[3] === undefined)
    return { effort: { min: first, max: first, unit: firstUnit, text: text.slice(from, to) }, from, to };
  if (firstUnit !== unit) return found(first, first, firstUnit, text, from, to);
  return found(Math.min(first, second), Math.max(first, second), unit, text, from, to);
}

function readClock(folded: string, text: string): FoundEffort | null {
  const match = CLOCK.exec(folded);
  if (!match) return null;
  const hours = Number(match[1]) + Number(match[2] ?? match[3]) / 60;
  return found(hours, hours, 'h', text, match.index, match.index + match[0].length);
}

function readHalf(folded: string, text: string): FoundEffort | null {
  const match = HALF.exec(folded);
  const unit = unitOf(match?.[1]);
  return match && unit ? found(0.5, 0.5, unit, text, match.index, match.index + match[0].length) : null;
}

function readSingle(folded: string, text: string): FoundEffort | null {
  const match = SINGLE.exec(folded);
  const unit = unitOf(match?.[1]);
  return match && unit ? found(1, 1, unit, text, match.index, match.index + match[0].length) : null;
}

function readWorded(folded: string, text: string): FoundEffort | null {
  const match = WORDED.exec(folded);
  const unit = unitOf(match?.[3]);
  const min = NUMERALS.get(match?.[1] ?? '');
  if (!match || !unit || min === undefined) return null;
  const max = NUMERALS.get(match[2] ?? '') ?? min;
  return found(min, max, unit, text, match.index, match.index + match[0].length);
}

function readSize(text: string): FoundEffort | null {
  const word = SIZE_WORD.exec(text);
  const match = word ?? SIZE.exec(text.slice(0, 24));
  if (!match?.[1]) return null;
  const from = match.index + match[0].indexOf(match[1]);
  return found(0, 0, 'size', text, from, from + match[1].length);
}

const BARE = compile(`^[\\s~≈]*(${NUMBER})(?:${DASH}(${NUMBER}))?(?!\\s*\\p{L})`);

function readBareNumber(text: string, unit: Effort['unit']): FoundEffort | null {
  const match = BARE.exec(text);
  if (!match) return null;
  const min = toNumber(match[1]);
  return found(min, match[2] === undefined ? min : toNumber(match[2]), unit, text, 0, match[0].length);
}

function found(
  min: number,
  max: number,
  unit: Effort['unit'],
  text: string,
  from: number,
  to: number,
): FoundEffort {
  return { effort: { min, max, unit, text: text.slice(from, to).trim() }, from, to };
}

function toNumber(text: string | undefined): number {
  // `1,395 minutes`: nobody estimates thousandths.
  return Number((text ?? '0').replace(/,(?=\d{3}$)/, '').replace(',', '.'));
}

function unitOf(word: string | undefined): Effort['unit'] | null {
  return word === undefined ? null : (UNIT_WORDS.get(wordKey(word)) ?? null);
}
