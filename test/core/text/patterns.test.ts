import assert from 'node:assert/strict';
import { WordPattern, anyCase, compile, lowerCase } from '../../../server/src/core/text/patterns.ts';

describe('A pattern for words', () => {
  const word = anyCase`(?<!\p{L})(?:größe|état|задача|size)(?!\p{L})`;

  for (const text of ['Größe: 3', 'GRÖSSE or SIZE', 'ÉTAT', '(Задача)', '大小 size。', '3size4'])
    it(`finds a word in any case: ${text}`, () => {
      assert.ok(word.test(text));
    });

  for (const text of ['Größen', 'oversize', 'подзадача', 'sizeé', '尺size', 'ｓｉｚｅ', ''])
    it(`finds no part of a word: ${text}`, () => {
      assert.ok(!word.test(text));
    });

  it('gives the places of the text as it is written', () => {
    const text = 'İİ 12 TASKS, 3 Tasks';
    const pattern = new WordPattern(String.raw`(\d+) tasks`, 'g');
    assert.equal(text.slice(anyCase`12 tasks`.exec(text)?.index), '12 TASKS, 3 Tasks');
    assert.equal(pattern.removeFrom(text), 'İİ , ');
    assert.equal(anyCase`\d+ tasks`.removeFrom(text), 'İİ , 3 Tasks');
    assert.equal(anyCase`none`.removeFrom(text), text);
  });

  it('looks at one place only with the flag y', () => {
    const pattern = new WordPattern('phase', 'y');
    assert.equal(pattern.execAt('A Phase', 2)?.[0], 'phase');
    assert.equal(pattern.execAt('A Phase', 1), null);
  });

  it('keeps classes in classes and outside of them', () => {
    assert.match('é1', compile(String.raw`^\p{L}\p{N}$`));
    assert.match('1é', compile(String.raw`^[\d_][\p{L}-]$`));
    assert.match('-', compile(String.raw`^\P{L}$`));
    assert.match('[x]', compile(String.raw`^\[[^\p{N}]\]$`));
    assert.throws(() => compile(String.raw`\p{Emoji}`), /Emoji/);
  });

  it('brings a text to lower case with each character in its place', () => {
    assert.equal(lowerCase('ABC Ü'), 'abc ü');
    assert.equal(lowerCase('İB').length, 2);
  });
});

describe('The classes of characters', () => {
  /** Scripts that plans are written in, as Unicode knows them. */
  const SCRIPTS =
    /[\p{ASCII}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{P}\p{S}]/u;
  const UNUSUAL =
    /[\p{M}\p{Cn}\p{Lm}\p{No}\p{Nl}\u0300-\u036f]|[\u1d00-\u1dbf\u2100-\u218f\u24b6-\u24e9\u3130-\u33ff\u1fbd-\u1fef\u2d70\ua4d0-\ua97f\ud7b0-\ud7ff\ufb50-\ufdff\uab30-\uab6f]|[\u0530-\u1cff]|[^\u0000-\uffdc]/u;

  for (const name of ['L', 'N', 'Script=Latin', 'Script=Cyrillic'])
    it(`are those of Unicode: ${name}`, () => {
      const ours = compile(`^\\p{${name}}$`);
      const real = new RegExp(`^\\p{${name}}$`, 'u');
      const wrong: string[] = [];
      for (let code = 0; code < 0x10000; code++) {
        const character = String.fromCharCode(code);
        if (!SCRIPTS.test(character) || UNUSUAL.test(character)) continue;
        if (ours.test(character) !== real.test(character)) wrong.push(code.toString(16));
      }
      assert.deepEqual(wrong, []);
    });
});
