import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Roadmap

## Phase 1

### T-1: Keep
**Status:** done

**Validation:**

\`\`\`bash
git --version
\`\`\`

### T-2: Show
**Status:** todo
`;

describe('roadgate status', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    folder.write('docs/ROADMAP.md', PLAN);
    folder.commit('plan');
  });
  afterEach(() => folder.remove());

  it('prints where the roadmaps of the project stand', async () => {
    folder.write('docs/STATUS.md', '# Status\n| Id | Status |\n| - | - |\n| T-1 | done |\n| T-2 | todo |\n');
    const { status, stdout } = await runRoadgate(folder.path, ['status']);
    assert.equal(status, 0);
    assert.match(stdout, /^\*\*\[Roadmap\]\(docs\/ROADMAP\.md\)\*\*: 1 of 2 tasks done \(50 %\)\.\n/);
    assert.match(stdout, /- \[T-2: Show\]\(docs\/ROADMAP\.md#t-2-show\)\n/);
  });

  it('prints the same for programs', async () => {
    const { stdout } = await runRoadgate(folder.path, ['status', '--format', 'json']);
    const answer: unknown = JSON.parse(stdout);
    assert.deepEqual(pick(answer, 'total', 'tasks'), {
      done: 1,
      started: 0,
      todo: 1,
      blocked: 0,
      dropped: 0,
    });
    assert.deepEqual(pick(answer, 'ready'), [
      { document: 'docs/ROADMAP.md', line: 14, id: 'T-2', title: 'Show' },
    ]);
  });

  it('keeps a block of a file true and leaves the rest alone', async () => {
    folder.write('docs/STATUS.md', '# Where we are\r\n\r\nOur words.\r\n');
    const first = await runRoadgate(folder.path, ['status', '--write', 'docs/STATUS.md']);
    assert.deepEqual([first.status, first.stdout, first.stderr], [0, '', ['Updated docs/STATUS.md.']]);
    const written = read('docs/STATUS.md');
    assert.match(written, /^# Where we are\r\n\r\nOur words\.\r\n\r\n<!-- roadgate-status -->\r\n/);
    assert.match(written, /\*\*\[Roadmap\]\(ROADMAP\.md\)\*\*: 1 of 2 tasks done/);

    const again = await runRoadgate(folder.path, ['status', '--write', 'docs/STATUS.md']);
    assert.deepEqual([again.status, again.stderr, read('docs/STATUS.md')], [0, [], written]);
  });

  it('says whether the block is true without writing it', async () => {
    const check = () => runRoadgate(folder.path, ['status', '--write', 'STATUS.md', '--check']);
    const missing = await check();
    assert.deepEqual(
      [missing.status, missing.stderr],
      [1, ['STATUS.md is out of date: run the same command without --check.']],
    );
    assert.equal((await runRoadgate(folder.path, ['status', '--write', 'STATUS.md'])).status, 0);
    folder.commit('status');
    assert.equal((await check()).status, 0);

    folder.write('docs/ROADMAP.md', PLAN.replace('todo', 'done'));
    const before = read('STATUS.md');
    assert.equal((await check()).status, 1);
    assert.equal(read('STATUS.md'), before);
  });

  it('tells the last run of gates from the evidence of the repository', async () => {
    await runRoadgate(folder.path, ['gate', 'run', 'T-1', '--yes']);
    const { stdout } = await runRoadgate(folder.path, ['status']);
    const commit = folder.git(['rev-parse', '--short=7', 'HEAD']);
    assert.match(
      stdout,
      new RegExp(String.raw`Gates: 1 of 1 task passed; last run on \d{4}-\d\d-\d\d at ${commit}\.`),
    );
  });

  it('says what is wrong with the question', async () => {
    await checkRefused(['--milestone', '7'], 'There is no milestone 7: no roadmap names one.');
    await checkRefused(['--check'], '--check needs --write: name the file to check.');
    folder.write('notes.md', 'Nothing.\n');
    await checkRefused(['notes.md'], 'No roadmap with tasks is among these files.');
    folder.write('S.md', 'a\n<!-- roadgate-status -->\n');
    await checkRefused(
      ['--write', 'S.md'],
      'S.md: Line 2 begins a block that does not end: put `<!-- /roadgate-status -->` below it.',
    );
    await checkRefused(['--write', 'docs'], 'docs is a directory: name a file.');
  });

  async function checkRefused(args: readonly string[], reason: string): Promise<void> {
    const { status, stderr } = await runRoadgate(folder.path, ['status', ...args]);
    assert.deepEqual([status, stderr], [2, [reason]]);
  }

  function read(file: string): string {
    return readFileSync(path.join(folder.path, file), 'utf8');
  }
});

function pick(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}
