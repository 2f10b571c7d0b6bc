import { checkDocument } from '../core/analysis/check.ts';
import { gatherFacts, NO_FACTS, neededFacts } from '../core/analysis/facts.ts';
import type { Finding } from '../core/analysis/finding.ts';
import { locate, type Workspace } from '../core/model/workspace.ts';
import type { Layout } from '../core/markdown/layout.ts';
import { toRealFinding } from '../core/parse/real.ts';
import type { Documents } from './documents.ts';
import type { FileFacts } from './facts.ts';

/** The findings of one document, at the offsets of its own text. */
export interface CheckedDocument {
  /** What was checked: `stable` of `Documents`. */
  readonly workspace: Workspace;
  readonly findings: readonly Finding[];
}

/**
 * Findings on demand: what was computed for a workspace is kept until the workspace or a file changes, so
 * that a quick fix does not check again what was just published.
 */
export class Findings {
  readonly #documents: Documents;
  readonly #facts: FileFacts;
  readonly #known = new Map<string, CheckedDocument>();

  constructor(documents: Documents, facts: FileFacts) {
    this.#documents = documents;
    this.#facts = facts;
  }

  /** The findings of the newest text; it may change again while files are asked, then everything repeats. */
  async of(uri: string): Promise<CheckedDocument> {
    for (;;) {
      const workspace = this.#documents.stable;
      const known = this.#known.get(uri);
      if (known?.workspace === workspace) return known;
      const findings = await this.#check(workspace, uri);
      if (this.#documents.stable !== workspace) continue;
      const layoutOf = (each: string): Layout | undefined => this.#documents.layoutOf(each);
      const checked = { workspace, findings: findings.map((each) => toRealFinding(each, uri, layoutOf)) };
      this.#known.set(uri, checked);
      return checked;
    }
  }

  /** Files changed: what rested on them has to be looked at again. */
  forget(): void {
    this.#known.clear();
  }

  async #check(workspace: Workspace, uri: string): Promise<readonly Finding[]> {
    const folder = locate(workspace, uri)?.folder;
    const source = folder && this.#facts.of(folder);
    const facts = source ? await gatherFacts(neededFacts(workspace, uri), source) : NO_FACTS;
    return checkDocument(workspace, uri, facts);
  }
}
