import {
  type Connection,
  createConnection,
  type Message,
  ProposedFeatures,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { DiagnosticsEncoder } from './encoder.ts';

/** A connection over this process' standard input and output; the process ends with its input. */
export function connectStdio(): Connection {
  const encoder = new DiagnosticsEncoder();
  const writer = new StreamMessageWriter(process.stdout, {
    contentTypeEncoder: {
      name: 'application/json',
      encode: (message: Message) => Promise.resolve(encoder.encode(message)),
    },
  });
  // The library takes a stream for the one and a writer for the other; its types know only pairs of a kind.
  const output = writer as unknown as NodeJS.WritableStream;
  return createConnection(ProposedFeatures.all, process.stdin, output);
}
