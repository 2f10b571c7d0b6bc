import {
  CodeLensRefreshRequest,
  type Connection,
  InlayHintRefreshRequest,
  SemanticTokensRefreshRequest,
} from 'vscode-languageserver/node';
import type { Client } from './client.ts';

/**
 * Asks the editor to ask again, where what it shows changed without an edit of the document: settings, the
 * files of the folder, results of gates. An editor that fails to do so shows the old for a while longer.
 */
export class Refresh {
  readonly #connection: Connection;
  readonly #can: Client['can'];

  constructor(connection: Connection, { can }: Client) {
    this.#connection = connection;
    this.#can = can;
  }

  lenses(): void {
    if (this.#can.refreshLenses) this.#ask(CodeLensRefreshRequest.method);
  }

  tokens(): void {
    if (this.#can.refreshTokens) this.#ask(SemanticTokensRefreshRequest.method);
  }

  hints(): void {
    if (this.#can.refreshHints) this.#ask(InlayHintRefreshRequest.method);
  }

  #ask(method: string): void {
    this.#connection.sendRequest(method).catch(() => undefined);
  }
}
