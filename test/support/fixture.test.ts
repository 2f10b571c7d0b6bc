import assert from 'node:assert/strict';
import { cursorOf, readFixture } from './fixture.ts';

describe('fixture mark-up', () => {
  it('splits files and finds the cursor', () => {
    const fixture = readFixture(`
      # Plan
      //- /src/a.ts
      let <|>a;
    `);
    assert.deepEqual(
      fixture.files.map(({ path, text }) => [path, text]),
      [
        ['/plan.md', '# Plan'],
        ['/src/a.ts', 'let a;\n'],
      ],
    );
    const { file, place } = cursorOf(fixture);
    assert.equal(file.path, '/src/a.ts');
    assert.deepEqual(place, { line: 0, character: 4 });
  });

  it('takes ranges out of the text', () => {
    const [file] = readFixture('a <|b c|> d').files;
    assert.equal(file?.text, 'a b c d');
    assert.deepEqual(file.ranges, [{ from: 2, to: 5 }]);
    assert.equal(file.cursor, 2);
  });

  it('reads carets as expected findings of the line above', () => {
    const [file] = readFixture(`
      one
      two three
      //  ^^^^^ reference/missing warning: There is no file.
      //<3 id/duplicate
      four
    `).files;
    assert.equal(file?.text, 'one\ntwo three\nfour\n');
    assert.deepEqual(
      file.expected.map((finding) => ({ ...finding, span: file.source.slice(finding.span) })),
      [
        { span: 'three', code: 'reference/missing', severity: 'warning', message: 'There is no file.' },
        { span: 'two', code: 'id/duplicate', severity: undefined, message: '' },
      ],
    );
  });

  it('refuses a fixture without a cursor where one is needed', () => {
    assert.throws(() => cursorOf(readFixture('text')), /has no cursor/);
  });
});
