import type { Decisions } from '../parse/decisions.ts';
import type { Reading } from '../parse/document.ts';
import type { RoadmapReason } from './roadmap.ts';

/** What explanations are made from: one reading of a document, with the parser's reasons. */
export interface Inquiry {
  readonly reading: Reading;
  readonly decisions: Decisions;
  readonly roadmap: RoadmapReason;
  /** An id of the document's own form that it does not have yet. */
  readonly nextId: string;
}
