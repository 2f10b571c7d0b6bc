import assert from 'node:assert/strict';
import { missingFile } from '../../server/src/features/missingFile.ts';
import { uriOf } from '../support/workspace.ts';
import { featureFixture } from './support.ts';

/** What would be made for the path in the document `/docs/plan.md`. */
function checkCreated(path: string, expected: string | undefined): void {
  const { snapshot } = featureFixture(
    `//- /docs/plan.md\n# Roadmap\n- [x] T001 Write \`${path}\`\n//- /src/store.js\nx\n//- /lib\nx\n`,
  );
  const [reference] = snapshot.document.references;
  assert(reference, path);
  const missing = missingFile(snapshot, {
    code: 'reference/missing',
    severity: 'hint',
    message: '',
    span: reference.pathSpan,
    related: [],
    fixes: [],
  });
  assert.equal(missing?.path, expected);
  if (missing !== undefined) {
    assert.deepEqual(missing.create, {
      kind: 'create',
      uri: uriOf(`/${missing.path}`),
      options: { ignoreIfExists: true },
    });
  }
}

describe('a missing file', () => {
  it('is made where its path leads from the root', () => checkCreated('src/list.js', 'src/list.js'));

  it('is made beside the document where the path says so', () => {
    checkCreated('./list.js', 'docs/list.js');
    checkCreated('../src/list.js', 'src/list.js');
  });

  it('is not made outside of the folder, below a file, or as a directory', () => {
    for (const path of ['/src/list.js', 'lib/list.js', 'src/list/']) {
      checkCreated(path, undefined);
    }
  });
});
