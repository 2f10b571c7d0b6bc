import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** Starts a server, ends its input once `last` was said, and gives its exit status. */
async function exitStatus(last: 'initialize' | 'shutdown'): Promise<unknown> {
  const server = spawn(
    process.execPath,
    [...process.execArgv, path.resolve('server/src/main.ts'), '--stdio'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = once(server, 'exit');
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  if (last === 'shutdown') await connection.sendRequest('shutdown');
  server.stdin.end();
  const [status] = (await ended) as unknown[];
  return status;
}

describe('A server over standard input and output', function () {
  this.timeout(60_000);

  it('ends well when its input ends after a shutdown', async () => {
    assert.equal(await exitStatus('shutdown'), 0);
  });

  it('says that its editor went without a word', async () => {
    assert.equal(await exitStatus('initialize'), 1);
  });
});
