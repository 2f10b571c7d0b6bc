// The least that a language server in Node can do: it keeps the text and publishes nothing found, at once.
import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node';

const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const lines = new Map();

connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
  lines.set(uri, text.split('\n'));
  void connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
  const known = lines.get(uri) ?? [];
  for (const { range, text } of contentChanges) change(known, range, text);
  void connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
connection.onDidCloseTextDocument(({ textDocument: { uri } }) => lines.delete(uri));
connection.listen();

function change(known, { start, end }, text) {
  const before = known[start.line].slice(0, start.character);
  const behind = known[end.line].slice(end.character);
  known.splice(start.line, end.line - start.line + 1, ...(before + text + behind).split('\n'));
}
