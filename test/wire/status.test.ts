import assert from 'node:assert/strict';
import { UpdateStatusRequest } from '../../server/src/protocol/edits.ts';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

describe('A status file over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;

  beforeEach(() => (folder = new TestFolder()));
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  it('gets edits for its newest version, from all roadmaps of the folder', async () => {
    folder.write('ROADMAP.md', '# Roadmap\n- [x] T1 a\n- [ ] T2 b\n');
    folder.write('docs/plan.md', '# Plan\n- [ ] T3 c\n');
    server = await TestServer.start({ folders: [folder.path] });
    await scanned(server);
    const uri = fileUri(folder.path, 'STATUS.md');
    await server.open(uri, '# Status\n', 3);
    const answer = UpdateStatusRequest.result.parse(
      await server.request(UpdateStatusRequest.method, { uri }),
    );
    assert(answer.kind === 'edits');
    assert.equal(answer.version, 3);
    const [edit] = answer.edits;
    assert.deepEqual(edit?.range, { start: { line: 0, character: 8 }, end: { line: 1, character: 0 } });
    assert.match(edit.newText, /\*\*Everything\*\*: 1 of 3 tasks done \(33 %\)\./);
    assert.match(edit.newText, /\(ROADMAP\.md\)[^]*\(docs\/plan\.md\)/);
  });
});
