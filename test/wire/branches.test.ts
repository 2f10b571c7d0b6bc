import assert from 'node:assert/strict';
import type { CodeLens, Hover } from 'vscode-languageserver/node';
import { RoadmapRequest, type TaskOutline } from '../../server/src/protocol/outline.ts';
import { TrustGranted } from '../../server/src/protocol/session.ts';
import { StartSourceRequest } from '../../server/src/protocol/startWork.ts';
import { fileUri, type ServerOptions, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan

### Issue #4: Round prices

**Status:** In progress
**Branch:** \`fix/round\`

### Issue #5: Send a mail

**Depends on:** #4
`;

describe('Branches over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(() => {
    folder = new TestFolder();
    plan = fileUri(folder.path, 'plan.md');
    folder.init();
    folder.write('plan.md', PLAN);
    folder.commit('first');
    folder.git(['switch', '--quiet', '--create', 'fix/round']);
    folder.commit('Round');
    folder.git(['switch', '--quiet', 'main']);
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function start(options: object = {}): Promise<void> {
    const initializationOptions: ServerOptions['initializationOptions'] = {
      commands: ['roadgate.startWork'],
      wholeLenses: true,
      ...options,
    };
    server = await TestServer.start({ folders: [folder.path], initializationOptions });
    await server.open(plan, PLAN);
    await server.diagnostics(plan);
  }

  async function outline(): Promise<readonly TaskOutline[]> {
    const answer = RoadmapRequest.result.parse(await server.request(RoadmapRequest.method, { uri: plan }));
    return answer?.tasks ?? [];
  }

  async function lenses(): Promise<readonly string[]> {
    const found = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: plan } });
    return found.map(({ command }) => command?.title ?? '');
  }

  /** The server asks for new lenses when it knows more than those that are shown tell. */
  const refreshes = (): number =>
    server.requests.filter((name) => name === 'workspace/codeLens/refresh').length;

  async function afterNews(act: () => unknown): Promise<void> {
    const before = refreshes();
    act();
    await server.until(() => (refreshes() > before ? true : undefined), 'news of branches');
  }

  it('are told in lenses, outline and hover, and again when they change', async () => {
    await start();
    await server.until(() => (refreshes() > 0 ? true : undefined), 'the first news');
    assert.deepEqual(await lenses(), ['⎇ ↑1']);
    assert.equal((await outline())[0]?.branchState?.sentence, 'is there, 1 commit ahead of main.');
    const hover = await server.request<Hover>('textDocument/hover', {
      textDocument: { uri: plan },
      position: { line: 9, character: 17 },
    });
    assert.match(JSON.stringify(hover.contents), /`fix\/round` is there, 1 commit ahead of main\./);
    await afterNews(() => folder.git(['switch', '--quiet', 'fix/round']));
    assert.deepEqual(await lenses(), ['⎇ checked out, ↑1']);
    await afterNews(() => folder.git(['branch', 'task/5-send-a-mail', 'main']));
    assert.deepEqual(await lenses(), ['⎇ checked out, ↑1', '⎇ no commits yet']);
  });

  it('make a finding of a task that is open after the merge', async () => {
    await start();
    folder.git(['merge', '--quiet', '--ff-only', 'fix/round']);
    const { diagnostics } = await server.diagnostics(plan, (codes) =>
      codes.includes('branch/merged-but-open'),
    );
    const found = diagnostics.find(({ code }) => code === 'branch/merged-but-open');
    assert.equal(found?.message, '"fix/round" is merged into main, but #4 is in progress.');
  });

  it('are read for a branch that is named only now', async () => {
    await start();
    await server.until(() => (refreshes() > 0 ? true : undefined), 'the first news');
    folder.git(['branch', 'mail']);
    await afterNews(
      () => void server.change(plan, 2, [{ text: PLAN.replace('on:** #4', 'on:** #4\n**Branch:** `mail`') }]),
    );
    assert.deepEqual(await lenses(), ['⎇ ↑1', '⎇ no commits yet']);
  });

  it('are not asked for without trust', async () => {
    await start({ trusted: false });
    assert.deepEqual(await lenses(), ['Start work']);
    assert.equal((await outline())[0]?.branchState, undefined);
    await afterNews(() => void server.notify(TrustGranted.method, {}));
    assert.deepEqual(await lenses(), ['⎇ ↑1']);
  });

  it('answer what starting work is made of', async () => {
    await start();
    const [, mail] = await outline();
    const params = { uri: plan, task: mail?.key };
    const source = StartSourceRequest.result.parse(await server.request(StartSourceRequest.method, params));
    assert.deepEqual(source?.dependencies, [
      { id: '#4', title: 'Round prices', branch: 'fix/round', isDone: false },
    ]);
  });
});
