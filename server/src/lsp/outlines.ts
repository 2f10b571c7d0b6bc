import type { Connection } from 'vscode-languageserver/node';
import { provideOutline } from '../features/outline.ts';
import { type RoadmapOutline, RoadmapsChanged } from '../protocol/outline.ts';
import type { Documents } from './documents.ts';
import { Debounced } from './turns.ts';

/** Milliseconds; views need not follow every keystroke. */
const DELAY = 100;

/**
 * The outlines that views show. An editor that asked once is told which of them changed since; others are
 * left alone.
 */
export class Outlines {
  readonly #connection: Connection;
  readonly #documents: Documents;
  /** What the views know, without versions: who asks for a single outline need not be one of them. */
  readonly #told = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #tell = new Debounced(DELAY, () => this.#tellChanges());
  #isAskedFor = false;
  #isOwed = false;

  constructor(connection: Connection, documents: Documents) {
    this.#connection = connection;
    this.#documents = documents;
  }

  all(): RoadmapOutline[] {
    this.#isAskedFor = true;
    const { workspace } = this.#documents;
    const outlines = [...workspace.documents.keys()]
      .map((uri) => this.of(uri))
      .filter((outline) => outline !== null);
    for (const outline of outlines) this.#told.set(outline.uri, contentOf(outline));
    return outlines;
  }

  /** Null for a document that is unknown or no roadmap. */
  of(uri: string): RoadmapOutline | null {
    const snapshot = this.#documents.snapshot(uri);
    return (snapshot && provideOutline(snapshot)) ?? null;
  }

  changed(uri: string): void {
    this.#changed.add(uri);
    this.#tell.request();
  }

  /** Settings changed, and with them maybe the gates of all tasks. */
  allChanged(): void {
    for (const uri of this.#documents.workspace.documents.keys()) this.#changed.add(uri);
    this.#tell.request();
  }

  /** The workspace is read: also an editor that has nothing to show must learn it. */
  finished(): void {
    this.#isOwed = true;
    this.#tell.request();
  }

  #tellChanges(): void {
    if (!this.#isAskedFor) return this.#changed.clear();
    const uris = [...this.#changed].filter((uri) => this.#differs(uri));
    this.#changed.clear();
    if (uris.length === 0 && !this.#isOwed) return;
    this.#isOwed = false;
    void this.#connection.sendNotification(RoadmapsChanged.method, { uris });
  }

  #differs(uri: string): boolean {
    const before = this.#told.get(uri);
    const snapshot = this.#documents.snapshot(uri);
    const outline = snapshot && provideOutline(snapshot);
    if (outline === undefined) return this.#told.delete(uri);
    const now = contentOf(outline);
    this.#told.set(uri, now);
    return now !== before;
  }
}

function contentOf(outline: RoadmapOutline): string {
  return JSON.stringify({ ...outline, version: null });
}
