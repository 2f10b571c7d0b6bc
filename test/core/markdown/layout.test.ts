import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readBlocks } from '../../../server/src/core/markdown/blocks.ts';
import { EDITING_ROOM, type Layout } from '../../../server/src/core/markdown/layout.ts';
import { type MarkdownTree, parseMarkdown, updateMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { lineStarts } from '../../support/lineStarts.ts';

const folder = path.resolve('test/core/dialects');
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'));

// What opens and closes blocks, at the margin and in lists.
const PIECES = [
  '\n', '\n\n', '```', '\n```\n', '```bash\n', '~~~\n', '<!--', '-->', '\n<!-- a\n', '# ', '\n# A\n', '\n## B\n\n', '#',
  '- ', '\n- [ ] x\n  ', '  ', '    ', '\t', '> ', '\n1. a\n   ```\n', '<details>\n', '</details>\n\n', '| a | b |\n|---|---|\n', '---\n',
  'x', ' ', '*', '`', '\r\n', '\r', '<pre>\n', '</pre>\n', '<div>', 'é', '🚀',
]; // prettier-ignore

/** Everything in the blocks, with the offsets of the document; but not in which pieces lists and tables were read. */
function realBlocks(tree: MarkdownTree): unknown {
  return JSON.parse(JSON.stringify(readBlocks(tree)), (key, value: unknown) =>
    key === 'pieces' ? undefined : toReal(value, tree.layout),
  );
}

function toReal(value: unknown, layout: Layout): unknown {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return value;
  return { from: layout.toReal(Number(value.from)), to: layout.toReal(Number(value.to)) };
}

const documents = fc
  .tuple(fc.constantFrom(...texts), fc.nat(6000))
  .map(([text, length]) => text.slice(0, length));
const edits = fc.record({
  at: fc.nat(6000),
  remove: fc.oneof(fc.constant(0), fc.nat(400)),
  text: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: documents },
  ),
});

/** After each edit, the blocks are those of a fresh tree of the same text. */
function checkEdits(text: string, changes: readonly { at: number; remove: number; text: string }[]): void {
  let source = new SourceText(text);
  let tree = parseMarkdown(source, EDITING_ROOM);
  for (const { at, remove, text: inserted } of changes) {
    const from = at % (source.length + 1);
    const change = { from, to: Math.min(source.length, from + remove), text: inserted };
    source = source.withChanges([change]);
    tree = updateMarkdown(tree, change, source);
    assert.deepEqual(realBlocks(tree), readBlocks(parseMarkdown(source)), JSON.stringify(source.text));
    assert.deepEqual(lineStarts(tree.source), lineStarts(new SourceText(tree.source.text)));
  }
}

describe('A Markdown tree with room for edits', () => {
  it('has after any edits the blocks of a fresh tree', () => {
    fc.assert(fc.property(documents, fc.array(edits, { minLength: 1, maxLength: 12 }), checkEdits), {
      numRuns: Number(process.env['ROADGATE_RUNS'] ?? 150),
      seed: 20251121,
    });
  });

  it('keeps the parts that an edit leaves alone, at their places', () => {
    const source = new SourceText('# A\n\na\n\n## B\n\nb\n\n## C\n\nc\n');
    const tree = parseMarkdown(source, EDITING_ROOM);
    const change = { from: 5, to: 5, text: 'more than a ' };
    const edited = updateMarkdown(tree, change, source.withChanges([change]));
    assert.deepEqual(
      edited.parts.map((part, index) => part === tree.parts[index]),
      [false, true, true],
    );
    const at = edited.source.text.indexOf('## C');
    assert.equal(edited.layout.toReal(at), edited.layout.source.text.indexOf('## C'));
    assert.equal(edited.layout.toStable(edited.layout.toReal(at)), at);
    assert.equal(edited.layout.toRealLine(edited.source.lineAt(at)), 8);
  });

  for (const [opening, closing] of [
    ['<!--', '-->'],
    ['```', '```'],
  ] as const)
    it(`has the parts again that ${opening} had hidden, once it is closed`, () => {
      const sections = Array.from({ length: 40 }, (_, index) => `## S${index}\n\ntext ${index}\n\n`);
      const before = parseMarkdown(new SourceText(`# A\n\n${sections.join('')}`), EDITING_ROOM);
      let at = before.layout.source.text.indexOf('## S5');
      const type = (tree: MarkdownTree, text: string): MarkdownTree => {
        const change = { from: at, to: at, text };
        at += text.length;
        return updateMarkdown(tree, change, tree.layout.source.withChanges([change]));
      };
      const open = type(before, `${opening}\n`);
      assert.ok(open.parts.length < 10);
      const closed = type(type(open, 'hidden\n'), `${closing}\n\n`);
      assert.deepEqual(
        closed.parts.filter((part) => !before.parts.includes(part)).map((part) => part.text.slice(0, 5)),
        ['## S4'],
      );
      assert.deepEqual(realBlocks(closed), readBlocks(parseMarkdown(closed.layout.source)));
    });

  const rows = Array.from({ length: 200 }, (_, index) => index);
  const list = `# A\n\n${rows.map((row) => `- [ ] item ${row}\n`).join('')}`;
  const table = `# A\n\n| a | b |\n|---|---|\n${rows.map((row) => `| item ${row} | x |\n`).join('')}`;

  for (const [kind, text] of Object.entries({ list, table })) {
    it(`keeps most of a long ${kind} when somebody types in it`, () => {
      const source = new SourceText(text);
      const tree = parseMarkdown(source, EDITING_ROOM);
      const at = text.indexOf('item 100');
      const change = { from: at, to: at, text: 'the ' };
      const edited = updateMarkdown(tree, change, source.withChanges([change]));
      const isNew = edited.parts.map((part, index) => part !== tree.parts[index]);
      assert.ok(edited.parts.length > 4);
      assert.deepEqual(isNew.filter(Boolean), [true]);
      assert.deepEqual(realBlocks(edited), readBlocks(parseMarkdown(edited.layout.source)));
    });

    it(`leaves out the room in a long ${kind} on the way from line to line`, () => {
      const { source } = parseMarkdown(new SourceText(text), EDITING_ROOM);
      const below: string[] = [];
      for (let line = 0; line < source.lineCount; line = source.lineBelow(line))
        below.push(source.lineText(line));
      assert.deepEqual(below, text.split('\n'));
      const above: string[] = [];
      for (let line = source.lineCount - 1; line >= 0; line = source.lineAbove(line))
        above.unshift(source.lineText(line));
      assert.deepEqual(above, text.split('\n'));
    });
  }
});
