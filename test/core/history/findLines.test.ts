import assert from 'node:assert/strict';
import { findLines } from '../../../server/src/core/history/findLines.ts';

const CODE = [
  'import { open } from "store";', // 1
  '',
  'export function load(name) {', // 3
  '  const file = open(name);',
  '  if (file === undefined) return null;', // 5
  '  return file.read();',
  '}', // 7
  '',
  'export function save(name, text) {', // 9
  '  const file = open(name);',
  '  if (file === undefined) return null;', // 11
  '  file.write(text);',
  '}', // 13
];

/** Where lines of CODE are in `now`, as text. */
function find(range: readonly [number, number], now: readonly string[]): string {
  const found = findLines(CODE, now, range);
  const text = (lines: readonly [number, number]) => lines.join('-');
  if (found.kind === 'moved') return `${found.exact ? 'exactly' : 'nearly'} ${text(found.lines)}`;
  return found.kind === 'several' ? found.places.map(text).join(' or ') : found.kind;
}

const added = (line: number, ...lines: readonly string[]) => CODE.toSpliced(line - 1, 0, ...lines);

describe('findLines', () => {
  it('finds lines where they were, whatever blanks end them', () => {
    assert.equal(find([3, 7], CODE), 'same');
    assert.equal(
      find(
        [3, 7],
        CODE.map((line) => `${line}  `),
      ),
      'same',
    );
    assert.equal(find([3, 7], [...CODE, 'more']), 'same');
  });

  it('finds lines that moved to the letter', () => {
    assert.equal(find([3, 7], added(2, 'a', 'b')), 'exactly 5-9');
    assert.equal(find([3, 3], added(2, 'a', 'b')), 'exactly 5-5');
    assert.equal(find([9, 13], [...CODE.slice(8), ...CODE.slice(0, 8)]), 'exactly 1-5');
  });

  it('tells lines that stand twice apart by what is around them', () => {
    assert.equal(find([10, 10], added(1, 'a')), 'exactly 11-11');
    assert.equal(find([4, 5], added(1, 'a')), 'exactly 5-6');
  });

  it('does not choose between places that are all alike', () => {
    const twice = ['a', CODE[3] ?? '', 'b', 'c', CODE[3] ?? ''];
    assert.equal(find([4, 4], twice), '2-2 or 5-5');
    // One of the two is gone, and nothing tells which.
    assert.equal(find([4, 4], ['a', CODE[3] ?? '', 'b']), 'unknown');
  });

  it('finds lines that were indented, or changed a little', () => {
    const indented = ['class Store {', '', '', ...CODE.map((line) => `\t${line}`)];
    assert.equal(find([3, 7], indented), 'nearly 6-10');
    const renamed = added(1, 'a', 'b').map((line) => line.replace('load(name)', 'load(names)'));
    assert.equal(find([3, 7], renamed), 'nearly 5-9');
    assert.equal(find([3, 3], renamed), 'nearly 5-5');
  });

  it('takes lines that were changed in place for the same', () => {
    const edited = CODE.map((line) => line.replace('load(name)', 'load(names)'));
    assert.equal(find([3, 7], edited), 'same');
    assert.equal(find([3, 3], edited), 'same');
  });

  it('finds a stretch that grew', () => {
    const grown = added(12, '  count(name);').toSpliced(0, 0, 'a');
    assert.equal(find([9, 13], grown), 'nearly 10-15');
  });

  it('says that lines are gone, and only if nothing is like them', () => {
    assert.equal(find([3, 7], ['something', 'else', 'entirely']), 'gone');
    assert.equal(find([9, 9], ['something', 'else', 'entirely']), 'gone');
    assert.equal(find([3, 7], []), 'gone');
    assert.equal(find([9, 9], ['export function save(file) {']), 'unknown');
  });

  it('says nothing of lines that say nothing, or never were there', () => {
    assert.equal(find([7, 7], ['a', '}']), 'unknown');
    assert.equal(find([7, 8], ['a', '}', '']), 'unknown');
    assert.equal(find([12, 14], ['a']), 'unknown');
    assert.equal(find([0, 1], ['a']), 'unknown');
  });
});
