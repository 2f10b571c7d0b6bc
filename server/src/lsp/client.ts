import type { CompletionClientCapabilities, InitializeParams } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { CompletionAbilities } from '../features/completion/list.ts';
import type { DiagnosticAbilities } from '../features/diagnostics.ts';
import { InitializationOptions } from '../protocol/session.ts';
import { canonicalUri } from './uris.ts';

/** What the editor at the other end can do and wants. */
export interface Client {
  readonly folders: readonly { readonly uri: string; readonly name?: string }[];
  /** Commands that it has registered for lenses. */
  readonly commands: ReadonlySet<string>;
  readonly trusted: boolean;
  readonly holdWhileTyping: boolean;
  readonly wholeLenses: boolean;
  readonly followsLinks: boolean;
  readonly can: {
    readonly configuration: boolean;
    readonly registerConfiguration: boolean;
    readonly watchFiles: boolean;
    readonly workspaceFolders: boolean;
    readonly refreshLenses: boolean;
    readonly refreshTokens: boolean;
    readonly refreshHints: boolean;
    readonly nestSymbols: boolean;
    readonly linkDefinitions: boolean;
    readonly completion: CompletionAbilities;
    readonly diagnostics: DiagnosticAbilities;
    readonly prepareRename: boolean;
    /** It takes edits together with the versions that they are for. */
    readonly changeDocuments: boolean;
    /** As a part of an edit. */
    readonly createFiles: boolean;
    readonly annotateChanges: boolean;
    /** How many folding ranges it takes; undefined: as many as there are. */
    readonly foldRanges: number | undefined;
  };
}

/** Reads the first message. Options that cannot be understood are told, and their defaults hold. */
export function readClient(params: InitializeParams, warn: (message: string) => void): Client {
  const options = InitializationOptions.safeParse(params.initializationOptions ?? {});
  if (!options.success) warn(`The initializationOptions were not understood: ${options.error.message}`);
  const { commands, ...wishes } = options.success ? options.data : CAUTIOUS;
  const { workspace, textDocument } = params.capabilities;
  return {
    folders: readFolders(params),
    commands: new Set(commands),
    ...wishes,
    can: {
      configuration: workspace?.configuration ?? false,
      registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
      watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
      workspaceFolders: workspace?.workspaceFolders ?? false,
      refreshLenses: workspace?.codeLens?.refreshSupport ?? false,
      refreshTokens: workspace?.semanticTokens?.refreshSupport ?? false,
      refreshHints: workspace?.inlayHint?.refreshSupport ?? false,
      nestSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
      linkDefinitions: textDocument?.definition?.linkSupport ?? false,
      completion: completionAbilities(textDocument?.completion),
      diagnostics: {
        relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? false,
        codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport ?? false,
      },
      prepareRename: textDocument?.rename?.prepareSupport ?? false,
      changeDocuments: workspace?.workspaceEdit?.documentChanges ?? false,
      createFiles:
        workspace?.workspaceEdit?.documentChanges === true &&
        workspace.workspaceEdit.resourceOperations?.includes('create') === true,
      annotateChanges: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
      foldRanges: textDocument?.foldingRange?.rangeLimit,
    },
  };
}

/** Who knows what an editor meant by options that make no sense: nothing is started for it. */
const CAUTIOUS: InitializationOptions = {
  commands: [],
  trusted: false,
  holdWhileTyping: false,
  wholeLenses: false,
  followsLinks: false,
};

function completionAbilities(client: CompletionClientCapabilities | undefined): CompletionAbilities {
  return {
    insertReplace: client?.completionItem?.insertReplaceSupport ?? false,
    labelDetails: client?.completionItem?.labelDetailsSupport ?? false,
    defaultRange: client?.completionList?.itemDefaults?.includes('editRange') ?? false,
  };
}

function readFolders(params: InitializeParams): Client['folders'] {
  const { workspaceFolders } = params;
  if (workspaceFolders) return workspaceFolders.map(({ uri, name }) => ({ uri: canonicalUri(uri), name }));
  const { data } = BeforeWorkspaceFolders.safeParse(params);
  return data ? [{ uri: canonicalUri(data.rootUri) }] : [];
}

const BeforeWorkspaceFolders = z.looseObject({ rootUri: z.string() });
