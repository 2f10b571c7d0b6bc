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

  /** A submodule with a file, another one that it ignores, and all of it committed. */
  function addSubmodule(at = 'lib'): void {
    folder.init('origin');
    folder.write('origin/src/inner.js', 'x\n');
    folder.write('origin/.gitignore', 'local.js\n');
    folder.commit('library', 'origin');
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', source, at]);
    folder.commit('all');
  }

  /** What is said to be missing of the paths that finished work at `plan` names, in the folder `root`. */
  async function missing(
    paths: readonly string[],
    plan = 'docs/plan.md',
    root = '',
  ): Promise<readonly string[]> {
    const found = await severities(paths, { plan, root });
    return found.map((each) => each.replace(/^\w+ /, ''));
  }

  /** The same with the severity in front. */
  async function severities(
    paths: readonly string[],
    {
      plan = 'docs/plan.md',
      root = '',
      more = '',
      code = (each: string): boolean => each === 'reference/missing',
    } = {},
  ): Promise<readonly string[]> {
    const base = path.join(folder.path, root);
    const index = FileIndex.from(await files.list(base));
    const project = createFolder(pathToFileURL(base).href, { files: index });
    const named = [...paths, ...KNOWN].map((each) => `\`${each}\``).join(', ');
    const text = `# Roadmap\n\n## Issue #1: Store ✅ DONE\n\n**Effort:** 1h\n\nLook at ${named}. ${more}\n`;
    const document = parseRoadmap(uriIn(project, plan), new SourceText(text));
    const workspace = withComplete(withDocuments(withFolder(EMPTY_WORKSPACE, project), [document]), true);
    const source = createFactSource(files, base);
    const facts = await gatherFacts(neededFacts(workspace, document.uri), source);
    const findings = checkDocument(workspace, document.uri, facts);
    return findings
      .filter((finding) => code(finding.code))
      .map(({ severity, span }) => `${severity} ${text.slice(span.from, span.to)}`);
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

  it('says nothing of what would lie below a file, since either of two is meant', async () => {
    const either = ['src/store.js/store.config.js:1', 'src/store.js/labels'];
    assert.deepEqual(await missing([...either, 'src/gone.js:1']), ['src/gone.js']);
  });

  it('tells what is missing in a submodule that is checked out', async () => {
    addSubmodule();
    const named = ['lib/src/inner.js:1', 'lib/src/other.js:1', 'lib/away/other.js:1', 'lib/local.js:1'];
    assert.deepEqual(await severities([...named, 'src/gone.js:1']), [
      'warning lib/src/other.js',
      'information lib/away/other.js',
      'warning src/gone.js',
    ]);
  });

  it('tells what is missing in a submodule below a folder that tools fill otherwise', async () => {
    addSubmodule('vendor/lib');
    const named = ['vendor/lib/src/inner.js:1', 'vendor/lib/src/other.js:1', 'vendor/lib/dist/all.js:1'];
    assert.deepEqual(await severities([...named, 'vendor/else/src/x.js:1']), [
      'warning vendor/lib/src/other.js',
    ]);
  });

  it('says nothing of what lies in a submodule that is not checked out', async () => {
    addSubmodule();
    folder.git(['submodule', '--quiet', 'deinit', '--force', 'lib']);
    assert.deepEqual(await missing(['lib/src/inner.js:1', 'lib/src/other.js:1', 'src/gone.js:1']), [
      'src/gone.js',
    ]);
    const link = (code: string) => code === 'link/missing';
    assert.deepEqual(await severities(['src/gone.js:1'], { more: '[a](../lib/a.md)', code: link }), []);
    folder.git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', 'lib']);
    assert.deepEqual(await severities(['src/gone.js:1'], { more: '[a](../lib/a.md)', code: link }), [
      'warning ../lib/a.md',
    ]);
  });

  it('tells what is missing in a repository within the repository', async () => {
    folder.write('lib/inner.js', 'x\n');
    folder.init('lib');
    folder.commit('library', 'lib');
    folder.commit('all');
    const named = ['lib/inner.js:1', 'lib/other.js:1', 'src/gone.js:1'];
    assert.deepEqual(await missing(named), ['lib/other.js', 'src/gone.js']);
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
