import { type BranchStates, NO_BRANCHES } from '../core/branches/states.ts';
import type { Range, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import type { Layout } from '../core/markdown/layout.ts';
import type { MarkdownTree } from '../core/markdown/tree.ts';
import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import {
  configOf,
  EMPTY_WORKSPACE,
  globbedPath,
  locate,
  withDocuments,
  withoutDocument,
  type Workspace,
} from '../core/model/workspace.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { toRealDocument } from '../core/parse/real.ts';
import { Remembered } from '../core/remember.ts';
import { parseOptions } from '../core/parse/options.ts';
import type { Logger } from '../core/ports.ts';
import { SourceText, type Span } from '../core/text/source.ts';
import { toRange } from '../features/convert.ts';
import type { Snapshot } from '../features/snapshot.ts';
import { OpenDocument } from './openDocument.ts';
import { canonicalUri } from './uris.ts';

/** How many documents are made ready for edits before anybody has edited them: those that were opened last. */
export const MOST_READY = 16;

/** What earlier processes read. */
export interface EarlierDocuments {
  read(uri: string, text: string, config: ProjectConfig, path: string): RoadmapDocument | undefined;
}

/**
 * The workspace as it is now: the one place that replaces its value. Documents that are open come from the
 * editor, all others from the disk; an open one wins. Edits are noted at once and parsed when somebody looks.
 */
export class Documents {
  /** Open documents in it are read from texts with room for edits. */
  #workspace: Workspace = EMPTY_WORKSPACE;
  /** The same with all documents as they are, if somebody asked for it. */
  #real: { readonly of: Workspace; readonly workspace: Workspace } | undefined;
  readonly #layouts = new WeakMap<RoadmapDocument, Layout>();
  readonly #realDocuments = new Remembered<RoadmapDocument, RoadmapDocument>();
  readonly #open = new Map<string, OpenDocument>();
  #lastTouched = -Infinity;
  /** Open documents whose newest text is not parsed yet. */
  readonly #stale = new Set<string>();
  readonly #onChanged: (uri: string) => void;
  readonly #logger: Logger;
  readonly #branchesOf: (uri: string) => BranchStates;
  readonly #earlier: EarlierDocuments | undefined;

  /**
   * @param onChanged told the URI of each document that was parsed anew, came or went.
   * @param branchesOf what is known of the branches around a document.
   */
  constructor(
    logger: Logger,
    onChanged: (uri: string) => void,
    branchesOf: (uri: string) => BranchStates = () => NO_BRANCHES,
    earlier?: EarlierDocuments,
  ) {
    this.#logger = logger;
    this.#onChanged = onChanged;
    this.#branchesOf = branchesOf;
    this.#earlier = earlier;
  }

  /** The newest value. A reader may keep it: it never changes. */
  get workspace(): Workspace {
    const of = this.stable;
    if (this.#real?.of === of) return this.#real.workspace;
    const open = [...this.#open.keys()].flatMap((uri) => of.documents.get(uri) ?? []);
    const real = open.map((document) => this.#realOf(document));
    const workspace = real.some((document, index) => document !== open[index]) ? withDocuments(of, real) : of;
    this.#real = { of, workspace };
    return workspace;
  }

  /**
   * The newest value, with the open documents at offsets that edits elsewhere leave alone (`Layout`): what was
   * found out about the rest of a document stays true. Everything that is shown needs real offsets.
   */
  get stable(): Workspace {
    for (const uri of this.#stale) this.#parse(uri);
    return this.#workspace;
  }

  /** The text of a document; undefined if it is unknown. */
  sourceOf(uri: string): SourceText | undefined {
    return this.#open.get(uri)?.source ?? this.#workspace.documents.get(uri)?.source;
  }

  /** How offsets of a document in `stable` become those of its text; undefined if they are. */
  layoutOf(uri: string): Layout | undefined {
    const document = this.#workspace.documents.get(uri);
    return document && this.#layouts.get(document);
  }

  /** The Markdown of an open document; its offsets become those of the document by its layout. */
  treeOf(uri: string): MarkdownTree | undefined {
    return this.opened(uri)?.tree;
  }

  /** Where a span of a document in `stable` stands in its text; undefined for an unknown document. */
  rangeOf(uri: string, { from, to }: Span): Range | undefined {
    const source = this.sourceOf(uri);
    const layout = this.layoutOf(uri);
    const real = layout ? { from: layout.toReal(from), to: layout.toReal(to) } : { from, to };
    return source && toRange(source, real);
  }

  /** Documents that are open, the one opened last first. */
  get openUris(): readonly string[] {
    return [...this.#open.keys()].reverse();
  }

  opened(uri: string): OpenDocument | undefined {
    return this.#open.get(canonicalUri(uri));
  }

  /** Undefined for a document that is neither open nor found in the workspace. */
  snapshot(uri: string): Snapshot | undefined {
    const { workspace } = this;
    const document = workspace.documents.get(canonicalUri(uri));
    const version = this.opened(uri)?.version ?? null;
    return document && { workspace, document, version, branches: this.#branchesOf(document.uri) };
  }

  /** Changes anything but documents: folders, their files and their configuration. */
  update(change: (workspace: Workspace) => Workspace): void {
    this.#workspace = change(this.#workspace);
  }

  /** When somebody last opened or edited a document, on the clock of `performance.now`. */
  get lastTouched(): number {
    return this.#lastTouched;
  }

  /**
   * Resolves when nobody has opened or edited a document for a while.
   * @param quiet in milliseconds.
   * @param until when it resolves all the same, on the clock of `performance.now`.
   */
  async untouched(quiet: number, until = Infinity): Promise<void> {
    for (;;) {
      const rest = Math.min(this.#lastTouched + quiet, until) - performance.now();
      if (rest <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }

  open(uri: string, version: number, text: string): void {
    this.#lastTouched = performance.now();
    const key = canonicalUri(uri);
    this.#open.set(key, new OpenDocument(uri, version, text));
    this.#stale.add(key);
  }

  /** False for a document that is not open. */
  edit(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const key = canonicalUri(uri);
    const document = this.#open.get(key);
    if (!document) return false;
    this.#lastTouched = performance.now();
    document.edit(version, changes);
    this.#stale.add(key);
    return true;
  }

  /** Afterwards the document is what the disk says, so the caller reads it again. */
  close(uri: string): void {
    const key = canonicalUri(uri);
    this.#open.delete(key);
    this.#stale.delete(key);
    this.remove(key);
  }

  /** Takes in texts read from the disk; documents that are open stay what the editor says. */
  read(texts: readonly (readonly [uri: string, text: string])[]): void {
    const closed = texts.filter(([uri]) => !this.#open.has(uri));
    this.#put(closed.flatMap(([uri, text]) => this.#parsed(uri, new SourceText(text)) ?? []));
  }

  /** Takes in a document read from the disk elsewhere; one that is open stays what the editor says. */
  take(document: RoadmapDocument): void {
    if (!this.#open.has(document.uri)) this.#put([document]);
  }

  /** Forgets documents that are gone from the disk; open ones stay. */
  remove(...uris: readonly string[]): void {
    for (const uri of uris) {
      if (this.#open.has(uri) || !this.#workspace.documents.has(uri)) continue;
      this.#workspace = withoutDocument(this.#workspace, uri);
      this.#onChanged(uri);
    }
  }

  /**
   * Reads every document of a folder anew, since what makes a roadmap there has changed.
   * @param folderUri undefined: those outside of every folder.
   */
  reparse(folderUri: string | undefined): void {
    const closed: RoadmapDocument[] = [];
    for (const { uri, source } of this.#workspace.documents.values()) {
      if (locate(this.#workspace, uri)?.folder.uri !== folderUri) continue;
      const open = this.#open.get(uri);
      open?.forget();
      if (open) this.#stale.add(uri);
      else closed.push(...(this.#parsed(uri, source) ?? []));
    }
    this.#put(closed);
  }

  /**
   * Reads an open document with room for edits, if it was taken as somebody read it before: the first edit would wait
   * for that. Nothing that is shown changes.
   * @returns whether it did.
   */
  prepare(uri: string): boolean {
    const open = this.#open.get(uri);
    if (open === undefined || !this.isUnprepared(uri)) return false;
    const [document] = this.#parsed(uri, open.source, open) ?? [];
    if (document === undefined) return false;
    this.#layouts.set(document, open.tree.layout);
    this.#workspace = withDocuments(this.#workspace, [document]);
    return true;
  }

  /** Whether an open document was taken as somebody read it before. */
  isUnprepared(uri: string): boolean {
    const document = this.#workspace.documents.get(uri);
    return (
      document !== undefined && this.#open.has(uri) && !this.#stale.has(uri) && !this.#layouts.has(document)
    );
  }

  #parse(uri: string): void {
    this.#stale.delete(uri);
    const open = this.#open.get(uri);
    if (!open) return;
    const known = open.isAsOpened ? this.#known(uri, open.source.text) : undefined;
    if (known) {
      open.share(known.source);
      return this.#put([known]);
    }
    // Room takes more than the model itself: where there are many documents, most of them are only looked at.
    const hasRoom = !open.isAsOpened || this.#open.size <= MOST_READY;
    const [document] = this.#parsed(uri, open.source, hasRoom ? open : undefined) ?? [];
    if (document) {
      if (hasRoom) this.#layouts.set(document, open.tree.layout);
      return this.#put([document]);
    }
    // A model of another text would point at wrong places.
    this.#workspace = withoutDocument(this.#workspace, uri);
    this.#onChanged(uri);
  }

  /** What was read of the same text while it was closed, by this process or an earlier one. */
  #known(uri: string, text: string): RoadmapDocument | undefined {
    const closed = this.#workspace.documents.get(uri);
    if (closed?.source.text === text && !this.#layouts.has(closed)) return closed;
    const place = locate(this.#workspace, uri);
    return place && this.#earlier?.read(uri, text, place.folder.config, place.path);
  }

  #realOf(document: RoadmapDocument): RoadmapDocument {
    const layout = this.#layouts.get(document);
    if (!layout) return document;
    return this.#realDocuments.read(document, [], () => toRealDocument(document, layout));
  }

  #put(documents: readonly RoadmapDocument[]): void {
    if (documents.length === 0) return;
    this.#workspace = withDocuments(this.#workspace, documents);
    for (const { uri } of documents) this.#onChanged(uri);
  }

  /** A text that brings the parser down is logged and left out; the other documents are well. */
  #parsed(uri: string, source: SourceText, open?: OpenDocument): [RoadmapDocument] | undefined {
    try {
      const options = parseOptions(configOf(this.#workspace, uri), globbedPath(this.#workspace, uri));
      return [
        open ? parseRoadmap(uri, open.tree.source, options, open.tree) : parseRoadmap(uri, source, options),
      ];
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#logger.error(`${uri} could not be read as Markdown: ${reason}`);
      return undefined;
    }
  }
}
