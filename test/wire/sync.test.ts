import assert from 'node:assert/strict';
import { ChangeTasksRequest, SyncTasksRequest } from '../../server/src/protocol/sync.ts';
import { fileUri, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = '# Plan\n## Phase 1\n### Task T1: Sort\n**Status:** Open\n**Issue:** #4\n- [ ] Stable\n';

describe('States of tasks over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;

  beforeEach(async () => {
    folder = new TestFolder();
    server = await TestServer.start({ folders: [folder.path] });
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  it('are told with the text of the task, and changed for the version that is open', async () => {
    const uri = fileUri(folder.path, 'plan.md');
    await server.open(uri, PLAN);
    const answer = SyncTasksRequest.result.parse(await server.request(SyncTasksRequest.method, { uri }));
    const [task] = answer ?? [];
    assert.ok(task);
    const { key, ...rest } = task;
    assert.deepEqual(rest, {
      ...{ id: 'T1', title: 'Sort', line: 3, status: 'todo', branch: null, unmet: 1 },
      issueKey: 't1',
      text: PLAN.slice(PLAN.indexOf('###')).trimEnd(),
    });
    const changes = [
      { task: key, status: ['done'], tick: true },
      { task: 'gone', status: ['done'], tick: true },
    ];
    const changed = ChangeTasksRequest.result.parse(
      await server.request(ChangeTasksRequest.method, { uri, changes }),
    );
    assert.deepEqual(changed.refused, ['gone: There is no such task in this document any more.']);
    assert.equal(changed.answer.kind, 'edits');
    if (changed.answer.kind !== 'edits') return;
    assert.deepEqual(
      changed.answer.edits.map(({ range, newText }) => `${range.start.line} ${newText}`),
      ['3 Done', '5 x'],
    );
    assert.equal(changed.answer.version, 1);
  });

  it('are those of no task in a document that is no roadmap', async () => {
    const uri = fileUri(folder.path, 'notes.md');
    await server.open(uri, '# Notes\n\nNothing.\n');
    assert.equal(await server.request(SyncTasksRequest.method, { uri }), null);
  });
});
