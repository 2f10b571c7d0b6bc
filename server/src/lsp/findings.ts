import { checkDocument } from '../core/analysis/check.ts';
import { gatherFacts, NO_FACTS, neededFacts } from '../core/analysis/facts.ts';
import type { Finding } from '../core/analysis/finding.ts';
import { locate, type Workspace } from '../core/model/workspace.ts';
import type { Documents } from './documents.ts';
import type { FileFacts } from './facts.ts';

/** The findings of one document, and the workspace whose offsets they speak in. */
export interface CheckedDocument {
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
  readonly #known = new Map<
    string,
    { readonly workspace: Workspace; readonly checked: Promise<CheckedDocument> }
  >();

  constructor(documents: Documents, facts: FileFacts) {
    this.#documents = documents;
    this.#facts = facts;
  }

  /** The findings of the newest text; it may change again while files are asked, then everything repeats. */
  async of(uri: string): Promise<CheckedDocument> {
    for (;;) {
      const { workspace } = this.#documents;
      const checked = await this.#begun(workspace, uri);
      if (this.#documents.workspace === workspace) return checked;
    }
  }

  /** Files changed: what rested on them has to be looked at again. */
  forget(): void {
    this.#known.clear();
  }

  /** The check of this workspace; all who ask while it is under way share it. */
  #begun(workspace: Workspace, uri: string): Promise<CheckedDocument> {
    const known = this.#known.get(uri);
    if (known?.workspace === workspace) return known.checked;
    const begun = { workspace, checked: this.#check(workspace, uri) };
    this.#known.set(uri, begun);
    // What failed is tried again.
    begun.checked.catch(() => {
      if (this.#known.get(uri) === begun) this.#known.delete(uri);
    });
    return begun.checked;
  }

  async #check(workspace: Workspace, uri: string): Promise<CheckedDocument> {
    const folder = locate(workspace, uri)?.folder;
    const source = folder && this.#facts.of(folder);
    const facts = source ? await gatherFacts(neededFacts(workspace, uri), source) : NO_FACTS;
    return { workspace, findings: checkDocument(workspace, uri, facts) };
  }
}
