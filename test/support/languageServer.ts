import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import {
  type Diagnostic,
  type FileEvent,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  createMessageConnection,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type * as z from 'zod';
import { RoadmapsChanged, RoadmapsRequest } from '../../server/src/protocol/outline.ts';

export interface ServerOptions {
  /** Absolute paths of the workspace folders. */
  readonly folders?: readonly string[];
  readonly initializationOptions?: object;
  /** What the client can do, merged over a client that can everything. */
  readonly capabilities?: object;
  /** Added to the environment of the server's process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the client answers to `workspace/configuration` for the section `roadgate`. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
}

/**
 * A real server in a process of its own, spoken to over stdio as an editor would. It remembers everything
 * that the server sent, so that a test waits for a state and not for a time.
 */
export class TestServer {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  initialized: InitializeResult = { capabilities: {} };
  /** All publications in the order in which they came. */
  readonly published: PublishDiagnosticsParams[] = [];
  /** Methods and parameters of the other notifications, in order. */
  readonly notifications: { readonly method: string; readonly params: unknown }[] = [];
  /** Methods of the requests that the server sent. */
  readonly requests: string[] = [];
  readonly #listeners = new Set<() => void>();

  private constructor(child: ChildProcess, options: ServerOptions) {
    this.process = child;
    assert(child.stdout && child.stdin);
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onNotification((method: string, params: unknown) => this.#receive(method, params));
    this.connection.onRequest((method: string, params: unknown) => this.#answer(method, params, options));
    this.connection.listen();
  }

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const file = await serverBundle();
    const env = { ...process.env, ...options.env };
    const child = spawn(process.execPath, [file, '--stdio'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const server = new TestServer(child, options);
    await server.#initialize(options);
    return server;
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    return this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'markdown', version, text },
    });
  }

  change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    return this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  filesChanged(changes: FileEvent[]): Promise<void> {
    return this.notify('workspace/didChangeWatchedFiles', { changes });
  }

  /** What the Problems panel shows for a document now; undefined if nothing was ever published. */
  latest(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((params) => params.uri === uri);
  }

  /** Waits until the newest diagnostics of a document are as wished. */
  async diagnostics(
    uri: string,
    isWished: (codes: string[], params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    return this.until(() => {
      const params = this.latest(uri);
      return params && isWished(codes(params.diagnostics), params) ? params : undefined;
    }, `diagnostics of ${uri}`);
  }

  /**
   * Waits until `find` has found something in what the server sent.
   * @param patience in milliseconds; then the test fails.
   */
  until<T>(find: () => T | undefined, what: string, patience?: number): Promise<T> {
    return untilOneOf([this], find, what, patience);
  }

  /** Calls `listener` with everything that comes from the server; answers with what ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the server as an editor does, and answers with its exit code. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exited = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    await this.request('shutdown', undefined);
    await this.notify('exit', undefined);
    const code = await exited;
    this.connection.dispose();
    return code;
  }

  async #initialize(options: ServerOptions): Promise<void> {
    const folders = options.folders ?? [];
    this.initialized = await this.request<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? CAPABLE,
      workspaceFolders: folders.map((folder) => ({ uri: fileUri(folder), name: path.basename(folder) })),
      initializationOptions: options.initializationOptions,
    });
    await this.notify('initialized', {});
  }

  #receive(method: string, params: unknown): void {
    if (method === 'textDocument/publishDiagnostics') this.published.push(params as PublishDiagnosticsParams);
    else this.notifications.push({ method, params });
    for (const listener of [...this.#listeners]) listener();
  }

  #answer(method: string, params: unknown, options: ServerOptions): unknown {
    this.requests.push(method);
    for (const listener of [...this.#listeners]) listener();
    if (method !== 'workspace/configuration') return null;
    const { items } = params as { items: { scopeUri?: string }[] };
    return items.map(({ scopeUri }) => options.settings?.(scopeUri) ?? null);
  }
}

/**
 * Waits until `find` has found something in what some servers sent, and looks again with everything that comes.
 * @param patience in milliseconds; then the test fails.
 */
export async function untilOneOf<T>(
  servers: readonly TestServer[],
  find: () => T | undefined,
  what: string,
  patience = 45_000,
): Promise<T> {
  const found = find();
  if (found !== undefined) return found;
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      for (const end of listening) end();
    };
    const look = () => {
      const value = find();
      if (value === undefined) return;
      stop();
      resolve(value);
    };
    const timer = setTimeout(() => {
      stop();
      const last = servers.map(({ published }) => published.at(-1));
      reject(new Error(`Waited in vain for ${what}; last: ${JSON.stringify(last)}`));
    }, patience);
    const listening = servers.map((server) => server.listen(look));
  });
}

/** The outlines of all roadmaps, once the whole workspace is read. */
export async function scanned(server: TestServer): Promise<z.infer<typeof RoadmapsRequest.result>> {
  const seen = server.notifications.length;
  const answer = RoadmapsRequest.result.parse(await server.request(RoadmapsRequest.method, {}));
  if (answer.ready) return answer;
  const isNews = ({ method }: { method: string }): boolean => method === RoadmapsChanged.method;
  await server.until(() => server.notifications.slice(seen).find(isNews), 'the end of the scan');
  return scanned(server);
}

/**
 * Waits until the answer is as wished, and asks again with each news of roadmaps: news may speak of what was before.
 */
export async function becomes<T>(server: TestServer, ask: () => Promise<T>, wished: T): Promise<void> {
  const seen = server.notifications.length;
  const answer = await ask();
  if (isDeepStrictEqual(answer, wished)) return;
  await server
    .until(
      () => server.notifications.slice(seen).find(({ method }) => method === RoadmapsChanged.method),
      'news of roadmaps',
    )
    .catch(() => assert.deepEqual(answer, wished));
  return becomes(server, ask, wished);
}

export function fileUri(...segments: string[]): string {
  return URI.file(path.join(...segments)).toString();
}

export function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((diagnostic) => String(diagnostic.code)).sort();
}

const CAPABLE = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create'],
      changeAnnotationSupport: {},
    },
  },
  textDocument: {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: {
      completionItem: { insertReplaceSupport: true, labelDetailsSupport: true },
      completionList: { itemDefaults: ['editRange'] },
    },
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, isPreferredSupport: true },
  },
};

let bundle: Promise<string> | undefined;

/** The server bundled as it ships, once per run: a fresh process then starts at once. */
export function serverBundle(): Promise<string> {
  return (bundle ??= buildServer());
}

async function buildServer(): Promise<string> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'roadgate-server-'));
  const source = path.resolve(import.meta.dirname, '../../server/src');
  await build({
    entryPoints: { server: path.join(source, 'main.ts'), parser: path.join(source, 'host/parserThread.ts') },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  return path.join(outdir, 'server.cjs');
}
