import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import {
  Memory,
  areSame,
  changedRange,
  isEqual,
  memoryOf,
  remembersIn,
} from '../../server/src/core/remember.ts';

describe('isEqual', () => {
  it('compares arrays and records by what they hold', () => {
    assert.ok(isEqual({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
    assert.ok(!isEqual({ a: [1, 2] }, { a: [1, 3] }));
    assert.ok(!isEqual({ a: 1 }, { a: 1, b: undefined }));
    assert.ok(!isEqual({ b: undefined }, { a: undefined }));
    assert.ok(!isEqual([], {}));
    assert.ok(!isEqual(null, {}));
  });

  it('compares sets and maps by what they hold', () => {
    assert.ok(isEqual({ set: new Set([1, 2]) }, { set: new Set([2, 1]) }));
    assert.ok(!isEqual(new Set([1]), new Set([2])));
    assert.ok(!isEqual(new Set([1]), new Map([[1, 1]])));
    assert.ok(isEqual(new Map([['a', [1]]]), new Map([['a', [1]]])));
    assert.ok(!isEqual(new Map([['a', [1]]]), new Map([['a', [2]]])));
    assert.ok(!isEqual(new Map([['a', undefined]]), new Map([['b', undefined]])));
  });

  it('compares all else by identity', () => {
    const pattern = /a/;
    assert.ok(isEqual({ pattern }, { pattern }));
    assert.ok(!isEqual({ pattern }, { pattern: /a/ }));
  });
});

describe('changedRange', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['abc', 'abc', '3-3 3'],
    ['abc', 'aXc', '1-2 2'],
    ['abc', 'abXc', '2-2 3'],
    ['aaa', 'aaaa', '3-3 4'],
    ['abc', '', '0-3 0'],
  ];
  for (const [before, now, expected] of cases)
    it(`${before} → ${now}`, () => {
      const { from, oldTo, newTo } = changedRange(Array.from(before), Array.from(now));
      assert.equal(`${from}-${oldTo} ${newTo}`, expected);
    });
});

describe('Memory', () => {
  it('asks again only for the items that changed', () => {
    const memory = new Memory();
    const asked: string[] = [];
    const upper = (letters: string, needs: readonly unknown[] = []) =>
      memory.map('upper', needs, Array.from(letters), (letter) => {
        asked.push(letter);
        return letter.toUpperCase();
      });
    assert.deepEqual(upper('abc'), ['A', 'B', 'C']);
    asked.length = 0;
    assert.deepEqual(upper('abxc'), ['A', 'B', 'X', 'C']);
    assert.deepEqual(asked, ['x']);
    asked.length = 0;
    assert.deepEqual(upper('abxc', ['other needs']), ['A', 'B', 'X', 'C']);
    assert.deepEqual(asked, ['a', 'b', 'x', 'c']);
  });

  it('gives the same list where all that comes out is equal', () => {
    const memory = new Memory();
    const parity = (numbers: readonly number[]) =>
      memory.flatMap('parity', [], numbers, (number) => (number === 0 ? [] : [{ even: number % 2 === 0 }]));
    const first = parity([1, 2, 0, 3]);
    assert.deepEqual(first, [{ even: false }, { even: true }, { even: false }]);
    assert.equal(parity([1, 4, 0, 3]), first);
    assert.deepEqual(parity([1, 4, 5, 3]), [
      { even: false },
      { even: true },
      { even: false },
      { even: false },
    ]);
    assert.deepEqual(parity([4, 0, 5]), [{ even: true }, { even: false }]);
  });

  it('walks on only until its state is what it was', () => {
    const memory = new Memory();
    let steps = 0;
    // The state is the last capital.
    const under = (letters: string) =>
      memory
        .scan('capitals', Array.from(letters), [''] as readonly string[], ([capital = ''], letter) => {
          steps++;
          const state = letter === letter.toUpperCase() ? letter : capital;
          return { output: `${state}${letter}`, state: [state] };
        })
        .join(' ');
    assert.equal(under('AbcDe'), 'AA Ab Ac DD De');
    steps = 0;
    assert.equal(under('XbcDe'), 'XX Xb Xc DD De');
    assert.equal(steps, 4);
    steps = 0;
    assert.equal(under('XbzcDe'), 'XX Xb Xz Xc DD De');
    assert.equal(steps, 1);
    assert.equal(under('bcDe'), 'b c DD De');
    assert.equal(under(''), '');
  });

  it('keeps rows that moved by what came before them', () => {
    const memory = new Memory();
    const rows = (letters: string) =>
      memory.keep(
        'rows',
        Array.from(letters).map((letter) => [letter]),
        areSame,
      );
    const [a, b, c] = rows('abc');
    const next = rows('axbc');
    assert.equal(next[0], a);
    assert.equal(next[2], b);
    assert.equal(next[3], c);
    assert.equal(rows('axbc'), next);
  });
});

describe('what a list comes to', () => {
  const asked: string[] = [];
  const add = (sum: { value: number }, item: number): void => {
    asked.push(`+${item}`);
    if (item < 0) throw new Error('below nothing');
    sum.value += item;
  };
  const remove = (sum: { value: number }, item: number): void => {
    asked.push(`-${item}`);
    sum.value -= item;
  };
  const sum = (memory: Memory, items: readonly number[]): string => {
    asked.length = 0;
    const { value } = memory.sum('sum', items, { start: () => ({ value: 0 }), add, remove });
    return [value, ...asked].join(' ');
  };

  it('is kept up to date by what came and what went', () => {
    const memory = new Memory();
    assert.equal(sum(memory, [1, 2, 3, 4]), '10 +1 +2 +3 +4');
    assert.equal(sum(memory, [1, 2, 5, 4]), '12 -3 +5');
    assert.equal(sum(memory, [1, 2, 4]), '7 -5');
  });

  it('is found anew where most of it changed, and after a step that failed', () => {
    const memory = new Memory();
    sum(memory, [1, 2]);
    assert.equal(sum(memory, [3, 4]), '7 +3 +4');
    assert.throws(() => sum(memory, [3, -1]));
    assert.equal(sum(memory, [3, 4]), '7 +3 +4');
  });
});

describe('rows of columns', () => {
  it('are the same values where all columns say the same', () => {
    const memory = new Memory();
    const rows = (text: string, numbers: readonly number[]) =>
      memory.rows<readonly [string, number]>('rows', [text.split(','), numbers]);
    const [a, b, c] = rows('a,b,c', [1, 2, 3]);
    assert.deepEqual(a, ['a', 1]);
    const next = rows('a,x,c', [1, 2, 3]);
    assert.deepEqual([next[0] === a, next[1] === b, next[2] === c], [true, false, true]);
    assert.equal(rows('a,x,c', [1, 2, 3]), next);
    const moved = rows('x,c', [2, 3]);
    assert.deepEqual([moved[0] === next[1], moved[1] === c], [true, true]);
  });
});

describe('memoryOf', () => {
  it('is that of the versions for a value that is one of them', () => {
    const memory = new Memory();
    const [first, second] = [{}, {}];
    remembersIn(first, memory);
    remembersIn(second, memory);
    assert.equal(memoryOf(first), memory);
    assert.equal(memoryOf({}) === memory, false);
    assert.equal(memoryOf(second), memory);
  });

  it('stays the same for a value that nobody edits until many others are asked about', () => {
    const [one, other] = [{}, {}];
    const memory = memoryOf(one);
    assert.equal(memoryOf(one), memory);
    assert.notEqual(memoryOf(other), memory);
    assert.equal(memoryOf(one), memory);
    for (let index = 0; index < 100; index++) memoryOf({});
    assert.notEqual(memoryOf(one), memory);
  });
});

describe('Names of steps', () => {
  // Two steps of one name would take each other's results for their own.
  it('are used once in the program', () => {
    const core = new URL('../../server/src/', import.meta.url);
    const names = readdirSync(core, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const text = readFileSync(new URL(file.replaceAll('\\', '/'), core), 'utf8');
        return [...text.matchAll(/emory\s*\.\s*\w+(?:<[^(]*>)?\(\s*'([^']+)'/g)].map(([, name]) => name);
      });
    assert(names.includes('prefixes'));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
});
