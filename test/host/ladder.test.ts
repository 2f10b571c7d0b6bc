import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkDocument } from '../../server/src/core/analysis/check.ts';
import { gatherFacts, neededFacts } from '../../server/src/core/analysis/facts.ts';
import { FileIndex } from '../../server/src/core/index/files.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  uriIn,
  withComplete,
  withDocuments,
  withFolder,
} from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { createFactSource, NodeFileSystem } from '../../server/src/host/files.ts';
import { TestFolder } from '../support/repository.ts';

/** A plan speaks of its project: most of its paths are there. */
const KNOWN = ['src/store.js:1', 'src/store.js', 'src/labels.js', 'src/pages.js:1'];

describe('references in real folders', () => {
  let folder: TestFolder;
  const files = new NodeFileSystem({ processes: true });

  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    folder.write('src/store.js', 'x\n');
    folder.write('src/labels.js', 'x\n');
    folder.write('src/pages.js', 'x\n');
    folder.write('packages/api/src/server.js', 'x\n');
  });
  afterEach(() => folder.remove());

  /** What is said to be missing of the paths that finished work at `plan` names, in the folder `root`. */
  async function missing(
    paths: readonly string[],
    plan = 'docs/plan.md',
    root = '',
  ): Promise<readonly string[]> {
    const base = path.join(folder.path, root);
    const index = FileIndex.from(await files.list(base));
    const project = createFolder(pathToFileURL(base).href, { files: index });
    const named = [...paths, ...KNOWN].map((each) => `\`${each}\``).join(', ');
    const text = `# Roadmap\n\n## Issue #1: Store ✅ DONE\n\n**Effort:** 1h\n\nLook at ${named}.\n`;
    const document = parseRoadmap(uriIn(project, plan), new SourceText(text));
    const workspace = withComplete(withDocuments(withFolder(EMPTY_WORKSPACE, project), [document]), true);
    const source = createFactSource(files, base);
    const facts = await gatherFacts(neededFacts(workspace, document.uri), source);
    const findings = checkDocument(workspace, document.uri, facts);
    return findings
      .filter(({ code }) => code === 'reference/missing')
      .map(({ span }) => text.slice(span.from, span.to));
  }

  it('finds those of package folders, and tells what is nowhere', async () => {
    folder.commit('all');
    assert.deepEqual(
      await missing([
        'packages/api/src/server.js:1',
        'src/server.js:1',
        '../src/store.js:1',
        'src/gone.js:1',
      ]),
      ['src/gone.js'],
    );
  });

  it('says nothing of what lies in a submodule', async () => {
    folder.write('lib/inner.js', 'x\n');
    folder.init('lib');
    folder.commit('library', 'lib');
    folder.commit('all');
    assert.deepEqual(await missing(['lib/inner.js:1', 'lib/other.js:1', 'src/gone.js:1']), ['src/gone.js']);
  });

  it('finds the files of a worktree', async () => {
    folder.commit('all');
    folder.git(['worktree', 'add', '-q', 'tree', '-b', 'other']);
    assert.deepEqual(await missing(['src/gone.js:1'], 'docs/plan.md', 'tree'), ['src/gone.js']);
  });

  it('says nothing of generated and ignored files, there or not', async () => {
    folder.write('.gitignore', 'src/generated.js\nsrc/local/\n');
    folder.write('src/generated.js', 'x\n');
    folder.commit('all');
    assert.deepEqual(await missing(['src/generated.js:1', 'src/local/a.js:1', 'src/gone.js:1']), [
      'src/gone.js',
    ]);
  });

  it('is not led in circles by links', async () => {
    symlinkSync('..', path.join(folder.path, 'src', 'loop'));
    symlinkSync('packages/api', path.join(folder.path, 'api'));
    folder.commit('all');
    assert.deepEqual(await missing(['src/loop/src/store.js:1', 'api/src/server.js:1', 'src/gone.js:1']), [
      'src/gone.js',
    ]);
  });

  it('tells the case of letters apart', async () => {
    folder.commit('all');
    assert.deepEqual(await missing(['src/Store.js:1']), ['src/Store.js']);
  });
});
