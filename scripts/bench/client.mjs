// Speaks to a language server over stdio and waits for the diagnostics of the version it sent.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Problem } from '../lib/process.mjs';

const PATIENCE = 120_000;

export class BenchClient {
  #child;
  #connection;
  /** Per document, the newest version that diagnostics came for. */
  #answered = new Map();
  #waiting = new Set();
  #failure = null;
  startedAt = performance.now();

  /** @param args of Node: the server's script and its arguments. */
  constructor(args, folder) {
    this.folder = folder;
    this.#child = spawn(process.execPath, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.once('exit', (code) => this.#fail(new Problem(`The server ended with code ${code}.`)));
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => {
      this.#answered.set(decodeURIComponent(uri), version ?? Infinity);
      for (const wake of this.#waiting) wake();
    });
    this.#connection.onRequest((method, params) =>
      method === 'workspace/configuration' ? params.items.map(() => null) : null,
    );
    this.#connection.listen();
  }

  async initialize() {
    const rootUri = pathToFileURL(this.folder).href;
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
        // As VS Code: what an editor does not take is not sent, and costs nothing.
        textDocument: {
          publishDiagnostics: {
            versionSupport: true,
            relatedInformation: true,
            codeDescriptionSupport: true,
          },
        },
      },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  /** Opens a text; resolves once its diagnostics are here. */
  async open(name, text) {
    const document = { uri: `${pathToFileURL(this.folder).href}/${name}`, version: 1 };
    const textDocument = { ...document, languageId: 'markdown', text };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
    await this.answered(document);
    return document;
  }

  request(method, params) {
    return this.#connection.sendRequest(method, params);
  }

  /** Replaces `length` characters of a line, without waiting. */
  send(document, line, character, length, text) {
    document.version++;
    const range = { start: { line, character }, end: { line, character: character + length } };
    return this.change(document, range, text);
  }

  change(document, range, text) {
    return this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ range, text }],
    });
  }

  /** Resolves once the diagnostics of the document's version, or of a later one, are here. */
  answered({ uri, version }) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(new Problem('The server does not answer.')), PATIENCE);
      const finish = (failure) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        if (failure) reject(failure);
        else resolve();
      };
      const check = () => {
        if (this.#failure) finish(this.#failure);
        else if ((this.#answered.get(decodeURIComponent(uri)) ?? 0) >= version) finish(null);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** The server's memory in MiB; null where the system does not say. */
  memory() {
    try {
      const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'));
      return found ? Number(found[1]) / 1024 : null;
    } catch {
      return null;
    }
  }

  async stop() {
    await this.#connection.sendRequest('shutdown').catch(() => null);
    await this.#connection.sendNotification('exit').catch(() => null);
    this.#connection.dispose();
    this.#child.kill();
  }

  #fail(failure) {
    this.#failure = failure;
    for (const wake of this.#waiting) wake();
  }
}
