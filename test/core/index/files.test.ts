import assert from 'node:assert/strict';
import { FileIndex } from '../../../server/src/core/index/files.ts';

const index = FileIndex.from([
  'README.md',
  '.env.example',
  'src/server.ts',
  'src/auth/login.ts',
  'src/auth/index.ts',
  'src/store/index.ts',
  'app/[id]/page.tsx',
]);

describe('FileIndex', () => {
  it('knows files and the directories that hold them', () => {
    assert.equal(index.has('src/server.ts'), 'file');
    assert.equal(index.has('src/auth'), 'directory');
    assert.equal(index.has(''), 'directory');
    assert.equal(index.has('src/auth.ts'), undefined);
    assert.equal(index.has('server.ts'), undefined);
  });

  it('lists what stands directly in a directory', () => {
    assert.deepEqual(index.directoriesIn(''), ['src', 'app']);
    assert.deepEqual(index.directoriesIn('src'), ['src/auth', 'src/store']);
    assert.deepEqual(index.children('src'), ['src/server.ts']);
    const changed = index.with({ added: ['src/new/a.ts'], removed: ['src/store/index.ts'] });
    assert.deepEqual(changed.directoriesIn('src'), ['src/auth', 'src/new']);
  });

  it('finds files by name and by suffix', () => {
    assert.deepEqual(index.byName('login.ts'), ['src/auth/login.ts']);
    assert.deepEqual(index.byName('Login.ts'), []);
    assert.deepEqual(index.bySuffix('auth/index.ts', 'file'), ['src/auth/index.ts']);
    assert.deepEqual(index.bySuffix('index.ts', 'file'), ['src/auth/index.ts', 'src/store/index.ts']);
    assert.deepEqual(index.bySuffix('uth/index.ts', 'file'), []);
    assert.deepEqual(index.bySuffix('auth', 'directory'), ['src/auth']);
    assert.deepEqual(index.withAnyExtension('src/auth/login'), ['src/auth/login.ts']);
  });

  it('finds what differs in the case of letters alone', () => {
    assert.deepEqual(index.ignoringCase('src/Server.ts'), ['src/server.ts']);
    assert.deepEqual(index.ignoringCase('src/server.ts'), []);
    assert.deepEqual(index.ignoringCase('SRC/Auth'), ['src/auth']);
  });

  it('matches globs, in which brackets mean themselves', () => {
    assert.ok(index.matches('src/*.ts'));
    assert.ok(index.matches('src/**/index.{js,ts}'));
    assert.ok(index.matches('.env*'));
    assert.ok(index.matches('app/[id]/*.tsx'));
    assert.ok(!index.matches('app/i/*.tsx'));
    assert.ok(!index.matches('src/*.py'));
  });

  it('names the one file that a slip of the keyboard explains', () => {
    assert.equal(index.nearest('src/sever.ts'), 'src/server.ts');
    assert.equal(index.nearest('SRC/server.ts'), 'src/server.ts');
    assert.equal(index.nearest('scr/server.ts'), 'src/server.ts');
    assert.equal(index.nearest('src/database.ts'), undefined);
    assert.equal(index.nearest('src/server.js'), 'src/server.ts');
    assert.equal(index.nearest('src/server.rs'), undefined);
    assert.equal(FileIndex.from(['a/cat1.ts', 'a/cat2.ts']).nearest('a/cats.ts'), undefined);
  });

  it('names the one file whose folder is surely misspelt', () => {
    const misspelt = (path: string, ...paths: string[]) => FileIndex.from(paths).misspelt(path);
    assert.equal(misspelt('scr/orders.ts', 'src/orders.ts', 'lib/store.ts'), 'src/orders.ts');
    assert.equal(misspelt('scr/a/index.ts', 'src/a/index.ts', 'src/b/index.ts'), 'src/a/index.ts');
    assert.equal(misspelt('src/order/list.ts', 'src/orders/list.ts'), 'src/orders/list.ts');
    assert.equal(misspelt('srevices/list.ts', 'services/list.ts'), 'services/list.ts');
    assert.equal(misspelt('componnets/Lst/a.ts', 'components/List/a.ts'), undefined);
    assert.equal(misspelt('src/notificatons/x.ts', 'src/notifications/x.ts'), 'src/notifications/x.ts');
    assert.equal(misspelt('src/notifcatons/x.ts', 'src/notifications/x.ts'), 'src/notifications/x.ts');
  });

  it('takes no folder for misspelt that may be another', () => {
    const misspelt = (path: string, ...paths: string[]) => FileIndex.from(paths).misspelt(path);
    assert.equal(misspelt('app/orders.ts', 'api/orders.ts'), undefined);
    assert.equal(misspelt('lib/orders.ts', 'bin/orders.ts'), undefined);
    assert.equal(misspelt('src/v1/orders.ts', 'src/v2/orders.ts'), undefined);
    assert.equal(misspelt('phase/plan.md', 'phase2/plan.md'), undefined);
    assert.equal(misspelt('Src/orders.ts', 'src/orders.ts'), undefined);
    assert.equal(misspelt('scr/orders.ts', 'src/orders.ts', 'scr/list.ts'), undefined);
    assert.equal(misspelt('test/index.ts', 'tests/index.ts', 'src/index.ts'), undefined);
    assert.equal(misspelt('tets/index.ts', 'test/index.ts', 'tes/index.ts'), 'test/index.ts');
    assert.equal(misspelt('src/order.ts', 'src/orders.ts'), undefined);
  });

  describe('with changes', () => {
    it('leaves the index before the change as it was', () => {
      const changed = index.with({ added: ['docs/plan.md'], removed: ['src/auth/login.ts'] });
      assert.equal(changed.has('docs'), 'directory');
      assert.equal(changed.has('src/auth/login.ts'), undefined);
      assert.deepEqual(changed.byName('login.ts'), []);
      assert.equal(index.has('docs'), undefined);
      assert.equal(index.has('src/auth/login.ts'), 'file');
      assert.equal(changed.size, index.size);
    });

    it('forgets a directory with its last file, and takes both back', () => {
      const emptied = index.with({ removed: ['src/store/index.ts'] });
      assert.equal(emptied.has('src/store'), undefined);
      assert.equal(emptied.has('src'), 'directory');
      assert.deepEqual(emptied.bySuffix('store', 'directory'), []);
      const restored = emptied.with({ added: ['src/store/index.ts'] });
      assert.equal(restored.has('src/store'), 'directory');
      assert.equal(restored.size, index.size);
    });

    it('stays the same set through any number of changes', () => {
      let changed = index;
      for (let i = 0; i < 30; i++) {
        const added = Array.from({ length: 100 }, (_, n) => `gen/${i}/${n}.ts`);
        changed = changed.with({ added, removed: [`gen/${i - 1}/7.ts`] });
      }
      assert.equal(changed.size, index.size + 3000 - 29);
      assert.equal(changed.has('gen/3/7.ts'), undefined);
      assert.equal(changed.has('gen/29/7.ts'), 'file');
      assert.equal([...changed.files()].length, changed.size);
    });
  });
});
