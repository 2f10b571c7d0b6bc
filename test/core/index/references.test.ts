import assert from 'node:assert/strict';
import { FileIndex } from '../../../server/src/core/index/files.ts';
import { resolveReference } from '../../../server/src/core/index/references.ts';
import { createFolder } from '../../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { mergeConfig } from '../../../server/src/core/config.ts';

const FILES = [
  'README.md',
  'Makefile',
  'docs/plans/plan.md',
  'docs/plans/notes.md',
  'docs/guide.md',
  'packages/api/src/routes.ts',
  'packages/api/src/users/model.ts',
  'packages/web/src/routes.ts',
  'packages/web/src/users/view.ts',
  'tools/lint.py',
];

interface Options {
  readonly kind?: 'file' | 'directory' | 'glob';
  readonly modules?: readonly string[];
  readonly text?: string;
}

/** Resolves a path that `docs/plans/plan.md` of the folder `shop` mentions, and says how. */
function resolve(path: string, { kind = 'file', modules = [], text = '' }: Options = {}): string {
  const folder = createFolder('file:///home/me/shop', {
    files: FileIndex.from(FILES),
    config: mergeConfig({ modules: [...modules] }, {}),
  });
  const document = parseRoadmap('file:///home/me/shop/docs/plans/plan.md', new SourceText(text));
  const {
    kind: how,
    path: found,
    candidates,
    confidence,
  } = resolveReference(folder, document, { path, kind });
  if (how === 'ambiguous') return `ambiguous: ${candidates.join(' ')}`;
  return found === undefined ? how : `${how} ${confidence}: ${found}`;
}

describe('resolveReference', () => {
  const cases: readonly (readonly [path: string, expected: string, options?: Options])[] = [
    ['tools/lint.py', 'exact sure: tools/lint.py'],
    ['./tools/lint.py', 'exact sure: tools/lint.py'],
    ['/tools/lint.py', 'exact sure: tools/lint.py'],
    ['tools\\lint.py', 'exact sure: tools/lint.py'],
    ['packages/api/', 'exact sure: packages/api', { kind: 'directory' }],
    ['notes.md', 'relative sure: docs/plans/notes.md'],
    ['../guide.md', 'relative sure: docs/guide.md'],
    ['../../README.md', 'relative sure: README.md'],
    ['src/users/model.ts', 'module sure: packages/api/src/users/model.ts', { modules: ['packages/api/'] }],
    ['src/routes.ts', 'module sure: packages/web/src/routes.ts', { modules: ['packages/web'] }],
    [
      'src/routes.ts',
      'module sure: packages/api/src/routes.ts',
      { text: 'Paths are relative to `packages/api`.' },
    ],
    ['src/routes.ts', 'module sure: packages/web/src/routes.ts', { text: '**Working directory:** `web/`' }],
    ['users/model.ts', 'suffix sure: packages/api/src/users/model.ts'],
    ['src/routes.ts', 'ambiguous: packages/api/src/routes.ts packages/web/src/routes.ts'],
    ['model.ts', 'basename likely: packages/api/src/users/model.ts'],
    ['users', 'ambiguous: packages/api/src/users packages/web/src/users', { kind: 'directory' }],
    ['/home/someone/shop/tools/lint.py', 'stripped sure: tools/lint.py'],
    ['C:\\work\\shop\\tools\\lint.py', 'stripped sure: tools/lint.py'],
    ['shop/tools/lint.py', 'stripped sure: tools/lint.py'],
    ['elsewhere/tools/lint.py', 'stripped likely: tools/lint.py'],
    ['elsewhere/Makefile', 'stripped likely: Makefile'],
    ['packages/api/src/users/model', 'suffix likely: packages/api/src/users/model.ts'],
    ['packages/*/src/routes.ts', 'exact', { kind: 'glob' }],
    ['*.md', 'exact', { kind: 'glob' }],
    ['users/*.ts', 'suffix', { kind: 'glob' }],
    ['src/*.go', 'missing', { kind: 'glob' }],
    ['src/orders.ts', 'missing'],
    ['Tools/lint.py', 'missing'],
    ['Node.js', 'missing'],
    ['../../../outside.md', 'missing'],
    ['', 'exact sure: '],
  ];
  for (const [path, expected, options] of cases) {
    it(`${path || 'nothing'} ${JSON.stringify(options ?? {})}: ${expected}`, () => {
      assert.equal(resolve(path, options), expected);
    });
  }

  it('prefers, among files that match, those near the document', () => {
    const folder = createFolder('file:///p', {
      files: FileIndex.from(['a/x/util.ts', 'b/x/util.ts', 'b/plan.md']),
    });
    const document = parseRoadmap('file:///p/b/plan.md', new SourceText(''));
    const { candidates } = resolveReference(folder, document, { path: 'util.ts', kind: 'file' });
    assert.deepEqual(candidates, ['b/x/util.ts', 'a/x/util.ts']);
  });

  it('decodes what an editor writes in its URIs', () => {
    const folder = createFolder('file:///my%20project', {
      files: FileIndex.from(['a b/plan.md', 'a b/x.ts']),
    });
    const document = parseRoadmap('file:///my%20project/a%20b/plan.md', new SourceText(''));
    assert.equal(resolveReference(folder, document, { path: 'x.ts', kind: 'file' }).kind, 'relative');
  });
});
