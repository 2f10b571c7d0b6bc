import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type MarkdownTree, parseMarkdown, updateMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { SourceText, type TextChange } from '../../../server/src/core/text/source.ts';
import { outlineOf, remarkOutlineOf } from './outline.ts';

// The block tree is compared with remark's, which follows CommonMark and GFM to the letter. What differs is
// listed here, each with its reason and with what both say, so that a difference that goes away is noticed.
interface Difference {
  readonly reason: string;
  /** Texts in which it may show are left out of the random comparison. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly ours: readonly string[];
  readonly remark: readonly string[];
}

const KNOWN: readonly Difference[] = [
  {
    reason: 'remark reads a table right under an item as its text; who writes one means a table',
    pattern: /^ *(?:[-*>]|\d)[^]*[^\n]\n\|.*\|[ \t]*\r?\n\|-|^ *(?:[-*>]|\d).*\n\|.*\|[ \t]*\r?\n\|-/m,
    example: '- x\n| a | b |\n|---|---|',
    ours: ['list 1', '  item 1', '    paragraph 1-1', 'table 2 1'],
    remark: ['list 1', '  item 1', '    paragraph 1-3'],
  },
  {
    reason: 'Lezer takes an indented line right under a table for a row',
    pattern: /\|---\|\r?\n(?:.+\n)* {4}/,
    example: '| a |\n|---|\n    code',
    ours: ['table 1 2'],
    remark: ['table 1 1', 'code 3'],
  },
  {
    reason: 'remark takes `===` right under a table for a row; nobody means that',
    pattern: /\|---\|\r?\n(?:.+\n)*===/,
    example: '| a |\n|---|\n===',
    ours: ['table 1 1', 'paragraph 3-3'],
    remark: ['table 1 2'],
  },
  {
    reason: 'Lezer ends a definition with its line, where CommonMark lets an indented line go on as text',
    pattern: /\]: a\.md\r?\n {4}/,
    example: '[r]: a.md\n    more',
    ours: ['definition 1', 'code 2'],
    remark: ['definition 1', 'paragraph 2-2'],
  },
  {
    reason: 'remark counts a definition to the underlined heading that follows it',
    pattern: /\]: a\.md\r?\n(?:.+\n)+(?:===|---)/,
    example: '[r]: a.md\ntext\n===',
    ours: ['definition 1', 'heading 1 2-3'],
    remark: ['definition 1', 'heading 1 1-3'],
  },
  {
    reason: 'remark loses the block after a `---` that opens no front matter on the first line',
    pattern: /^---[ \t]*\r?\n/,
    example: '---\n- x',
    ours: ['rule 1', 'list 2', '  item 2', '    paragraph 2-2'],
    remark: ['rule 1', 'paragraph 2-2'],
  },
];

const isKnown = (text: string): boolean => KNOWN.some(({ pattern }) => pattern.test(text));

const PROJECT = join(import.meta.dirname, '../../..');
const CORPUS = join(PROJECT, '../shared/corpus');

describe('blocks, compared with remark', function () {
  this.timeout(120_000);

  const own = markdownBelow(PROJECT, ['docs', 'examples', 'test']);

  for (const file of own) it(file.slice(PROJECT.length + 1), () => checkFile(file));

  const corpus = existsSync(CORPUS) ? markdownBelow(CORPUS, ['docs', 'seeds']) : [];
  it(
    corpus.length > 0
      ? 'every document of the corpus'
      : 'no corpus beside the project: only its own documents',
    () => {
      for (const file of corpus) checkFile(file);
    },
  ).timeout(120_000);

  for (const { reason, example, ours, remark } of KNOWN)
    it(`known difference: ${reason}`, () => {
      assert.deepEqual(outlines(example), [ours, remark]);
      assert.ok(isKnown(example));
    });

  it('small documents made of block marks', () => {
    fc.assert(
      fc.property(documents, (text) => {
        fc.pre(!isKnown(text));
        assert.deepEqual(...outlines(text));
      }),
      { numRuns: 150, seed: 20251121 },
    );
  });

  it('documents cut anywhere', () => {
    const texts = own.slice(0, 12).map((file) => readFileSync(file, 'utf8').slice(0, 4000));
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        const cut = text.slice(start, start + (length % 600));
        fc.pre(!isKnown(cut));
        assert.deepEqual(...outlines(cut));
      }),
      { numRuns: 100, seed: 20251121 },
    );
  });
});

describe('blocks after edits, compared with a fresh parse', function () {
  this.timeout(120_000);

  it('any edits in a row', () => {
    fc.assert(
      fc.property(documents, fc.array(edits, { minLength: 1, maxLength: 6 }), (text, changes) => {
        checkEdits(text, changes);
      }),
      { numRuns: 200, seed: 20251121 },
    );
  });

  it('edits of a real document', () => {
    const text = readFileSync(join(PROJECT, 'test/core/dialects/execution-plan.md'), 'utf8');
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 8 }), (changes) => checkEdits(text, changes)),
      { numRuns: 25, seed: 20251121 },
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
  check('a line break becomes CRLF', '# a\n\n- b\n- c', [3, 3, '\r']);
  check('a byte-order mark comes and goes', '# a\n', [0, 0, '\ufeff'], [0, 1, '']);
});

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly text: string;
}

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

/** After each edit the updated tree says what a fresh parse of the same text says. */
function checkEdits(text: string, changes: readonly Edit[]): void {
  let source = new SourceText(text);
  let tree: MarkdownTree = parseMarkdown(source);
  for (const { at, remove, text: inserted } of changes) {
    const from = at % (source.length + 1);
    const change: TextChange = { from, to: Math.min(source.length, from + remove), text: inserted };
    source = source.withChanges([change]);
    tree = updateMarkdown(tree, change, source);
    assert.deepEqual(outlineOf(tree), outlineOf(parseMarkdown(source)), JSON.stringify(source.text));
  }
}

function markdownBelow(root: string, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
