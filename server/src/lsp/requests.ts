import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  type RequestType,
  ResponseError,
} from 'vscode-languageserver/node';
import * as z from 'zod';
import type { Logger } from '../core/ports.ts';
import type { Snapshot } from '../features/snapshot.ts';

/** A custom message of `protocol`. */
export interface Message<P extends z.ZodType> {
  readonly method: string;
  readonly params: P;
}

/**
 * How far the server must have come before it can answer well. `parsed`: the document is; `indexed`: the
 * folders' files and settings are known; `complete`: all documents are read.
 */
export type Readiness = 'parsed' | 'indexed' | 'complete';

export interface RequestServices {
  readonly logger: Logger;
  /** Undefined where nothing has to be waited for. */
  readonly ready: (readiness: Readiness) => Promise<void> | undefined;
  /** The newest state of a document; undefined if it is unknown. */
  readonly snapshot: (uri: string) => Snapshot | undefined;
}

/**
 * The one way into the server. Each request waits until the server is ready enough for it, ends with
 * "cancelled" if the editor lost interest, and fails alone: its error is logged with its method and answered
 * to this request only.
 */
export class Requests {
  readonly #connection: Connection;
  readonly #services: RequestServices;

  constructor(connection: Connection, services: RequestServices) {
    this.#connection = connection;
    this.#services = services;
  }

  /** A request about one document; for an unknown document the answer is null. */
  onDocument<P extends { textDocument: { uri: string } }, R, E>(
    type: RequestType<P, R | null, E>,
    readiness: Readiness,
    answer: (snapshot: Snapshot, params: P, token: CancellationToken) => R | null | Promise<R | null>,
  ): void {
    this.on(type, readiness, (params, token) => {
      const snapshot = this.#services.snapshot(params.textDocument.uri);
      return snapshot ? answer(snapshot, params, token) : null;
    });
  }

  on<P, R, E>(
    type: RequestType<P, R, E>,
    readiness: Readiness,
    answer: (params: P, token: CancellationToken) => R | Promise<R>,
  ): void {
    this.#connection.onRequest(type.method, this.#handler(type.method, readiness, answer));
  }

  /** A custom request; one whose parameters do not fit their schema is told what is wrong. */
  onCustom<P extends z.ZodType, R extends z.ZodType>(
    message: Message<P> & { readonly result: R },
    readiness: Readiness,
    answer: (params: z.output<P>, token: CancellationToken) => z.input<R> | Promise<z.input<R>>,
  ): void {
    const parsed = (params: unknown, token: CancellationToken) => answer(parse(message, params), token);
    this.#connection.onRequest(message.method, this.#handler(message.method, readiness, parsed));
  }

  /** A custom notification; one that does not fit its schema is logged and left out. */
  onNotice<P extends z.ZodType>(message: Message<P>, take: (params: z.output<P>) => void): void {
    this.#connection.onNotification(message.method, (params: unknown) => {
      try {
        take(parse(message, params));
      } catch (error) {
        this.#services.logger.error(`${message.method} failed: ${describe(error)}`);
      }
    });
  }

  #handler<P, R>(
    method: string,
    readiness: Readiness,
    answer: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError> {
    return async (params, token) => {
      try {
        await unlessCancelled(this.#services.ready(readiness), token);
        if (token.isCancellationRequested) return cancelled();
        const result = await answer(params, token);
        return token.isCancellationRequested ? cancelled() : result;
      } catch (error) {
        if (error instanceof ResponseError) return error;
        this.#services.logger.error(`${method} failed: ${describe(error)}`);
        const reason = error instanceof Error ? error.message : String(error);
        return new ResponseError(ErrorCodes.InternalError, `${method} failed: ${reason}`);
      }
    };
  }
}

function parse<P extends z.ZodType>({ method, params: schema }: Message<P>, params: unknown): z.output<P> {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  const reason = z.prettifyError(result.error).replace(/\s*\n\s*/g, ' ');
  throw new ResponseError(ErrorCodes.InvalidParams, `${method} was called with wrong parameters: ${reason}`);
}

async function unlessCancelled(ready: Promise<void> | undefined, token: CancellationToken): Promise<void> {
  if (!ready) return;
  let stop: (() => void) | undefined;
  const lost = new Promise<void>((resolve) => {
    const subscription = token.onCancellationRequested(() => resolve());
    stop = () => subscription.dispose();
  });
  await Promise.race([ready, lost]);
  stop?.();
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
