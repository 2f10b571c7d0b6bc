import assert from 'node:assert/strict';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { NO_FACTS } from '../../../server/src/core/analysis/facts.ts';
import { followMovedFiles } from '../../../server/src/core/edit/movedFiles.ts';
import { FileIndex } from '../../../server/src/core/index/files.ts';
import { resolveReference } from '../../../server/src/core/index/references.ts';
import { absolutePath } from '../../../server/src/core/model/neighbours.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  locate,
  uriIn,
  withComplete,
  withDocuments,
  withFiles,
  withFolder,
  withoutFolder,
  type Workspace,
} from '../../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { applyEdits } from '../../support/findings.ts';

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  '/code/web': ['docs/plan.md', 'src/app.js', 'lib/api/src/own.js'],
  '/code/api': ['README.md', 'src/app.js', 'src/server.js', 'db/schema.sql'],
  '/code/mono/packages/jobs': ['src/queue.js'],
};

function workspaceOf(folders = FOLDERS): Workspace {
  return Object.entries(folders).reduce(
    (workspace, [root, files]) =>
      withFolder(workspace, createFolder(`file://${root}`, { files: FileIndex.from(files) })),
    withComplete(EMPTY_WORKSPACE, true),
  );
}

const PLAN = 'file:///code/web/docs/plan.md';

function withPlan(workspace: Workspace, text: string): Workspace {
  return withDocuments(workspace, [parseRoadmap(PLAN, new SourceText(text))]);
}

/** Resolves a path that `docs/plan.md` of `web` mentions: how, how sure, and where. */
function resolve(path: string, workspace = workspaceOf()): string {
  const place = locate(workspace, PLAN);
  assert(place);
  const document = parseRoadmap(PLAN, new SourceText(''));
  const found = resolveReference(place.folder, document, { path, kind: 'file' });
  return found.path === undefined ? found.kind : `${found.kind} ${found.confidence}: ${found.path}`;
}

