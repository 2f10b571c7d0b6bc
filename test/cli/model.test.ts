import assert from 'node:assert/strict';
import * as z from 'zod';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const Model = z.array(
  z.object({
    schemaVersion: z.literal(1),
    path: z.string(),
    roadmap: z.boolean(),
    tasks: z.array(z.object({ id: z.string().nullable() })),
  }),
);

describe('roadgate model', () => {
  let folder: TestFolder;
  beforeEach(() => (folder = new TestFolder()));
  afterEach(() => folder.remove());

  it('prints one document per file, under the path that was given', async () => {
    folder.write('a.md', '\ufeff# Tasks\r\n- [ ] T001 a\r\n- [ ] T002 b\r\n');
    folder.write('-b.md', '# Notes\n');
    const { status, stdout } = await runRoadgate(folder.path, [
      'model',
      './a.md',
      '--format',
      'json',
      '--',
      '-b.md',
    ]);
    assert.equal(status, 0);
    assert.deepEqual(
      Model.parse(JSON.parse(stdout)).map(({ path, tasks }) => [path, tasks.map(({ id }) => id)]),
      [
        ['./a.md', ['T001', 'T002']],
        ['-b.md', []],
      ],
    );
  });

  it('takes the same files for roadmaps, however they are named', async () => {
    folder.write('README.md', '# The shop\n## Roadmap\n- [x] Basics\n- [ ] Mail\n');
    const { stdout } = await runRoadgate(folder.path, ['model', 'README.md', './README.md']);
    assert.deepEqual(
      Model.parse(JSON.parse(stdout)).map(({ roadmap }) => roadmap),
      [false, false],
    );
  });

  it('reads with the words and ids of the project', async () => {
    folder.write('.roadgate.yaml', "words:\n  fields: { status: [Lage] }\nids: ['RG/{n}', 'RG{']\n");
    folder.write('a.md', '# Roadmap\n### RG/5: B\n**Lage:** open\n### RG/6: C\n**Lage:** done\n');
    const { stdout, stderr } = await runRoadgate(folder.path, ['model', 'a.md', './a.md']);
    assert.deepEqual(
      Model.parse(JSON.parse(stdout)).map(({ tasks }) => tasks.map(({ id }) => id)),
      [
        ['RG/5', 'RG/6'],
        ['RG/5', 'RG/6'],
      ],
    );
    assert.deepEqual(stderr, [
      '.roadgate.yaml:3:17: ids.1 is not valid: The form of an id may hold no blank, and braces only around n, A, a or x.',
    ]);
  });

  it('names what it cannot read and prints the rest', async () => {
    folder.write('a.md', '# Notes\n');
    const { status, stdout, stderr } = await runRoadgate(folder.path, ['model', '.', 'gone.md', 'a.md']);
    assert.equal(status, 2);
    assert.deepEqual(stderr, ['. is a directory: name a file.', 'There is no file gone.md.']);
    assert.equal(Model.parse(JSON.parse(stdout)).length, 1);
  });
});
