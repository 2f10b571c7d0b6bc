import { distance } from 'fastest-levenshtein';
import type { RoadmapDocument } from '../../model/document.ts';
import { isDeclared, type LabelBook, labelKey, type LabelUse, readLabelBook } from '../labels.ts';
import type { Draft, Rule } from '../rule.ts';

/** Tasks carry a label that the document's own list of labels does not have. */
export const labelUndeclared: Rule = {
  code: 'label/undeclared',
  severity: 'information',
  reads: 'document',
  check: ({ document }) => {
    const book = readLabelBook(document);
    if (book === undefined) return [];
    return book.used
      .filter(({ name }) => !isDeclared(book, name))
      .map((label) => toDraft(document, book, label));
  },
};

function toDraft(document: RoadmapDocument, book: LabelBook, { name, span, uses }: LabelUse): Draft {
  const near = nearest(book, name);
  const count = uses === 1 ? '' : `, which ${uses} tasks and groups carry`;
  const [first] = book.declared;
  return {
    span,
    message: `The document's list of labels has no ${name}${count}${near === undefined ? '' : `; ${near} is the nearest`}.`,
    related: first ? [{ uri: document.uri, span: first.span, message: 'The list of labels' }] : [],
    fixes:
      near === undefined
        ? []
        : [
            {
              title: `Change to ${near}`,
              preferred: false,
              edits: [{ uri: document.uri, span, newText: near }],
            },
          ],
  };
}

/** The one label that a slip of the keyboard explains. */
function nearest({ declared }: LabelBook, name: string): string | undefined {
  // Letters that changed places count twice.
  const limit = name.length < 5 ? 1 : 2;
  const digits = (text: string): string => text.replace(/\D/g, '');
  const near = declared.filter(
    (other) => digits(other.name) === digits(name) && distance(labelKey(other.name), labelKey(name)) <= limit,
  );
  return near.length === 1 ? near[0]?.name : undefined;
}
