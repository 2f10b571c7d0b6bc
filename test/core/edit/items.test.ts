import assert from 'node:assert/strict';
import { itemsOf, makeBoxes, setChecked, type EditResult } from '../../../server/src/core/edit/items.ts';
import type { RoadmapDocument } from '../../../server/src/core/model/document.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

const HEAD = '# Roadmap\n## Issue #1: Store\n**Acceptance Criteria:**\n';

/** Sets the last item of the one task, and compares what became of the list. */
function check(list: string, checked: boolean, expected: string): void {
  const document = parse(HEAD + list);
  const key = itemsOf(document).at(-1)?.key ?? '';
  assert.equal(apply(document, setChecked(document, key, checked)), HEAD + expected);
}

describe('setChecked', () => {
  it('ticks and clears a box', () => {
    check('- [ ] a\n', true, '- [x] a\n');
    check('- [x] a\n', false, '- [ ] a\n');
    check('1. [ ] a\r\n', true, '1. [x] a\r\n');
  });

  it('ticks as the document ticks', () => check('- [X] a\n- [ ] b\n', true, '- [X] a\n- [X] b\n'));

  it('changes the marks of bullets', () => {
    check('- ✅ a\n- ❌ b\n', true, '- ✅ a\n- ✅ b\n');
    check('- ❌ a\n- ✅ b\n', false, '- ❌ a\n- ❌ b\n');
  });

  it('gives a bullet its box', () => {
    check('- a\n', true, '- [x] a\n');
    check('*  a\n', false, '*  [ ] a\n');
  });

  it('changes nothing where there is nothing to change', () => check('- [x] a\n', true, '- [x] a\n'));

  it('refuses what is no list item, and what is gone', () => {
    const sentence = parse('# Roadmap\n## Issue #1: S\n**Status:** Open\n**Acceptance:** It starts.\n');
    const [item] = itemsOf(sentence);
    assert.ok(item !== undefined);
    assert.match(
      apply(sentence, setChecked(sentence, item.key, true)),
      /^refused: This criterion is no list item/,
    );
    assert.match(apply(sentence, setChecked(sentence, 'gone', true)), /^refused: There is no such item/);
  });
});

describe('makeBoxes', () => {
  it('leaves items with a mark alone', () => {
    const document = parse(`${HEAD}- a\n- [x] b\n- ✅ c\n- d\n`);
    assert.equal(
      apply(document, makeBoxes(document, itemsOf(document))),
      `${HEAD}- [ ] a\n- [x] b\n- ✅ c\n- [ ] d\n`,
    );
  });
});

function parse(text: string): RoadmapDocument {
  return parseRoadmap('file:///p/ROADMAP.md', new SourceText(text));
}

function apply(document: RoadmapDocument, result: EditResult): string {
  return result.kind === 'refused' ? `refused: ${result.reason}` : applyEdits(document.source, result.edits);
}
