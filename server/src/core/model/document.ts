import type { SourceText, Span } from '../text/source.ts';

/**
 * What Roadgate understands of one Markdown document. The JSON of `roadgate model` is a part of it (see
 * `json.ts`); the rest is what rules, fixes and editor features need to point back into the text.
 *
 * `line` and `column` are 1-based, columns in UTF-16 code units, `endLine` inclusive: they are for
 * people. Spans are 0-based offsets, ends exclusive: they are for edits and LSP positions.
 */
export interface RoadmapDocument {
  /** Identity of the document: a URI in the editor, a path on the command line. */
  readonly uri: string;
  readonly source: SourceText;
  /** False: not a plan of work; then groups, tasks and totals are empty and no rule speaks. */
  readonly roadmap: boolean;
  readonly title: string | null;
  readonly groups: readonly Group[];
  /** In document order. */
  readonly tasks: readonly Task[];
  /** In document order. */
  readonly references: readonly Reference[];
  readonly totals: readonly Total[];
  /** Gates that belong to no task and no group: a validation section of the document. */
  readonly gates: readonly Gate[];
  /** Labels that the document itself declares. */
  readonly labels: readonly string[];
  /** Where each of `labels` stands. */
  readonly labelSpans: readonly Span[];
  readonly milestones: readonly Milestone[];
  /** Criteria of a group (`group` is its line) or of the whole document (`group` is null). */
  readonly criteria: readonly GroupCriterion[];
  readonly claims: readonly Claim[];
  /** Every heading outside fences, with the anchor that GitHub gives it. */
  readonly headings: readonly Heading[];
  /** Links and images whose target is not absolute (no scheme): `a.md#b`, `#b`, `../c.png`. */
  readonly links: readonly RelativeLink[];
  /** `<!-- roadgate… -->` comments. */
  readonly directives: readonly Directive[];
  /** What the document itself says about its marks: signs (`🔄`) and boxes (`[~]`). */
  readonly legend: ReadonlyMap<string, Status>;
}

export type GroupKind = 'phase' | 'milestone' | 'sprint' | 'epic' | 'priority' | 'section';

export interface Group {
  /** Stable within the document under edits elsewhere; see `keys.ts`. */
  readonly key: string;
  readonly kind: GroupKind;
  readonly id: string | null;
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
  /** Line of the enclosing group. */
  readonly parent: number | null;
  readonly status: Status | null;
  readonly effort: Effort | null;
  readonly labels: readonly string[];
  /** Where each of `labels` stands first. */
  readonly labelSpans: readonly Span[];
  readonly assignees: readonly string[];
  readonly dependsOn: readonly Dependency[];
  readonly gates: readonly Gate[];
  readonly calendar: Calendar | null;
  /** The heading's text, without its marks. */
  readonly nameSpan: Span;
  /** From the heading to the end of its section. */
  readonly extent: Span;
  /** Where `status` was read, and how. */
  readonly statusClaim: StatusClaim | null;
  /** What else its own place claims. */
  readonly otherStatus: OtherStatus | null;
}

export type TaskForm = 'heading' | 'item' | 'row' | 'file';

export interface Task {
  /** Stable within the document under edits elsewhere; see `keys.ts`. */
  readonly key: string;
  readonly id: string | null;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
  readonly form: TaskForm;
  /** Line of the enclosing task or group. */
  readonly parent: number | null;
  /** What the document claims at the task's own place; null if it claims nothing there. */
  readonly status: Status | null;
  readonly effort: Effort | null;
  readonly priority: string | null;
  readonly branch: string | null;
  readonly labels: readonly string[];
  /** Where each of `labels` stands first. */
  readonly labelSpans: readonly Span[];
  readonly assignees: readonly string[];
  readonly dependsOn: readonly Dependency[];
  readonly items: readonly Item[];
  readonly gates: readonly Gate[];
  /** When it is to happen, where it says so itself. */
  readonly calendar: Calendar | null;
  /** The heading's text, the item's first line or the row, without marks of the syntax. */
  readonly nameSpan: Span;
  /** Where the id stands (the id alone); null without one. */
  readonly idSpan: Span | null;
  /** From the heading to the end of its section; the whole item or row. */
  readonly extent: Span;
  /** Where `status` was read, and how. */
  readonly statusClaim: StatusClaim | null;
  /** What else its own place claims. */
  readonly otherStatus: OtherStatus | null;
  readonly branchSpan: Span | null;
  /** The content of the task's `PR Template` fence, unindented; null without one. */
  readonly pullRequestTemplate: string | null;
}

export type Status = 'todo' | 'in-progress' | 'in-review' | 'blocked' | 'done' | 'deferred' | 'cancelled';

export interface StatusClaim {
  readonly kind: 'field' | 'word' | 'mark' | 'box' | 'strike' | 'label' | 'percent' | 'front-matter';
  /** The word, the mark, or the character(s) inside the box's brackets. */
  readonly span: Span;
}

