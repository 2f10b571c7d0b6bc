import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { countPlan } from '../../server/src/core/history/planCounts.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { PlanCache } from '../../server/src/host/planCache.ts';
import {
  PlanHistory,
  type PlanHistoryAnswer,
  type PlanHistoryRequest,
} from '../../server/src/host/planHistory.ts';
import { TestFolder } from '../support/repository.ts';

/** A plan of tasks: `x` is done, a blank is not. */
function plan(boxes: string, more = ''): string {
  const tasks = Array.from(boxes, (box, index) => `- [${box}] T-${index + 1}: Something to do\n`);
  return `# Roadmap\n\n## Phase 1\n\n${tasks.join('')}\n${more}`;
}

/** A commit as `git fast-import` reads it. */
function commitOf(text: string, index: number): string {
  const by = `committer Test <test@example.org> ${1_700_000_000 + index} +0000`;
  return `commit refs/heads/main\n${by}\ndata 1\nc\nM 100644 inline plan.md\ndata ${text.length}\n${text}\n`;
}

describe('The history of a roadmap', function () {
  // From source, each thread compiles the parser anew.
  this.timeout(60_000);
  let folder: TestFolder;
  let history: PlanHistory;

  beforeEach(() => {
    folder = new TestFolder();
    history = new PlanHistory();
  });
  afterEach(() => folder.remove());

  function read(
    file = 'plan.md',
    more: { signal?: AbortSignal; onProgress?: (done: number, all: number) => void } = {},
  ): Promise<PlanHistoryAnswer> {
    return history.read({ ...request(file), ...more });
  }

  function request(file: string): PlanHistoryRequest {
    return {
      file: path.join(folder.path, file),
      uri: pathToFileURL(path.join(folder.path, file)).href,
      path: file,
      config: DEFAULT_CONFIG,
      signal: new AbortController().signal,
    };
  }

  /** `SUBJECT done/all` of each version; else why there is none. */
  function told(answer: PlanHistoryAnswer): readonly string[] | string {
    if (answer.kind !== 'history') return answer.kind === 'none' ? answer.why : answer.kind;
    return answer.versions.map(({ subject, counts: { whole } }) => {
      const { done, left } = whole.tasks;
      return `${subject} ${done}/${done + left}`;
    });
  }

  function commit(subject: string, text: string, file = 'plan.md', below = ''): void {
    folder.write(path.join(below, file), text);
    folder.commit(subject, below);
  }

  it('counts each commit that changed it, through renames', async () => {
    folder.init();
    commit('first', plan('  '));
    commit('other', 'x\n', 'other.txt');
    commit('second', plan('x '));
    folder.write('docs/ünï "quoted".md', '');
    renameSync(path.join(folder.path, 'plan.md'), path.join(folder.path, 'docs/ünï "quoted".md'));
    folder.commit('moved');
    commit('third', plan('xx '), 'docs/ünï "quoted".md');
    const answer = await read('docs/ünï "quoted".md');
    assert.deepEqual(told(answer), ['first 0/2', 'second 1/2', 'moved 1/2', 'third 2/3']);
    assert.ok(answer.kind === 'history' && answer.missing === 0 && !answer.isCut);
  });

  it('counts what was merged when it was merged', async () => {
    folder.init();
    commit('first', plan('   '));
    folder.git(['checkout', '-q', '-b', 'side']);
    commit('side', plan('  x'));
    folder.git(['checkout', '-q', 'main']);
    commit('main', plan('x  '));
    folder.git(['merge', '-q', '-X', 'theirs', '-m', 'merge', 'side']);
    folder.write('plan.md', plan('x x'));
    folder.commit('merged');
    const subjects = told(await read());
    assert.ok(Array.isArray(subjects));
    assert.deepEqual(subjects.slice(0, 2), ['first 0/3', 'main 1/3']);
    assert.ok(!subjects.some((each) => typeof each === 'string' && each.startsWith('side')));
  });

  it('leaves out versions that were no roadmap, and those in which it was gone', async () => {
    folder.init();
    commit('prose', '# About\n\nA page.\n');
    commit('plan', plan(' '));
    rmSync(path.join(folder.path, 'plan.md'));
    folder.commit('gone');
    commit('back', plan('x'));
    assert.deepEqual(told(await read()), ['plan 0/1', 'back 1/1']);
  });

  it('asks for no text twice', async () => {
    folder.init();
    for (let index = 0; index < 5; index++) commit(`c${index}`, plan('x'.repeat(index) + ' '));
    const steps: string[] = [];
    const onProgress = (done: number, all: number): void => void steps.push(`${done}/${all}`);
    assert.equal(told(await read('plan.md', { onProgress })).length, 5);
    assert.deepEqual(steps, ['1/5', '2/5', '3/5', '4/5', '5/5']);
    commit('c5', plan('xxxxx '));
    steps.length = 0;
    assert.equal(told(await read('plan.md', { onProgress })).length, 6);
    assert.deepEqual(steps, ['6/6']);
  });

  it('counts a version that follows another as it would count it alone', async () => {
    folder.init();
    const texts = [
      plan('  ', '## Phase 2\n\n### T-9: Long\n\n**Effort:** 3 days\n'),
      plan(
        'x ',
        '## Phase 2\n\n### T-9: Long ✅ DONE\n\n**Effort:** 3 days\n\n**Acceptance:**\n- [x] One\n- Two\n',
      ),
      plan('xx   ', '```\n## no heading\n'),
      plan('x', '## Phase 2\r\n\r\n- [ ] T-8: Line ends\r\n'),
      '\uFEFF---\nid: T-1\nstatus: done\n---\n\n# Task\n',
      plan('xx', '## Phase 3\n\n| # | Task | Status |\n| - | - | - |\n| T-7 | Row | done |\n'),
    ];
    for (const [index, text] of texts.entries()) commit(`c${index}`, text);
    const answer = await read();
    assert.ok(answer.kind === 'history');
    const alone = texts.map((text) =>
      countPlan(
        parseRoadmap(pathToFileURL(path.join(folder.path, 'plan.md')).href, new SourceText(text)),
        DEFAULT_CONFIG.effort,
      ),
    );
    assert.deepEqual(
      answer.versions.map(({ counts }) => counts),
      alone,
    );
  });

  it('counts the same in several threads', async () => {
    folder.init();
    const texts = Array.from({ length: 200 }, (_, index) =>
      plan('x'.repeat(index % 7) + ' '.repeat(1 + (index % 5)), `Version ${index}\n`),
    );
    execFileSync('git', ['fast-import', '--quiet'], {
      cwd: folder.path,
      input: texts.map(commitOf).join(''),
    });
    const one = await read();
    history = new PlanHistory({ threads: 2 });
    assert.deepEqual(await read(), one);
    assert.equal(told(one).length, 200);
  });

  describe('that is kept on the disk', () => {
    let steps: string[];
    const cache = (): string => path.join(folder.path, 'cache', 'history');
    const onProgress = (done: number, all: number): void => void steps.push(`${done}/${all}`);
    const readAsOtherProcess = async (): Promise<PlanHistoryAnswer> => {
      steps = [];
      return new PlanHistory({ cache: cache() }).read({ ...request('plan.md'), onProgress });
    };
    beforeEach(() => {
      folder.init();
      for (const boxes of ['  ', 'x ', 'xx']) commit(`v${boxes}`, plan(boxes));
    });

    it('is not counted again by another process, but for what is new', async () => {
      const first = await readAsOtherProcess();
      assert.deepEqual(steps, ['1/3', '2/3', '3/3']);
      assert.deepEqual(await readAsOtherProcess(), first);
      assert.deepEqual(steps, []);
      folder.write('plan.md', plan('xx '));
      folder.git(['commit', '-q', '-m', 'v4', 'plan.md']);
      assert.equal(told(await readAsOtherProcess()).length, 4);
      assert.deepEqual(steps, ['4/4']);
    });

    it('is counted again where it is damaged, or what was kept is something else', async () => {
      const first = await readAsOtherProcess();
      for (const bytes of [Buffer.from('{'), gzipSync('{"versions":[["a",{"whole":1}]]}'), Buffer.alloc(0)]) {
        const [name = ''] = readdirSync(cache());
        writeFileSync(path.join(cache(), name), bytes);
        assert.deepEqual(await readAsOtherProcess(), first);
        assert.equal(steps.length, 3);
      }
    });

    it('is counted with other settings by itself', async () => {
      await readAsOtherProcess();
      const config = { ...DEFAULT_CONFIG, effort: { ...DEFAULT_CONFIG.effort, hoursPerDay: 6 } };
      steps = [];
      await new PlanHistory({ cache: cache() }).read({ ...request('plan.md'), config, onProgress });
      assert.equal(steps.length, 3);
    });

    it('does not grow without end: what was asked for longest ago goes', async () => {
      const kept = new PlanCache(cache());
      for (let index = 0; index < 50; index++) await kept.write(`k${index}`, new Map([['a', null]]));
      for (const name of readdirSync(cache())) utimesSync(path.join(cache(), name), 1000, 1000);
      await kept.read('k7');
      await kept.write('k50', new Map());
      assert.equal(readdirSync(cache()).length, 50);
      assert.equal((await kept.read('k7')).size, 1);
    });

    it('is read where nothing can be kept', async () => {
      folder.write('cache', 'a file');
      assert.equal(told(await readAsOtherProcess()).length, 3);
    });
  });

  it('ends when nobody waits any more', async () => {
    folder.init();
    for (let index = 0; index < 3; index++) commit(`c${index}`, plan('x'.repeat(index) + ' '));
    const gone = new AbortController();
    gone.abort();
    assert.equal(told(await read('plan.md', { signal: gone.signal })), 'cancelled');
    const later = new AbortController();
    const answer = read('plan.md', { signal: later.signal });
    setImmediate(() => later.abort());
    assert.equal(told(await answer), 'cancelled');
    assert.equal(told(await read()).length, 3);
  });

  it('says why there is none', async () => {
    folder.write('plan.md', plan(' '));
    assert.equal(told(await read()), 'no-repository');
    folder.init();
    assert.equal(told(await read()), 'no-commits');
    commit('other', 'x\n', 'other.txt');
    folder.git(['rm', '-q', '--cached', 'plan.md']);
    folder.git(['commit', '-q', '--amend', '-m', 'other']);
    assert.equal(told(await read()), 'no-commits');
    const before = process.env.PATH;
    process.env.PATH = folder.path;
    try {
      assert.equal(told(await read()), 'no-git');
    } finally {
      process.env.PATH = before;
    }
  });

  it('tells that a shallow clone is cut off', async () => {
    folder.init('origin');
    for (const boxes of ['  ', 'x ', 'xx']) commit(`v${boxes}`, plan(boxes), 'plan.md', 'origin');
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['clone', '-q', '--depth', '2', source, 'shallow']);
    const answer = await read('shallow/plan.md');
    assert.equal(told(answer).length, 2);
    assert.ok(answer.kind === 'history' && answer.isCut);
  });

  it('fetches nothing that a partial clone left out', async () => {
    folder.init('origin');
    folder.git(['config', 'uploadpack.allowFilter', 'true'], 'origin');
    for (const boxes of ['  ', 'x ', 'xx']) commit(`v${boxes}`, plan(boxes), 'plan.md', 'origin');
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['clone', '-q', '--filter=blob:none', source, 'partial']);
    rmSync(path.join(folder.path, 'origin'), { recursive: true });
    const answer = await read('partial/plan.md');
    assert.deepEqual(told(answer), ['vxx 2/2']);
    assert.ok(answer.kind === 'history' && answer.missing === 2);
  });
});
