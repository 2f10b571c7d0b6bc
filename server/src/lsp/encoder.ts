import { type Diagnostic, type Message, PublishDiagnosticsNotification } from 'vscode-languageserver/node';

/**
 * Messages as JSON in UTF-8. Of the diagnostics of a long document, a keystroke changes few, so the bytes of each
 * are kept as long as it is the same value: neither lists nor diagnostics must change once they were sent.
 */
export class DiagnosticsEncoder {
  readonly #diagnostics = new WeakMap<Diagnostic, Buffer>();
  readonly #lists = new WeakMap<readonly Diagnostic[], Buffer>();

  encode(message: Message): Buffer {
    const params = 'params' in message ? message.params : undefined;
    if (
      !('method' in message) ||
      message.method !== PublishDiagnosticsNotification.method ||
      !hasDiagnostics(params)
    )
      return Buffer.from(JSON.stringify(message));
    const { diagnostics, ...rest } = params;
    // What is left is never empty: a list of diagnostics is about a document.
    const others = JSON.stringify(rest).slice(0, -1);
    const around = JSON.stringify({ ...message, params: 0 });
    const at = around.lastIndexOf('"params":0') + '"params":'.length;
    return Buffer.concat([
      Buffer.from(`${around.slice(0, at)}${others},"diagnostics":[`),
      this.#bytesOf(diagnostics),
      Buffer.from(`]}${around.slice(at + 1)}`),
    ]);
  }

  #bytesOf(list: readonly Diagnostic[]): Buffer {
    let bytes = this.#lists.get(list);
    if (bytes === undefined) {
      const parts = list.flatMap((diagnostic, index) =>
        index === 0 ? [this.#bytesOfOne(diagnostic)] : [COMMA, this.#bytesOfOne(diagnostic)],
      );
      this.#lists.set(list, (bytes = Buffer.concat(parts)));
    }
    return bytes;
  }

  #bytesOfOne(diagnostic: Diagnostic): Buffer {
    let bytes = this.#diagnostics.get(diagnostic);
    if (bytes === undefined)
      this.#diagnostics.set(diagnostic, (bytes = Buffer.from(JSON.stringify(diagnostic))));
    return bytes;
  }
}

const COMMA = Buffer.from(',');

function hasDiagnostics(params: unknown): params is { uri: string; diagnostics: readonly Diagnostic[] } {
  return typeof params === 'object' && params !== null && 'diagnostics' in params && 'uri' in params;
}
