import {
  type Connection,
  createConnection,
  type Message,
  ProposedFeatures,
  StreamMessageReader,
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
  // An editor that goes well says so beforehand.
  const end = (): void => process.exit(1);
  process.stdin.on('end', end).on('close', end);
  return createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), writer);
}
