import { readLabelBook } from '../labels.ts';
import type { Rule } from '../rule.ts';

/** The document's own list of labels has one that no task carries. */
export const labelUnused: Rule = {
  code: 'label/unused',
  severity: 'information',
  reads: 'document',
  check: ({ document }) => {
    const book = readLabelBook(document);
    if (book === undefined || book.labelled < FEWEST) return [];
    return book.declared
      .filter(({ uses }) => uses === 0)
      .map(({ name, span }) => ({
        span,
        message: `No task carries the label ${name}, which is declared here.`,
      }));
  },
};

/** A document that puts labels on next to nothing leaves that to another place. */
const FEWEST = 3;
