import { type Diagnostic, type Message, PublishDiagnosticsNotification } from 'vscode-languageserver/node';

/**
 * Messages as JSON. Of the diagnostics of a long document, a keystroke changes few, so the text of each is kept
 * as long as it is the same value: they must not change once they were sent.
 */
export class DiagnosticsEncoder {
  readonly #texts = new WeakMap<Diagnostic, string>();

  encode(message: Message): string {
    const params = 'params' in message ? message.params : undefined;
    if (
      !('method' in message) ||
      message.method !== PublishDiagnosticsNotification.method ||
      !hasDiagnostics(params)
    )
      return JSON.stringify(message);
    const { diagnostics, ...rest } = params;
    const list = diagnostics.map((diagnostic) => this.#textOf(diagnostic)).join(',');
    // What is left is never empty: a list of diagnostics is about a document.
    const others = JSON.stringify(rest).slice(0, -1);
    const whole = JSON.stringify({ ...message, params: null });
    return whole.replace('"params":null', () => `"params":${others},"diagnostics":[${list}]}`);
  }

  #textOf(diagnostic: Diagnostic): string {
    let text = this.#texts.get(diagnostic);
    if (text === undefined) this.#texts.set(diagnostic, (text = JSON.stringify(diagnostic)));
    return text;
  }
}

function hasDiagnostics(params: unknown): params is { uri: string; diagnostics: readonly Diagnostic[] } {
  return typeof params === 'object' && params !== null && 'diagnostics' in params && 'uri' in params;
}
