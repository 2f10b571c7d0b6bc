import type { Block, List, ListItem, Paragraph } from '../markdown/blocks.ts';
import type { CriterionDraft, ParseContext, Plan } from './drafts.ts';
import { EMPTY_PLAN, RememberedPieces, joinPlans, planOf } from './drafts.ts';
import { type Field, readFieldLines, readItemLabel, readLabelsBelow } from './fields.ts';
import { idKey } from './headline.ts';
import { COMMON_WORDS, type FoundId, findId } from './ids.ts';
import { namesCompletion, readCriteria } from './criteria.ts';
import { recordSentence } from './records.ts';
import type { Section } from './sections.ts';
import { findStatusWord } from './status.ts';
import { type PlainText, readPlainText } from './text.ts';
import { hasBoxAndId, readListTasks } from './tasks/item.ts';
import { readTableTasks } from './tasks/row.ts';
import { type FieldName, words } from './vocabulary/index.ts';
import { anyCase } from '../text/patterns.ts';

/** What the headings above say about the lists of a section. */
export interface Place {
  /** A heading above says that what stands below is finished. */
  readonly saysDone: boolean;
  /** Work only if there is none elsewhere in the document. */
  readonly secondary: boolean;
  /** A numbered phase, milestone or sprint is above. */
  readonly inPhase: boolean;
  /** A heading above names a container of work, or what is to be done and in which order. */
  readonly plansWork: boolean;
  /** The heading itself names a container of work: Sprint 2, Epic A. */
  readonly opensContainer: boolean;
  /** The number of the phase, milestone or sprint whose heading is the next above. */
  readonly phase: string | null;
}

/** The work that stands directly below a heading that is no task: items, rows, and criteria of the group. */
export function readContainerBlocks(context: ParseContext, section: Section, place: Place): Plan {
  const plans: Plan[] = [];
  let label: Label = NO_LABEL;
  for (const block of section.blocks) {
    if (block.kind === 'paragraph') {
      const read = readParagraph(context, block);
      if (read.plan) plans.push(read.plan);
      label = read.label ?? (label.listSeen ? NO_LABEL : label);
    } else if (block.kind === 'list') {
      plans.push(readContainerList(context, block, label, place));
      const below = block.items.at(-1);
      const [field] = below ? readLabelsBelow(context.tree, below).slice(-1) : [];
      label = field ? labelOf(field) : { ...label, listSeen: true };
    } else if (block.kind === 'table') {
      const secondary = place.secondary || sumsUp(section);
      plans.push(planOf(readTableTasks(context, block, { saysDone: place.saysDone, secondary })));
    }
  }
  return joinPlans(plans);
}

/** `## Time estimates`, `## Timeline`: a table there tells of work that has its own place, if any has. */
function sumsUp({ headline }: Section): boolean {
  return headline !== null && SUMS_UP.test(headline.text.text);
}

const SUMS_UP = anyCase`^[^\p{L}]*(?:(?:summary|overview|timeline|schedule)(?: (?:summary|overview|table|estimates?))?|(?:total )?(?:time|timeline|effort|work) (?:estimates?|estimation|summary|breakdown|overview)|effort|estimates?|estimated (?:time|effort|timeline))[^\p{L}\p{N}]*$`;

interface Label {
  readonly name: FieldName | null;
  readonly text: string;
  readonly listSeen: boolean;
  /** The label says that what it names is done: `**Completed:**`, `**Phase 1 Complete:**`. */
  readonly saysDone: boolean;
  /** `**Task 3: Cache**`, `**Goal 3**`: what follows may belong to work that has its own place. */
  readonly task: FoundId | null;
}

const NO_LABEL: Label = { name: null, text: '', listSeen: false, saysDone: false, task: null };

function readParagraph(
  context: ParseContext,
  paragraph: Paragraph,
): { plan: Plan | null; label: Label | null } {
  const { lead, fields } = readFieldLines(context.tree, paragraph.content);
  const last = fields.at(-1);
  if (!last) {
    const text = lead ? readPlainText(context.tree, lead).text : '';
    if (PROCESS_LEAD.test(text)) return { plan: null, label: { ...NO_LABEL, name: 'process' } };
    const label = LONE_LABEL.exec(text)?.[1] ?? '';
    return {
      plan: null,
      label: namesCompletion(label) ? { ...NO_LABEL, name: 'criteria', text: label } : null,
    };
  }
  const criteria = fields.flatMap((field) =>
    field.value && field.name === 'criteria'
      ? sentence(context, paragraph, field)
      : field.value && SAYS_WHEN.test(field.label) && namesCompletion(field.label)
        ? completion(context, field, field.value)
        : [],
  );
  return { plan: planOf([], criteria), label: labelOf(last) };
}

/** `Sprint 2 completed: 3 May` only says when it was. */
const SAYS_WHEN = /\s(?:when|if|once|criteria)\s*$/i;

const LONE_LABEL = /^([^:：\n]{1,90})[:：]\s*$/u;

/** "Before starting any issue:", "After merging each task:" */
const PROCESS_LEAD = anyCase`^(?:(?:before|after|prior to)\s+(?:you\s+)?(?:start|begin|merg|clos|finish|complet|open|submit|commit|push|creat)\p{L}*\s+(?:(?:any|each|every|an?|all|new)\s+)?[\p{L}\s-]{0,30}|(?:when|whenever|each time)\s.{0,80})[:：]\s*$`;

/**
 * `**Independent Test**: Print one label.` has said it all: the list that follows is none of its criteria.
 * `**Execution order:** one after the other` and `Date: 2030-01-02` say nothing about a list below them either.
 */
const SAID_AT_ONCE: ReadonlySet<FieldName | null> = new Set<FieldName | null>([
  'criteria',
  'order',
  'metadata',
  'related',
  'files',
  'labels',
]);

