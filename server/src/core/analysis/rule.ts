import type { Reference, RoadmapDocument } from '../model/document.ts';
import type { Location, Workspace } from '../model/workspace.ts';
import type { Resolution } from '../index/references.ts';
import type { Facts } from './facts.ts';
import type { Finding, Severity } from './finding.ts';

/** One rule. Each lives in a file of its own in `rules/` and is listed in `registry.ts`. */
export interface Rule {
  /** Stable; its page is `docs/rules/<code>.md`. */
  readonly code: string;
  /** The severity of a finding that is beyond doubt; rules grade doubtful ones down, never up. */
  readonly severity: Severity;
  /** What a finding depends on: nothing outside its task, its document, or the workspace. */
  readonly reads: 'task' | 'document' | 'workspace';
  check(context: RuleContext): Iterable<Draft>;
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
  /** Undefined outside every folder. */
  readonly resolve: (reference: Reference) => Resolution | undefined;
}
