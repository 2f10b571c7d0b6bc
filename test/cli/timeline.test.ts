import assert from 'node:assert/strict';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Road <b>& "map"</b>

## Phase 1: Base (Weeks 1-2)

### T-1: \`<script>alert(1)</script>\` & "x"
**Effort:** 4 hours
**Status:** done

### T-2: Show: a; b #3
**Effort:** 1-2 days
`;

describe('roadgate timeline', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    folder.write('ROADMAP.md', PLAN);
  });
  afterEach(() => folder.remove());

  const run = (...args: string[]) => runRoadgate(folder.path, ['timeline', ...args]);

  it('draws a picture in which titles are text, the same at each run', async () => {
    const { status, stdout, stderr } = await run();
    assert.deepEqual([status, stderr], [0, []]);
    assert.match(stdout, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(stdout, /<script|<b>/);
    assert.match(stdout, /&lt;script/);
    assert.equal((await run()).stdout, stdout);
  });

  it('draws today only where it is told', async () => {
    const without = await run('--start', '2026-01-05');
    assert.doesNotMatch(without.stdout, /<title>Today/);
    const { stdout } = await run('--start', '2026-01-05', '--today', '2026-01-08');
    assert.match(stdout, /<title>Today/);
    assert.match(stdout, />Jan 2026</);
  });

  it('prints a gantt chart', async () => {
    const { stdout } = await run('--format', 'mermaid', '--start', '2026-01-05');
    assert.equal(
      stdout,
      `gantt
  title Road map
  dateFormat YYYY-MM-DD HH:mm
  axisFormat %b %d
  todayMarker off
  section Phase 1 – Base
    Phase 1 – Base :active, r0, 2026-01-05 00:00, 2026-01-17 00:00
    T-1 script alert(1) /script x :done, r1, 2026-01-05 00:00, 2026-01-05 12:00
    T-2 Show – a b 3 :r2, 2026-01-05 12:00, 2026-01-07 12:00
`,
    );
  });

  it('prints data', async () => {
    const { stdout } = await run('--format', 'json', '--people', '3');
    const { assumed, rows } = JSON.parse(stdout) as { assumed: { people: number }; rows: { id: string }[] };
    assert.equal(assumed.people, 3);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['Phase 1', 'T-1', 'T-2'],
    );
  });

  it('takes from the project file what a timeline rests on', async () => {
    folder.write('.roadgate.yaml', 'timeline:\n  start: 2026-03-02\n  people: 2\n');
    const { stdout } = await run('--format', 'json');
    const { assumed, start } = JSON.parse(stdout) as { assumed: { people: number }; start: string };
    assert.deepEqual([assumed.people, start], [2, '2026-03-02']);
  });

  it('says what to do where nothing says when or how long', async () => {
    folder.write('ROADMAP.md', '# Roadmap\n\n## Phase 1\n\n- [ ] T-1: Keep\n- [ ] T-2: Show\n');
    const { status, stdout } = await run();
    assert.equal(status, 0);
    assert.match(stdout, /says neither when something happens nor how long it takes\./);
  });

  it('refuses what is no day and no number', async () => {
    assert.deepEqual((await run('--today', 'tomorrow')).stderr, [
      '--today must be a day such as 2026-01-22.',
    ]);
    for (const people of ['0', '1001']) {
      assert.deepEqual((await run('--people', people)).stderr, ['--people must be a number from 1 to 1000.']);
    }
    folder.write('.roadgate.yaml', 'timeline:\n  start: soon\n');
    assert.deepEqual((await run('--format', 'json')).stderr, [
      '.roadgate.yaml:2:10: timeline.start is not valid: it is no day such as 2026-01-05.',
    ]);
  });
});
