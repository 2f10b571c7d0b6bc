import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Evidence } from '../../server/src/gates/evidence.ts';
import { EvidenceStore } from '../../server/src/host/evidenceStore.ts';

describe('the store of evidence', () => {
  let directory: string;
  let file: string;
  let store: EvidenceStore;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'evidence-test-'));
    file = path.join(directory, '.roadgate', 'evidence.jsonl');
    store = new EvidenceStore(file);
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const names = async (): Promise<string[]> => (await store.read()).map(({ gate }) => gate.name);

  it('is empty at first', async () => assert.deepEqual(await store.read(), []));

  it('gives back what was added', async () => {
    const entry = evidence('unit', 1);
    await store.append(entry);
    assert.deepEqual(await store.read(), [entry]);
  });

  it('survives a crash in the middle of a write', async () => {
    await store.append(evidence('one', 1));
    await store.append(evidence('two', 2));
    await truncate(file, (await readFile(file)).length - 20);
    assert.deepEqual(await names(), ['one']);
    await store.append(evidence('three', 3));
    assert.deepEqual(await names(), ['one', 'three']);
  });

  it('survives a merge of two branches', async () => {
    await store.append(evidence('theirs', 2));
    await store.append(evidence('ours', 1));
    const text = await readFile(file, 'utf8');
    await writeFile(file, `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> theirs\n`);
    assert.deepEqual(await names(), ['ours', 'theirs']);
  });

  it('leaves out what it does not understand', async () => {
    await store.append(evidence('one', 1));
    await appendFile(file, '{"schemaVersion":2}\nnull\n[]\n\0\0\0\n');
    assert.deepEqual(await names(), ['one']);
  });

  it('reads the end of a very large file', async () => {
    await store.append(evidence('old', 1));
    await appendFile(file, `${'x'.repeat(17 * 1024 * 1024)}\n`);
    await store.append(evidence('new', 2));
    assert.deepEqual(await names(), ['new']);
  });

  it('keeps entries apart that are added at once', async () => {
    const all = Array.from({ length: 20 }, (_, index) => `gate ${index}`);
    await store.append(evidence('first', 0));
    await Promise.all(all.map((name, index) => new EvidenceStore(file).append(evidence(name, index + 1))));
    assert.deepEqual(await names(), ['first', ...all]);
  });
});

function evidence(name: string, second: number): Evidence {
  return {
    schemaVersion: 1,
    document: 'docs/PLAN.md',
    task: { key: 'task', id: '#38' },
    gate: { name, digest: 'd' },
    cwd: '.',
    commit: null,
    dirty: null,
    start: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
    duration: 12.5,
    outcome: 'passed',
    exitCode: 0,
    failingLine: null,
    reason: null,
    tail: 'ok ✓',
  };
}