describe('Another folder of the workspace', () => {
  const cases: readonly (readonly [path: string, expected: string])[] = [
    ['../../api/src/server.js', 'folder sure: ../api/src/server.js'],
    ['../api/src/server.js', 'folder sure: ../api/src/server.js'],
    ['api/src/server.js', 'folder sure: ../api/src/server.js'],
    ['packages/jobs/src/queue.js', 'folder sure: ../mono/packages/jobs/src/queue.js'],
    ['jobs/src/queue.js', 'folder sure: ../mono/packages/jobs/src/queue.js'],
    // No folder of its own is called so.
    ['db/schema.sql', 'folder sure: ../api/db/schema.sql'],
    // What is in its own folder comes first, and a folder of its own is not looked for elsewhere.
    ['src/app.js', 'exact sure: src/app.js'],
    ['api/src/own.js', 'suffix sure: lib/api/src/own.js'],
    ['api/src/app.js', 'folder sure: ../api/src/app.js'],
    ['src/server.js', 'missing'],
    ['server.js', 'missing'],
    ['../../api/src/gone.js', 'missing'],
    ['../../../outside.js', 'missing'],
  ];
  for (const [path, expected] of cases) {
    it(`${path}: ${expected}`, () => assert.equal(resolve(path), expected));
  }

  it('is known as it is now', () => {
    const before = workspaceOf();
    const after = withFiles(before, 'file:///code/api', FileIndex.from(['src/new.js']));
    assert.equal(resolve('api/src/new.js', before), 'missing');
    assert.equal(resolve('api/src/new.js', after), 'folder sure: ../api/src/new.js');
    assert.equal(resolve('api/src/server.js', after), 'missing');
    assert.equal(resolve('api/src/server.js', withoutFolder(before, 'file:///code/api')), 'missing');
  });

  it('changes nothing for a folder whose neighbours stay', () => {
    const before = workspaceOf();
    const [web] = before.folders;
    const [, api] = withFiles(before, 'file:///code/web', FileIndex.from([])).folders;
    assert.equal(withFolder(before, before.folders[1] ?? createFolder('')).folders[0], web);
    assert.notEqual(api, before.folders[1]);
  });

  it('is not chosen where two of them have the file', () => {
    const folders = { ...FOLDERS, '/code/old': ['db/schema.sql'] };
    assert.equal(resolve('db/schema.sql', workspaceOf(folders)), 'missing');
  });

  it('is none on another drive or host, and not one within its own', () => {
    const folders = { ...FOLDERS, '/code/web/docs': ['plan.md', 'notes.md'] };
    const { folders: found } = workspaceOf(folders);
    const paths = found.map(({ neighbours }) => neighbours.map(({ path }) => path).join(' '));
    assert.deepEqual(paths, [
      '../api ../mono/packages/jobs',
      '../web ../mono/packages/jobs ../web/docs',
      '../../../web ../../../api ../../../web/docs',
      '.. ../../api ../../mono/packages/jobs',
    ]);
    const drives = [createFolder('file:///c%3A/web'), createFolder('file:///d%3A/api')];
    const remote = createFolder('vscode-vfs://host/code/api');
    const [web] = [...drives, remote].reduce(withFolder, EMPTY_WORKSPACE).folders;
    assert.deepEqual(web?.neighbours, []);
  });

  it('has addresses without dots', () => {
    const folder = createFolder('file:///code/my%20web');
    assert.equal(uriIn(folder, '../api/a b.js'), 'file:///code/api/a%20b.js');
    assert.equal(absolutePath('file:///code', '../../../a.js'), '/a.js');
  });

  it('is looked at by the rules for links, their headings, and lines', () => {
    const readme = parseRoadmap('file:///code/api/README.md', new SourceText('# Api\n\n## Set up\n'));
    const text = [
      '# Plan',
      '### Issue #4: A',
      '**Status:** Open',
      '',
      'See [a](../../api/README.md#set-up), [b](../../api/README.md#setup), [c](../../api/READMEE.md),',
      '[d](../../../elsewhere.md), `../../api/src/server.js:90`, `../../api/src/serverr.js:1`, `src/app.js`.',
      '',
    ].join('\n');
    const workspace = withDocuments(withPlan(workspaceOf(), text), [readme]);
    const facts = { ...NO_FACTS, lineCount: () => 12 };
    const found = checkDocument(workspace, PLAN, facts).map(({ message }) => message);
    assert.deepEqual(found, [
      '../api/README.md has no heading #setup; #set-up is the nearest.',
      'This link leads nowhere: there is no file ../api/READMEE.md; ../api/README.md exists.',
      '../api/src/server.js has 12 lines: there is no line 90.',
      'There is no file ../../api/src/serverr.js; ../api/src/server.js exists.',
    ]);
  });

  describe('takes roadmaps along', () => {
    /** What the plan's sentence says after the moves; undefined: it stays. */
    function after(sentence: string, ...moves: readonly (readonly [from: string, to: string])[]) {
      const workspace = withPlan(workspaceOf(), `# Plan\n### Issue #4: A\n**Status:** Open\n\n${sentence}\n`);
      const files = moves.map(([from, to]) => ({ from: `file:///code/${from}`, to: `file:///code/${to}` }));
      const edits = followMovedFiles(workspace, files, { links: true });
      const source = workspace.documents.get(PLAN)?.source;
      assert(source && edits.every(({ uri }) => uri === PLAN));
      return edits.length === 0 ? undefined : applyEdits(source, edits).split('\n').at(-2);
    }

    const NAMED = 'See `../../api/src/server.js:3`, `api/src/server.js` and [it](../../api/src/server.js).';

    it('whose files move there', () =>
      assert.equal(
        after(NAMED, ['api/src/server.js', 'api/lib/main.js']),
        'See `../../api/lib/main.js:3`, `api/lib/main.js` and [it](../../api/lib/main.js).',
      ));

    it('whose folder moves there', () =>
      assert.equal(
        after(NAMED, ['api/src', 'api/source']),
        'See `../../api/source/server.js:3`, `api/source/server.js` and [it](../../api/source/server.js).',
      ));

    it('whose own file moves there, or is moved from there', () => {
      assert.equal(
        after('See `src/app.js:3`.', ['web/src/app.js', 'api/src/main.js']),
        'See `api/src/main.js:3`.',
      );
      assert.equal(
        after('See `api/src/server.js:3`.', ['api/src/server.js', 'web/src/server.js']),
        'See `src/server.js:3`.',
      );
    });

    it('but not where they leave their folder, nor for what leaves the workspace', () => {
      assert.equal(after('See `src/app.js:3`.', ['web/docs/plan.md', 'api/plan.md']), undefined);
      assert.equal(after('See `api/src/server.js:3`.', ['api/src/server.js', 'elsewhere/a.js']), undefined);
    });
  });
});
