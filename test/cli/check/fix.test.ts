import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { rewriteFile } from '../../../server/src/host/rewriteFile.ts';
import { runRoadgate } from '../../support/commandLine.ts';
import { TestFolder } from '../../support/repository.ts';

/** Two safe fixes, of which one is found only when the other is made. */
const BEFORE = [
  '# Roadmap',
  '<!-- roadgate-disable id/duplicate -->',
  '- [ ] T001 The operation â€” tested',
  '<!-- roadgate-enable id/duplicate -->',
  '- [ ] T002 b',
  '',
];
const AFTER = ['# Roadmap', '- [ ] T001 The operation — tested', '- [ ] T002 b', ''];

describe('roadgate check --fix', () => {
  let folder: TestFolder;
  let plan: string;

  beforeEach(() => {
    folder = new TestFolder();
    folder.write('plan.md', BEFORE.join('\n'));
    plan = path.join(folder.path, 'plan.md');
  });
  afterEach(() => folder.remove());

  const fix = (...args: string[]) => runRoadgate(folder.path, ['check', '--fix', ...args]);
  const text = () => readFileSync(plan, 'utf8');

  it('applies what is safe until nothing is left, and says how much', async () => {
    const { status, stdout, stderr } = await fix();
    assert.equal(text(), AFTER.join('\n'));
    assert.deepEqual(stderr, ['Fixed 3 findings in 1 file.']);
    assert.equal(stdout, '0 errors, 0 warnings: 2 tasks in 1 roadmap of 1 file.\n');
    assert.equal(status, 0);
    assert.deepEqual(readdirSync(folder.path), ['plan.md']);
  });

  it('leaves a total alone that is written in two units, as one of them would become wrong', async () => {
    const plan = (total: string): string =>
      `# Roadmap\n## Phase 1 (${total})\n### P1-1: A\n**Effort:** 60 min\n### P1-2: B\n**Effort:** 90 min\n`;
    for (const [before, after] of [
      ['100 min', '150 min'],
      ['100 min = 1.6 h', '100 min = 1.6 h'],
    ] as const) {
      writeFileSync(path.join(folder.path, 'plan.md'), plan(before));
      await fix();
      assert.equal(text(), plan(after));
    }
  });

  it('fixes what is asked for, and nothing else', async () => {
    await fix('--rule', 'encoding/*');
    assert.equal(text(), BEFORE.join('\n').replace('â€”', '—'));
  });

  for (const [name, lineEnd] of [
    ['\\r\\n', '\r\n'],
    ['\\r', '\r'],
  ] as const) {
    it(`keeps a byte-order mark and line ends (${name})`, async () => {
      writeFileSync(plan, `\ufeff${BEFORE.join(lineEnd)}`);
      await fix();
      assert.equal(text(), `\ufeff${AFTER.join(lineEnd)}`);
    });
  }

  it('keeps the mode, and follows links', async () => {
    chmodSync(plan, 0o640);
    symlinkSync('plan.md', path.join(folder.path, 'link.md'));
    const { status, stderr } = await fix('link.md');
    assert.deepEqual([status, stderr], [0, ['Fixed 3 findings in 1 file.']]);
    assert.equal(text(), AFTER.join('\n'));
    assert.equal(statSync(plan).mode & 0o777, 0o640);
    assert.ok(lstatSync(path.join(folder.path, 'link.md')).isSymbolicLink());
  });

  it('fixes a file once that is named twice, by any of its names', async () => {
    symlinkSync('plan.md', path.join(folder.path, 'link.md'));
    const { status } = await fix('plan.md', '.', 'link.md');
    assert.equal(text(), AFTER.join('\n'));
    assert.equal(status, 0);
  });

  it('leaves alone what is protected, and fixes the rest', async () => {
    chmodSync(plan, 0o444);
    folder.write('other.md', BEFORE.join('\n'));
    const { status, stderr } = await fix();
    assert.equal(status, 2);
    assert.deepEqual(stderr, [
      'plan.md is protected against writing, and stays as it is: make it writable, and try again.',
      'Fixed 3 findings in 1 file.',
    ]);
    assert.equal(text(), BEFORE.join('\n'));
  });

  it('leaves alone what is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(BEFORE.join('\n')), Buffer.of(0xe9)]);
    writeFileSync(plan, bytes);
    const { status, stderr } = await fix();
    assert.equal(status, 2);
    assert.match(stderr.join('\n'), /plan\.md has bytes that are not UTF-8, which an edit would lose/);
    assert.deepEqual(readFileSync(plan), bytes);
  });

  it('leaves alone what changed underneath', async () => {
    assert.deepEqual(await rewriteFile(plan, 'what was read before', 'x'), {
      kind: 'refused',
      reason: 'changed while it was checked, and stays as it is: try again.',
    });
    assert.equal(text(), BEFORE.join('\n'));
    assert.deepEqual(await rewriteFile(`${plan}x`, '', 'x'), { kind: 'refused', reason: 'is gone.' });
  });
});
