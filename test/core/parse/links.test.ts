import assert from 'node:assert/strict';
import { readHeadings, readLinks } from '../../../server/src/core/parse/links.ts';
import { viewOf } from './view.ts';

describe('links', () => {
  const check = (text: string, ...expected: [path: string, fragment: string | null][]): void => {
    it(text.replaceAll('\n', ' ⏎ '), () => {
      const { tree } = viewOf(text);
      const links = readLinks(tree);
      assert.deepEqual(
        links.map(({ path, fragment }) => [path, fragment]),
        expected,
      );
    });
  };
  check('[a](b.md)', ['b.md', null]);
  check('[a](../b.md#top) and ![c](img/d.png "t")', ['../b.md', 'top'], ['img/d.png', null]);
  check('[a](#my-part)', ['', 'my-part']);
  check('[a](my%20notes.md)', ['my notes.md', null]);
  check('[a](<my notes.md>)', ['my notes.md', null]);
  check('[a](50%.md)', ['50%.md', null]);
  check('[a](b.md?raw=1#x)', ['b.md', 'x']);
  check('[a][r] text\n\n[r]: docs/r.md#s', ['docs/r.md', 's']);
  check('- **[a](b.md)**\n\n| [c](d.md) |\n|---|', ['b.md', null], ['d.md', null]);
  check('> # [a](b.md)', ['b.md', null]);
  check('[a](https://x.io/b.md) [b](mailto:a@b.c) [c](/abs.md) [d](//x.io) <https://x.io>');
  check('`[a](b.md)` and [P] and\n\n```\n[a](b.md)\n```');

  it('points at the target, its path and its fragment', () => {
    const text = '[a](b.md#c)';
    const { tree } = viewOf(text);
    const [link] = readLinks(tree);
    assert.ok(link?.fragmentSpan);
    assert.deepEqual(
      [link.targetSpan, link.pathSpan, link.fragmentSpan].map((span) => text.slice(span.from, span.to)),
      ['b.md#c', 'b.md', 'c'],
    );
  });
});

describe('headings', () => {
  it('have the anchors that GitHub gives them', () => {
    const { tree } = viewOf(
      '# Set **up** `x.ts`!\n\n> ## Set up\n\nSet up\n---\n- # Über [uns](a.md)\n\n# ✅ Done',
    );
    assert.deepEqual(
      readHeadings(tree).map(({ level, line, text, slug }) => [level, line, text, slug]),
      [
        [1, 1, 'Set up x.ts!', 'set-up-xts'],
        [2, 3, 'Set up', 'set-up'],
        [2, 5, 'Set up', 'set-up-1'],
        [1, 7, 'Über uns', 'über-uns'],
        [1, 9, '✅ Done', '-done'],
      ],
    );
  });
});
