import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Diagnostic } from 'vscode-languageserver/node';
import { DiagnosticsEncoder } from '../../server/src/lsp/encoder.ts';

const at = { line: 0, character: 0 };

function diagnostic(message: string): Diagnostic {
  return { range: { start: at, end: at }, message };
}

describe('The encoder', () => {
  it('writes every message as JSON does', () => {
    const encoder = new DiagnosticsEncoder();
    const one = diagnostic('"params":null and $& “quoted”');
    const messages = [
      {
        jsonrpc: '2.0',
        method: 'textDocument/publishDiagnostics',
        params: { uri: 'file:///$1.md', diagnostics: [] },
      },
      {
        jsonrpc: '2.0',
        method: 'textDocument/publishDiagnostics',
        params: { uri: 'file:///a.md', version: 3, diagnostics: [one, diagnostic('b')] },
      },
      {
        jsonrpc: '2.0',
        method: 'textDocument/publishDiagnostics',
        params: { uri: 'file:///a.md', version: 4, diagnostics: [diagnostic('c'), one] },
      },
      { jsonrpc: '2.0', id: 3, result: null },
      { jsonrpc: '2.0', method: 'window/logMessage', params: { type: 3, message: 'diagnostics' } },
    ];
    for (const message of messages)
      assert.deepEqual(JSON.parse(encoder.encode(message).toString('utf8')), message);
  });

  it('writes lists of which some is as before', () => {
    const encoder = new DiagnosticsEncoder();
    const known = ['a', '“b”', 'c', 'd'].map(diagnostic);
    const lists = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 3 }).map((index) => known[index] ?? diagnostic('none')),
        fc.constantFrom('x', 'longer ü').map(diagnostic),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(lists, (diagnostics) => {
        const params = { uri: 'file:///a.md', diagnostics };
        const message = { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params };
        assert.deepEqual(JSON.parse(encoder.encode(message).toString('utf8')), message);
      }),
    );
  });
});
