import assert from 'node:assert/strict';
import { provideDocumentLinks } from '../../server/src/features/documentLink.ts';
import { featureFixture, pathOf } from './support.ts';

interface Editor {
  readonly followsLinks?: boolean;
  /** Paths that are there though no list of files has them. */
  readonly unlisted?: readonly string[];
}

/** Links as `text -> target`, with what is shown for them where that is more than the target. */
async function linksOf(text: string, { followsLinks = true, unlisted = [] }: Editor = {}): Promise<string[]> {
  const { snapshot } = featureFixture(
    `# P\n### Issue #4: A\n**Status:** Open\n\n${text}\n//- /src/a.js\n//- /lib/deep/c.js\n//- /docs/b.md\n# B\n\n## Set up\n`,
  );
  const { source } = snapshot.document;
  const exists = (path: string) => Promise.resolve(unlisted.includes(path));
  const links = await provideDocumentLinks(snapshot, { followsLinks, exists });
  return links.map(({ range, target, tooltip }) => {
    const linked = source.text.slice(source.offsetAt(range.start), source.offsetAt(range.end));
    const how = /\(.*\)$/.exec(tooltip ?? '')?.[0] ?? '';
    return `${linked} -> ${pathOf(target ?? '')}${how === '' ? '' : ` ${how}`}`;
  });
}

describe('Document links', () => {
  async function checkLinks(text: string, expected: readonly string[], editor: Editor = {}): Promise<void> {
    assert.deepEqual(await linksOf(text, editor), expected);
  }

  it('open a file at its line, and column', async () => {
    await checkLinks('See `src/a.js:7`.', ['src/a.js:7 -> /src/a.js#L7']);
    await checkLinks('See `src/a.js:7:12`.', ['src/a.js:7:12 -> /src/a.js#L7,12']);
  });

  it('select all of its lines', async () => {
    await checkLinks('See `src/a.js:7-9`.', ['src/a.js:7-9 -> /src/a.js#L7,1-L9,10000']);
    await checkLinks('See `src/a.js` lines 7-9.', ['`src/a.js` lines 7-9 -> /src/a.js#L7,1-L9,10000']);
  });

  it('are one per range', () =>
    checkLinks('See `src/a.js:7-9, 20`.', [
      'src/a.js:7-9 -> /src/a.js#L7,1-L9,10000',
      '20 -> /src/a.js#L20',
    ]));

  it('stay in their cells where the lines have a column of their own', () =>
    checkLinks('| File | Line |\n|---|---|\n| src/a.js | 7, 20 |', [
      'src/a.js -> /src/a.js#L7',
      '7 -> /src/a.js#L7',
      '20 -> /src/a.js#L20',
    ]));

  it('say how a file was found that is not written as it is', async () => {
    await checkLinks('See `c.js:7`.', ['c.js:7 -> /lib/deep/c.js#L7 (the only file of this name)']);
    await checkLinks('See `deep/c.js`.', ['deep/c.js -> /lib/deep/c.js (the only path that ends like this)']);
  });

  it('leave out what is not there, but not what git ignores', async () => {
    await checkLinks('See `src/nothing.js:7`.', []);
    await checkLinks('See `dist/app.js:7`.', ['dist/app.js:7 -> /dist/app.js#L7'], {
      unlisted: ['dist/app.js'],
    });
  });

  it('are none within code, and none for folders and patterns', () =>
    checkLinks('```\nsrc/a.js:7\n```\n\n    src/a.js:7\n\n`src/` and `src/*.js`', []));

  it('are the same with CRLF', async () => {
    const text = 'See `src/a.js:7`,\nand `src/a.js:8`.';
    assert.deepEqual(await linksOf(text.replaceAll('\n', '\r\n')), await linksOf(text));
  });

  describe('of Markdown itself', () => {
    const text =
      '[b](docs/b.md), [it](docs/b.md#set-up), [none](docs/c.md), [here](#issue-4-a), [no](#nowhere), [up](docs/b)';

    it('are left to an editor that follows them', () => checkLinks(text, []));

    it('lead to the file, and to the line of the heading', () =>
      checkLinks(
        text,
        [
          'docs/b.md -> /docs/b.md',
          'docs/b.md#set-up -> /docs/b.md#L3',
          '#issue-4-a -> /plan.md#L2',
          'docs/b -> /docs/b.md',
        ],
        { followsLinks: false },
      ));

    it('select the lines that they name', async () => {
      const lines = ['src/a.js#L7-L9 -> /src/a.js#L7,1-L9,10000'];
      await checkLinks('See [a](src/a.js#L7-L9).', lines);
      await checkLinks('See [a](src/a.js#L7-L9).', lines, { followsLinks: false });
    });
  });
});