/** A claim that another one at the same place takes precedence over: the field below a heading that says DONE. */
export interface OtherStatus {
  readonly status: Status;
  readonly claim: StatusClaim;
}

export interface Item {
  /** Stable within the document under edits elsewhere; see `keys.ts`. */
  readonly key: string;
  readonly line: number;
  /** The item's own text on its first line(s), Markdown marks kept, without its box or leading mark. */
  readonly text: string;
  readonly role: 'criterion' | 'step' | 'deliverable';
  /** Null: not recorded (a bullet without a box). Never counted as unmet. */
  readonly checked: boolean | null;
  /** From the list marker to the end of the item's own text (nested lists excluded). */
  readonly span: Span;
  /** What records the state: the character(s) inside the box's brackets, or a leading ✅/❌. */
  readonly mark: { readonly kind: 'box' | 'emoji'; readonly span: Span } | null;
}

export interface GroupCriterion extends Item {
  readonly group: number | null;
}

export interface Effort {
  readonly min: number;
  readonly max: number;
  readonly unit: 'min' | 'h' | 'd' | 'w' | 'mo' | 'pt' | 'size';
  readonly text: string;
}

export interface Dependency {
  readonly id: string;
  readonly raw: string;
  readonly soft: boolean;
  readonly span: Span;
}

export interface Calendar {
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}

export type GateClass = 'check' | 'setup' | 'mutating' | 'long-running' | 'example';

export interface Gate {
  readonly line: number;
  readonly endLine: number;
  /** The fence's language as written, lower case; null for inline code and bare fences. */
  readonly language: string | null;
  readonly form: 'fence' | 'inline';
  readonly name: string;
  /** One entry per logical command line: comments and prompts removed, continuation lines joined. */
  readonly commands: readonly string[];
  /** 0-based lines of `text` at which the commands begin, one for each. */
  readonly commandLines: readonly number[];
  readonly class: GateClass;
  /** Why it was put into its class, as a phrase for people. */
  readonly reason: string;
  /** The verbatim text: the fence's content (unindented) or the inline code's content. */
  readonly text: string;
  /** The fence with its marks, or the code span. */
  readonly span: Span;
  /** What a comment at the gate says; null without one. */
  readonly attributes: GateAttributes | null;
}

/** What a `<!-- roadgate-gate: … -->` comment says about a gate; absent: as without it. */
export interface GateAttributes {
  readonly name?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Relative to the workspace folder. */
  readonly cwd?: string;
  /** Globs of the files that its result speaks of, relative to the workspace folder. */
  readonly covers?: readonly string[];
  readonly class?: GateClass;
  /** What could not be taken, as a sentence: such a gate does not run. */
  readonly problem?: string;
}

export type Expectation = 'exists' | 'to-create' | 'gone' | 'unknown';

export interface Reference {
  readonly line: number;
  readonly column: number;
  /** The text of the mention with its lines. */
  readonly raw: string;
  /** The path alone, as written. */
  readonly path: string;
  /** 1-based, inclusive; `[29, 29]` for one line. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly kind: 'file' | 'directory' | 'glob';
  readonly expectation: Expectation;
  /** The whole mention. */
  readonly span: Span;
  readonly pathSpan: Span;
  /** One span per range: the digits, and the dash between them. */
  readonly rangeSpans: readonly Span[];
  /** Line of the innermost task that holds the mention. */
  readonly task: number | null;
  /** Stands in code marks or as a link target: a reader means a path, not a word. */
  readonly quoted: boolean;
}

export interface Total {
  readonly line: number;
  readonly tasks: number | null;
  readonly effort: Effort | null;
  /** Title of what it sums. */
  readonly scope: string;
  readonly span: Span;
}

export interface Milestone {
  readonly title: string;
  readonly due: string | null;
  readonly line: number;
}

/** A statement about a task or group away from its own place. */
export interface Claim {
  /** Where `status` was read, and how; null where it is read from something that need not be its place. */
  readonly statusClaim: StatusClaim | null;
  readonly line: number;
  readonly about: string;
  readonly status: Status | null;
  readonly effort: Effort | null;
  readonly span: Span;
}

export interface Heading {
  readonly level: number;
  readonly line: number;
  readonly text: string;
  /** GitHub's anchor for it, unique in the document (`setup`, `setup-1`). */
  readonly slug: string;
  readonly span: Span;
}

export interface RelativeLink {
  readonly line: number;
  /** Decoded path before `#`; empty for a link within the document. */
  readonly path: string;
  /** Decoded fragment after `#`; null without one. */
  readonly fragment: string | null;
  readonly targetSpan: Span;
  readonly pathSpan: Span;
  readonly fragmentSpan: Span | null;
}

/** A `<!-- roadgate-disable-next-line a/b c/d -- why -->` comment and its like. */
export interface Directive {
  readonly kind: 'disable' | 'enable' | 'disable-line' | 'disable-next-line' | 'on' | 'off';
  /** Rule codes; empty: all rules. */
  readonly codes: readonly string[];
  readonly reason: string | null;
  readonly line: number;
  readonly span: Span;
}
