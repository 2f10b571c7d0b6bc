import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { EDITING_ROOM } from '../../../server/src/core/markdown/layout.ts';
import { parseMarkdown, updateMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import {
  type Edit,
  type Session,
  changeOf,
  editCount,
  randomSessions,
  shrinkSession,
  shrinkText,
} from '../../support/randomEdits.ts';
import { markdownBelow } from '../../support/markdownFiles.ts';
import { KNOWN_DIFFERENCES, isKnownDifference } from './knownDifferences.ts';
import { outlineOf, remarkOutlineOf } from './outline.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const CORPUS = join(PROJECT, '../shared/corpus');
const SEED = Number(process.env['ROADGATE_SEED'] ?? 20251121);
const corpus = existsSync(CORPUS) ? markdownBelow(CORPUS, ['docs', 'seeds']) : [];

describe('blocks, compared with remark', function () {
  this.timeout(120_000);

  const own = markdownBelow(PROJECT, ['docs', 'examples', 'test']);

  for (const file of own) it(file.slice(PROJECT.length + 1), () => checkFile(file));

  it(
    corpus.length > 0
      ? 'every document of the corpus'
      : 'no corpus beside the project: only its own documents',
    () => {
      for (const file of corpus) checkFile(file);
    },
  ).timeout(120_000);

  for (const { reason, pattern, example, ours, remark } of KNOWN_DIFFERENCES)
    it(`known difference: ${reason}`, () => {
      assert.deepEqual(outlines(example), [ours, remark]);
      assert.match(example, pattern);
    });

  it('a fence that ends the item with an open fence is none of its own', () => {
    for (const text of [
      '- ```\n ```\n# x',
      '1.  - ```\n    ```\n# x',
      '- ```\n  ```\n# x',
      '> - ```\n>   ```\n# x',
    ])
      assert.deepEqual(...outlines(text));
  });

  it('a fence gives up the blanks that it is indented by in its item or quotation', () => {
    for (const text of [
      '1. a\n    ```\n    e\n    ```',
      '- a\n   ```\n    e\n   f\n  g\n   ```',
      '- a\n  - b\n\n     ```\n     e',
      '-   a\n\n     ```\n     e',
      '*\n   ```\n   e',
      '-    ```\n     e',
      '> - a\n>\n>    ```\n>    e',
      '>   ```\n>   e',
      '- a\n\n\t```\n\te',
    ])
      assert.deepEqual(...outlines(text));
  });

  it('an item with nothing behind its mark ends at a blank line, and goes on if it has text', () => {
    for (const text of [
      '-\n\n  e',
      '- \t\n\n  e',
      '1.\n\n   e',
      '- 1.\n\n     e',
      '-\n  p\n\n  e',
      '1. \n   p\n\n   e',
      '-\n  - p\n\n  e',
      '> -\n>   a\n>\n>   e',
      '-\n  -\n    p\n\n    e\n\n  f',
    ])
      assert.deepEqual(...outlines(text));
  });

  it('only blanks may stand behind the marks that end a fence', () => {
    for (const text of ['```\n```\ufeff\n# x', '```\n``` \t\n# x', '```\r\n```\r\n# x'])
      assert.deepEqual(...outlines(text));
  });

  it('blanks behind a bar, under a header and under none', () => {
    for (const text of [
      '-| ',
      'a\n\n-|  \nb',
      '| a |\n|---| \n| b |',
      '> a | b\n> --|-- \n> c | d',
      '- a | b\t\n  -|-\t',
    ])
      assert.deepEqual(...outlines(text));
  });

  it('small documents made of block marks', () => {
    fc.assert(fc.property(documents, checkText), { numRuns: 150, seed: SEED });
  });

  it('documents cut anywhere', () => {
    const texts = own.slice(0, 12).map((file) => readFileSync(file, 'utf8').slice(0, 4000));
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        checkText(text.slice(start, start + (length % 600)));
      }),
      { numRuns: 100, seed: SEED },
    );
  });
});

// ROADGATE_EDITS=100000 tries as many on cuts and a fiftieth of it on whole documents.
describe('blocks after random edits, compared with remark and with a fresh parse', function () {
  this.timeout(0);
  const texts = [...markdownBelow(PROJECT, ['docs', 'examples', 'test']), ...corpus].map((file) =>
    readFileSync(file, 'utf8'),
  );
  const wanted = editCount(600);

  it(`${wanted} edits of cuts`, () => {
    for (const session of randomSessions({ seed: SEED, edits: wanted, texts, longest: 4000 }))
      checkSession(session);
  });

  it(`${Math.ceil(wanted / 50)} edits of whole documents`, () => {
    const edits = Math.ceil(wanted / 50);
    for (const session of randomSessions({ seed: SEED, edits, texts, editsPerSession: 5 }))
      checkSession(session);
  });
});

