import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { DocumentEdit } from '../core/analysis/finding.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { toRange } from './convert.ts';
import type { Snapshot } from './snapshot.ts';

/** The editor's version of a document; null for one that is not open. */
export type VersionOf = (uri: string) => number | null;

/** Edits that the editor applies only to the version they were made for. */
export function toWorkspaceEdit(
  { workspace }: Pick<Snapshot, 'workspace'>,
  edits: readonly DocumentEdit[],
  versionOf: VersionOf,
): WorkspaceEdit {
  const byDocument = new Map<string, DocumentEdit[]>();
  for (const edit of edits) byDocument.set(edit.uri, [...(byDocument.get(edit.uri) ?? []), edit]);
  const documentChanges: TextDocumentEdit[] = [];
  for (const [uri, own] of byDocument) {
    const document = workspace.documents.get(uri);
    if (!document) continue;
    documentChanges.push({
      textDocument: { uri, version: versionOf(uri) },
      edits: toTextEdits(document, own),
    });
  }
  return { documentChanges };
}

export function toTextEdits(document: RoadmapDocument, edits: readonly DocumentEdit[]): TextEdit[] {
  return edits.map(({ span, newText }) => ({ range: toRange(document.source, span), newText }));
}