function labelOf(field: Field): Label {
  const word = findStatusWord(field.label);
  const process = PROCESS_LEAD.test(`${field.label}:`);
  const isSaid = field.value !== null && SAID_AT_ONCE.has(field.name);
  const name = isSaid ? null : field.name;
  const id = findId(field.label);
  return {
    name: process ? 'process' : namesCompletion(field.label) ? 'criteria' : name,
    text: field.label,
    listSeen: false,
    saysDone: word?.status === 'done' && field.name === null,
    task: id?.kind === 'word' ? id : null,
  };
}

function sentence(context: ParseContext, paragraph: Paragraph, field: Field): CriterionDraft[] {
  // One reader for all criteria: the paragraph as a section of its own.
  const line = context.tree.source.lineAt(field.at) + 1;
  const criteria = readCriteria(context, pseudoSection([paragraph]));
  return criteria.filter(({ item }) => item.line === line);
}

/** `**Sprint 5 complete when:** all cards are drawn` */
function completion(context: ParseContext, field: Field, value: PlainText): CriterionDraft[] {
  const item = recordSentence(context, value, field.valueSpan, field.at);
  return item ? [{ item, parent: null, about: field.label }] : [];
}

function pseudoSection(blocks: readonly Block[]): Section {
  return {
    heading: null,
    headline: null,
    field: null,
    level: 0,
    blocks,
    children: [],
    span: { from: blocks[0]?.span.from ?? 0, to: blocks.at(-1)?.span.to ?? 0 },
  };
}

const NOT_WORK: ReadonlySet<FieldName | null> = new Set<FieldName | null>([
  'process',
  'legend',
  'template',
  'metadata',
  'related',
  'files',
  'labels',
]);

function readContainerList(context: ParseContext, list: List, label: Label, place: Place): Plan {
  const mayHoldWork = !NOT_WORK.has(label.name);
  context.decisions?.lists.set(list, { label: label.text, name: label.name, mayHoldWork });
  if (label.name === 'criteria') return criteriaOf(context, list, label);
  if (!mayHoldWork)
    return LISTS_NAMES.has(label.name) ? readWorkAmongNames(context, list, place) : EMPTY_PLAN;
  const labels = new Map((list.pieces ?? [list]).flatMap((piece) => readLabels(context, piece)));
  // `**Prerequisites:**` over ✅ and ⏳ says what the work waits for; boxes there may be to install something.
  const listsConditions = label.name === 'dependsOn' && list.items.every(({ box }) => box === null);
  const secondary =
    place.secondary ||
    label.name === 'order' ||
    label.name === 'deliverables' ||
    (label.task !== null && !namesOwnWork(label.task)) ||
    listsConditions;
  const own = readListTasks(
    context,
    list,
    {
      saysDone: place.saysDone || label.saysDone,
      isLabelled: label.text !== '',
      plansWork: place.plansWork,
      opensContainer: place.opensContainer,
      secondary,
      below: label.task && namesOwnWork(label.task) ? idKey(label.task.id) : null,
    },
    labels.size === 0 ? undefined : (item) => !labels.has(item),
  );
  const below = [...labels].map(([item, inner]) => {
    context.decisions?.items.set(item, { kind: 'label' });
    return readLabelItem(context, item.children, inner, place);
  });
  return joinPlans([planOf(own), ...below]);
}

/** `Task 3` and `Story 1.2` are work; `Goal 3` and `Step 3` as often only say what for, and in which order. */
function namesOwnWork({ word }: FoundId): boolean {
  return word !== null && !COMMON_WORDS.has(word) && !words().steps.has(word);
}

/** Labels over lists of mere names. */
const LISTS_NAMES: ReadonlySet<FieldName | null> = new Set<FieldName | null>(['files', 'labels', 'related']);

/**
 * To Markdown, a task that follows a list of files is one more item of that list. A box with an id of the form that
 * tasks have is never the name of a file.
 */
function readWorkAmongNames(
  context: ParseContext,
  list: List,
  { saysDone, secondary, plansWork, opensContainer }: Place,
): Plan {
  const isTask = (item: ListItem): boolean => hasBoxAndId(context, item);
  return planOf(
    readListTasks(
      context,
      list,
      { saysDone, isLabelled: false, plansWork, opensContainer, secondary, below: null },
      isTask,
    ),
  );
}

const knownLabels = new RememberedPieces<List, readonly (readonly [ListItem, Field])[]>();

/** `- **Success Criteria:**` over a nested list is a label of the group; `- **Backend:**` only divides. */
function readLabels(context: ParseContext, list: List): readonly (readonly [ListItem, Field])[] {
  return knownLabels.read(context, list, [], () =>
    list.items.flatMap((item) => {
      const label = item.box ? null : readItemLabel(context.tree, item);
      return label !== null && label.name !== null ? [[item, label] as const] : [];
    }),
  );
}

function readLabelItem(context: ParseContext, children: readonly Block[], label: Field, place: Place): Plan {
  const plans: Plan[] = [];
  const first = children[0];
  if (
    label.name === 'criteria' &&
    label.value &&
    !children.some(({ kind }) => kind === 'list') &&
    first?.kind === 'paragraph'
  )
    plans.push(planOf([], sentence(context, first, label)));
  for (const child of children)
    if (child.kind === 'list') plans.push(readContainerList(context, child, labelOf(label), place));
  return joinPlans(plans);
}

function criteriaOf(context: ParseContext, list: List, label: Label): Plan {
  const criteria = readCriteria(context, pseudoSection([list]));
  return planOf(
    [],
    criteria.map((each) => ({ ...each, about: each.about ?? label.text })),
  );
}
