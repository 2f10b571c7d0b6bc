import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const FILLER = `${'Nothing is said here that anyone could check. '.repeat(20)}\n\n`.repeat(40);

function plan(number: number): string {
  return `# Roadmap\n\n## Task ${number}.1: Build ✅ DONE\n\n- [ ] built\n\nSee [there](gone-${number}.md).\n\n${FILLER}`;
}

describe('A project that is read on several threads', function () {
  this.timeout(120_000);
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
    for (let number = 10; number < 30; number++) folder.write(`docs/plan-${number}.md`, plan(number));
  });

  afterEach(() => {
    folder.remove();
  });

  it('is reported as the same files are one by one, in the order of their paths', async () => {
    const { stdout, status } = await runRoadgate(folder.path, ['check', 'docs']);
    const alone = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        runRoadgate(folder.path, ['check', `docs/plan-${index + 10}.md`]),
      ),
    );
    assert.equal(status, 1);
    const blocks = (text: string): readonly string[] => text.trimEnd().split('\n\n').slice(0, -1);
    assert.deepEqual(
      blocks(stdout),
      alone.flatMap(({ stdout: one }) => blocks(one)),
    );
    assert.equal(blocks(stdout).length, 20);
  });

  it('is reported but for what cannot be read', async () => {
    folder.init();
    symlinkSync('nowhere.md', path.join(folder.path, 'docs/plan-15.md.broken.md'));
    mkdirSync(path.join(folder.path, 'docs/folder.md'));
    const { stdout, stderr, status } = await runRoadgate(folder.path, ['check', 'docs']);
    assert.equal(status, 2);
    assert.deepEqual(stderr, ['There is no file docs/plan-15.md.broken.md.']);
    assert.match(stdout, /20 tasks in 20 roadmaps of 20 files/);
  });
});
