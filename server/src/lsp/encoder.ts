import { type Diagnostic, type Message, PublishDiagnosticsNotification } from 'vscode-languageserver/node';
import { changedRange } from '../core/remember.ts';

/** A list of diagnostics as it was written last. */
interface Written {
  readonly diagnostics: readonly Diagnostic[];
  /** Each of them with a comma behind it. */
  readonly bytes: Buffer;
  /** Where each ends, behind its comma. */
  readonly ends: readonly number[];
}

/**
 * Messages as JSON in UTF-8. Of the diagnostics of a long document, a keystroke changes few, so the bytes of the
 * others are copied: neither lists nor diagnostics must change once they were sent.
 */
export class DiagnosticsEncoder {
  #last: Written = { diagnostics: [], bytes: Buffer.alloc(0), ends: [] };

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
    const { bytes } = (this.#last = writeAgain(this.#last, diagnostics));
    return Buffer.concat([
      Buffer.from(`${around.slice(0, at)}${others},"diagnostics":[`),
      bytes.subarray(0, Math.max(0, bytes.length - 1)),
      Buffer.from(`]}${around.slice(at + 1)}`),
    ]);
  }
}

function writeAgain(last: Written, diagnostics: readonly Diagnostic[]): Written {
  if (last.diagnostics === diagnostics) return last;
  const { from, oldTo, newTo } = changedRange(last.diagnostics, diagnostics);
  const endOf = (count: number): number => last.ends[count - 1] ?? 0;
  // One that changed at each end makes a long stretch of those between, most of which are what they were.
  const between = new Map(
    last.diagnostics.slice(from, oldTo).map((diagnostic, index) => [diagnostic, from + index]),
  );
  const changed = diagnostics.slice(from, newTo).map((diagnostic) => {
    const before = between.get(diagnostic);
    return before === undefined
      ? Buffer.from(`${JSON.stringify(diagnostic)},`)
      : last.bytes.subarray(endOf(before), endOf(before + 1));
  });
  const ends = last.ends.slice(0, from);
  let at = endOf(from);
  for (const { length } of changed) ends.push((at += length));
  const moved = at - endOf(oldTo);
  for (let index = oldTo; index < last.ends.length; index++) ends.push(endOf(index + 1) + moved);
  const bytes = Buffer.concat([
    last.bytes.subarray(0, endOf(from)),
    ...changed,
    last.bytes.subarray(endOf(oldTo)),
  ]);
  return { diagnostics, bytes, ends };
}

function hasDiagnostics(params: unknown): params is { uri: string; diagnostics: readonly Diagnostic[] } {
  return typeof params === 'object' && params !== null && 'diagnostics' in params && 'uri' in params;
}
