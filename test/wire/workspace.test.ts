import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FileChangeType, type Hover, type LocationLink } from 'vscode-languageserver/node';
import { SetCheckedRequest } from '../../server/src/protocol/edits.ts';
import { RoadmapRequest, RoadmapsChanged } from '../../server/src/protocol/outline.ts';
import { becomes, fileUri, scanned, TestServer, type ServerOptions } from '../support/languageServer.ts';
import { runRoadgate } from '../support/commandLine.ts';
import { TestFolder } from '../support/repository.ts';

const TASK = '# Plan\n### Issue #4: A\n**Status:** Done\n\n';

describe('The workspace over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(() => {
    folder = new TestFolder();
    plan = fileUri(folder.path, 'plan.md');
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function start(options: ServerOptions = {}): Promise<void> {
    server = await TestServer.start({ folders: [folder.path], ...options });
  }

  it('tells views of a change also where somebody else has asked for it already', async () => {
    await start();
    await server.open(plan, TASK);
    await becomes(server, async () => (await scanned(server)).roadmaps.length, 1);
    const seen = server.notifications.length;
    await server.change(plan, 2, [{ text: `${TASK}### Issue #5: B\n**Status:** Open\n` }]);
    const asked = await server.request<{ tasks: unknown[] }>(RoadmapRequest.method, { uri: plan });
    assert.equal(asked.tasks.length, 2);
    await server.until(
      () => server.notifications.slice(seen).find(({ method }) => method === RoadmapsChanged.method),
      'news of the plan',
    );
  });

  it('loses a finding when the missing file is created, and gains it when it is deleted', async () => {
    folder.write('src/other.js', '');
    await start();
    await server.open(plan, `${TASK}See \`src/other.js\` and \`src/app.js\`.\n`);
    await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    folder.write('src/app.js', 'x\n');
    const uri = fileUri(folder.path, 'src/app.js');
    await server.filesChanged([{ uri, type: FileChangeType.Created }]);
    await server.diagnostics(plan, (found) => found.length === 0);
    rmSync(path.join(folder.path, 'src/app.js'));
    await server.filesChanged([{ uri, type: FileChangeType.Deleted }]);
    await server.diagnostics(plan, (found) => found.includes('reference/missing'));
  });

  it('knows a file again that went and came while the editor says only that it changed', async () => {
    folder.write('src/app.js', 'x\n');
    folder.write('src/other.js', '');
    await start();
    await server.open(plan, `${TASK}See \`src/app.js\` and \`src/other.js\`.\n`);
    const uri = fileUri(folder.path, 'src/app.js');
    const targets = async (): Promise<string[]> => {
      const at = { textDocument: { uri: plan }, position: { line: 4, character: 8 } };
      const links = await server.request<{ targetUri: string }[]>('textDocument/definition', at);
      return links.map(({ targetUri }) => targetUri);
    };
    await server.diagnostics(plan, (found) => found.length === 0);
    rmSync(path.join(folder.path, 'src/app.js'));
    // Whatever makes the server list the folder just now.
    folder.write('src/new.js', '');
    await server.filesChanged([{ uri: fileUri(folder.path, 'src/new.js'), type: FileChangeType.Created }]);
    await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    assert.deepEqual(await targets(), []);
    folder.write('src/app.js', 'x\n');
    await server.filesChanged([{ uri, type: FileChangeType.Changed }]);
    // Nothing tells that the list was made again: the finding may go before, since the file is looked for on the disk.
    let found: string[] = [];
    while (found.length === 0) found = await targets();
    assert.deepEqual(found, [uri]);
  });

  it('finds a file that is created, after a while, also if the editor reports no changes', async () => {
    folder.write('src/other.js', '');
    await start({ capabilities: {} });
    await server.open(plan, `${TASK}See \`src/other.js\` and \`src/app.js\`.\n`);
    await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    folder.write('src/app.js', 'x\n');
    const end = { line: 5, character: 0 };
    for (let version = 2, found = 1; found > 0; version++) {
      await server.change(plan, version, [{ range: { start: end, end }, text: '.' }]);
      const answer = await server.diagnostics(plan, (_, params) => params.version === version);
      found = answer.diagnostics.length;
    }
  });

  it('does not show what the command line wrote to a baseline', async () => {
    const text = `${TASK}See \`src/other.js\`, \`src/app.js:1\` and [b](b.md).\n`;
    folder.write('src/other.js', '');
    folder.write('plan.md', text);
    const { status, stderr } = await runRoadgate(folder.path, ['check', '--write-baseline']);
    assert.equal(status, 0, stderr.join('\n'));
    await start();
    await server.open(plan, text);
    await server.diagnostics(plan, (found) => found.length === 0);
    await server.change(plan, 2, [{ text: `${text}[c](c.md)\n` }]);
    const { diagnostics } = await server.diagnostics(plan, (found) => found.length > 0);
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['This link leads nowhere: there is no file c.md.'],
    );
  });

  it('does not show what a baseline knows, and follows the baseline', async () => {
    const file = '.roadgate-baseline.json';
    const known = { code: 'reference/missing', text: 'src/app.js', count: 1 };
    folder.write('src/other.js', '');
    folder.write(file, JSON.stringify({ version: 1, findings: { 'plan.md': [known] } }));
    await start();
    await server.open(plan, `${TASK}See \`src/other.js\`, \`src/app.js\` and [b](b.md).\n`);
    await server.diagnostics(plan, (found) => found.length === 1 && found[0] === 'link/missing');
    const uri = fileUri(folder.path, file);
    folder.write(file, '{"version": 2}');
    await server.filesChanged([{ uri, type: FileChangeType.Changed }]);
    await server.diagnostics(plan, (found) => found.length === 2 && found.includes('reference/missing'));
    await server.diagnostics(uri, (found) => found.length === 1);
    rmSync(path.join(folder.path, file));
    await server.filesChanged([{ uri, type: FileChangeType.Deleted }]);
    await server.diagnostics(uri, (found) => found.length === 0);
  });

  it('forgets the documents of a folder that is deleted', async () => {
    folder.write('old/plan.md', TASK);
    await start();
    assert.equal((await scanned(server)).roadmaps.length, 1);
    rmSync(path.join(folder.path, 'old'), { recursive: true });
    // Editors report a deleted folder, not each file in it.
    await server.filesChanged([{ uri: fileUri(folder.path, 'old'), type: FileChangeType.Deleted }]);
    await becomes(server, async () => (await scanned(server)).roadmaps, []);
  });

  it('knows the tasks of a long roadmap that nobody has opened', async () => {
    const tasks = Array.from(
      { length: 900 },
      (_, index) => `### Issue #${index + 1}: Step\n\n**Status:** Todo\n`,
    );
    folder.write('long.md', `# Plan\n\n${tasks.join('\n')}`);
    await start();
    assert.equal((await scanned(server)).roadmaps.length, 1);
    await server.open(
      plan,
      '# Plan\n\n### Issue #901: A\n\n**Depends on:** #900\n\n### Issue #902: B\n\n**Depends on:** #950\n',
    );
    const { diagnostics } = await server.diagnostics(plan, (codes) => codes.includes('dependency/unknown'));
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['No document has a task #950.'],
    );
  });

  it('counts the lines of a file again when it changes', async () => {
    folder.write('src/app.js', 'x\n');
    await start();
    await server.open(plan, `${TASK}See \`src/app.js:9\`.\n`);
    await server.diagnostics(plan, (found) => found.includes('reference/line-out-of-range'));
    folder.write('src/app.js', 'x\n'.repeat(20));
    await server.filesChanged([{ uri: fileUri(folder.path, 'src/app.js'), type: FileChangeType.Changed }]);
    await server.diagnostics(plan, (found) => found.length === 0);
  });

  it('refuses to edit a file whose bytes are no UTF-8', async () => {
    const text = `${TASK}**Acceptance Criteria:**\n- [ ] caf`;
    const file = path.join(folder.path, 'plan.md');
    writeFileSync(file, Buffer.concat([Buffer.from(text), Buffer.of(0xe9, 0x0a)]));
    await start();
    await scanned(server);
    const answer = async () => {
      const roadmap = RoadmapRequest.result.parse(await server.request(RoadmapRequest.method, { uri: plan }));
      const key = roadmap?.tasks[0]?.criteria[0]?.key;
      const params = { uri: plan, key, checked: true };
      return SetCheckedRequest.result.parse(await server.request(SetCheckedRequest.method, params));
    };
    const refused = {
      kind: 'refused',
      reason:
        'Line 6 of plan.md has bytes that are not UTF-8, and an edit would lose them. ' +
        'Reopen the file with its own encoding, save it as UTF-8, and try again.',
    };
    assert.deepEqual(await answer(), refused);
    await server.open(plan, `${text}\ufffd\n`);
    assert.deepEqual(await answer(), refused);
    // The person reopened it with its encoding.
    await server.change(plan, 2, [{ text: `${text}é\n` }]);
    assert.equal((await answer()).kind, 'edits');
  });

  it('reads documents again when the words of the project change', async () => {
    folder.write('plan.md', '# Roadmap\n### Issue #4: A\n**Lage:** geparkt\n### RG/5: B\n**Status:** open\n');
    await start();
    await scanned(server);
    const statuses = async () =>
      RoadmapRequest.result
        .parse(await server.request(RoadmapRequest.method, { uri: plan }))
        ?.tasks.map(({ id, status }) => `${id ?? ''} ${status ?? ''}`);
    assert.deepEqual(await statuses(), ['#4 ', ' todo']);
    const config = fileUri(folder.path, '.roadgate.yaml');
    folder.write(
      '.roadgate.yaml',
      "words:\n  status: { blocked: [geparkt], finished: [fertig] }\n  fields: { status: [Lage] }\nids: ['RG/{n}']\n",
    );
    await server.filesChanged([{ uri: config, type: FileChangeType.Created }]);
    await becomes(server, statuses, ['#4 blocked', 'RG/5 todo']);
    // An open document is read again as well.
    await server.open(plan, '# Roadmap\n### Issue #4: A\n**Lage:** geparkt\n### RG/5: B\n**Status:** open\n');
    assert.deepEqual(await statuses(), ['#4 blocked', 'RG/5 todo']);
    folder.write(
      '.roadgate.yaml',
      'words: { status: { done: [geparkt] }, fields: { status: [Lage] } }\nlost: 1\n',
    );
    await server.filesChanged([{ uri: config, type: FileChangeType.Changed }]);
    await becomes(server, statuses, ['#4 done', ' todo']);
    await server.diagnostics(config, (found) => found.includes('config/invalid'));
  });

  it('asks the editor to report changes of all files', async () => {
    await start();
    await server.until(() => server.requests.find((method) => method === 'client/registerCapability'), 'it');
  });

  it('believes the editor before the disk, and the disk once a document is closed', async () => {
    folder.write('plan.md', `${TASK}**Acceptance Criteria:**\n- [x] saved\n`);
    await start();
    await scanned(server);
    await server.open(plan, `${TASK}**Acceptance Criteria:**\n- [ ] unsaved\n`);
    const criterion = async () =>
      RoadmapRequest.result.parse(await server.request(RoadmapRequest.method, { uri: plan }))?.tasks[0]
        ?.criteria[0]?.text;
    assert.equal(await criterion(), 'unsaved');
    folder.write('plan.md', `${TASK}**Acceptance Criteria:**\n- [x] saved twice\n`);
    await server.filesChanged([{ uri: plan, type: FileChangeType.Changed }]);
    assert.equal(await criterion(), 'unsaved');
    await server.close(plan);
    await becomes(server, criterion, 'saved twice');
  });

  it('tells when roadmaps come, change and go', async () => {
    await start();
    assert.deepEqual((await scanned(server)).roadmaps, []);
    const counts = async () => (await scanned(server)).roadmaps.map(({ tasks }) => tasks.length);
    const news = (uri: string) => {
      const seen = server.notifications.length;
      return () =>
        server.until(
          () =>
            server.notifications
              .slice(seen)
              .find(
                ({ method, params }) =>
                  method === RoadmapsChanged.method && JSON.stringify(params).includes(uri),
              ),
          `news of ${uri}`,
        );
    };
    folder.write('plan.md', TASK);
    let wait = news(plan);
    await server.filesChanged([{ uri: plan, type: FileChangeType.Created }]);
    await wait();
    await becomes(server, counts, [1]);
    wait = news(plan);
    folder.write('plan.md', `${TASK}### Issue #5: B\n**Status:** Open\n`);
    await server.filesChanged([{ uri: plan, type: FileChangeType.Changed }]);
    await wait();
    await becomes(server, counts, [2]);
    wait = news(plan);
    rmSync(path.join(folder.path, 'plan.md'));
    await server.filesChanged([{ uri: plan, type: FileChangeType.Deleted }]);
    await wait();
    await becomes(server, counts, []);
  });

  it('resolves references in the folder of each document', async () => {
    folder.write('one/src/app.js', 'one\n');
    folder.write('two/src/app.js', 'two\n');
    const folders = [path.join(folder.path, 'one'), path.join(folder.path, 'two')];
    await start({ folders });
    for (const name of ['one', 'two']) {
      const uri = fileUri(folder.path, name, 'plan.md');
      await server.open(uri, `${TASK}See \`src/app.js:1\`.\n`);
      const at = { textDocument: { uri }, position: { line: 4, character: 8 } };
      const links = await server.request<LocationLink[]>('textDocument/definition', at);
      assert.deepEqual(
        links.map(({ targetUri }) => targetUri),
        [fileUri(folder.path, name, 'src/app.js')],
      );
      const hover = await server.request<Hover>('textDocument/hover', at);
      assert.match(JSON.stringify(hover.contents), new RegExp(`javascript\\\\n${name}`));
    }
  });

  it('follows folders that are added and removed', async () => {
    folder.write('two/plan.md', TASK);
    await start({ folders: [] });
    assert.deepEqual((await scanned(server)).roadmaps, []);
    const two = { uri: fileUri(folder.path, 'two'), name: 'two' };
    const uris = async () => (await scanned(server)).roadmaps.map(({ uri }) => uri);
    const changed = (event: object) => server.notify('workspace/didChangeWorkspaceFolders', { event });
    await changed({ added: [two], removed: [] });
    await becomes(server, uris, [fileUri(folder.path, 'two', 'plan.md')]);
    await changed({ added: [], removed: [two] });
    await becomes(server, uris, []);
  });

  it('shows findings of closed documents only if asked to', async () => {
    folder.write('src/other.js', '');
    folder.write('plan.md', `${TASK}See \`src/other.js\` and \`src/app.js\`.\n`);
    let diagnostics = 'openFiles';
    await start({ settings: () => ({ diagnostics }) });
    await scanned(server);
    assert.equal(server.latest(plan), undefined);
    diagnostics = 'workspace';
    await server.notify('workspace/didChangeConfiguration', { settings: null });
    const { version } = await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    assert.equal(version, undefined);
    rmSync(path.join(folder.path, 'plan.md'));
    await server.filesChanged([{ uri: plan, type: FileChangeType.Deleted }]);
    await server.diagnostics(plan, (found) => found.length === 0);
  });

  it('takes a document for a roadmap when a person says so', async () => {
    folder.write('notes.md', '# Notes\n- [ ] buy milk\n');
    let roadmaps: object = { 'notes.md': false };
    await start({ settings: () => ({ roadmaps }) });
    await scanned(server);
    const notes = fileUri(folder.path, 'notes.md');
    const isRoadmap = async () =>
      (await server.request<unknown>(RoadmapRequest.method, { uri: notes })) !== null;
    assert.equal(await isRoadmap(), false);
    roadmaps = { 'notes.md': true };
    await server.notify('workspace/didChangeConfiguration', { settings: null });
    await becomes(server, isRoadmap, true);
  });

  it('reads the project file again when it changes', async () => {
    folder.write('src/other.js', '');
    await start();
    await server.open(plan, `${TASK}See \`src/other.js\` and \`src/app.js\`.\n`);
    await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    folder.write('.roadgate.yaml', 'rules:\n  reference/missing: off\n');
    const uri = fileUri(folder.path, '.roadgate.yaml');
    await server.filesChanged([{ uri, type: FileChangeType.Created }]);
    await server.diagnostics(plan, (found) => found.length === 0);
  });

  describe('in Restricted Mode', function () {
    if (process.platform === 'win32') return;

    /** A folder with a program `git` that only writes down that it was called. */
    function fakeGit(): { PATH: string; wasCalled: () => boolean } {
      folder.write('bin/git', `#!/bin/sh\necho "$@" >> "${folder.path}/called"\nexit 1\n`);
      chmodSync(path.join(folder.path, 'bin/git'), 0o755);
      return {
        PATH: path.join(folder.path, 'bin'),
        wasCalled: () => existsSync(path.join(folder.path, 'called')),
      };
    }

    it('starts no process, and git once trust is granted', async () => {
      const { PATH, wasCalled } = fakeGit();
      folder.init('project');
      folder.write('project/plan.md', TASK);
      folder.write('project/src/app.js', 'x\n');
      const folders = [path.join(folder.path, 'project')];
      await start({ folders, env: { PATH }, initializationOptions: { trusted: false } });
      const own = fileUri(folder.path, 'project/plan.md');
      await server.open(own, `${TASK}See \`src/app.js\` and \`src/gone.js\`.\n`);
      const { diagnostics } = await server.diagnostics(own, (found) => found.length > 0);
      assert.equal(diagnostics.length, 1);
      await scanned(server);
      assert.equal(wasCalled(), false);
      await server.notify('roadgate/trustGranted', {});
      await server.open(fileUri(folder.path, 'project/other.md'), TASK);
      await server.until(
        () =>
          server.notifications.find(({ params }) => JSON.stringify(params).includes('git could not list')),
        'the attempt to call git',
      );
      assert.equal(wasCalled(), true);
    });
  });
});
