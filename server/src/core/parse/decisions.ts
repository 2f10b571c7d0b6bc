import type { List, ListItem, Table, TableRow } from '../markdown/blocks.ts';
import type { Item } from '../model/document.ts';
import type { Section } from './sections.ts';
import type { FieldName } from './vocabulary/index.ts';

/**
 * What the parser decided about the blocks of a document, and why. Only a reading that is to be explained
 * has this: the parser itself writes its reasons down as it goes, so that no second copy of its rules can
 * say something else. Where a block is looked at twice, the later decision is the one that holds.
 */
export class Decisions {
  readonly sections = new Map<Section, SectionDecision>();
  readonly lists = new Map<List, ListDecision>();
  readonly items = new Map<ListItem, ItemDecision>();
  /** Null: its rows are read as tasks. */
  readonly tables = new Map<Table, TableRefusal | null>();
  /** Rows that are no task although their table lists tasks. */
  readonly rows = new Map<TableRow, RowRefusal>();
}

/** Why a heading is no task, one reason for each way in which it could be one, in the order of asking. */
export type HeadingRefusal =
  /** No id stands at its start. */
  | 'no-id'
  /** Its id is a number or a bare code, which also heads plain text. */
  | 'weak-id'
  /** It opens a container: Phase 1, Sprint 2. */
  | 'group-word'
  /** It names a field or label: Acceptance criteria. */
  | 'names-field'
  /** Problem 1, Goal 2: such words need a field of a task below them. */
  | 'common-word'
  /** Summary, Budget: it talks about the plan. */
  | 'report'
  /** The boxes below have ids of their own: they are the tasks. */
  | 'holds-ids'
  /** Headings below it are the tasks. */
  | 'holds-tasks'
  /** Neither a field or label of a task nor a box that belongs to it. */
  | 'no-evidence'
  /** Its section does not begin with fields of a task. */
  | 'no-fields'
  /** The fields below it are those of a document: date, version, author. */
  | 'metadata'
  /** It begins with a date, as entries of a log do. */
  | 'dated'
  /** The document's title. */
  | 'title';

/** How a section was read. */
export interface SectionDecision {
  readonly kind:
    | 'task'
    | 'group'
    /** Neither: what stands below it is read for itself. */
    | 'text'
    /** Criteria of a group or of the document. */
    | 'criteria'
    /** Nothing below it is work: Legend, a template, a process. */
    | 'skipped'
    /** A part of the task that it stands in. */
    | 'in-task';
  /** Empty for a task. */
  readonly refusals: readonly HeadingRefusal[];
}

/** What stands over a list that is in no task. */
export interface ListDecision {
  /** The label over it as written; empty without one. */
  readonly label: string;
  readonly name: FieldName | null;
  /** False: lists below such a label hold no work. */
  readonly mayHoldWork: boolean;
}

/** Why a list item is no task. */
export type ItemRefusal =
  | 'empty'
  /** Neither a box nor an id nor a status mark. */
  | 'no-mark'
  /** A leading ✅ where nothing else is tracked. */
  | 'decoration'
  | 'legend'
  /** What it begins with is a link. */
  | 'link'
  /** Task 3 or #12 without a box may as well speak of something that stands elsewhere. */
  | 'mention'
  /** No other heading or item begins with these letters and another number, or X1 without punctuation behind it. */
  | 'lone-code'
  /** A number that only counts. */
  | 'number';

/** How a list item was read; `label` is what stands over it, as written. */
export type ItemDecision =
  | { readonly kind: 'task' }
  | { readonly kind: 'refused'; readonly refusal: ItemRefusal }
  /** An item of a task or group. */
  | { readonly kind: 'item'; readonly role: Item['role']; readonly label: ItemLabel | null }
  /** A labelled line: a field. */
  | { readonly kind: 'label' }
  /** Of a task, but no item: text. */
  | { readonly kind: 'prose'; readonly label: ItemLabel | null };

export interface ItemLabel {
  readonly text: string;
  readonly name: FieldName | null;
  /** Offset at which its line starts to matter. */
  readonly at: number;
}

/** Why the rows of a table are no tasks. */
export type TableRefusal =
  /** No column for a status, an owner, an effort or how much is done. */
  | 'tracks-nothing'
  /** Its first column neither names a piece of work nor holds ids. */
  | 'names-no-work'
  /** Nothing but ids. */
  | 'no-titles';

export type RowRefusal = 'empty' | 'sum';
