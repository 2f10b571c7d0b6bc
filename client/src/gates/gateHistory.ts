import { createHash } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { treeStateOf, type Coverage, type WorkingTree } from '../../../server/src/gates/coverage.ts';
import type { Evidence, TreeState } from '../../../server/src/gates/evidence.ts';
import { gateDigest } from '../../../server/src/gates/digest.ts';
import { gateOwners } from '../../../server/src/gates/owners.ts';
import { planGate } from '../../../server/src/gates/plan.ts';
import {
  lastResults,
  type CurrentGate,
  type CurrentTask,
  type KnownRun,
} from '../../../server/src/gates/results.ts';
import { readWorkingTree } from '../../../server/src/host/digest.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../../../server/src/host/evidenceStore.ts';
import type { GateResult } from '../../../server/src/protocol/gates.ts';
import type { GateOutline, RoadmapOutline } from '../../../server/src/protocol/outline.ts';
import type { GateResults } from '../gateResults.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { readSwitch } from '../settings.ts';
import { placeOf, rootOf, type GatePlace } from './place.ts';
import { watchRepositories } from './repositories.ts';

/**
 * What is known of earlier runs: the window's own evidence and that of the repository. Keeps the results that
 * lenses and tree show true while files, commits and roadmaps change, away from the typing path: the working
 * tree is looked at when files are saved or a repository changes, never on an edit.
 */
export class GateHistory implements vscode.Disposable {
  readonly #roadmaps: Roadmaps;
  readonly #results: GateResults;
  readonly #log: vscode.LogOutputChannel;
  readonly #storage: vscode.Uri;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #evidence = new Map<string, Promise<readonly KnownRun[]>>();
  readonly #trees = new Map<string, Promise<WorkingTree | undefined>>();
  readonly #running = new Map<string, GateResult>();
  #timer: NodeJS.Timeout | undefined;
  #watchesRepositories = false;
  #published = '[]';
  #refreshes = 0;

