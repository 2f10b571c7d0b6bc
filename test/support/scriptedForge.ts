import { createServer, type IncomingMessage, type Server } from 'node:http';

/** What the forge does with one request: an answer, or `drop` to cut the connection. */
export type Reply =
  | 'drop'
  /** Answers nothing at all. */
  | 'silence'
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
      /** Sent as it is, in place of `body`. */
      readonly text?: string;
    };

export interface RecordedRequest {
  /** Method and path with its query: `GET /repos/octo/plans`. */
  readonly line: string;
  readonly authorization: string;
  readonly body: unknown;
}

/** An HTTP server that answers as it was told; what it was not told is a 404. */
export class ScriptedForge {
  readonly requests: RecordedRequest[] = [];
  readonly #replies = new Map<string, Reply[]>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#record(request).then(() => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const reply = this.#next(`${request.method ?? ''} ${pathname}`);
        if (reply === 'drop') {
          request.socket.destroy();
          return;
        }
        if (reply === 'silence') return;
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
        response.end(reply.text ?? JSON.stringify(reply.body ?? {}));
      });
    });
  }

  /** The replies to a method and path, in order; the last one is repeated. */
  on(line: string, ...replies: Reply[]): this {
    this.#replies.set(line, replies);
    return this;
  }

  /** Listens and answers with its address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Methods and paths of what was asked, without queries. */
  get lines(): string[] {
    return this.requests.map(({ line }) => line.replace(/\?.*/, ''));
  }

  #next(line: string): Reply {
    const replies = this.#replies.get(line) ?? [];
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    return reply ?? { status: 404, body: { message: 'Not Found' } };
  }

  async #record(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString('utf8');
    this.requests.push({
      line: `${request.method ?? ''} ${request.url ?? ''}`,
      authorization: request.headers.authorization ?? '',
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    });
  }
}
