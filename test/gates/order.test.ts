import assert from 'node:assert/strict';
import { provideOutline } from '../../server/src/features/outline.ts';
import { gateOwnersIn } from '../../server/src/gates/owners.ts';
import { inDependencyOrder, inRunOrder } from '../../server/src/gates/order.ts';
import { featureFixture } from '../features/support.ts';

describe('the order in which gates of a phase run', () => {
  function check(tasks: Record<string, string[]>, expected: string): void {
    const given = Object.entries(tasks).map(([key, dependsOn]) => ({ key, dependsOn }));
    const ordered = inDependencyOrder(given).map(({ key }) => key);
    assert.equal(ordered.join(' '), expected);
  }
  it('is that of the document', () => check({ a: [], b: [], c: [] }, 'a b c'));
  it('has dependencies first', () => check({ a: ['c'], b: ['a'], c: [] }, 'c a b'));
  it('does not mind what is elsewhere', () => check({ a: ['x'], b: [] }, 'a b'));
  it('ends also in a circle', () => check({ a: ['b'], b: ['a'], c: ['c'] }, 'b a c'));
  it('has a whole phase first that a task or its phase depends on', () => {
    const groups = [
      { key: 'P1', parent: null, dependsOn: ['P2'] },
      { key: 'S1', parent: 'P1' },
      { key: 'P2', parent: null },
      { key: 'S2', parent: 'P2' },
    ];
    const tasks = [
      { key: 'a', parent: 'S1' },
      { key: 'b', parent: 'P2' },
      { key: 'c', parent: 'S2', dependsOn: ['P3'] },
      { key: 'd', parent: 'P3' },
    ];
    const ordered = inDependencyOrder(tasks, [...groups, { key: 'P3' }]).map(({ key }) => key);
    assert.equal(ordered.join(' '), 'b d c a');
  });
  it('ends also where a task depends on the phase it stands in', () => {
    const tasks = [
      { key: 'a', parent: 'P', dependsOn: ['P'] },
      { key: 'b', parent: 'P' },
    ];
    assert.equal(
      inDependencyOrder(tasks, [{ key: 'P', parent: 'P' }])
        .map(({ key }) => key)
        .join(' '),
      'b a',
    );
  });
  it('has phases behind the last of their tasks, and inner ones before those around them', () => {
    const groups = [{ key: 'P1' }, { key: 'S', parent: 'P1' }, { key: 'P2' }];
    const tasks = [
      { key: 'a', parent: 'S', dependsOn: ['P2'] },
      { key: 'below', parent: 'a' },
      { key: 'b', parent: 'P2', dependsOn: ['c'] },
      { key: 'c', parent: 'P2' },
      { key: 'free' },
    ];
    const ordered = inRunOrder(tasks, groups).map(({ key }) => key);
    assert.equal(ordered.join(' '), 'c b P2 a below S P1 free');
  });
  it('is that of a phase with what is in it, or of the document with itself last', () => {
    const gate = '**Validate:** `make check`\n';
    const plan = `# Plan\n## Phase 1: A\n${gate}### Issue #1: B\n${gate}## Phase 2: C\n### Issue #2: D\n${gate}### Issue #3: E\n**Status:** Open\n## Validation\n\`\`\`sh\nmake\n\`\`\`\n`;
    const outline = provideOutline(featureFixture(plan).snapshot);
    assert(outline);
    const [one, two] = outline.groups;
    const inside = (group: string | null): string =>
      gateOwnersIn(outline, group)
        .map(({ level, id }) => id ?? level)
        .join(' ');
    assert.equal(inside(null), '#1 Phase 1 #2 #3 document');
    assert.equal(inside(one?.key ?? ''), '#1 Phase 1');
    assert.equal(inside(two?.key ?? ''), '#2 #3');
  });
  it('may be long', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index): [string, string[]] => [`t${index}`, [`t${index + 1}`]]),
    );
    const given = Object.entries(chain).map(([key, dependsOn]) => ({ key, dependsOn }));
    assert.equal(inDependencyOrder(given)[0]?.key, 't19999');
  });
  it('is read off the document', () => {
    const tasks = '### Issue #1: A\n**Depends on:** #2\n### Issue #2: B\n**Status:** Open\n';
    const { snapshot } = featureFixture(`# Plan\n${tasks}`);
    const [one, two] = provideOutline(snapshot)?.tasks ?? [];
    assert.deepEqual(one?.dependsOn, [two?.key]);
  });
  it('is read off phases as well', () => {
    const phases =
      '## Phase 1: A\n**Depends on:** Phase 2\n### Issue #1: B\n**Status:** Open\n## Phase 2: C\n';
    const { snapshot } = featureFixture(`# Plan\n${phases}### Issue #2: D\n**Status:** Open\n`);
    const outline = provideOutline(snapshot);
    assert(outline);
    const ordered = inDependencyOrder(outline.tasks, outline.groups).map(({ id }) => id);
    assert.deepEqual(ordered, ['#2', '#1']);
  });
});
