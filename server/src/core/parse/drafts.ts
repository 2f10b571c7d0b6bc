import type { ListItem } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Effort, Item, OtherStatus, Status, StatusClaim, TaskForm } from '../model/document.ts';
import { areSame } from '../remember.ts';
import type { Span } from '../text/source.ts';
import type { Decisions } from './decisions.ts';
import type { Field } from './fields.ts';
import type { Headline } from './headline.ts';
import type { FoundId } from './ids.ts';
import type { Section } from './sections.ts';
import type { Legend } from './status.ts';
import type { PlainText } from './text.ts';

/** What all steps that read work from the outline need to know of the document. */
export interface ParseContext {
  readonly tree: MarkdownTree;
  readonly legend: Legend;
  /** Letters of ids that stand at the start of several headings or items, each with another number. */
  readonly prefixes: ReadonlySet<string>;
  /** Headers of tables that say in their column for priorities what is done, somewhere in the document. */
  readonly rankedHeaders: ReadonlySet<string>;
  /** Takes the reasons of this reading; only one that is to be explained has it. */
  readonly decisions?: Decisions;
}

/**
 * Remembers what a step finds out about an item or a row. In a long list that is edited they are the same values
 * as before, but for a few. What nobody edits is read once, and so are the reasons of a reading.
 */
export class RememberedPieces<Key extends object, Value> {
  readonly #known = new WeakMap<Key, KnownPiece<Value>>();

  /** @param needs what the value depends on beside the key, the legend and the ids of the document. */
  read(context: ParseContext, key: Key, needs: readonly unknown[], find: () => Value): Value {
    const { legend, prefixes } = context;
    if (!context.tree.layout.hasRoom || context.decisions) return find();
    const known = this.#known.get(key);
    if (known?.legend === legend && known.prefixes === prefixes && areSame(known.needs, needs))
      return known.value;
    const value = find();
    this.#known.set(key, { legend, prefixes, needs, value });
    return value;
  }
}

interface KnownPiece<Value> extends Pick<ParseContext, 'legend' | 'prefixes'> {
  readonly needs: readonly unknown[];
  readonly value: Value;
}

/** A field with all that belongs to its value: the rest of its line, and the list or fence below it. */
export interface FieldEntry extends Field {
  /** The texts of the list below the label: one per item, nested ones too. */
  readonly list: readonly PlainText[];
  /** The content of the fence below the label. */
  readonly fence: string | null;
}

/** A criterion, step or deliverable, before it has a key. */
export type ItemDraft = Omit<Item, 'key'>;

/** What the section or item of one unit of work says about it. */
export interface Body {
  readonly fields: readonly FieldEntry[];
  readonly items: readonly ItemDraft[];
  /** Nested items that are tasks of their own. */
  readonly nested: readonly ListItem[];
  /** Plain paragraphs at the unit's own place. */
  readonly prose: readonly PlainText[];
}

export interface TaskDraft {
  readonly type: 'task';
  readonly form: TaskForm;
  readonly id: string | null;
  readonly found: FoundId | null;
  readonly aliases: readonly string[];
  /** `Phase 1` of a group-word heading that is a task because no work stands below it. */
  readonly groupId: string | null;
  readonly title: string;
  readonly line: number;
  readonly nameSpan: Span;
  readonly idSpan: Span | null;
  readonly extent: Span;
  readonly status: Status | null;
  readonly statusClaim: StatusClaim | null;
  readonly otherStatus: OtherStatus | null;
  readonly effort: Effort | null;
  readonly priority: string | null;
  readonly body: Body;
  /** Values of table columns or front matter that take the place of labels in the body. */
  readonly values: Partial<Record<'dependsOn' | 'branch' | 'labels' | 'assignee', PlainText>>;
  parent: TaskDraft | GroupDraft | null;
  /** Work only if the document has none elsewhere: a list under Next steps, say. */
  readonly secondary: boolean;
  /** Key of the id in the label above, `**Task 3: Cache**`: no work of its own if that has its place elsewhere. */
  readonly below: string | null;
  /** A box of its own, its own heading: what else names this id is a claim about this task. */
  readonly weight: number;
}

export interface GroupDraft {
  readonly type: 'group';
  readonly section: Section;
  readonly headline: Headline;
  readonly line: number;
  readonly fields: readonly FieldEntry[];
  parent: TaskDraft | GroupDraft | null;
}

/** A criterion that belongs to a group or to the document. */
export interface CriterionDraft {
  readonly item: ItemDraft;
  parent: TaskDraft | GroupDraft | null;
  /** The name of the group it is about, where the label says so: `**Phase 1 Complete:**`. */
  readonly about: string | null;
}

/** Work found in a part of the document, in document order. */
export interface Plan {
  readonly tasks: readonly TaskDraft[];
  readonly groups: readonly GroupDraft[];
  readonly criteria: readonly CriterionDraft[];
  /** Those that stand in no unit of this plan; whoever takes the plan in becomes their parent. */
  readonly roots: readonly Draft[];
}

export type Draft = TaskDraft | GroupDraft | CriterionDraft;

export const EMPTY_PLAN: Plan = { tasks: [], groups: [], criteria: [], roots: [] };

/** A plan of what was just found: what has no parent yet is a root. */
export function planOf(tasks: readonly TaskDraft[], criteria: readonly CriterionDraft[] = []): Plan {
  const roots = [...tasks, ...criteria].filter(({ parent }) => parent === null);
  return { tasks, groups: [], criteria, roots };
}

export function joinPlans(plans: readonly Plan[]): Plan {
  const [only, ...others] = plans.filter((plan) => plan.tasks.length + plan.criteria.length > 0);
  if (!only || others.length === 0) return only ?? EMPTY_PLAN;
  const joined = { tasks: [], groups: [], criteria: [], roots: [] } as {
    readonly [Kind in keyof Plan]: Plan[Kind][number][];
  };
  // With every edit those of the whole document are joined: `flatMap` takes some fifteen times as long as loops.
  for (const { tasks, groups, criteria, roots } of plans) {
    for (const task of tasks) joined.tasks.push(task);
    for (const group of groups) joined.groups.push(group);
    for (const criterion of criteria) joined.criteria.push(criterion);
    for (const root of roots) joined.roots.push(root);
  }
  return joined;
}

/**
 * Puts the roots of a plan below a unit. A plan that did not change since the last version of the document is
 * taken in anew by what is around it: only its roots change their parent.
 */
export function adopt(plan: Plan, parent: TaskDraft | GroupDraft | null): void {
  for (const draft of plan.roots) draft.parent = parent;
}
