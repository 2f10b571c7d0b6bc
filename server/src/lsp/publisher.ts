import type { Connection, Diagnostic, Range } from 'vscode-languageserver/node';
import type { Finding } from '../core/analysis/finding.ts';
import type { ConfigProblem } from '../core/configFile.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Logger } from '../core/ports.ts';
import { configDiagnostic, type DiagnosticAbilities, toDiagnostic } from '../features/diagnostics.ts';
import { holdBack } from '../features/hold.ts';
import { areSame, memoryOf } from '../core/remember.ts';
import type { Span } from '../core/text/source.ts';
import { EditedDiagnostics } from './diagnostics.ts';
import type { Baselines } from './baselines.ts';
import type { Documents } from './documents.ts';
import type { Findings } from './findings.ts';
import type { OpenDocument } from './openDocument.ts';
import type { Settings } from './settings.ts';
import { nextTurn } from './turns.ts';
import { canonicalUri } from './uris.ts';

export interface PublisherServices {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly findings: Findings;
  readonly settings: Settings;
  /** What stands in them is not shown. */
  readonly baselines: Baselines;
  readonly logger: Logger;
  /** Resolves when files and settings are known: before, every reference would be missing. */
  readonly ready: Promise<void>;
  /** The editor wants new findings on the word being typed held back. */
  readonly holdWhileTyping: boolean;
  readonly diagnosticAbilities: DiagnosticAbilities;
  /** Told when what was found in a document is on its way. */
  readonly onShown: (uri: string) => void;
}

/** Milliseconds after the last keystroke at which a finding on the word being typed is shown. */
const HOLD = 500;

/** What the editor shows of one document. */
interface Shown {
  /** As JSON, where it was compared. */
  readonly diagnostics: string | undefined;
  /** What they were sent for: another value once the document is closed and opened again. */
  readonly open: OpenDocument | undefined;
  readonly version: number | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Pushes diagnostics. Edits that wait in the queue are answered once, for the newest version; a document
 * that was not edited is published again only if its findings changed.
 */
export class Publisher {
  readonly #services: PublisherServices;
  readonly #shown = new Map<string, Shown>();
  /** The same for project files. */
  readonly #shownConfigs = new Map<string, string>();
  /** Per document, what other documents may speak of; see `namesOf`. */
  readonly #names = new Map<string, readonly unknown[]>();
  /** Documents whose findings may have changed, the most urgent first. */
  readonly #queue = new Set<string>();
  readonly #edited = new Map<string, EditedDiagnostics>();
  readonly #holding = new Map<string, NodeJS.Timeout>();
  #edits = 0;
  #isRunning = false;

  constructor(services: PublisherServices) {
    this.#services = services;
  }

  /** A person edited this document. */
  edited(uri: string): void {
    const key = canonicalUri(uri);
    this.#edits++;
    this.#hold(key);
    this.#enqueue([key, ...this.#queue]);
  }

  /** More is known about this document. */
  recheck(uri: string): void {
    this.#enqueue([...this.#queue, uri]);
  }

  /** Anything may have changed: documents, files or settings. */
  checkAll(): void {
    const { documents } = this.#services;
    const { documents: known } = documents.stable;
    this.#enqueue([...this.#queue, ...documents.openUris, ...known.keys(), ...this.#shown.keys()]);
  }

  #checkOthers(uri: string): void {
    this.checkAll();
    this.#queue.delete(uri);
  }