describe('blocks after edits, compared with a fresh parse', function () {
  this.timeout(120_000);

  it('any edits in a row', () => {
    fc.assert(
      fc.property(documents, fc.array(edits, { minLength: 1, maxLength: 6 }), (text, changes) => {
        checkEdits(text, changes);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('edits of long lists and tables', () => {
    const many = [fc.array(edits, { minLength: 1, maxLength: 10 }), longDocuments] as const;
    fc.assert(
      fc.property(...many, (changes, text) => checkEdits(text, changes)),
      { numRuns: editCount(600) / 10, seed: SEED },
    );
  });

  it('edits of a real document', () => {
    const text = readFileSync(join(PROJECT, 'test/core/dialects/execution-plan.md'), 'utf8');
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 8 }), (changes) => checkEdits(text, changes)),
      { numRuns: 25, seed: SEED },
    );
  });

  const check = (
    title: string,
    text: string,
    ...changes: [from: number, to: number, text: string][]
  ): void => {
    it(title, () =>
      checkEdits(
        text,
        changes.map(([from, to, inserted]) => ({ at: from, remove: to - from, text: inserted })),
      ),
    );
  };
  check('front matter is opened', 'a: 1\n---\n# T\n- x', [0, 0, '---\n']);
  check('front matter is closed', '---\na: 1\n# T\n\n- x', [9, 9, '---\n']);
  check('front matter is broken', '---\na: 1\n---\n# T', [9, 12, '']);
  check('front matter is removed', '---\na: 1\n---\n# T\n\n- x', [0, 13, '']);
  check('front matter grows', '---\na: 1\n---\n# T\n\n- x', [8, 8, '\nb: 2']);
  check('a fence is opened and closed', 'a\n\nb\n\nc', [3, 3, '```\n'], [8, 8, '\n```']);
  check('a table below text is broken', `${'text '.repeat(60)}\n| ${'a '.repeat(90)}| b |\n|---|---|`, [
    490,
    491,
    'x',
  ]);
  check(
    'half of a line of indented code becomes a line',
    `* a\n\n${' '.repeat(8)}b${'\n\n    c d'.repeat(40)}`,
    [9, 9, '# x\n'],
  );
  check('a line break becomes CRLF', '# a\n\n- b\n- c', [3, 3, '\r']);
  check('a byte-order mark comes and goes', '# a\n', [0, 0, '\ufeff'], [0, 1, '']);
});

const PIECES = [
  '# Title\n',
  '## Part\n',
  'text\n',
  'text ',
  '- item\n',
  '- [ ] box\n',
  '- [x] done\n',
  '1. one\n',
  '  - nested\n',
  '   more\n',
  '```\n',
  '```bash\n',
  'make\n',
  '    code\n',
  '> quote\n',
  '| a | b |\n|---|---|\n',
  '| c | d |\n',
  '---\n',
  '\n',
  '\n\n',
  '***\n',
  '<!-- c -->\n',
  '<div>\n',
  '[r]: a.md\n',
  '**bold** `code`\n',
  'a: 1\n',
  '\r\n',
  '* star\n',
  '===\n',
] as const;
const documents = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));
const LONG = [
  '- item\n',
  '- [ ] box\n\n',
  '7. one\n',
  '2) - a\n   - b\n',
  '| c | d |\n',
  '* ```\n  x\n  ```\n',
] as const;
/** Lists and tables that are long enough to be cut, with anything between them. */
const longDocuments = fc
  .array(fc.tuple(documents, fc.constantFrom(...LONG), fc.integer({ min: 30, max: 90 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) =>
    parts
      .map(([before, line, count]) => {
        const head = line.startsWith('|') ? '\n| a | b |\n|---|---|\n' : '';
        return before + head + line.repeat(count);
      })
      .join(''),
  );
const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(5000),
  remove: fc.nat(12),
  text: fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom('', 'x', '-', '`', '#', ' ', '\n', '\r', '>')),
});

function checkFile(file: string): void {
  assert.deepEqual(...outlines(readFileSync(file, 'utf8')), file);
}

function outlines(text: string): [ours: string[], remark: string[]] {
  const ours = outlineOf(parseMarkdown(new SourceText(text)));
  return [ours, remarkOutlineOf(text.replace(/^\ufeff/, ' '))];
}

/** Equal to remark's, or, when made as short as it can be, one of the known differences. */
function checkText(text: string): void {
  if (!differs(text)) return;
  const smallest = shrinkText(text, differs);
  if (!isKnownDifference(smallest)) assert.deepEqual(...outlines(smallest), JSON.stringify(smallest));
}

function differs(text: string): boolean {
  return !isDeepStrictEqual(...outlines(text));
}

/** After each edit the updated tree says what a fresh parse of the same text says. */
function checkEdits(text: string, edits: readonly Edit[]): void {
  const failure = firstFailure({ text, edits });
  if (failure) assert.deepEqual(failure.updated, failure.fresh, JSON.stringify(failure.text));
}

/** The same, and the fresh parse says what remark says. */
function checkSession(session: Session): void {
  if (firstFailure(session)) {
    const { text, edits } = shrinkSession(session, (kept) => firstFailure(kept) !== null);
    assert.fail(`The updated tree is not the fresh one: ${JSON.stringify({ text, edits })}`);
  }
  let source = new SourceText(session.text);
  for (const edit of session.edits) {
    source = source.withChanges([changeOf(edit, source)]);
    if (differs(source.text)) return checkText(source.text); // what comes next would differ as well
  }
}

interface Failure {
  readonly text: string;
  readonly updated: readonly string[];
  readonly fresh: readonly string[];
}

function firstFailure(session: Session): Failure | null {
  let source = new SourceText(session.text);
  let tree = parseMarkdown(source, EDITING_ROOM);
  outlineOf(tree); // parts are parsed when they are read
  for (const edit of session.edits) {
    const change = changeOf(edit, source);
    source = source.withChanges([change]);
    tree = updateMarkdown(tree, change, source);
    const fresh = outlineOf(parseMarkdown(source));
    const updated = outlineOf(tree);
    if (!isDeepStrictEqual(updated, fresh)) return { text: source.text, updated, fresh };
  }
  return null;
}
