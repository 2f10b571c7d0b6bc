import type {
  CompletionItem,
  CompletionList,
  InsertReplaceEdit,
  Range,
  TextEdit,
} from 'vscode-languageserver-types';
import type { Proposal, Proposals } from './proposal.ts';

/** What the editor understands beyond the first version of completion. */
export interface CompletionAbilities {
  readonly insertReplace: boolean;
  readonly labelDetails: boolean;
  /** One range for all items. */
  readonly defaultRange: boolean;
}

/** The ranges of the word that is completed. */
export interface WordRanges {
  readonly insert: Range;
  readonly replace: Range;
}

/** The protocol's form of what is proposed; the editor keeps the order. */
export function toCompletionList(
  { proposals, isIncomplete }: Proposals,
  ranges: WordRanges,
  can: CompletionAbilities,
): CompletionList {
  const items = proposals.map((proposal, index) => toItem(proposal, index, ranges, can));
  if (!can.defaultRange) return { isIncomplete, items };
  // Half of an old word left behind the new one would make a third: without the choice, the whole word goes.
  return { isIncomplete, items, itemDefaults: { editRange: can.insertReplace ? ranges : ranges.replace } };
}

function toItem(
  { label, kind, text = label, filter, detail, description, about }: Proposal,
  index: number,
  ranges: WordRanges,
  can: CompletionAbilities,
): CompletionItem {
  const item: CompletionItem = { label, kind, sortText: String(index).padStart(5, '0') };
  if (filter !== undefined && filter !== label) item.filterText = filter;
  if (about !== undefined) item.data = about;
  if (can.labelDetails) {
    const details = {
      ...(detail === undefined ? {} : { detail: ` ${detail}` }),
      ...(description === undefined ? {} : { description }),
    };
    if (detail !== undefined || description !== undefined) item.labelDetails = details;
  } else {
    const parts = [detail, description].filter((part) => part !== undefined && part !== '');
    if (parts.length > 0) item.detail = parts.join(' · ');
  }
  if (!can.defaultRange) item.textEdit = toEdit(text, ranges, can);
  else if (text !== label) item.textEditText = text;
  return item;
}

function toEdit(newText: string, ranges: WordRanges, can: CompletionAbilities): TextEdit | InsertReplaceEdit {
  return can.insertReplace ? { newText, ...ranges } : { newText, range: ranges.replace };
}
