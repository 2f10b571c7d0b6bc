import assert from 'node:assert/strict';
import { BurndownData } from '../../server/src/protocol/burndown.ts';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const task = (id: string, status: string, effort: string): string =>
  `### ${id}: <b>"Work"</b> & \`<script>\`\n\n**Status:** ${status}\n**Effort:** ${effort}\n\n`;

describe('roadgate burndown', function () {
  // From source, each thread compiles the parser anew.
  this.timeout(60_000);
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    commit('2026-01-05', task('T-1', 'todo', '2 hours') + task('T-2', 'todo', '1-3 hours'));
    commit('2026-01-07', task('T-1', 'done', '2 hours') + task('T-2', 'todo', '1-3 hours'));
    commit(
      '2026-01-09',
      task('T-1', 'todo', '2 hours') + task('T-3', 'done', '4 hours') + task('T-4', 'todo', '4 hours'),
    );
  });
  afterEach(() => folder.remove());

  function commit(day: string, tasks: string): void {
    folder.write('ROADMAP.md', `# Plan "A" <x>\n\n## Phase 1\n\n${tasks}`);
    folder.commit(`On ${day}`, '', `${day}T12:00:00Z`);
  }
  const run = (...args: string[]) => runRoadgate(folder.path, ['burndown', ...args]);
  const data = async (...args: string[]): Promise<BurndownData> =>
    BurndownData.parse(JSON.parse((await run('--format', 'json', ...args)).stdout));

  it('tells progress from changes of the scope', async () => {
    const { versions, series, measure } = await data();
    assert.equal(measure, 'effort');
    assert.deepEqual(
      versions.map(({ day, completed, reopened, added, removed }) => [
        day,
        completed,
        reopened,
        added,
        removed,
      ]),
      [
        ['2026-01-05', [], [], [], []],
        ['2026-01-07', ['T-1'], [], [], []],
        ['2026-01-09', ['T-3'], ['T-1'], ['T-4', 'T-3'], ['T-2']],
      ],
    );
    assert.deepEqual(
      series[0]?.points.map((point) => point && [point.tasks, point.effort.done, point.effort.left]),
      [
        [
          { done: 0, left: 2, dropped: 0 },
          { min: 0, max: 0 },
          { min: 3, max: 5 },
        ],
        [
          { done: 1, left: 1, dropped: 0 },
          { min: 2, max: 2 },
          { min: 1, max: 3 },
        ],
        [
          { done: 1, left: 2, dropped: 0 },
          { min: 4, max: 4 },
          { min: 6, max: 6 },
        ],
      ],
    );
  });

  it('draws a picture in which titles are text, the same at each run', async () => {
    const { status, stdout, stderr } = await run();
    assert.deepEqual([status, stderr], [0, []]);
    assert.match(stdout, /^<svg xmlns/);
    assert.doesNotMatch(stdout, /<script|<b>|<x>/);
    assert.match(stdout, />4 of 10 hours done</);
    assert.match(stdout, /scope grew from 5 to 10/);
    assert.equal((await run()).stdout, stdout);
    assert.match((await run('--measure', 'tasks')).stdout, />1 of 3 tasks done</);
  });

  it('prints a Mermaid chart', async () => {
    const { stdout } = await run('--format', 'mermaid', '--measure', 'tasks');
    assert.equal(
      stdout,
      `xychart-beta
  title "Plan A"
  x-axis ["2026-01-05", "2026-01-07", "2026-01-09"]
  y-axis "Tasks" 0 --> 3
  line [2, 2, 3]
  line [0, 1, 1]
`,
    );
  });

  it('takes in what is not committed only where it knows the day', async () => {
    folder.write('ROADMAP.md', `# Plan\n\n## Phase 1\n\n${task('T-1', 'done', '2 hours')}`);
    assert.equal((await data()).versions.length, 3);
    const { versions, today } = await data('--today', '2026-01-12');
    assert.equal(today, '2026-01-12');
    assert.deepEqual(versions.at(-1), {
      commit: null,
      day: '2026-01-12',
      subject: 'Not committed yet',
      completed: ['T-1'],
      reopened: [],
      added: [],
      removed: ['T-3', 'T-4'],
    });
  });

  it('shows phases beside each other, and criteria without a record as such', async () => {
    const criteria = '**Acceptance Criteria:**\n- [x] One\n- [ ] Two\n- Three\n';
    commit(
      '2026-01-11',
      `${task('T-1', 'done', '2 hours')}${criteria}\n## Phase 2: Rest\n\n${task('T-5', 'todo', '1 hour')}`,
    );
    const { series, notes } = await data();
    assert.deepEqual(
      series.map(({ name, points }) => [name, points.map((point) => point?.tasks.done ?? null)]),
      [
        ['Plan "A"', [0, 1, 1, 1]],
        ['Phase 1', [0, 1, 1, 1]],
        ['Phase 2: Rest', [null, null, null, 0]],
      ],
    );
    assert.deepEqual(series[0]?.points.at(-1)?.criteria, { met: 1, unmet: 1, unrecorded: 1 });
    assert.deepEqual(notes, ['No record for 1 criterion: neither met nor unmet. A box records a state.']);
    const { stdout } = await run('--measure', 'criteria');
    assert.match(stdout, />1 of 3 criteria met, no record for 1</);
  });

  it('says what to do without a history', async () => {
    folder.write('new/ROADMAP.md', `# Plan\n\n## Phase 1\n\n${task('T-1', 'todo', '2 hours')}`);
    const { status, stderr } = await run('--roadmap', 'new/ROADMAP.md');
    assert.deepEqual([status, stderr], [2, ['The roadmap is in no commit yet: commit it first.']]);
  });
});
