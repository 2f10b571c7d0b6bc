import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { READER_FLAG } from './host/readerMessages.ts';
import { serveReader } from './host/readerProcess.ts';
import { startServer } from './lsp/server.ts';
import { connectStdio } from './lsp/stdio.ts';

if (process.argv.includes(READER_FLAG)) serveReader();
else serveEditor();

function serveEditor(): void {
  // How to talk is taken from the arguments: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
  const isStdio = process.argv.includes('--stdio');
  const connection = isStdio ? connectStdio() : createConnection(ProposedFeatures.all);

  // A bug in one answer must not end the server under all others.
  process.on('unhandledRejection', (reason) => {
    connection.console.error(`Unhandled: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}`);
  });

  startServer(connection);
}
