import type { Writable } from 'node:stream';
import {
  AbstractMessageWriter,
  type Connection,
  createConnection,
  type Message,
  type MessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { DiagnosticsEncoder } from './encoder.ts';

/** A connection over this process' standard input and output; the process ends with its input. */
export function connectStdio(): Connection {
  // The library takes a stream for the one and a writer for the other; its types know only pairs of a kind.
  const output = new WholeMessageWriter(process.stdout) as unknown as NodeJS.WritableStream;
  return createConnection(ProposedFeatures.all, process.stdin, output);
}

/** Hands header and content over to the system together, so that who reads is woken once. */
class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #encoder = new DiagnosticsEncoder();
  readonly #stream: Writable;
  #errors = 0;

  constructor(stream: Writable) {
    super();
    this.#stream = stream;
    stream.on('error', (error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  /** In the order of the calls; resolves when the system has taken the message. */
  async write(message: Message): Promise<void> {
    try {
      await this.#send(this.#encoder.encode(message));
    } catch (error) {
      this.fireError(error, message, ++this.#errors);
      throw error;
    }
  }

  end(): void {
    this.#stream.end();
  }

  #send(content: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.cork();
      this.#stream.write(`Content-Length: ${content.byteLength}\r\n\r\n`, 'ascii');
      this.#stream.write(content, (error) => (error ? reject(error) : resolve()));
      this.#stream.uncork();
    });
  }
}
