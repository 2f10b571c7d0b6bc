import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';

/** The roadmap of the example project. */
export const roadmap = 'docs/ROADMAP.md';

/** The address of a file of the workspace. */
function fileUri(relative: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'The editor has no folder open.');
  return vscode.Uri.joinPath(folder.uri, relative);
}

/** Opens a file in an editor and waits until the language server has looked at it. */
export async function open(relative: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(relative));
  await vscode.window.showTextDocument(document);
  await until(`${relative} has an outline`, async () => (await symbols(document)).length > 0);
  return document;
}

/** The document symbols that Roadgate gives, not those of the editor's own Markdown support. */
export async function symbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const all = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return all ?? [];
}

/** Roadgate's findings for a document. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter((finding) => finding.source === 'roadgate');
}

/** A finding as `line code`, with the line as people count. */
export function named(finding: vscode.Diagnostic): string {
  const code = typeof finding.code === 'object' ? finding.code.value : finding.code;
  return `${finding.range.start.line + 1} ${code}`;
}

/** The position of `text` in a document, or of the first character after `|` in it. */
export function find(document: vscode.TextDocument, text: string): vscode.Position {
  const cursor = Math.max(text.indexOf('|'), 0);
  const offset = document.getText().indexOf(text.replace('|', ''));
  assert(offset >= 0, `The document does not hold ${text}.`);
  return document.positionAt(offset + cursor);
}
