import type { Explanation } from './explanation.ts';

const LONGEST = 70;

/** A piece of the document as inline code: on one line, shortened, its own back quotes kept. */
export function code(text: string): string {
  const shown = shorten(text);
  const ticks = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = /^`|`$/.test(shown) ? ' ' : '';
  return shown === '' ? '``' : `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** The name of a heading or label in a sentence. */
export function quoted(text: string): string {
  return `“${shorten(text)}”`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST
    ? `${line
        .slice(0, LONGEST)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`
    : line;
}

/** `1 criterion`, `3 criteria`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** The explanation as Markdown, which reads well as plain text too. `text` is the line itself. */
export function toMarkdown({ answer, facts, advice }: Explanation, text: string): string {
  const lines = [`# ${answer}`, ''];
  if (text.trim() !== '') lines.push(`> ${code(text)}`, '');
  for (const { name, text: value } of facts) lines.push(`- **${name}:** ${value}`);
  if (advice.length > 0) lines.push('', '## What to do', '', ...advice.map((each) => `- ${each}`));
  return `${lines.join('\n').replace(/\n+$/, '')}\n`;
}
