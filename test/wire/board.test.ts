import assert from 'node:assert/strict';
import { BoardRequest, SetStatusRequest } from '../../server/src/protocol/board.ts';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = '# Plan\n\n### A-1: One\n**Status:** todo\n\n### A-2: Two\n**Depends on:** A-1\n';

describe('The board over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let uri: string;

  beforeEach(async () => {
    folder = new TestFolder();
    folder.write('PLAN.md', PLAN);
    folder.write('notes.md', 'Nothing.\n');
    server = await TestServer.start({ folders: [folder.path] });
    await scanned(server);
    uri = fileUri(folder.path, 'PLAN.md');
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const board = async (of: string) =>
    BoardRequest.result.parse(await server.request(BoardRequest.method, { uri: of }));
  const setStatus = async (task: string, status: string) =>
    SetStatusRequest.result.parse(await server.request(SetStatusRequest.method, { uri, task, status }));

  it('shows a roadmap, and nothing of what is none', async () => {
    const shown = await board(uri);
    assert.deepEqual([shown?.path, shown?.version, shown?.graph.tasks.length], ['PLAN.md', null, 2]);
    assert.equal(await board(fileUri(folder.path, 'notes.md')), null);
    assert.equal(await board(fileUri(folder.path, 'none.md')), null);
  });

  it('changes a status for the newest version of the document', async () => {
    await server.open(uri, PLAN, 7);
    const [task] = (await board(uri))?.graph.tasks ?? [];
    const answer = await setStatus(task?.key ?? '', 'done');
    assert.deepEqual(answer, {
      kind: 'edits',
      version: 7,
      edits: [
        { range: { start: { line: 3, character: 12 }, end: { line: 3, character: 16 } }, newText: 'done' },
      ],
    });
  });

  it('says why a status cannot be changed', async () => {
    const tasks = (await board(uri))?.graph.tasks ?? [];
    assert.deepEqual(await setStatus(tasks[1]?.key ?? '', 'done'), {
      kind: 'refused',
      reason: 'Nothing is claimed here: there is nothing to change.',
    });
    assert.deepEqual(await setStatus('gone', 'done'), {
      kind: 'refused',
      reason: 'There is no such task in this document any more.',
    });
  });
});
