import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { BurndownRequest } from '../../server/src/protocol/burndown.ts';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

describe('The burn-down over the wire', function () {
  // From source, each thread compiles the parser anew.
  this.timeout(60_000);
  let folder: TestFolder;
  let server: TestServer | undefined;

  beforeEach(() => {
    folder = new TestFolder();
    folder.write('PLAN.md', '# Plan\n\n- [ ] T-1: One\n- [ ] T-2: Two\n');
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    folder.remove();
  });

  async function ask() {
    const started = await TestServer.start({ folders: [folder.path] });
    server = started;
    await scanned(started);
    const uri = fileUri(folder.path, 'PLAN.md');
    return BurndownRequest.result.parse(await started.request(BurndownRequest.method, { uri }));
  }

  it('counts the commits of a roadmap and what is not committed', async () => {
    folder.init();
    folder.commit('first', '', '2026-01-05T12:00:00Z');
    folder.write('PLAN.md', '# Plan\n\n- [x] T-1: One\n- [ ] T-2: Two\n');
    const answer = await ask();
    assert.ok(answer.kind === 'burndown', JSON.stringify(answer));
    assert.deepEqual(
      answer.data.versions.map(({ subject, completed }) => [subject, completed]),
      [
        ['first', []],
        ['Not committed yet', ['T-1']],
      ],
    );
  });

  it('is not read to its end when nobody waits for it', async () => {
    folder.init();
    for (let index = 0; index < 20; index++) {
      folder.write('PLAN.md', `# Plan ${index}\n\n- [ ] T-1: One\n`);
      folder.commit(`c${index}`);
    }
    server = await TestServer.start({ folders: [folder.path] });
    await scanned(server);
    const source = new CancellationTokenSource();
    const uri = fileUri(folder.path, 'PLAN.md');
    const answer = server.connection.sendRequest(BurndownRequest.method, { uri }, source.token);
    source.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    const again = BurndownRequest.result.parse(await server.request(BurndownRequest.method, { uri }));
    assert(again.kind === 'burndown' && again.data.versions.length === 20);
  });

  it('says what to do outside a repository', async () => {
    const answer = await ask();
    assert.ok(answer.kind === 'none');
    assert.match(answer.reason, /in no git repository/);
  });
});
