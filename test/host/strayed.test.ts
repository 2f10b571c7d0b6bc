import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { GitHistory } from '../../server/src/host/gitHistory.ts';
import { checkOnDisk } from '../support/driftingProject.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN =
  '# Roadmap\n\n- [ ] T001 See `src/shop-list.js:2`\n- [ ] T002 See `shop-list.js`\n- [ ] T003 See `b.js`\n';

describe('a file that left, of whose name there is another', () => {
  let folder: TestFolder;
  let history: GitHistory;

  beforeEach(() => {
    folder = new TestFolder();
    history = new GitHistory();
    folder.init();
    folder.write('src/shop-list.js', 'a\nb\nc\n');
    folder.write('shop-list.js', 'x\n');
    folder.write('src/b.js', 'y\n');
    folder.write('old/src/shop-list.js', 'z\n');
    folder.write('plan.md', PLAN);
    folder.commit('first');
  });
  afterEach(() => {
    history.dispose();
    folder.remove();
  });

  async function found(): Promise<readonly string[]> {
    const { findings } = await checkOnDisk(folder.path, 'plan.md', history);
    return findings.map(({ code, severity, message }) => `${code} ${severity}: ${message}`);
  }

  const remove = (file: string): void => rmSync(path.join(folder.path, file));

  it('is missing all the same', async () => {
    assert.deepEqual(await found(), []);
    remove('src/shop-list.js');
    folder.commit('second');
    const [first, ...others] = await found();
    assert.match(
      first ?? '',
      /^reference\/missing information: There is no file src\/shop-list\.js: it was deleted in/,
    );
    assert.deepEqual(others, []);
  });

  it('is missing before its removal is committed', async () => {
    remove('src/shop-list.js');
    const [first, ...others] = await found();
    assert.equal(
      first,
      'reference/missing information: There is no file src/shop-list.js: it was deleted since the last commit.',
    );
    assert.deepEqual(others, []);
  });

  it('is missing under its bare name', async () => {
    remove('shop-list.js');
    folder.commit('second');
    const [first, ...others] = await found();
    assert.match(
      first ?? '',
      /^reference\/missing information: There is no file shop-list\.js: it was deleted in/,
    );
    assert.deepEqual(others, []);
  });

  it('is found where it was moved to', async () => {
    mkdirSync(path.join(folder.path, 'lib/src'), { recursive: true });
    rmSync(path.join(folder.path, 'old'), { recursive: true });
    renameSync(path.join(folder.path, 'src/shop-list.js'), path.join(folder.path, 'lib/src/shop-list.js'));
    folder.commit('second');
    assert.deepEqual(await found(), []);
  });

  it('is no matter for a sentence that was written after it had gone', async () => {
    remove('src/shop-list.js');
    folder.commit('second');
    folder.write(
      'plan.md',
      PLAN.replace('See `src/shop-list.js:2`', 'Look at `src/shop-list.js:1` once more'),
    );
    folder.commit('third', '', '2035-01-01T00:00:00Z');
    assert.deepEqual(await found(), []);
  });

  it('is there if git only stopped to track it', async () => {
    folder.write('.gitignore', 'src/shop-list.js\n');
    folder.git(['rm', '-q', '--cached', 'src/shop-list.js']);
    folder.commit('second');
    assert.deepEqual(await found(), []);
  });

  it('is missing where it stood, though git ignores such files below other folders', async () => {
    folder.write('.gitignore', '*.sql\n!db/schema.sql\nlocal/\n');
    folder.write('db/schema.sql', 'a\nb\nc\n');
    folder.write('local/kept.ts', 'a\nb\nc\n');
    folder.write('docs/plan.md', '# Roadmap\n\n- [ ] T001 See `db/schema.sql:2` and `local/kept.ts:2`\n');
    folder.git(['add', '-f', 'local/kept.ts']);
    folder.commit('with a schema');
    remove('db/schema.sql');
    remove('local/kept.ts');
    const { findings } = await checkOnDisk(folder.path, 'docs/plan.md', history);
    assert.deepEqual(
      findings.map(({ message }) => message),
      ['There is no file db/schema.sql: it was deleted since the last commit.'],
    );
  });
});
