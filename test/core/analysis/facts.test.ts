import assert from 'node:assert/strict';
import {
  areSameAnswers,
  type FactNeeds,
  type FactSource,
  gatherAnswers,
} from '../../../server/src/core/analysis/facts.ts';

const NEEDS: FactNeeds = {
  lineCounts: ['src/a.ts'],
  stats: ['gone.ts'],
  anchors: ['notes.md'],
  texts: ['coverage.json'],
  claimed: ['dist/app.js'],
  manifests: ['package.json'],
};

const TEXTS: Readonly<Record<string, string>> = {
  'notes.md': '# One\n\n## Two\n',
  'coverage.json': '{}',
  'package.json': '{"scripts":{"test":"mocha"}}',
};

const SOURCE: FactSource = {
  lineCount: () => Promise.resolve(3),
  exists: () => Promise.resolve(false),
  ignored: () => Promise.resolve(false),
  submodule: () => Promise.resolve(undefined),
  readText: (path) => Promise.resolve(TEXTS[path]),
};

describe('Answers about files', () => {
  it('are the same when nothing that was asked about changed', async () => {
    assert.ok(areSameAnswers(await gatherAnswers(NEEDS, SOURCE), await gatherAnswers(NEEDS, SOURCE)));
  });

  const texts = (changed: Readonly<Record<string, string>>): Partial<FactSource> => ({
    readText: (path) => Promise.resolve({ ...TEXTS, ...changed }[path]),
  });
  const changes: readonly (readonly [name: string, change: Partial<FactSource>])[] = [
    ['a file has other lines', { lineCount: () => Promise.resolve(4) }],
    ['a file came', { exists: () => Promise.resolve(true) }],
    ['git ignores it', { ignored: () => Promise.resolve(true) }],
    ['it is in a submodule', { submodule: () => Promise.resolve('nowhere') }],
    ['a heading changed', texts({ 'notes.md': '# One\n\n## Three\n' })],
    ['headings changed places', texts({ 'notes.md': '# Two\n\n## One\n' })],
    ['a report changed', texts({ 'coverage.json': '{"total":1}' })],
    ['a target changed', texts({ 'package.json': '{"scripts":{"check":"mocha"}}' })],
  ];
  for (const [name, change] of changes)
    it(`are others when ${name}`, async () => {
      const after = await gatherAnswers(NEEDS, { ...SOURCE, ...change });
      assert.equal(areSameAnswers(await gatherAnswers(NEEDS, SOURCE), after), false);
    });

  it('are others when more was asked', async () => {
    const more = await gatherAnswers({ ...NEEDS, stats: ['gone.ts', 'b.ts'] }, SOURCE);
    assert.equal(areSameAnswers(await gatherAnswers(NEEDS, SOURCE), more), false);
  });
});
