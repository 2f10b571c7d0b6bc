import assert from 'node:assert/strict';
import type { Fate } from '../../../server/src/core/history/departures.ts';
import { RepositoryPaths } from '../../../server/src/core/history/repositoryPaths.ts';
import { departuresFrom } from '../../support/departures.ts';

/** A fate as text: `-> path (commit)`, with a question mark where it is not certain, or `gone (commit)`. */
function tell(fate: Fate | undefined): string {
  if (fate === undefined) return 'unknown';
  const commit = `(${fate.commit.id.charAt(0)})`;
  return fate.kind === 'deleted' ? `gone ${commit}` : `-> ${fate.path} ${commit}${fate.certain ? '' : '?'}`;
}

const among =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);

describe('Departures', () => {
  it('tell where a file is now, or that it was deleted', () => {
    const departures = departuresFrom(['a.ts -> b.ts', 'c.ts']);
    assert.equal(tell(departures.fileFate('a.ts', among('b.ts'))), '-> b.ts (1)');
    assert.equal(tell(departures.fileFate('c.ts', among('b.ts'))), 'gone (2)');
    assert.equal(tell(departures.fileFate('d.ts', among('b.ts'))), 'unknown');
  });

  it('follow a file through all its names', () => {
    const departures = departuresFrom(['c.ts', 'b.ts -> x/b.ts', 'a.ts -> b.ts', 'd.ts -> c.ts']);
    assert.equal(tell(departures.fileFate('a.ts', among('x/b.ts'))), '-> x/b.ts (2)');
    assert.equal(tell(departures.fileFate('d.ts', among('x/b.ts'))), 'gone (1)');
    assert.deepEqual(departures.namesBefore('x/b.ts'), ['b.ts', 'a.ts']);
  });

  it('end where names go round in circles, and where nothing stands at the new path', () => {
    const departures = departuresFrom(['a.ts -> b.ts', 'b.ts -> a.ts', 'c.ts -> d.ts']);
    assert.equal(tell(departures.fileFate('a.ts', among())), 'unknown');
    assert.equal(tell(departures.fileFate('c.ts', among())), 'unknown');
    assert.deepEqual(departures.namesBefore('a.ts'), ['b.ts', 'a.ts']);
  });

  it('are certain where the name or most of the content stayed', () => {
    const departures = departuresFrom(['a/x.ts -55-> b/x.ts', 'c.ts -55-> d.ts', 'e.ts -90-> f.ts']);
    const there = among('b/x.ts', 'd.ts', 'f.ts');
    assert.equal(tell(departures.fileFate('a/x.ts', there)), '-> b/x.ts (1)');
    assert.equal(tell(departures.fileFate('c.ts', there)), '-> d.ts (2)?');
    assert.equal(tell(departures.fileFate('e.ts', there)), '-> f.ts (3)');
  });

  it('tell where the files of a directory went', () => {
    const departures = departuresFrom([
      'old/a.ts -> lib/a.ts',
      'old/x/b.ts -> lib/x/b.ts',
      'old/c.ts',
      'gone/a.ts',
    ]);
    const there = among('lib/a.ts', 'lib/x/b.ts');
    assert.equal(tell(departures.directoryFate('old', there)), '-> lib (1)?');
    assert.equal(tell(departures.directoryFate('old/x', there)), '-> lib/x (2)');
    assert.equal(tell(departures.directoryFate('gone', there)), 'gone (4)');
    assert.equal(tell(departures.directoryFate('other', there)), 'unknown');
  });

  it('say nothing of a directory whose files went to several places', () => {
    const departures = departuresFrom(['old/a.ts -> x/a.ts', 'old/b.ts -> y/b.ts', 'old/c.ts']);
    assert.equal(tell(departures.directoryFate('old', among('x/a.ts', 'y/b.ts'))), 'unknown');
  });

  it('speak of paths of a folder within the repository', () => {
    const departures = departuresFrom(
      ['api/src/a.ts -> api/lib/a.ts', 'api/b.ts -> web/b.ts', 'c.ts'],
      new RepositoryPaths('api'),
    );
    assert.equal(tell(departures.fileFate('src/a.ts', among('lib/a.ts'))), '-> lib/a.ts (1)');
    assert.equal(tell(departures.fileFate('b.ts', among())), '-> ../web/b.ts (2)?');
    assert.equal(tell(departures.fileFate('c.ts', among())), 'unknown');
    assert.deepEqual(departures.bySuffix('a.ts'), ['src/a.ts']);
    assert.deepEqual(departures.bySuffix('api/src/a.ts'), []);
  });

  it('speak of paths of a folder around the repository', () => {
    const departures = departuresFrom(['src/a.ts -> lib/a.ts'], new RepositoryPaths('', 'api'));
    assert.equal(tell(departures.fileFate('api/src/a.ts', among('api/lib/a.ts'))), '-> api/lib/a.ts (1)');
    assert.equal(tell(departures.fileFate('web/src/a.ts', among())), 'unknown');
    assert.deepEqual(departures.bySuffix('src/a.ts'), ['api/src/a.ts']);
  });
});
