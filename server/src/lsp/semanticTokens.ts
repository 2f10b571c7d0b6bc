import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import { compareTokens, provideSemanticTokens } from '../features/semanticTokens.ts';
import type { Snapshot } from '../features/snapshot.ts';
import { canonicalUri } from './uris.ts';

/** Remembers the tokens that were sent last, per document, so that an edit costs the editor what it changed. */
export class SentTokens {
  readonly #sent = new Map<string, SemanticTokens & { readonly resultId: string }>();
  #count = 0;

  full(snapshot: Snapshot): SemanticTokens {
    const tokens = { resultId: String(++this.#count), data: provideSemanticTokens(snapshot) };
    this.#sent.set(snapshot.document.uri, tokens);
    return tokens;
  }

  /** @param previous what the editor has; if it is not what was sent last, it gets everything. */
  since(snapshot: Snapshot, previous: string): SemanticTokens | SemanticTokensDelta {
    const before = this.#sent.get(snapshot.document.uri);
    const tokens = this.full(snapshot);
    if (before?.resultId !== previous) return tokens;
    return { resultId: tokens.resultId, edits: compareTokens(before.data, tokens.data) };
  }

  closed(uri: string): void {
    this.#sent.delete(canonicalUri(uri));
  }
}
