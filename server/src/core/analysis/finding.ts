import type { Span } from '../text/source.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** One thing that is wrong in one document. */
export interface Finding {
  /** Stable rule code, e.g. `reference/missing`; its page is `docs/rules/reference/missing.md`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong and, where it is known, what would be right. */
  readonly message: string;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  /** Answers, the best one first; empty where there is no one answer. */
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace {
  readonly uri: string;
  readonly span: Span;
  readonly message: string;
  /** 1-based, inclusive; instead of the span, for a file that is no document. */
  readonly lines?: readonly [number, number];
}

export interface Fix {
  readonly title: string;
  /** There is one answer and it is safe: `source.fixAll` and `--fix` may take it. */
  readonly preferred: boolean;
  /** Edits per document URI, offsets in the text that was checked. */
  readonly edits: readonly DocumentEdit[];
}

export interface DocumentEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
}
