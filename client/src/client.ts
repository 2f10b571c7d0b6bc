import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import type {
  CompletionMiddleware,
  LanguageClient,
  LanguageClientOptions,
  Middleware,
  ServerOptions,
} from 'vscode-languageclient/node';
import type * as z from 'zod';
import { type KnownPullRequest, PullRequestsChanged } from '../../server/src/protocol/forge.ts';
import { type GateResult, GateResultsChanged } from '../../server/src/protocol/gates.ts';
import { LensCommands } from '../../server/src/protocol/lenses.ts';
import { RoadmapsChanged } from '../../server/src/protocol/outline.ts';
import { TrustGranted } from '../../server/src/protocol/session.ts';
import type * as Library from './languageClient.ts';
import { createMessageLog, type MessageLog } from './messageLog.ts';
import { sayWhyNot } from './renameRefusal.ts';
import { mayBeRoadmap } from './roadmapGuess.ts';

/** A message of `protocol` that has an answer. */
interface RequestType<P extends z.ZodType, R extends z.ZodType> {
  readonly method: string;
  readonly params: P;
  readonly result: R;
}

/** Of the document that explains how a line was read: Markdown, and no business of the server. */
export const EXPLANATION_SCHEME = 'roadgate-explanation';

/** Of the document that shows how a status file will look; no business of the server either. */
export const STATUS_PREVIEW_SCHEME = 'roadgate-status';

/** Of the text of a pull request that somebody writes; its task lists are no roadmap. */
export const PULL_REQUEST_SCHEME = 'roadgate-pull-request';

export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

/**
 * The language client: starts the server with the first document that may be a roadmap or the first
 * question of a view, and checks each custom answer against its schema.
 */
