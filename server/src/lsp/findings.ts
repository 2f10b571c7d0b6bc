import { checkDocument } from '../core/analysis/check.ts';
import {
  areSameAnswers,
  type FactAnswers,
  type FactNeeds,
  type Facts,
  factsFrom,
  gatherAnswers,
  NO_FACTS,
  neededFacts,
} from '../core/analysis/facts.ts';
import type { Finding } from '../core/analysis/finding.ts';
import { type Folder, locate, type Workspace } from '../core/model/workspace.ts';
import type { Layout } from '../core/markdown/layout.ts';
import { isEqual } from '../core/remember.ts';
import { toRealFinding } from '../core/parse/real.ts';
import type { DocumentBranches } from './branchStates.ts';
import type { Documents } from './documents.ts';
import type { FileFacts } from './facts.ts';
import type { GateResults } from './gateResults.ts';
import type { Histories } from './histories.ts';

/** The findings of one document, at the offsets of what was checked. */
export interface CheckedDocument {
  /** What was checked: `stable` of `Documents`. */
  readonly workspace: Workspace;
  readonly findings: readonly Finding[];
}

/** What others find out, in their own time. */
type Told = Pick<Facts, 'history' | 'gates' | 'branches'>;

interface Gathered {
  readonly folder: Folder;
  readonly needs: FactNeeds;
  readonly answers: FactAnswers;
  readonly facts: Facts;
  /** Of what was read; undefined if it may be something else any moment. */
  readonly generation: number | undefined;
}

/**
 * Findings on demand: what was computed for a workspace is kept until the workspace or a file changes, so
 * that a quick fix does not check again what was just published.
 */
export class Findings {
  readonly #documents: Documents;
  readonly #facts: FileFacts;
  readonly #histories: Histories;
  readonly #results: GateResults;
  readonly #branches: DocumentBranches;
  readonly #known = new Map<string, CheckedDocument & Told>();
  /** What was read of the disk for each document, and for which needs. */
  readonly #gathered = new LastTwo<Gathered>();
  readonly #complete = new LastTwo<{ readonly facts: Facts; readonly complete: Facts }>();

  constructor(
    documents: Documents,
    facts: FileFacts,
    histories: Histories,
    results: GateResults,
    branches: DocumentBranches,
  ) {
    this.#results = results;
    this.#branches = branches;
    this.#documents = documents;
    this.#facts = facts;
    this.#histories = histories;
  }

  /** The findings of the newest text; it may change again while files are asked, then everything repeats. */
  async of(uri: string): Promise<CheckedDocument> {
    for (;;) {
      const workspace = this.#documents.stable;
      const history = this.#histories.of(uri);
      const known = this.#known.get(uri);
      const gates = this.#results.runsOf(uri);
      const branches = this.#branches.of(uri);
      const told = { history, gates, branches };
      if (known?.workspace === workspace && isSameTold(known, told)) return known;
      const findings = await this.#check(workspace, uri, told);
      if (this.#documents.stable !== workspace) continue;
      const checked = { workspace, ...told, findings };
      this.#known.set(uri, checked);
      this.#histories.want(workspace, uri);
      return checked;
    }
  }

  /** `real` with all that git knows now: for who asked for it and waits. */
  async withHistory(uri: string): Promise<readonly Finding[]> {
    await this.#histories.refresh(uri);
    return this.real(uri);
  }

  /** What is known around a document now, for who needs the facts themselves. */
  async factsOf(uri: string): Promise<Facts> {
    const workspace = this.#documents.stable;
    const folder = locate(workspace, uri)?.folder;
    const facts = folder ? await this.#factsFor(workspace, folder, uri) : NO_FACTS;
    return { ...facts, gates: this.#results.runsOf(uri), branches: this.#branches.of(uri) };
  }

  /** The same at the offsets of the documents' own texts. */
  async real(uri: string): Promise<readonly Finding[]> {
    const { findings } = await this.of(uri);
    const layoutOf = (each: string): Layout | undefined => this.#documents.layoutOf(each);
    return findings.map((finding) => toRealFinding(finding, uri, layoutOf));
  }

  /** Files changed: what rested on them has to be looked at again. */
  forget(): void {
    this.#known.clear();
    this.#histories.forget();
  }

  async #check(workspace: Workspace, uri: string, told: Told): Promise<readonly Finding[]> {
    const folder = locate(workspace, uri)?.folder;
    const facts = folder ? await this.#factsFor(workspace, folder, uri) : NO_FACTS;
    return checkDocument(workspace, uri, this.#withTold(uri, facts, told));
  }

  /** The same value for the same facts: rules find out nothing anew for them. */
  #withTold(uri: string, facts: Facts, told: Told): Facts {
    const known = this.#complete.find(uri, (each) => each.facts === facts && isSameTold(each.complete, told));
    if (known) return known.complete;
    const complete = { ...facts, history: told.history, gates: told.gates, branches: told.branches };
    this.#complete.add(uri, { facts, complete });
    return complete;
  }

  /** Most edits need no other facts than the version before them. */
  async #factsFor(workspace: Workspace, folder: Folder, uri: string): Promise<Facts> {
    const source = this.#facts.of(folder);
    if (!source) return NO_FACTS;
    const needs = neededFacts(workspace, uri);
    // What is open in the editor is counted there, and may change at any time.
    const open = this.#documents.openUris.map((each) => locate(workspace, each)?.path);
    const isSettled = !open.some((path) => path && needs.lineCounts.includes(path));
    const { generation } = this.#facts;
    const gathered = this.#gathered.find(
      uri,
      (each) => each.folder === folder && each.generation === generation && isEqual(each.needs, needs),
    );
    if (isSettled && gathered) return gathered.facts;
    const answers = await gatherAnswers(needs, source);
    // Files changed, but mostly none of those that this document speaks of: then rules have nothing to do.
    const before = this.#gathered.find(uri, (each) => areSameAnswers(each.answers, answers));
    const facts = before?.facts ?? factsFrom(answers);
    this.#gathered.add(uri, {
      folder,
      needs,
      answers,
      facts,
      generation: isSettled ? generation : undefined,
    });
    return facts;
  }
}

/** The last two values for each document: an edit is often taken back by the next. */
class LastTwo<T> {
  readonly #values = new Map<string, readonly T[]>();

  find(uri: string, isWanted: (value: T) => boolean): T | undefined {
    return this.#values.get(uri)?.find(isWanted);
  }

  add(uri: string, value: T): void {
    this.#values.set(uri, [value, ...(this.#values.get(uri) ?? []).slice(0, 1)]);
  }

  clear(): void {
    this.#values.clear();
  }
}

function isSameTold(a: Told, b: Told): boolean {
  return a.history === b.history && a.gates === b.gates && a.branches === b.branches;
}
