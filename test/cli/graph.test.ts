import assert from 'node:assert/strict';
import { GraphData } from '../../server/src/protocol/graph.ts';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan

### T-1: Keep
**Status:** done

**Validation:**

\`\`\`bash
git --version
\`\`\`

### T-2: Show
**Depends on:** T-1
**Status:** todo
`;

describe('roadgate graph', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
    folder.init();
    folder.write('docs/ROADMAP.md', PLAN);
    folder.commit('plan');
  });
  afterEach(() => folder.remove());

  it('draws the only roadmap of the project', async () => {
    folder.write('docs/STATUS.md', '# Status\n| Id | Status |\n| - | - |\n| T-1 | done |\n');
    const light = await runRoadgate(folder.path, ['graph']);
    assert.deepEqual([light.status, light.stderr], [0, []]);
    assert.match(light.stdout, /^<svg .*<title>Plan: dependencies<\/title>.*<\/svg>\n$/s);
    const dark = await runRoadgate(folder.path, ['graph', '--theme', 'dark']);
    assert.notEqual(dark.stdout, light.stdout);
  });

  it('prints a flowchart, and data with the results of gates', async () => {
    const mermaid = await runRoadgate(folder.path, ['graph', '--format', 'mermaid']);
    assert.match(mermaid.stdout, /^flowchart LR\n {2}n0\["#10003; T-1 Keep"\]:::done\n/);
    await runRoadgate(folder.path, ['gate', 'run', 'T-1', '--yes']);
    const { stdout } = await runRoadgate(folder.path, ['graph', '--format', 'json']);
    const data = GraphData.parse(JSON.parse(stdout));
    assert.equal(data.edges.length, 1);
    assert.equal(data.tasks[0]?.gate?.outcome, 'passed');
  });

  it('prints a table for other programs', async () => {
    const { stdout } = await runRoadgate(folder.path, ['graph', '--format', 'csv']);
    assert.match(stdout, /^Id,Title,Phase,Status,.*\nT-1,Keep,,Done,.*\nT-2,Show,,To do,,,,T-1,ready,/);
  });

  it('says what is wrong with the question', async () => {
    await checkRefused(['--format', 'png'], '--format must be svg, mermaid, csv or json.');
    await checkRefused(['--roadmap', 'none.md'], /none\.md/);
    folder.write('notes.md', 'Nothing.\n');
    await checkRefused(['--roadmap', 'notes.md'], 'There is no roadmap with tasks in notes.md.');
    folder.write('PLAN.md', PLAN);
    await checkRefused([], 'There are several roadmaps, name one with --roadmap: PLAN.md, docs/ROADMAP.md.');
  });

  async function checkRefused(args: readonly string[], reason: string | RegExp): Promise<void> {
    const { status, stdout, stderr } = await runRoadgate(folder.path, ['graph', ...args]);
    assert.deepEqual([status, stdout], [2, '']);
    if (typeof reason === 'string') assert.deepEqual(stderr, [reason]);
    else assert.match(stderr.join('\n'), reason);
  }
});