export class RoadgateClient implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #messages: MessageLog;
  readonly #roadmapsChanged = new vscode.EventEmitter<readonly string[]>();
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  readonly #subscriptions: vscode.Disposable[] = [];
  #client: LanguageClient | undefined;
  #starting: Promise<LanguageClient> | undefined;
  #state: ServerState = 'stopped';
  #gateResults: readonly GateResult[] = [];
  #pullRequests: readonly KnownPullRequest[] = [];

  /** URIs of the documents whose outline changed, came or went. */
  readonly onRoadmapsChanged = this.#roadmapsChanged.event;
  readonly onStateChanged = this.#stateChanged.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#extensionUri = context.extensionUri;
    this.#log = log;
    this.#messages = createMessageLog(log);
    this.#subscriptions.push(
      this.#messages.subscription,
      vscode.workspace.onDidOpenTextDocument((document) => this.#startFor(document)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        void this.#client?.sendNotification(TrustGranted.method, {});
      }),
    );
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Looks at the documents that are open already; called once, after activation. */
  startForOpenDocuments(): void {
    for (const document of vscode.workspace.textDocuments) this.#startFor(document);
  }

  /** Starts the server if it is not running. Rejects with the reason if it cannot be started. */
  async start(): Promise<LanguageClient> {
    this.#starting ??= this.#launch().catch((error: unknown) => {
      this.#starting = undefined;
      this.#setState('failed');
      this.#log.error(`The language server did not start: ${String(error)}`);
      throw error;
    });
    return this.#starting;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#starting = undefined;
    this.#setState('stopped');
    // A server that died has nothing left to stop.
    if (client?.isRunning() === true) await client.stop();
  }

  /** Sends a custom request and checks its answer. Starts the server if need be. */
  async request<P extends z.ZodType, R extends z.ZodType>(
    type: RequestType<P, R>,
    params: z.input<P>,
    token?: vscode.CancellationToken,
  ): Promise<z.output<R>> {
    const client = await this.start();
    // Also an undefined token would be sent, as a second parameter.
    const answer: unknown = await (token === undefined
      ? client.sendRequest(type.method, params)
      : client.sendRequest(type.method, params, token));
    return type.result.parse(answer);
  }

  /** Tells the server where pull requests stand; told again to a restarted server. */
  sendPullRequests(pullRequests: readonly KnownPullRequest[]): void {
    this.#pullRequests = pullRequests;
    if (this.#state === 'running')
      void this.#client?.sendNotification(PullRequestsChanged.method, { pullRequests });
  }

  /** Tells the server what lenses and hovers show of gate runs; told again to a restarted server. */
  sendGateResults(results: readonly GateResult[]): void {
    this.#gateResults = results;
    if (this.#state === 'running')
      void this.#client?.sendNotification(GateResultsChanged.method, { results });
  }

  async dispose(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#roadmapsChanged.dispose();
    await this.stop();
    this.#stateChanged.dispose();
  }

  #startFor(document: vscode.TextDocument): void {
    if (
      this.#starting ||
      isOurs(document) ||
      document.languageId !== 'markdown' ||
      !mayBeRoadmap(document.getText())
    )
      return;
    // The failure is in the log and in the view.
    this.start().catch(() => undefined);
  }

  async #launch(): Promise<LanguageClient> {
    this.#setState('starting');
    const { LanguageClient, State, TransportKind } = load();
    const module = vscode.Uri.joinPath(this.#extensionUri, 'dist', 'server.cjs').fsPath;
    const server: ServerOptions = { module, transport: TransportKind.ipc };
    const client = new LanguageClient('roadgate', 'Roadgate', server, this.#clientOptions());
    client.onDidChangeState((change) => {
      if (this.#client !== client) return;
      if (change.newState === State.Running) this.#setState('running');
      if (change.newState === State.Stopped) this.#setState('failed');
    });
    client.onNotification(RoadmapsChanged.method, (params: unknown) => {
      const parsed = RoadmapsChanged.params.safeParse(params);
      if (parsed.success) this.#roadmapsChanged.fire(parsed.data.uris);
      else this.#log.error(`Unexpected ${RoadmapsChanged.method}: ${parsed.error.message}`);
    });
    this.#client = client;
    await client.start();
    this.#setState('running');
    if (this.#gateResults.length > 0) this.sendGateResults(this.#gateResults);
    if (this.#pullRequests.length > 0) this.sendPullRequests(this.#pullRequests);
    return client;
  }

  #clientOptions(): LanguageClientOptions {
    return {
      documentSelector: [{ language: 'markdown', notebook: undefined }],
      outputChannel: this.#log,
      traceOutputChannel: this.#messages.channel,
      initializationOptions: {
        commands: Object.values(LensCommands),
        trusted: vscode.workspace.isTrusted,
        holdWhileTyping: true,
        // VS Code gives a lens that was resolved while newer ones arrived a command that is gone: a dead button.
        wholeLenses: true,
        followsLinks: true,
      },
      markdown: { isTrusted: false, supportHtml: false },
      middleware: { provideCompletionItem: goOn, provideRenameEdits: sayWhyNot, ...NO_OWN_DOCUMENTS },
    };
  }

  #setState(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }
}

/** A folder is followed by what is in it, the name of a field by its value: the next list comes up by itself. */
const goOn: CompletionMiddleware['provideCompletionItem'] = async (
  document,
  position,
  context,
  token,
  next,
) => {
  const found = await next(document, position, context, token);
  const items = Array.isArray(found) ? found : (found?.items ?? []);
  for (const item of items) {
    if (item.kind !== vscode.CompletionItemKind.Folder && item.kind !== vscode.CompletionItemKind.Field)
      continue;
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return found;
};

/** The server does not hear of our own documents. */
const NO_OWN_DOCUMENTS: Pick<Middleware, 'didOpen' | 'didChange' | 'didClose'> = {
  didOpen: (document, next) => (isOurs(document) ? Promise.resolve() : next(document)),
  didChange: (event, next) => (isOurs(event.document) ? Promise.resolve() : next(event)),
  didClose: (document, next) => (isOurs(document) ? Promise.resolve() : next(document)),
};

function isOurs({ uri }: vscode.TextDocument): boolean {
  return [EXPLANATION_SCHEME, STATUS_PREVIEW_SCHEME, PULL_REQUEST_SCHEME].includes(uri.scheme);
}

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Library {
  return createRequire(import.meta.url)('./languageClient.cjs') as typeof Library;
}
