import type { Effort, GroupKind, Status } from '../../model/document.ts';

/** What a label names. Fields of a task, labels over lists, and what tells other content apart from work. */
export type FieldName =
  | 'status'
  | 'effort'
  | 'dependsOn'
  | 'branch'
  | 'labels'
  | 'assignee'
  | 'priority'
  | 'files'
  | 'milestone'
  | 'criteria'
  | 'deliverables'
  | 'steps'
  | 'tests'
  | 'finding'
  | 'remedy'
  | 'impact'
  | 'description'
  | 'blocks'
  | 'related'
  | 'calendar'
  | 'metadata'
  | 'template'
  | 'total'
  | 'legend'
  | 'process'
  | 'order';

/**
 * The words of one language. Compared without case, accents and repeated blanks. The first word of a status, of a
 * field and of `nothing` is the one that is proposed to somebody who writes.
 */
export interface Vocabulary {
  readonly status: Partial<Record<Status, readonly string[]>>;
  /** Status words that are as often the topic of a heading: there they count only where they are marked as a state. */
  readonly topics?: readonly string[];
  readonly fields: Partial<Record<FieldName, readonly string[]>>;
  /** Words for a date among `fields.metadata` that name something else in another language: they need a date behind them. */
  readonly dated?: readonly string[];
  /** Words that name a container of work, with a number or in front of a name. */
  readonly groups: Partial<Record<Exclude<GroupKind, 'section'>, readonly string[]>>;
  /** Words that name one piece of work, with a number: Issue 3, Task 1.1. The first is the word for a task itself. */
  readonly tasks: readonly string[];
  /** Words that name a part of a procedure as often as a piece of work, with a number: Step 2. */
  readonly steps: readonly string[];
  /** Headings of sections that talk about the plan and hold no work of their own. */
  readonly reports: readonly string[];
  /** Words in a title that say that a document is a plan of work. */
  readonly plans: readonly string[];
  /** Words in a title that say that a document is something else. */
  readonly otherDocuments: readonly string[];
  /** Words that both the name and the title of a document end with if it goes with a plan and is none itself. */
  readonly companions?: readonly string[];
  readonly units: Partial<Record<Effort['unit'], readonly string[]>>;
  /** The words for two, three and so on. */
  readonly numerals?: readonly string[];
  /** Values that say that there is nothing. */
  readonly nothing: readonly string[];
  /** Words that make a dependency a recommendation. */
  readonly soft: readonly string[];
  readonly columns: Partial<Record<ColumnName, readonly string[]>>;
  /** How a document says which folder its paths start from. */
  readonly roots: RootWords;
}

/** Words around the folder that all paths of a document start from. */
export interface RootWords {
  /** Labels whose value is such a folder: Working directory. */
  readonly labels: readonly string[];
  /** What a sentence about such a folder speaks of: paths. */
  readonly paths: readonly string[];
  /** What stands directly before the folder in such a sentence: `relative to`. */
  readonly before: readonly string[];
  /** What stands directly behind it, where the language puts it there. */
  readonly behind: readonly string[];
}

/** What a table's column holds. */
export type ColumnName =
  | 'id'
  | 'name'
  | 'status'
  | 'owner'
  | 'effort'
  | 'completion'
  | 'dependsOn'
  | 'priority'
  | 'criteria'
  | 'files'
  | 'branch'
  | 'labels'
  | 'calendar';
