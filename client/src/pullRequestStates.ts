import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { KnownPullRequest } from '../../server/src/protocol/forge.ts';
import type { RoadmapOutline, TaskOutline } from '../../server/src/protocol/outline.ts';
import type { RoadgateClient } from './client.ts';
import type * as Bundle from './pullRequest/bundle.ts';
import type { PullRequestRequest } from './pullRequest/flow.ts';
import type { Roadmaps } from './roadmaps.ts';
import { readSwitch } from './settings.ts';

/** Milliseconds for which an answer of the forge counts. */
const AGE = 5 * 60_000;
const DELAY = 1_000;

/**
 * Where the pull requests of tasks stand. The forge is asked when somebody looks (the view is visible, or a roadmap is)
 * or acts, with the account that is there already, and not again for a while. Never while somebody types, never in
 * Restricted Mode, and not at all where the setting says so.
 */
export class PullRequestStates implements vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #roadmaps: Roadmaps;
  readonly #request: Pick<PullRequestRequest, 'log' | 'token' | 'standIns'>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [];
  #known = new Map<string, KnownPullRequest>();
  #isViewVisible = false;
  #askedAt = 0;
  #asking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  readonly onChanged = this.#changed.event;

  constructor(
    client: RoadgateClient,
    roadmaps: Roadmaps,
    request: Pick<PullRequestRequest, 'log' | 'token' | 'standIns'>,
  ) {
    this.#client = client;
    this.#roadmaps = roadmaps;
    this.#request = request;
    const soon = (): void => this.#refreshSoon();
    this.#subscriptions.push(
      vscode.window.onDidChangeVisibleTextEditors(soon),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && soon()),
      vscode.workspace.onDidGrantWorkspaceTrust(soon),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('roadgate.pullRequest.states')) return;
        if (this.#isOn()) void this.refresh();
        else this.#replace(new Map());
      }),
    );
  }

  of(uri: string, task: string): KnownPullRequest | undefined {
    return this.#known.get(keyOf(uri, task));
  }

  /** Whether the view of tasks is to be seen. */
  setViewVisible(isVisible: boolean): void {
    this.#isViewVisible = isVisible;
    if (isVisible) this.#refreshSoon();
  }

  /** Asks the forge now, however short the last time is ago: somebody acted. */
  async refresh(): Promise<void> {
    if (!this.#isOn() || !vscode.workspace.isTrusted) return;
    this.#askedAt = Date.now();
    this.#asking ??= this.#ask()
      .catch((error: unknown) =>
        this.#request.log.error(`Pull requests could not be asked for: ${String(error)}`),
      )
      .finally(() => (this.#asking = undefined));
    await this.#asking;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #isOn(): boolean {
    return readSwitch('pullRequest.states', true);
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const isOld = Date.now() - this.#askedAt > AGE;
      if (isOld && vscode.window.state.focused && this.#isLookedAt()) void this.refresh();
    }, DELAY);
  }

  #isLookedAt(): boolean {
    const roadmaps = new Set(this.#roadmaps.all().map(({ uri }) => uri));
    return (
      (this.#isViewVisible && roadmaps.size > 0) ||
      vscode.window.visibleTextEditors.some(({ document }) => roadmaps.has(document.uri.toString()))
    );
  }

  async #ask(): Promise<void> {
    const { findRoot, readPullRequestStates } = load();
    const byRoot = new Map<string, RoadmapOutline[]>();
    for (const roadmap of this.#roadmaps.all()) {
      const uri = vscode.Uri.parse(roadmap.uri);
      const root = uri.scheme === 'file' ? findRoot(path.dirname(uri.fsPath)) : undefined;
      if (root !== undefined) byRoot.set(root, [...(byRoot.get(root) ?? []), roadmap]);
    }
    const known = new Map<string, KnownPullRequest>();
    for (const [root, roadmaps] of byRoot) {
      const tasks = roadmaps.flatMap(({ uri, tasks }) => tasks.map((task) => ({ uri, task })));
      const asked = roadmaps.flatMap(({ tasks, branchTemplate }) =>
        tasks.map((task) => ({ task, branchTemplate })),
      );
      const states = await readPullRequestStates(root, asked, this.#request);
      for (const [index, { uri, task }] of tasks.entries()) {
        const found = states?.get(index) ?? this.#unanswered(states === undefined, uri, task);
        if (found) known.set(keyOf(uri, task.key), { ...found, uri, task: task.key });
      }
    }
    this.#replace(known);
  }

  /** A forge that did not answer says nothing about what was known before. */
  #unanswered(isUnknown: boolean, uri: string, { key }: TaskOutline): KnownPullRequest | undefined {
    return isUnknown ? this.of(uri, key) : undefined;
  }

  #replace(known: Map<string, KnownPullRequest>): void {
    if (known.size === 0 && this.#known.size === 0) return;
    this.#known = known;
    this.#client.sendPullRequests([...known.values()]);
    this.#changed.fire();
  }
}

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Bundle {
  return createRequire(import.meta.url)('./pullRequest.cjs') as typeof Bundle;
}

function keyOf(uri: string, task: string): string {
  return `${uri}#${task}`;
}
