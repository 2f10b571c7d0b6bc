import assert from 'node:assert/strict';
import { Explainer } from '../../../server/src/core/explain/explainer.ts';
import type { ParseOptions } from '../../../server/src/core/parse/document.ts';
import { cursorOf, dedent, readFixture } from '../../support/fixture.ts';

/** What every explanation says of its surroundings: tests of their own look at it. */
const AROUND = new Set(['Markdown', 'Below', 'Document']);

/** The explanation of the line with `<|>`: its answer, facts without those about what is around, and advice. */
export function checkLine(markup: string, expected: string, options: ParseOptions = {}): void {
  const { file, place } = cursorOf(readFixture(markup));
  const { answer, facts, advice } = new Explainer('/notes.md', file.source, options).line(place.line + 1);
  const told = facts.filter(({ name }) => !AROUND.has(name)).map(({ name, text }) => `${name}: ${text}`);
  const actual = [answer, ...told, ...advice.map((each) => `> ${each}`)].join('\n');
  assert.equal(actual, dedent(expected).trimEnd());
}
