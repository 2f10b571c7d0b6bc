import type { GateAttributes, GateClass } from '../model/document.ts';

/**
 * What a comment directly before a fence, or behind inline code on the same line, says about a gate:
 * `<!-- roadgate-gate: name=coverage timeout=10m cwd=api covers=api/** class=check -->`. Values with blanks
 * stand in quotes. Null where there is no such comment.
 */
export function readGateAttributes(text: string): GateAttributes | null {
  const body = COMMENT.exec(text)?.[1];
  if (body === undefined) return null;
  const attributes: { -readonly [K in keyof GateAttributes]: GateAttributes[K] } = {};
  for (const [, name = '', double, single, bare] of body.matchAll(ATTRIBUTE)) {
    const value = (double ?? single ?? bare ?? '').trim();
    const problem = take(attributes, name.toLowerCase(), value);
    if (problem !== undefined) attributes.problem ??= problem;
  }
  return attributes;
}

const COMMENT = /<!--\s*roadgate-gate:?(?=\s)([^]*?)-->/i;
const ATTRIBUTE = /([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']\S*))/g;
const CLASSES: readonly GateClass[] = ['check', 'setup', 'mutating', 'long-running', 'example'];

/** @returns why a value cannot be taken, as a sentence. */
function take(
  attributes: { -readonly [K in keyof GateAttributes]: GateAttributes[K] },
  name: string,
  value: string,
): string | undefined {
  switch (name) {
    case 'name':
      attributes.name = value;
      return undefined;
    case 'cwd':
      attributes.cwd = value;
      return undefined;
    case 'covers':
      attributes.covers = value.split(',').filter((glob) => glob !== '');
      return undefined;
    case 'timeout': {
      const timeout = readDuration(value);
      if (timeout === null) return `timeout=${value} is no duration: write 90s, 10m or 1h.`;
      attributes.timeout = timeout;
      return undefined;
    }
    case 'class': {
      const known = CLASSES.find((each) => each === value);
      if (known === undefined) return `class=${value} is none of ${CLASSES.join(', ')}.`;
      attributes.class = known;
      return undefined;
    }
    default:
      return `There is no attribute ${name}: it is name, timeout, cwd, covers or class.`;
  }
}

/** `90s`, `10m`, `1h`, or seconds without a unit, in milliseconds; null for anything else. */
export function readDuration(text: string): number | null {
  const [, digits = '', unit = 's'] = /^(\d{1,6}(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(text.trim()) ?? [];
  const milliseconds = Number(digits) * (UNITS[unit] ?? 0);
  return milliseconds > 0 && milliseconds <= LONGEST ? milliseconds : null;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };
/** Milliseconds: what a timer can wait. */
const LONGEST = 2 ** 31 - 1;
