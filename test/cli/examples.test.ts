import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { runRoadgate } from '../support/commandLine.ts';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

const Place = z.object({ file: z.string(), line: z.int(), code: z.string(), severity: z.string() });
const Report = z.object({ findings: z.array(Place) });
const Gates = z.array(z.object({ commands: z.array(z.string()), class: z.string() }));
const Model = z.array(
  z.object({
    roadmap: z.boolean(),
    gates: Gates,
    groups: z.array(z.object({ id: z.string().nullable(), gates: Gates })),
    tasks: z.array(z.object({ id: z.string().nullable(), title: z.string(), gates: Gates })),
  }),
);

// The example project promises in its README what is wrong with it and what its gates do.
describe('the example project, as a repository of its own', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'roadgate-examples-'));
    await cp(path.join(root, 'examples'), folder, { recursive: true });
    await run('git', ['init', '--quiet'], { cwd: folder });
    await run('git', ['add', '--all'], { cwd: folder });
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('has the faults that its README lists, and no others', async () => {
    const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
    const listed = [...readme.matchAll(/^\| (\w+\/[\w-]+) \| ([^|:]+):(\d+) \|/gm)];
    const { findings } = Report.parse(await roadgate(folder, 'check', '--format', 'json', '.'));
    assert.deepEqual(
      findings.map(({ code, file, line }) => `${code} ${file}:${line}`).sort(),
      listed.map(([, code = '', file = '', line = '']) => `${code} ${file}:${line}`).sort(),
    );
  });

  it('sets the severity of a rule in its project file', async () => {
    const { findings } = Report.parse(await roadgate(folder, 'check', '--format', 'json', '.'));
    const severities = findings.filter(({ code }) => code === 'id/duplicate').map(({ severity }) => severity);
    assert.deepEqual(severities, ['error']);
  });

  it('has roadmaps and documents that are none', async () => {
    const files = ['docs/ROADMAP.md', 'docs/STATUS.md', 'specs/001-labels/tasks.md'];
    const others = [
      'README.md',
      'CHANGELOG.md',
      'docs/API.md',
      'docs/ARCHITECTURE.md',
      'specs/001-labels/spec.md',
    ];
    const model = Model.parse(await roadgate(folder, 'model', ...files, ...others, '--format', 'json'));
    assert.deepEqual(
      model.map(({ roadmap }) => roadmap),
      [...files.map(() => true), ...others.map(() => false)],
    );
  });

  it('has a status table with the titles of the roadmap', async () => {
    const files = ['docs/ROADMAP.md', 'docs/STATUS.md'];
    const [roadmap, status] = Model.parse(await roadgate(folder, 'model', ...files, '--format', 'json'));
    const titles = new Map(roadmap?.tasks.map(({ id, title }) => [id, title]));
    assert.equal(status?.tasks.length, 5);
    for (const { id, title } of status.tasks) assert.equal(title, titles.get(id));
  });

  it('has gates that pass and one that fails', async function () {
    this.timeout(120_000);
    const [model] = Model.parse(await roadgate(folder, 'model', 'docs/ROADMAP.md', '--format', 'json'));
    assert.ok(model);
    const commands = (gates: z.infer<typeof Gates> | undefined): string[] =>
      (gates ?? []).filter((gate) => gate.class === 'check').flatMap((gate) => gate.commands);
    const ofTask = (id: string): string[] => commands(model.tasks.find((task) => task.id === id)?.gates);
    const ofGroup = (id: string): string[] => commands(model.groups.find((group) => group.id === id)?.gates);

    assert.deepEqual(ofTask('#11'), ['node --test test/store.test.js']);
    assert.deepEqual(ofTask('#12'), ['node --test test/history.test.js', 'npm run test:api']);
    assert.deepEqual(ofTask('#13'), ['node --test test/parcel-number.test.js']);
    assert.deepEqual(ofTask('#15'), []);
    assert.deepEqual(ofGroup('PHASE 2'), ['npm run self-check']);
    assert.deepEqual(commands(model.gates), ['npm run lint', 'npm run self-check']);

    for (const id of ['#11', '#12', '#14']) for (const command of ofTask(id)) await shell(folder, command);
    for (const command of commands(model.gates)) await shell(folder, command);
    await assert.rejects(shell(folder, ofTask('#13').join('\n')), 'the gate of #13 fails');
  });
});

/** What the command line prints as JSON; findings are no failure. */
async function roadgate(cwd: string, ...args: string[]): Promise<unknown> {
  const { status, stdout, stderr } = await runRoadgate(cwd, args);
  assert.notEqual(status, 2, stderr.join('\n'));
  return JSON.parse(stdout);
}

function shell(cwd: string, command: string): Promise<unknown> {
  return run(
    process.platform === 'win32' ? 'cmd' : 'sh',
    [process.platform === 'win32' ? '/c' : '-c', command],
    {
      cwd,
    },
  );
}
