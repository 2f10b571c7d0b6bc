import assert from 'node:assert/strict';
import { mayBeRoadmap } from '../../client/src/roadmapGuess.ts';

function checkGuess(text: string, expected: boolean): void {
  assert.equal(mayBeRoadmap(text), expected, JSON.stringify(text));
}

describe('guess whether a document is worth starting the server', () => {
  it('wakes for boxes, numbered headings, tables and front matter', () => {
    checkGuess('# Plan\n\n- [ ] Ship\n', true);
    checkGuess('  1. [x] Ship\n', true);
    checkGuess('## Phase 2\n', true);
    checkGuess('| Task | Status |\n|---|---|\n', true);
    checkGuess('---\nid: t\n---\n', true);
    checkGuess('\ufeff---\r\nid: t\r\n', true);
    checkGuess('text\n<!-- roadgate: on -->\n', true);
  });

  it('stays asleep for prose', () => {
    checkGuess('', false);
    checkGuess('# A library\n\nIt draws [lanterns](a.md).\n\n- fast\n- small\n', false);
  });

  it('takes no quadratic time over a long line', () => {
    checkGuess(`#${' '.repeat(100_000)}x`, false);
  });
});
