import assert from 'node:assert/strict';
import path from 'node:path';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { parseOptions } from '../../server/src/core/parse/options.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { DocumentCache } from '../../server/src/host/documentCache.ts';
import { Reader } from '../../server/src/host/reader.ts';
import { answer } from '../../server/src/host/readerProcess.ts';
import { TestFolder } from '../support/repository.ts';

const TEXT = [
  '# Roadmap',
  '',
  'Legend: `[~]` in progress',
  '',
  '## Phase 1: Base (3 tasks)',
  '',
  '### P1-1: Login',
  '',
  '**Status:** Kochend',
  '**Files:** `src/login.ts:12-20`, [plan](plan.md#goals)',
  '',
  '- [x] works',
  '',
  '```bash',
  'npm test',
  '```',
].join('\n');

const CONFIG = { ...DEFAULT_CONFIG, words: { status: { 'in-progress': ['kochend'] } } };

describe('The reader', function () {
  this.timeout(60_000);

  it('reads in another process what is read in this one', async () => {
    const uri = 'file:///project/docs/ROADMAP.md';
    const document = await new Reader().read(uri, TEXT, CONFIG, 'docs/ROADMAP.md');
    const expected = parseRoadmap(uri, new SourceText(TEXT), parseOptions(CONFIG, 'docs/ROADMAP.md'));
    assert.equal(document.tasks[0]?.status, 'in-progress');
    assert.deepEqual({ ...document, source: document.source.text }, { ...expected, source: TEXT });
  });

  it('keeps what it reads for other processes', () => {
    const home = new TestFolder();
    const directory = path.join(home.path, 'roadgate', 'documents');
    const open = (): DocumentCache => new DocumentCache({ directory, build: 'one' });
    const place = { uri: 'file:///a.md', text: TEXT, config: CONFIG, path: 'a.md' };
    const read = answer({ id: 7, ...place }, open());
    const kept = open().read(place.uri, place.text, place.config, place.path);
    home.remove();
    assert.ok('document' in read && kept);
    assert.deepEqual({ ...kept, source: undefined }, read.document);
  });

  it('answers each of many questions', async () => {
    const reader = new Reader();
    const texts = ['# A\n', '# B\n', '# C\n'];
    const read = await Promise.all(texts.map((text) => reader.read('file:///a.md', text, CONFIG, 'a.md')));
    assert.deepEqual(
      read.map(({ title }) => title),
      ['A', 'B', 'C'],
    );
  });
});
