import assert from 'node:assert/strict';
import { provideDocumentLinks } from '../../server/src/features/documentLink.ts';
import { featureFixture, pathOf } from './support.ts';

/** Links as `text -> target`. */
function checkLinks(text: string, expected: readonly string[]): void {
  const { snapshot } = featureFixture(
    `# P\n### Issue #4: A\n**Status:** Open\n\n${text}\n//- /src/a.js\n//- /docs/b.md\n`,
  );
  const lines = snapshot.document.source.text.split('\n');
  const found = provideDocumentLinks(snapshot).map(({ range: { start, end }, target }) => {
    const linked = (lines[start.line] ?? '').slice(start.character, end.character);
    return `${linked} -> ${pathOf(target ?? '')}`;
  });
  assert.deepEqual(found, expected);
}

describe('Document links', () => {
  it('open a file at its line', () => {
    checkLinks('See `src/a.js:7`.', ['src/a.js:7 -> /src/a.js#L7']);
  });

  it('open a file at its lines', () => {
    checkLinks('See `src/a.js:7-9`.', ['src/a.js:7-9 -> /src/a.js#L7-L9']);
  });

  it('are one per range', () => {
    checkLinks('See `src/a.js:7-9, 20`.', ['src/a.js:7-9 -> /src/a.js#L7-L9', '20 -> /src/a.js#L20']);
  });

  it('leave out what is not there', () => {
    checkLinks('See `src/nothing.js:7`.', []);
  });

  it('leave the links of Markdown to the editor', () => {
    checkLinks('See [b](docs/b.md).', []);
  });
});
