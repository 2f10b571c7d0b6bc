import assert from 'node:assert/strict';
import { dedent } from '../support/fixture.ts';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

describe('roadgate explain', () => {
  let folder: TestFolder;
  beforeEach(() => (folder = new TestFolder()));
  afterEach(() => folder.remove());

  it('says how a line was read', async () => {
    folder.write('a.md', '# Tasks\n## Now\n- [ ] T001 a\n- T002 `b`\n- c\n');
    const { status, stdout } = await runRoadgate(folder.path, ['explain', 'a.md:5']);
    assert.equal(status, 0);
    assert.equal(
      stdout,
      dedent(`
        # Line 5 is no task

        > \`- c\`

        - **Why:** The list item has no box, no task id and no mark of a status at its start, so it is text.
        - **Markdown:** a list item, without a box
        - **Below:** “Tasks” (line 1) › “Now” (line 2)
        - **Document:** a roadmap: title names a plan

        ## What to do

        - Give it a box: \`- [ ] c\`.
        - Or begin it with an id such as \`T003:\`, if other items begin with ids of that kind too.
      `),
    );
  });

  it('reads with the words and the roadmaps of the project', async () => {
    folder.write('.roadgate.yaml', "roadmaps: { exclude: ['b.md'] }\nwords:\n  fields: { status: [Lage] }\n");
    folder.write('a.md', '# Roadmap\n### T-1: B\n**Lage:** open\n');
    folder.write('b.md', '# Roadmap\n### T-1: B\n**Lage:** open\n');
    const read = await runRoadgate(folder.path, ['explain', 'a.md:3']);
    assert.match(read.stdout, /“Lage” is the status; `open` is read as todo/);
    const excluded = await runRoadgate(folder.path, ['explain', 'b.md:2']);
    assert.match(excluded.stdout, /for a roadmap: the setting `roadgate.roadmaps` or the project file/);
  });

  it('tells what is wrong with the place', async () => {
    folder.write('a.md', '# Tasks\n');
    await checkRefused('a.md', 'Name a file and a line: `roadgate explain ROADMAP.md:12`.');
    await checkRefused('a.md:0', 'Name a file and a line: `roadgate explain ROADMAP.md:12`.');
    await checkRefused('a.md:9', 'a.md has 2 lines; there is no line 9.');
    await checkRefused('b.md:1', 'There is no file b.md.');
  });

  async function checkRefused(target: string, reason: string): Promise<void> {
    const { status, stderr } = await runRoadgate(folder.path, ['explain', target]);
    assert.deepEqual([status, stderr], [2, [reason]]);
  }
});
