import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { FIX_ALL, UPDATE_LINES } from '../features/codeAction.ts';
import { SEMANTIC_LEGEND } from '../features/semanticTokens.ts';
import { COMPLETION_TRIGGERS } from '../features/completion/trigger.ts';
import type { Client } from './client.ts';

/** What this server can do for an editor. */
export function capabilitiesFor({ can }: Client): ServerCapabilities {
  return { ...CAPABILITIES, renameProvider: can.prepareRename ? { prepareProvider: true } : true };
}

/** No `executeCommandProvider`: an editor's client would register the same ids. */
const CAPABILITIES: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
  documentSymbolProvider: { label: 'Roadgate' },
  hoverProvider: true,
  completionProvider: {
    triggerCharacters: [...COMPLETION_TRIGGERS],
    resolveProvider: true,
    completionItem: { labelDetailsSupport: true },
  },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: true },
  semanticTokensProvider: { legend: SEMANTIC_LEGEND, range: true, full: { delta: true } },
  inlayHintProvider: true,
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, UPDATE_LINES],
    resolveProvider: false,
  },
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } },
  },
};
