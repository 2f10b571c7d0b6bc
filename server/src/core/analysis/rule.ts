import type { GroupCriterion, Reference, RoadmapDocument, Task } from '../model/document.ts';
import type { Location, Workspace } from '../model/workspace.ts';
import type { Resolution } from '../index/references.ts';
import type { Memory } from '../remember.ts';
import type { NamedDoubt } from './doubts/doubt.ts';
import type { Facts } from './facts.ts';
import type { Finding, Severity } from './finding.ts';
import type { IdleComment } from './suppression.ts';

/** One rule. Each lives in a file of its own in `rules/` and is listed in `registry.ts`. */
export type Rule = TaskRule | ReferenceRule | DocumentRule | SuppressionRule;

interface RuleBase {
  /** Stable; its page is `docs/rules/<code>.md`. */
  readonly code: string;
  /** The severity of a finding that is beyond doubt; rules grade doubtful ones down, never up. */
  readonly severity: Severity;
  /** What can speak against its findings; absent where nothing can, or where it grades in another way. */
  readonly doubts?: readonly NamedDoubt[];
}

/** A rule about tasks one by one: what it finds about one stays until that task changes. */
export interface TaskRule extends RuleBase {
  readonly reads: 'task';
  /**
   * Of the document, only what does not change with other tasks may matter: its URI, text at the task's place; of
   * the facts, what `verdictOn` reads.
   */
  checkTask(document: RoadmapDocument, task: Task, context: RuleContext): Iterable<Draft>;
  /** The same for a criterion of a phase or of the document, where all groups and the document's gates may matter, too. */
  checkCriterion?(document: RoadmapDocument, item: GroupCriterion, context: RuleContext): Iterable<Draft>;
}

/** A rule about references one by one: what it finds about one stays until that, its task or `needs` change. */
export interface ReferenceRule extends RuleBase {
  readonly reads: 'reference';
  /** All that the rule looks at beside the reference and its task; compared by identity. */
  needs(context: PlacedContext): readonly unknown[];
  /** @param isLinked the reference is the target of a link. */
  checkReference(context: PlacedContext, reference: Reference, isLinked: boolean): Iterable<Draft>;
}

/** A rule that compares tasks, or looks at files and other documents. */
export interface DocumentRule extends RuleBase {
  /** `host`: what runs of gates showed, or how branches are, which not every host knows. */
  readonly reads: 'document' | 'workspace' | 'host';
  check(context: RuleContext): Iterable<Draft>;
}

/** A rule about the comments that silence other rules, asked when all of these have found what there is. */
export interface SuppressionRule extends RuleBase {
  readonly reads: 'suppression';
  checkSuppression(context: RuleContext, idle: readonly IdleComment[]): Iterable<Draft>;
}

/** A finding before settings decide about its severity. */
export interface Draft extends Omit<Finding, 'code' | 'severity' | 'related' | 'fixes'> {
  /** Absent: the rule's own. */
  readonly severity?: Severity;
  readonly related?: Finding['related'];
  readonly fixes?: Finding['fixes'];
}

/** What a rule may look at. Only roadmaps are checked. */
export interface RuleContext {
  readonly workspace: Workspace;
  readonly document: RoadmapDocument;
  /** Where the document stands; undefined outside every folder. */
  readonly place: Location | undefined;
  readonly facts: Facts;
  /** The codes of all rules that there are. */
  readonly codes: ReadonlySet<string>;
  /** Undefined outside every folder. */
  readonly resolve: (reference: Reference) => Resolution | undefined;
  /** What was found out about earlier versions of the document. */
  readonly memory: Memory;
}

/** Of a document that stands in a folder. */
export interface PlacedContext extends RuleContext {
  readonly place: Location;
}
