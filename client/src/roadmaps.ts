import * as vscode from 'vscode';
import {
  type GroupOutline,
  type RoadmapOutline,
  RoadmapRequest,
  RoadmapsRequest,
  type TaskOutline,
} from '../../server/src/protocol/messages.ts';
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

  all(): readonly RoadmapOutline[] {
    return [...this.#outlines.values()];
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

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    try {
      const answer = await this.#client.request(RoadmapsRequest, {});
      this.#outlines = new Map(answer.roadmaps.map((roadmap) => [roadmap.uri, roadmap]));
      this.#capped = answer.capped;
      this.#finish(answer.roadmaps.length > 0 ? 'ready' : answer.ready ? 'empty' : 'scanning', 'all');
    } catch {
      // The reason is in the log; the view offers to restart.
      this.#loading = undefined;
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
