import { dirname } from 'node:path';
import type { Connection, InitializeResult } from 'vscode-languageserver/node';
import type { Branches, Logger } from '../core/ports.ts';
import { readBranches } from '../host/branches.ts';
import { documentCache } from '../host/documentCache.ts';
import { NodeFileSystem } from '../host/files.ts';
import { releaseMemory } from '../host/memory.ts';
import { Reader } from '../host/reader.ts';
import { GitHistory } from '../host/gitHistory.ts';
import { capabilitiesFor } from './capabilities.ts';
import { Burndowns } from './burndowns.ts';
import { type Client, readClient } from './client.ts';
import { DocumentBranches } from './branchStates.ts';
import { Documents } from './documents.ts';
import { FileFacts } from './facts.ts';
import { Baselines } from './baselines.ts';
import { Findings } from './findings.ts';
import { Folders } from './folders.ts';
import { GateResults } from './gateResults.ts';
import { PullRequests } from './pullRequests.ts';
import { Histories } from './histories.ts';
import { Preparation } from './preparation.ts';
import { Relief } from './relief.ts';
import { Outlines } from './outlines.ts';
import { Publisher } from './publisher.ts';
import { Refresh } from './refresh.ts';
import { registerNotices, registerRequests, type Services } from './registrations.ts';
import { Requests } from './requests.ts';
import { SentTokens } from './semanticTokens.ts';
import { Settings } from './settings.ts';
import { toPath } from './uris.ts';
import { FileChanges, registerWatchers } from './watch.ts';

/** Who comes back to a document after half a minute does not wait: up to 400 MB it takes some tenths of a second. */
const RELIEF = { rest: 30_000, worth: 64_000_000, most: 400_000_000 };

/** Speaks LSP over a connection until the editor ends it. */
export function startServer(connection: Connection): void {
  const logger = toLogger(connection);
  connection.onInitialize((params): InitializeResult => {
    const client = readClient(params, (message) => logger.warn(message));
    const services = createServices(connection, client, logger);
    registerRequests(services);
    registerNotices(services);
    connection.onInitialized(() => void begin(services));
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'Roadgate' } };
  });
  connection.listen();
}

/** Builds all parts, each from those above it. */
function createServices(connection: Connection, client: Client, logger: Logger): Services {
  let isTrusted = client.trusted;
  let disk = new NodeFileSystem({ processes: isTrusted, logger });
  const files = (): NodeFileSystem => disk;
  const cache = documentCache();
  const documents: Documents = new Documents(
    logger,
    (uri) => {
      outlines.changed(uri);
      branchStates.documentChanged();
    },
    (uri) => branchStates.of(uri),
    cache,
  );
  const outlines = new Outlines(connection, documents);
  const settings = new Settings(connection, client);
  const results = new GateResults();
  const pullRequests = new PullRequests();
  const refresh = new Refresh(connection, client);
  const facts = new FileFacts(documents, files, client.can.watchFiles);
  const git = new GitHistory();
  const histories: Histories = new Histories({
    documents,
    facts,
    logger,
    portFor: (folder) => (isTrusted ? git.portFor(folder) : undefined),
    onNews: (uri) => publisher.recheck(uri),
  });
  const branchStates: DocumentBranches = new DocumentBranches({
    documents,
    logger,
    isTrusted: () => isTrusted,
    onNews: (uris) => {
      for (const uri of uris) {
        outlines.changed(uri);
        publisher.recheck(uri);
      }
      refresh.lenses();
    },
  });
  const findings = new Findings(documents, facts, histories, results, branchStates);
  const baselines = new Baselines();
  const folders: Folders = new Folders({
    documents,
    settings,
    baselines,
    logger,
    files,
    reader: new Reader(),
    cache,
    checked: () => Promise.allSettled(documents.openUris.map((uri) => findings.of(uri))),
    onChanged: () => {
      publisher.checkAll();
      outlines.allChanged();
      refresh.tokens();
      refresh.hints();
    },
    onComplete: () => {
      outlines.finished();
      relief.worked();
    },
    onConfigProblems: (uri, problems) => publisher.showConfigProblems(uri, problems),
  });
  connection.onShutdown(() => {
    git.dispose();
    branchStates.dispose();
    relief.dispose();
    folders.keepOpen();
  });
  const relief = new Relief(documents, { ...RELIEF, release: releaseMemory });
  const preparation = new Preparation(documents, (uri) => findings.of(uri));
  const publisher: Publisher = new Publisher({
    connection,
    documents,
    findings,
    settings,
    baselines,
    logger,
    ready: folders.indexed.promise,
    holdWhileTyping: client.holdWhileTyping,
    diagnosticAbilities: client.can.diagnostics,
    onShown: (uri) => {
      preparation.shown(uri);
      relief.worked();
    },
  });
  const changes = new FileChanges({ documents, folders, facts, findings, publisher, branchStates });
  const requests = new Requests(connection, {
    logger,
    snapshot: (uri) => documents.snapshot(uri),
    ready: (readiness) => (readiness === 'parsed' ? undefined : folders[readiness].promise),
  });
  const branches = async (uri: string, signal: AbortSignal): Promise<Branches> => {
    const path = toPath(uri);
    return isTrusted && path !== undefined ? readBranches(dirname(path), signal) : { local: [], remote: [] };
  };
  const trust = (): void => {
    isTrusted = true;
    disk = new NodeFileSystem({ processes: true, logger });
    facts.forget();
    findings.forget();
    branchStates.changed();
    void folders.rescan();
  };
  return {
    connection,
    client,
    documents,
    outlines,
    settings,
    results,
    pullRequests,
    facts,
    findings,
    folders,
    publisher,
    refresh,
    sentTokens: new SentTokens(),
    changes,
    requests,
    branches,
    burndowns: new Burndowns(documents, () => isTrusted),
    trust,
  };
}

async function begin({ connection, client, folders }: Services): Promise<void> {
  if (client.can.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      void folders.change(
        added,
        removed.map(({ uri }) => uri),
      );
    });
  }
  await Promise.all([registerWatchers(connection, client), folders.change(client.folders, [])]);
}

function toLogger({ console }: Connection): Logger {
  return {
    info: (message) => console.info(message),
    warn: (message) => console.warn(message),
    error: (message) => console.error(message),
  };
}
