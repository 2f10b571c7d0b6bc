import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.ts';
import { connectStdio } from './lsp/stdio.ts';

// How to talk is taken from the arguments: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
const connection = process.argv.includes('--stdio') ? connectStdio() : createConnection(ProposedFeatures.all);

// A bug in one answer must not end the server under all others.
process.on('unhandledRejection', (reason) => {
  connection.console.error(`Unhandled: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}`);
});

startServer(connection);