  constructor(
    context: vscode.ExtensionContext,
    roadmaps: Roadmaps,
    results: GateResults,
    log: vscode.LogOutputChannel,
  ) {
    this.#roadmaps = roadmaps;
    this.#results = results;
    this.#log = log;
    this.#storage = context.storageUri ?? context.globalStorageUri;
    // Of a folder that is deleted only the folder is told.
    const files = `**/{${EVIDENCE_FILE},${path.posix.dirname(EVIDENCE_FILE)}}`;
    const shared = vscode.workspace.createFileSystemWatcher(files);
    const forgetEvidence = (): void => {
      this.#evidence.clear();
      this.#refreshSoon();
    };
    this.#subscriptions.push(
      shared,
      shared.onDidChange(forgetEvidence),
      shared.onDidCreate(forgetEvidence),
      shared.onDidDelete(forgetEvidence),
      // Which files are roadmaps decides what the state of the working tree covers.
      roadmaps.onChanged((change) => (change === 'all' ? this.forgetTrees() : this.#refreshSoon())),
      vscode.workspace.onDidSaveTextDocument(() => this.forgetTrees()),
      // What is shown says how long ago something was.
      every(AGEING, () => {
        if (vscode.window.state.focused) this.#results.tellAgain();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#refreshSoon()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // Somebody may have pulled or edited elsewhere meanwhile.
        if (focused) this.forgetTrees();
      }),
    );
  }

  /**
   * What evidence says of the files that a gate covers right now, where a run starts.
   * @param uri the document of the gate: one that was made just now need not be among the known roadmaps yet.
   */
  async treeState(root: string, coverage: Coverage, uri: string): Promise<TreeState> {
    const roadmaps = [...this.#roadmapFiles(), vscode.Uri.parse(uri).fsPath];
    return treeStateOf(await readWorkingTree(root, roadmaps), coverage);
  }

  /** Keeps a run: in this window's storage, or on request where everybody sees it. */
  async record(root: string, evidence: Evidence): Promise<void> {
    const isShared = readSwitch('gates.recordEvidence', false, vscode.Uri.file(root));
    await (isShared ? sharedStore(root) : this.#ownStore(root)).append(evidence);
    this.#evidence.delete(root);
    this.forgetTrees();
  }

  /** Shows that the gates of a task, phase or document are under way, until `ended`. */
  started(uri: string, task: string): void {
    const now = new Date().toISOString();
    const result: GateResult = {
      uri,
      task,
      outcome: 'running',
      commit: null,
      start: now,
      duration: 0,
      fresh: true,
      gates: [],
    };
    this.#running.set(`${uri}#${task}`, result);
    void this.refresh();
  }

  ended(uri: string, task: string): void {
    this.#running.delete(`${uri}#${task}`);
    void this.refresh();
  }

  isRunning(uri: string, task: string): boolean {
    return this.#running.has(`${uri}#${task}`);
  }

  /** The files or the commit may have changed. */
  forgetTrees(): void {
    this.#trees.clear();
    this.#refreshSoon();
  }

  /** Computes the last results and publishes them if one changed. */
  async refresh(): Promise<void> {
    const turn = ++this.#refreshes;
    try {
      const computed = await Promise.all(this.#roadmaps.all().map((roadmap) => this.#resultsOf(roadmap)));
      // What was read before something changed must not replace what was read after it.
      if (turn !== this.#refreshes) return;
      const idle = computed.flat().filter(({ uri, task }) => !this.isRunning(uri, task));
      const results = [...idle, ...this.#running.values()];
      const text = JSON.stringify(results);
      if (text === this.#published) return;
      this.#published = text;
      this.#results.reset(results);
    } catch (error) {
      this.#log.error(`The results of gates could not be read: ${String(error)}`);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), DELAY);
  }

  async #resultsOf(roadmap: RoadmapOutline): Promise<GateResult[]> {
    const uri = vscode.Uri.parse(roadmap.uri);
    const place = placeOf(uri);
    if (place.kind === 'refused') return [];
    const root = rootOf(uri);
    const history = (await this.#evidenceIn(root)).filter((run) => run.document === place.document);
    if (history.length === 0) return [];
    const tree = await this.#treeOf(root);
    const tasks = await Promise.all(
      gateOwners(roadmap).map(async ({ key, gates, source }): Promise<CurrentTask> => {
        const current = await Promise.all(gates.map((gate) => currentGate(gate, place, tree)));
        return { key, gates: current, shared: source !== 'task' };
      }),
    );
    return [...lastResults({ uri: roadmap.uri, document: place.document, tasks }, history)];
  }

  #evidenceIn(root: string): Promise<readonly KnownRun[]> {
    const known = this.#evidence.get(root);
    if (known) return known;
    const reading = readEvidence(this.#ownStore(root), sharedStore(root));
    this.#evidence.set(root, reading);
    return reading;
  }

  /** Git runs only once there is evidence to compare with. */
  #treeOf(root: string): Promise<WorkingTree | undefined> {
    const known = this.#trees.get(root);
    if (known) return known;
    this.#watchRepositories();
    const reading = readWorkingTree(root, this.#roadmapFiles());
    this.#trees.set(root, reading);
    return reading;
  }

  #watchRepositories(): void {
    if (this.#watchesRepositories) return;
    this.#watchesRepositories = true;
    watchRepositories(() => this.forgetTrees()).then(
      (subscription) => this.#subscriptions.push(subscription),
      (error: unknown) => this.#log.warn(`Commits are not noticed: ${String(error)}`),
    );
  }

  /** One file per workspace folder: its evidence names documents relative to it. */
  #ownStore(root: string): EvidenceStore {
    const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
    return new EvidenceStore(path.join(this.#storage.fsPath, 'evidence', `${name}.jsonl`));
  }

  #roadmapFiles(): string[] {
    return this.#roadmaps.all().map(({ uri }) => vscode.Uri.parse(uri).fsPath);
  }
}

/** What everybody may know of a folder's gates. */
function sharedStore(root: string): EvidenceStore {
  return new EvidenceStore(path.join(root, EVIDENCE_FILE));
}

async function readEvidence(own: EvidenceStore, shared: EvidenceStore): Promise<readonly KnownRun[]> {
  const [local, known] = await Promise.all([own.read(), shared.read()]);
  const runs: KnownRun[] = [...local.map((run) => ({ ...run, local: true })), ...known];
  return runs.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

async function currentGate(
  gate: GateOutline,
  { settings }: GatePlace,
  tree: WorkingTree | undefined,
): Promise<CurrentGate> {
  const plan = planGate(gate, settings);
  return { key: gate.key, digest: await gateDigest(plan), tree: await treeStateOf(tree, plan.coverage) };
}

function every(milliseconds: number, listener: () => void): vscode.Disposable {
  const timer = setInterval(listener, milliseconds);
  return new vscode.Disposable(() => clearInterval(timer));
}

/** Milliseconds. */
const AGEING = 60_000;
/** Milliseconds without a further change. */
const DELAY = 500;
