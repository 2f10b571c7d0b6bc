/** How one line of a document was read, in the order in which a person asks. */
export interface Explanation {
  /** 1-based. */
  readonly line: number;
  readonly kind: LineKind;
  /** Line (1-based) of the task that the line is or belongs to; null if it belongs to none. */
  readonly task: number | null;
  /** One sentence: what the line is, or that it is no task and the first reason for it. */
  readonly answer: string;
  /** What was read where, one after the other. */
  readonly facts: readonly Fact[];
  /** What makes a task of it, or what makes more of the task; empty if there is nothing to say. */
  readonly advice: readonly string[];
}

export type LineKind =
  | 'task'
  | 'group'
  | 'criterion'
  | 'step'
  | 'deliverable'
  | 'field'
  | 'gate'
  | 'claim'
  | 'total'
  | 'milestone'
  | 'text';

export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** The parts of an explanation that say what one thing on the line is. */
export interface Finding {
  readonly kind: LineKind;
  readonly task: number | null;
  readonly answer: string;
  readonly facts: readonly Fact[];
  readonly advice: readonly string[];
}
