import {
  type CancellationToken,
  CodeActionRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  CompletionRequest,
  CompletionResolveRequest,
  type Connection,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  type Location,
  type LocationLink,
  ReferencesRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { dayOfTime } from '../core/calendar/days.ts';
import type { Branches } from '../core/ports.ts';
import { provideBoard, provideSetStatus } from '../features/board.ts';
import { provideCodeActions } from '../features/codeAction.ts';
import { provideCodeLenses, resolveCodeLens } from '../features/codeLens.ts';
import { toSpan } from '../features/convert.ts';
import { provideCompletion, resolveCompletion } from '../features/completion/completion.ts';
import { provideDefinition } from '../features/definition.ts';
import { provideDocumentHighlights } from '../features/documentHighlight.ts';
import { type LinkOptions, provideDocumentLinks } from '../features/documentLink.ts';
import { provideDocumentSymbols, provideFlatSymbols } from '../features/documentSymbol.ts';
import { provideAddGate, provideSetChecked, provideTickMet, provideUpdatedLines } from '../features/edits.ts';
import type { Snapshot } from '../features/snapshot.ts';
import { provideFoldingRanges } from '../features/foldingRange.ts';
import { provideExplanation } from '../features/explain.ts';
import { provideHover } from '../features/hover.ts';
import { provideInlayHints } from '../features/inlayHint.ts';
import { providePreview } from '../features/preview.ts';
import { provideIssueSource } from '../features/issueSource.ts';
import { providePullRequestSource } from '../features/pullRequest.ts';
import { provideReferences } from '../features/references.ts';
import { provideSemanticTokens } from '../features/semanticTokens.ts';
import { provideSelectionRanges } from '../features/selectionRange.ts';
import { provideNamedBranch, provideStartSource } from '../features/startWork.ts';
import { provideWorkspaceSymbols } from '../features/workspaceSymbol.ts';
import { BoardRequest, SetStatusRequest } from '../protocol/board.ts';
import { BurndownRequest } from '../protocol/burndown.ts';
import { provideChangedTasks, provideSyncTasks } from '../features/sync.ts';
import {
  AddGateRequest,
  type EditAnswer,
  NameBranchRequest,
  SetCheckedRequest,
  TickMetRequest,
  UpdateLineReferencesRequest,
  UpdateStatusRequest,
} from '../protocol/edits.ts';
import { ExplainLineRequest } from '../protocol/explain.ts';
import { PullRequestsChanged, IssueSourceRequest, PullRequestSourceRequest } from '../protocol/forge.ts';
import { GateResultsChanged } from '../protocol/gates.ts';
import { LensData } from '../protocol/lenses.ts';
import { RoadmapRequest, RoadmapsRequest } from '../protocol/outline.ts';
import { PreviewRequest } from '../protocol/preview.ts';
import { TrustGranted } from '../protocol/session.ts';
import { StartSourceRequest } from '../protocol/startWork.ts';
import { ChangeTasksRequest, SyncTasksRequest } from '../protocol/sync.ts';
import { locate } from '../core/model/workspace.ts';
import type { Burndowns } from './burndowns.ts';
import type { Client } from './client.ts';
import type { Documents } from './documents.ts';
import type { FileFacts } from './facts.ts';
import type { Findings } from './findings.ts';
import type { Folders } from './folders.ts';
import type { GateResults } from './gateResults.ts';
import type { PullRequests } from './pullRequests.ts';
import type { Outlines } from './outlines.ts';
import type { Publisher } from './publisher.ts';
import type { Refresh } from './refresh.ts';
import { registerMovedFiles, registerRename } from './rename.ts';
import type { Requests } from './requests.ts';
import type { SentTokens } from './semanticTokens.ts';
import type { Settings } from './settings.ts';
import { canonicalUri } from './uris.ts';
import type { FileChanges } from './watch.ts';

/** The parts of a running server. */
export interface Services {
  readonly connection: Connection;
  readonly client: Client;
  readonly documents: Documents;
  readonly outlines: Outlines;
  readonly settings: Settings;
  readonly results: GateResults;
  readonly pullRequests: PullRequests;
  readonly facts: FileFacts;
  readonly findings: Findings;
  readonly folders: Folders;
  readonly publisher: Publisher;
  readonly refresh: Refresh;
  readonly sentTokens: SentTokens;
  readonly changes: FileChanges;
  readonly requests: Requests;
  readonly burndowns: Burndowns;
  /** The branches of the repository around a document; none in a folder that is not trusted. */
  readonly branches: (uri: string, signal: AbortSignal) => Promise<Branches>;
  /** The workspace may now be read with the help of git. */
  readonly trust: () => void;
}

/** Which feature answers which request. */
export function registerRequests(services: Services): void {
  registerLanguageRequests(services);
  registerCustomRequests(services);
}

function registerLanguageRequests(services: Services): void {
  const { requests, client, documents, findings, results, settings, facts, branches, sentTokens } = services;
  const { commands, wholeLenses } = client;
  const lensOptions = { commands, wholeLenses, pullRequests: services.pullRequests.of };

  requests.onDocument(DocumentSymbolRequest.type, 'parsed', ({ document }) =>
    client.can.nestSymbols ? provideDocumentSymbols(document) : provideFlatSymbols(document),
  );
  requests.onDocument(HoverRequest.type, 'indexed', (snapshot, { position }) =>
    provideHover(snapshot, position, {
      results: results.of,
      pullRequests: services.pullRequests.of,
      readText: (uri) => facts.readText(uri),
    }),
  );
  requests.onDocument(CompletionRequest.type, 'indexed', async (snapshot, params, token) => {
    const { uri } = snapshot.document;
    const tree = documents.treeOf(uri);
    const { editorCompletesLinks } = await settings.get(uri);
    return provideCompletion(snapshot, params.position, {
      tree,
      typed: params.context?.triggerCharacter,
      can: client.can.completion,
      editorCompletesLinks,
      readText: (file) => facts.readText(file),
      branches: () => branches(uri, signalOf(token)),
    });
  });
  requests.on(CompletionResolveRequest.type, 'parsed', (item) =>
    resolveCompletion(item, documents.workspace, results.of),
  );
  requests.onDocument(DefinitionRequest.type, 'complete', (snapshot, { position }) => {
    const links = provideDefinition(snapshot, position);
    return client.can.linkDefinitions ? links : links.map(toLocation);
  });
  requests.onDocument(ReferencesRequest.type, 'complete', (snapshot, { position, context }) =>
    provideReferences(snapshot, position, context),
  );
  requests.onDocument(DocumentHighlightRequest.type, 'parsed', (snapshot, { position }) =>
    provideDocumentHighlights(snapshot, position),
  );
  requests.onDocument(FoldingRangeRequest.type, 'parsed', ({ document }) =>
    provideFoldingRanges(document, client.can.foldRanges),
  );
  requests.onDocument(SelectionRangeRequest.type, 'parsed', (snapshot, { positions }) =>
    provideSelectionRanges(snapshot, positions),
  );
  requests.on(WorkspaceSymbolRequest.type, 'complete', ({ query }) =>
    provideWorkspaceSymbols(documents.workspace, query),
  );
  registerRename(services);
  registerMovedFiles(services);
  requests.onDocument(DocumentLinkRequest.type, 'indexed', (snapshot) => {
    const exists = existsBeside(services, snapshot);
    return provideDocumentLinks(snapshot, { followsLinks: client.followsLinks, exists });
  });
  requests.onDocument(SemanticTokensRequest.type, 'indexed', (snapshot) => sentTokens.full(snapshot));
  requests.onDocument(SemanticTokensDeltaRequest.type, 'indexed', (snapshot, { previousResultId }) =>
    sentTokens.since(snapshot, previousResultId),
  );
  requests.onDocument(SemanticTokensRangeRequest.type, 'indexed', (snapshot, { range }) => ({
    data: provideSemanticTokens(snapshot, toSpan(snapshot.document.source, range)),
  }));
  requests.onDocument(InlayHintRequest.type, 'indexed', async (snapshot, { range }) => {
    const { inlayHints } = await settings.get();
    return provideInlayHints(snapshot, toSpan(snapshot.document.source, range), inlayHints);
  });
  requests.onDocument(CodeLensRequest.type, 'indexed', async (snapshot) => {
    const { codeLens } = await settings.get();
    return codeLens ? provideCodeLenses(snapshot, results.of, lensOptions) : null;
  });
  requests.on(CodeLensResolveRequest.type, 'indexed', (lens) => {
    const snapshot = documents.snapshot(LensData.parse(lens.data).uri);
    return snapshot ? resolveCodeLens(lens, snapshot, results.of, lensOptions) : lens;
  });
  requests.onDocument(CodeActionRequest.type, 'indexed', async (snapshot, { range, context }) => {
    const versionOf = (uri: string): number | null => documents.opened(uri)?.version ?? null;
    const { uri } = snapshot.document;
    if ((await facts.whyNotEdit(uri)) !== undefined) return null;
    const found = await findings.real(uri);
    const { workspace } = documents;
    const document = workspace.documents.get(uri);
    if (!document) return null;
    return provideCodeActions({ workspace, document, version: versionOf(uri) }, found, range, {
      only: context.only,
      diagnostics: context.diagnostics,
      versionOf,
      tree: documents.treeOf(uri),
      createsFiles: client.can.createFiles,
    });
  });
}

/** Whether there is a file at a path of the document's folder, listed or not. */
function existsBeside({ facts }: Services, { workspace, document }: Snapshot): LinkOptions['exists'] {
  const place = locate(workspace, document.uri);
  const source = place && facts.of(place.folder);
  return (path) => source?.exists(path) ?? Promise.resolve(false);
}

/** Ends what is under way when the editor loses interest. */
function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function toLocation({ targetUri, targetSelectionRange }: LocationLink): Location {
  return { uri: targetUri, range: targetSelectionRange };
}

function registerCustomRequests(services: Services): void {
  const { burndowns, requests, documents, outlines, folders, facts, findings, results } = services;
  const edit = async (
    uri: string,
    answer: (snapshot: Snapshot) => EditAnswer | Promise<EditAnswer>,
  ): Promise<EditAnswer> => {
    const reason = await facts.whyNotEdit(uri);
    if (reason !== undefined) return { kind: 'refused', reason };
    const snapshot = documents.snapshot(uri);
    return snapshot ? answer(snapshot) : UNKNOWN_DOCUMENT;
  };
  requests.onCustom(RoadmapsRequest, 'indexed', () => ({ roadmaps: outlines.all(), ...folders.progress }));
  requests.onCustom(RoadmapRequest, 'indexed', ({ uri }) => outlines.of(uri));
  requests.onCustom(PreviewRequest, 'indexed', async ({ uri }) => {
    const found = await findings.real(canonicalUri(uri));
    const snapshot = documents.snapshot(uri);
    return snapshot ? providePreview(snapshot, found, existsBeside(services, snapshot)) : null;
  });
  requests.onCustom(SetCheckedRequest, 'parsed', ({ uri, key, checked }) =>
    edit(uri, (snapshot) => provideSetChecked(snapshot, key, checked)),
  );
  requests.onCustom(BoardRequest, 'indexed', ({ uri }) => {
    const snapshot = documents.snapshot(uri);
    const today = dayOfTime(Date.now() / 1000);
    return (snapshot && provideBoard(snapshot, results.lastOf, today)) ?? null;
  });
  requests.onCustom(BurndownRequest, 'indexed', ({ uri }, token) => burndowns.of(uri, signalOf(token)));
  requests.onCustom(SetStatusRequest, 'parsed', ({ uri, task, status }) =>
    edit(uri, (snapshot) => provideSetStatus(snapshot, task, status)),
  );
  requests.onCustom(AddGateRequest, 'parsed', ({ uri, task }) =>
    edit(uri, (snapshot) => provideAddGate(snapshot, task)),
  );
  requests.onCustom(UpdateLineReferencesRequest, 'indexed', async ({ uri }): Promise<EditAnswer> => {
    const reason = await facts.whyNotEdit(uri);
    if (reason !== undefined) return { kind: 'refused', reason };
    const found = await findings.withHistory(canonicalUri(uri));
    const snapshot = documents.snapshot(uri);
    return snapshot ? provideUpdatedLines(snapshot, found) : UNKNOWN_DOCUMENT;
  });
  requests.onCustom(UpdateStatusRequest, 'complete', ({ uri }) =>
    edit(uri, async (snapshot) => {
      // What writes Markdown is large, and the server is to start fast.
      const { provideStatusUpdate } = await import('../features/statusFile.ts');
      return provideStatusUpdate(snapshot, results.lastOf);
    }),
  );
  requests.onCustom(SyncTasksRequest, 'parsed', ({ uri }) => provideSyncTasks(documents.snapshot(uri)));
  requests.onCustom(ChangeTasksRequest, 'parsed', async ({ uri, changes }) => {
    let refused: string[] = [];
    const answer = await edit(uri, (snapshot) => {
      const changed = provideChangedTasks(snapshot, changes);
      refused = changed.refused;
      return changed.answer;
    });
    return { answer, refused };
  });
  requests.onCustom(TickMetRequest, 'indexed', async ({ uri, key }) => {
    const known = await findings.factsOf(canonicalUri(uri));
    let reasons: string[] = [];
    const answer = await edit(uri, (snapshot) => {
      const met = provideTickMet(snapshot, key, known);
      reasons = met.reasons;
      return met.answer;
    });
    return { answer, reasons };
  });
  requests.onCustom(IssueSourceRequest, 'complete', ({ uri }) => {
    const snapshot = documents.snapshot(uri);
    return (snapshot && provideIssueSource(snapshot)) ?? null;
  });
  requests.onCustom(PullRequestSourceRequest, 'indexed', ({ uri, task }) => {
    const snapshot = documents.snapshot(uri);
    return (snapshot && providePullRequestSource(snapshot, task)) ?? null;
  });
  requests.onCustom(StartSourceRequest, 'complete', ({ uri, task }) => {
    const snapshot = documents.snapshot(uri);
    return (snapshot && provideStartSource(snapshot, task)) ?? null;
  });
  requests.onCustom(NameBranchRequest, 'parsed', ({ uri, task, branch }) =>
    edit(uri, (snapshot) => provideNamedBranch(snapshot, task, branch)),
  );
  requests.onCustom(ExplainLineRequest, 'indexed', ({ uri, line }) => {
    const snapshot = documents.snapshot(uri);
    return snapshot ? provideExplanation(snapshot, line) : null;
  });
}

const UNKNOWN_DOCUMENT = {
  kind: 'refused',
  reason: 'The document is not known: open it and try again.',
} as const;

/** What is told without an answer. */
export function registerNotices(services: Services): void {
  const { connection, requests, documents, folders, results, settings, publisher, refresh, trust } = services;

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    documents.open(uri, version, text);
    publisher.edited(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    if (documents.edit(uri, version, contentChanges)) publisher.edited(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.close(uri);
    services.sentTokens.closed(uri);
    void folders.reread([canonicalUri(uri)]);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => services.changes.take(changes));
  connection.onDidChangeConfiguration(({ settings: pushed }: { settings: unknown }) => {
    settings.changed(pushed);
    void folders.reloadConfig();
    refresh.lenses();
  });
  requests.onNotice(GateResultsChanged, (params) => {
    results.replace(params.results).forEach((uri) => publisher.recheck(uri));
    refresh.lenses();
  });
  requests.onNotice(PullRequestsChanged, (params) => {
    services.pullRequests.replace(params.pullRequests);
    refresh.lenses();
  });
  requests.onNotice(TrustGranted, trust);
}
