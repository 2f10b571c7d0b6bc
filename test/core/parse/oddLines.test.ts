import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

/** How many tasks a roadmap with this line has, the one before it and the one behind it included. */
function tasksAround(line: string): number {
  const text = `# Roadmap\n\n- [ ] T-1: First\n\n${line}\n\n- [ ] T-2: Last\n`;
  return parseRoadmap('file:///project/roadmap.md', new SourceText(text)).tasks.length;
}

// Each takes minutes where one of the steps looks at the rest of the line again and again.
describe('a line that nobody writes', () => {
  const length = 100_000;

  it('of blanks within an item', () => {
    assert.equal(tasksAround(`- [ ] T-3: a${' '.repeat(length)}b`), 3);
  });

  it('of blanks within a heading', () => {
    assert.equal(tasksAround(`# a${' '.repeat(length)}b`), 2);
  });

  it('of tabs within an item', () => {
    assert.equal(tasksAround(`- [ ] T-3: a${'\t'.repeat(length)}b`), 3);
  });

  it('of letters within an item', () => {
    assert.equal(tasksAround(`- [ ] T-3: ![the map](data:image/png;base64,${'iVBORw0K'.repeat(40_000)})`), 3);
    assert.equal(tasksAround(`- [ ] T-3: \`${'iVBORw0K'.repeat(40_000)}\``), 3);
  });

  it('of dashes within an item', () => {
    assert.equal(tasksAround(`- [ ] T-3: a${'-'.repeat(length)}b`), 3);
  });

  it('of brackets', () => {
    assert.equal(tasksAround('['.repeat(length)), 2);
  });

  it('of quotes in quotes', () => {
    assert.equal(tasksAround('>'.repeat(10_000)), 2);
  });
});

// The same where a step looks at all lines above each line: a list or table whose ends a keystroke took away.
describe('a paragraph that nobody writes', () => {
  it('of commands', () => {
    assert.equal(tasksAround('Serve `/a.json`, `/b.json` and `make` at the root. Run:\n'.repeat(30_000)), 2);
  });

  it('of rows without a header', () => {
    assert.equal(tasksAround('| T-7 | Cache the answers of the carrier | Done |\n'.repeat(60_000)), 2);
  });

  it('of bold words in a quote', () => {
    assert.equal(tasksAround('> **Never** stop the import while it runs\n'.repeat(60_000)), 2);
  });
});
