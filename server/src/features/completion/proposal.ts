import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { MarkdownTree } from '../../core/markdown/tree.ts';
import type { Group, Task } from '../../core/model/document.ts';
import type { Snapshot } from '../snapshot.ts';

/** One thing that could stand at the cursor. */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What is written; absent: the label. */
  readonly text?: string;
  /** What the typed word is compared with; absent: the label. */
  readonly filter?: string;
  /** Directly behind the label. */
  readonly detail?: string;
  /** At the far end of the line. */
  readonly description?: string;
  /** Which task or group it is, for its description. */
  readonly about?: About;
}

/** A task or group of some document. */
export interface About {
  readonly uri: string;
  readonly key: string;
}

/** The best first. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  /** There are more; asked again with more letters, others are named. */
  readonly isIncomplete: boolean;
}

export const NOTHING: Proposals = { proposals: [], isIncomplete: false };

/** Where something is completed. */
export interface Scene {
  readonly snapshot: Snapshot;
  /** The document's Markdown, whose offsets may be those of a text with room for edits. */
  readonly tree: MarkdownTree;
  /** Of the cursor, in the document's own text. */
  readonly offset: number;
  /** The innermost task at the cursor, else the innermost group. */
  readonly owner: Task | Group | undefined;
}

/** The first of many; of too many, those that the typed letters leave over. */
export function cut<T extends Pick<Proposal, 'label' | 'filter'>>(
  all: readonly T[],
  typed: string,
  most: number,
): { readonly chosen: readonly T[]; readonly isIncomplete: boolean } {
  if (all.length <= most) return { chosen: all, isIncomplete: false };
  const matching = all.filter(({ label, filter }) => isSubsequence(typed, filter ?? label));
  return { chosen: matching.slice(0, most), isIncomplete: true };
}

/** The same for proposals that are complete. */
export function firstOf(all: readonly Proposal[], typed: string, most: number): Proposals {
  const { chosen, isIncomplete } = cut(all, typed, most);
  return { proposals: chosen, isIncomplete };
}

/** Whether the letters stand in the text in this order, as editors filter. */
function isSubsequence(letters: string, text: string): boolean {
  const lower = text.toLowerCase();
  let at = 0;
  for (const letter of letters.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Whether the proposal, or a word of what it is found by, begins with the typed letters. */
export function begins(
  { label, filter = label }: Pick<Proposal, 'label' | 'filter'>,
  typed: string,
): boolean {
  return ` ${filter}`.toLowerCase().includes(` ${typed.toLowerCase()}`);
}

/** The first letter as a capital. */
export function capitalized(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
