import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  InitializeRequest,
  type InitializeResult,
  ExitNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from 'vscode-languageserver/node';
import { runRoadgate } from '../support/commandLine.ts';

describe('roadgate lsp', () => {
  it('speaks LSP over standard input and output, and ends when told', async () => {
    const server = spawn(process.execPath, ['--import', 'tsx', 'server/src/cli.ts', 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
    const parameters = { processId: process.pid, workspaceFolders: null, capabilities: {} };
    const answer = await connection.sendRequest<InitializeResult>(InitializeRequest.method, parameters);
    assert.equal(answer.serverInfo?.name, 'Roadgate');
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await once(server, 'exit'), [0, null]);
    connection.dispose();
  });

  it('asks how to speak', async () => {
    assert.deepEqual(await runRoadgate('.', ['lsp']), {
      status: 2,
      stdout: '',
      stderr: ['Say how to speak: `roadgate lsp --stdio`.'],
    });
  });
});
