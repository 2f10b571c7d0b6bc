import * as vscode from 'vscode';
import {
  type GroupOutline,
  type RoadmapOutline,
  RoadmapRequest,
  RoadmapsRequest,
  type TaskOutline,
} from '../../server/src/protocol/outline.ts';
import type { RoadgateClient } from './client.ts';

export type RoadmapsState = 'scanning' | 'empty' | 'ready' | 'failed';

/** What changed: the URIs of some documents, or everything. */
export type RoadmapsChange = readonly string[] | 'all';

/**
 * The outlines of all roadmaps as the server last told them: one cache for the tree, the Test Explorer and
 * the context keys. Documents are asked for again one by one as they change.
 */
export class Roadmaps implements vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #changed = new vscode.EventEmitter<RoadmapsChange>();
  readonly #subscriptions: vscode.Disposable;
  #outlines = new Map<string, RoadmapOutline>();
  #loading: Promise<void> | undefined;
  #state: RoadmapsState = 'scanning';
  #capped = false;
  /** The server has looked at the whole workspace, or cannot. */
  #isWhole = false;

  readonly onChanged = this.#changed.event;

  constructor(client: RoadgateClient) {
    this.#client = client;
    this.#subscriptions = vscode.Disposable.from(
      client.onRoadmapsChanged((uris) => void this.#update(uris)),
      client.onStateChanged((state) => {
        if (state === 'running') void this.load(true);
        if (state === 'failed') this.#finish('failed', 'all');
      }),
    );
  }

  get state(): RoadmapsState {
    return this.#state;
  }

  /** The workspace holds more Markdown files than are read. */
  get capped(): boolean {
    return this.#capped;
  }

  get count(): number {
    return this.#outlines.size;
  }

  /** Those of the first workspace folder come first. */
  all(): readonly RoadmapOutline[] {
    const all = [...this.#outlines.values()];
    if ((vscode.workspace.workspaceFolders?.length ?? 0) < 2) return all;
    const folderOf = ({ uri }: RoadmapOutline): number =>
      vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.index ?? Infinity;
    const folders = new Map(all.map((roadmap) => [roadmap, folderOf(roadmap)]));
    return all.sort((a, b) => (folders.get(a) ?? 0) - (folders.get(b) ?? 0) || 0);
  }

  get(uri: string): RoadmapOutline | undefined {
    return this.#outlines.get(uri);
  }

  task(uri: string, key: string): TaskOutline | undefined {
    return this.#outlines.get(uri)?.tasks.find((task) => task.key === key);
  }

  group(uri: string, key: string): GroupOutline | undefined {
    return this.#outlines.get(uri)?.groups.find((group) => group.key === key);
  }

  /** Asks for everything; once, unless `again`. */
  async load(again = false): Promise<void> {
    if (again) this.#loading = undefined;
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Settles when the server has looked at the whole workspace, which it does once at the beginning. */
  async loadWhole(): Promise<void> {
    await this.load();
    while (!this.#isWhole) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      await this.load(true);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    try {
      const answer = await this.#client.request(RoadmapsRequest, {});
      this.#outlines = new Map(answer.roadmaps.map((roadmap) => [roadmap.uri, roadmap]));
      this.#capped = answer.capped;
      this.#isWhole = answer.ready;
      this.#finish(answer.roadmaps.length > 0 ? 'ready' : answer.ready ? 'empty' : 'scanning', 'all');
    } catch {
      // The reason is in the log; the view offers to restart.
      this.#loading = undefined;
      this.#isWhole = true;
      this.#finish('failed', 'all');
    }
  }

  async #update(uris: readonly string[]): Promise<void> {
    // While the workspace is being scanned documents arrive by the dozen: one question for all of them.
    if (uris.length > 8 || this.#state !== 'ready') return this.load(true);
    let membershipChanged = false;
    for (const uri of uris) {
      const outline = await this.#client.request(RoadmapRequest, { uri }).catch(() => undefined);
      if (outline === undefined) continue;
      membershipChanged ||= this.#outlines.has(uri) !== (outline !== null);
      if (outline) this.#outlines.set(uri, outline);
      else this.#outlines.delete(uri);
    }
    this.#finish(this.#outlines.size > 0 ? 'ready' : 'empty', membershipChanged ? 'all' : uris);
  }

  #finish(state: RoadmapsState, change: RoadmapsChange): void {
    this.#state = state;
    this.#changed.fire(change);
  }
}

/** Milliseconds between two questions whether the first walk over the workspace has ended. */
const PAUSE = 200;
