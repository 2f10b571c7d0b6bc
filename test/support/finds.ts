import assert from 'node:assert/strict';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { outline } from './outline.ts';

/** Reads the lines of a document and compares its outline; `name` is that of its file. */
export function finds(document: readonly string[], expected: readonly string[], name = 'ROADMAP.md'): void {
  const read = parseRoadmap(`file:///shop/docs/${name}`, new SourceText(document.join('\n')));
  assert.equal(outline(read), expected.join('\n'));
}