  /** Shows what could not be taken of a project file. */
  showConfigProblems(uri: string, problems: readonly ConfigProblem[]): void {
    const diagnostics = problems.map(configDiagnostic);
    const text = JSON.stringify(diagnostics);
    if (text === (this.#shownConfigs.get(uri) ?? '[]')) return;
    this.#shownConfigs.set(uri, text);
    void this.#services.connection.sendDiagnostics({ uri, diagnostics });
  }

  #enqueue(uris: readonly string[]): void {
    this.#queue.clear();
    for (const uri of uris) this.#queue.add(uri);
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    await this.#services.ready;
    for (;;) {
      await this.#quiet();
      const [uri] = this.#queue;
      if (uri === undefined) break;
      this.#queue.delete(uri);
      await this.#check(uri).catch((error: unknown) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#services.logger.error(`The check of ${uri} failed: ${reason}`);
      });
    }
    this.#isRunning = false;
  }

  /** Waits until the queue of messages holds no further edit: each of its messages takes one turn. */
  async #quiet(): Promise<void> {
    let seen: number;
    do {
      seen = this.#edits;
      await nextTurn();
      await nextTurn();
    } while (seen !== this.#edits);
  }

  async #check(uri: string): Promise<void> {
    const { findings, settings } = this.#services;
    if (!(await this.#isVisible(uri, settings))) return this.#clear(uri);
    const checked = await findings.of(uri);
    const document = checked.workspace.documents.get(uri);
    if (!document) return this.#clear(uri);
    const { baselines } = this.#services;
    const visible = this.#visible(document, baselines.fresh(checked.workspace, document, checked.findings));
    this.#send(uri, this.#toDiagnostics(document, visible), visible);
    this.#services.onShown(uri);
    // Other documents may name what came or went here.
    const names = namesOf(document);
    const known = this.#names.get(uri);
    this.#names.set(uri, names);
    if (known !== undefined && !areSame(known, names)) this.#checkOthers(uri);
  }

  /** Without those on the word being typed. */
  #visible({ uri, source }: RoadmapDocument, findings: readonly Finding[]): readonly Finding[] {
    const { documents } = this.#services;
    const typedAt = this.#holding.has(uri) ? documents.opened(uri)?.lastEdit : undefined;
    if (typedAt === undefined) return findings;
    const before = this.#shown.get(uri)?.findings ?? [];
    return holdBack(findings, before, source, documents.layoutOf(uri)?.toStable(typedAt) ?? typedAt);
  }

  #toDiagnostics({ uri }: RoadmapDocument, findings: readonly Finding[]): Diagnostic[] {
    const { documents, diagnosticAbilities: can } = this.#services;
    const rangeOf = (other: string, span: Span): Range | undefined => documents.rangeOf(other, span);
    const layout = documents.layoutOf(uri);
    if (!layout) return findings.map((finding) => toDiagnostic(uri, rangeOf, finding, can));
    let edited = this.#edited.get(uri);
    if (!edited) this.#edited.set(uri, (edited = new EditedDiagnostics(can)));
    const versionOf = (other: string): unknown => documents.layoutOf(other) ?? documents.sourceOf(other);
    return edited.of(uri, findings, layout, { rangeOf, versionOf });
  }

  async #isVisible(uri: string, settings: Settings): Promise<boolean> {
    const { documents } = this.#services;
    if (documents.opened(uri)) return true;
    const isKnown = documents.stable.documents.get(uri)?.roadmap === true;
    return isKnown && (await settings.get()).diagnostics === 'workspace';
  }

  #hold(uri: string): void {
    if (!this.#services.holdWhileTyping) return;
    clearTimeout(this.#holding.get(uri));
    const release = (): void => {
      this.#holding.delete(uri);
      this.#enqueue([uri, ...this.#queue]);
    };
    this.#holding.set(uri, setTimeout(release, HOLD));
  }

  #clear(uri: string): void {
    this.#names.delete(uri);
    this.#edited.delete(uri);
    if (this.#shown.has(uri)) this.#send(uri, [], []);
    this.#shown.delete(uri);
  }

  /**
   * An open document is told to have no findings, too, and every version that was checked: so an editor knows
   * that what it shows is true of what it shows it on. Of others only what changed is sent.
   */
  #send(uri: string, diagnostics: Diagnostic[], findings: readonly Finding[]): void {
    const open = this.#services.documents.opened(uri);
    const version = open?.version;
    const before = this.#shown.get(uri);
    const isAgain = open !== undefined && open === before?.open && version === before.version;
    const text = !open || isAgain ? JSON.stringify(diagnostics) : undefined;
    this.#shown.set(uri, { diagnostics: text, version, open, findings });
    const shown = before ? before.diagnostics : '[]';
    if (text !== undefined && text === shown) return;
    void this.#services.connection.sendDiagnostics({
      uri: open?.uri ?? uri,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }
}

/** The ids, anchors and states that rules look up in other documents: the same values where none of them changed. */
function namesOf(document: RoadmapDocument): readonly unknown[] {
  const { roadmap, tasks, headings } = document;
  const memory = memoryOf(document);
  return [
    roadmap,
    memory.flatMap('what others know of tasks', [], tasks, ({ id, aliases, status }) => [
      id,
      ...aliases,
      status,
    ]),
    memory.flatMap('what others know of headings', [], headings, ({ slug }) => [slug]),
  ];
}
