import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_CONFIG, type ProjectConfig } from '../../server/src/core/config.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { parseOptions } from '../../server/src/core/parse/options.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { DocumentCache } from '../../server/src/host/documentCache.ts';

const URI = 'file:///project/ROADMAP.md';
const TEXT =
  '# Roadmap\n\n### T-1: Store ✅ DONE\n\n**Effort:** 2 days\n\n- [x] `src/a.ts:4` is gone\n\n### T-2: Übersicht\n';
const OTHER_WORDS: ProjectConfig = { ...DEFAULT_CONFIG, words: { status: { done: ['übersicht'] } } };

describe('The cache of documents', () => {
  let folder: string;
  let directory: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'roadgate-documents-'));
    directory = path.join(folder, 'home', 'roadgate', 'documents');
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function read(text = TEXT, config = DEFAULT_CONFIG): RoadmapDocument {
    return parseRoadmap(URI, new SourceText(text), parseOptions(config, 'ROADMAP.md'));
  }

  /** As another process would open it. */
  function open(build = 'one', most = 100): DocumentCache {
    return new DocumentCache({ directory, build, most });
  }

  function keep(cache = open()): void {
    cache.write(URI, TEXT, DEFAULT_CONFIG, 'ROADMAP.md', read());
  }

  function known(cache = open()): RoadmapDocument | undefined {
    return cache.read(URI, TEXT, DEFAULT_CONFIG, 'ROADMAP.md');
  }

  function keptFiles(): readonly string[] {
    return fs.readdirSync(directory).map((name) => path.join(directory, name));
  }

  it('has for the next process what this one read', () => {
    assert.equal(known(), undefined);
    keep();
    const document = known();
    assert.ok(document);
    assert.deepEqual(plain(document), plain(read()));
  });

  it('has nothing for another text, place, build or settings', () => {
    keep();
    const cache = open();
    assert.equal(cache.read(URI, `${TEXT}\n`, DEFAULT_CONFIG, 'ROADMAP.md'), undefined);
    assert.equal(cache.read(`${URI}x`, TEXT, DEFAULT_CONFIG, 'ROADMAP.md'), undefined);
    assert.equal(cache.read(URI, TEXT, DEFAULT_CONFIG, 'docs/ROADMAP.md'), undefined);
    assert.equal(cache.read(URI, TEXT, OTHER_WORDS, 'ROADMAP.md'), undefined);
    assert.equal(known(open('another')), undefined);
    assert.ok(known());
  });

  it('is for nobody else to see', () => {
    keep();
    const [file = ''] = keptFiles();
    assert.equal(fs.statSync(directory).mode & 0o777, 0o700);
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  });

  it('is not believed where others can write, nor what is damaged', () => {
    keep();
    const [file = ''] = keptFiles();
    fs.chmodSync(directory, 0o777);
    assert.equal(known(), undefined);
    fs.chmodSync(directory, 0o700);
    assert.ok(known());
    const bytes = fs.readFileSync(file);
    for (const damaged of [
      bytes.subarray(0, -3),
      Buffer.alloc(0),
      Buffer.concat([bytes, Buffer.from('x')]),
    ]) {
      fs.writeFileSync(file, damaged);
      assert.equal(known(), undefined);
    }
    fs.rmSync(file);
    keep();
    assert.ok(known());
  });

  it('gives up what was not used for longest', () => {
    const texts = ['a', 'b', 'c'].map((name) => `${TEXT}\n### T-3: ${name}\n`);
    const cache = open('one', 2);
    const place = [DEFAULT_CONFIG, 'ROADMAP.md'] as const;
    let seconds = 1_000_000;
    for (const text of texts) {
      cache.write(URI, text, ...place, read(text));
      for (const file of keptFiles())
        if (fs.statSync(file).mtimeMs > 1e12) fs.utimesSync(file, seconds, seconds);
      seconds += 1000;
    }
    // The first one is used again, so the second has to go.
    assert.ok(cache.read(URI, texts[0] ?? '', ...place));
    cache.trim();
    assert.deepEqual(
      texts.map((text) => cache.read(URI, text, ...place) !== undefined),
      [true, false, true],
    );
  });

  it('fails nothing where it cannot be written', () => {
    fs.writeFileSync(path.join(folder, 'home'), 'a file');
    keep();
    assert.equal(known(), undefined);
  });
});

function plain({ source, ...model }: RoadmapDocument): unknown {
  return JSON.parse(JSON.stringify({ ...model, text: source.text }));
}
