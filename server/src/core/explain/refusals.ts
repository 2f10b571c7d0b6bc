import type {
  HeadingRefusal,
  ItemRefusal,
  RowRefusal,
  SectionDecision,
  TableRefusal,
} from '../parse/decisions.ts';
import type { GateRefusal } from '../parse/gates.ts';
import type { Section } from '../parse/sections.ts';
import { code, quoted } from './text.ts';

/** Why something is no task, and what would make it one. */
export interface Reason {
  /** A sentence. */
  readonly why: string;
  readonly advice: readonly string[];
}

/** @param id one that the document does not have yet, of the form of those it has. */
export function headingReason(section: Section, decision: SectionDecision, id: string): Reason {
  const title = section.headline?.text.text ?? '';
  const [first, ...others] = decision.refusals;
  const own = first ?? 'no-id';
  const telling = others.findLast(
    (refusal) => refusal !== 'no-id' && refusal !== 'weak-id' && refusal !== 'group-word',
  );
  const advice = headingAdvice(section, own, id);
  if (decision.kind === 'skipped')
    return {
      why: `The heading ${quoted(title)} names what is no work (a legend, a template, a process), so nothing below it is read as a task.`,
      advice: [`Rename the heading, or begin it with an id: ${code(`${hashes(section)} ${id}: ${title}`)}.`],
    };
  if (decision.kind === 'in-task')
    return {
      why: `The heading stands inside a task and ${IN_TASK[own] ?? HEADING[own]}, so it is a part of that task.`,
      advice,
    };
  const because =
    telling === undefined || telling === own ? HEADING[own] : `${HEADING[own]}, and ${HEADING[telling]}`;
  return { why: `The heading ${because}.`, advice };
}

/** Each completes "The heading …". */
const HEADING: Readonly<Record<HeadingRefusal, string>> = {
  'no-id': 'has no task id at its start',
  'weak-id': 'begins with a number or code that may as well only structure the text',
  'group-word': 'names a phase, a priority or another container',
  'names-field': 'names a field or label, not a piece of work',
  'common-word':
    'begins with a word that heads plain text as often as work (problem, goal, finding, …), without a field of a task below it',
  report: 'names a section that talks about the plan (a summary, an overview, a budget)',
  'holds-ids': 'stands over boxes that have ids of their own: those are the tasks, and it is their group',
  'holds-tasks': 'stands over headings that are tasks: it is their group',
  'no-evidence':
    'no field of a task (status, effort, depends on, branch, criteria, …) and no box of its own stands directly below it',
  'no-fields':
    'its section does not begin with fields of a task, each with a value that can be read (`**Status:** To do`)',
  metadata: 'the fields below it are those of a document (date, version, author)',
  dated: 'begins with a date, as the entries of a log do',
  title: 'is of the first level, as the titles of documents are',
};

const IN_TASK: Partial<Record<HeadingRefusal, string>> = {
  'weak-id': 'begins with a plain number',
  'no-evidence': 'has a number but no status, effort, dependency, branch, assignee or criteria of its own',
};

function headingAdvice(section: Section, own: HeadingRefusal, id: string): string[] {
  const title = section.headline?.title ?? '';
  const withId = `Begin it with an id: ${code(`${hashes(section)} ${id}: ${title}`)}.`;
  switch (own) {
    case 'no-id':
    case 'common-word':
    case 'report':
    case 'names-field':
      return [
        withId,
        'Or put a field directly below it, such as `**Status:** To do` or `**Effort:** 2 hours`.',
      ];
    case 'group-word':
      return [
        'Put tasks below it, and it is their group.',
        'Or put a field directly below it, such as `**Status:** To do`.',
      ];
    case 'title':
      return [`Give the task a heading of its own below the title: ${code(`## ${id}: …`)}.`];
    case 'holds-ids':
    case 'holds-tasks':
      return [];
    case 'weak-id':
    case 'no-evidence':
    case 'no-fields':
    case 'metadata':
    case 'dated':
      return ['Put a field directly below it, such as `**Status:** To do` or `**Effort:** 2 hours`.', withId];
  }
}

function hashes(section: Section): string {
  return '#'.repeat(section.heading?.level ?? 3);
}

/** @param text of the item, without its marker. */
export function itemReason(refusal: ItemRefusal, text: string, id: string): Reason {
  const box = `Give it a box: ${code(`- [ ] ${text}`)}.`;
  switch (refusal) {
    case 'empty':
      return { why: 'The list item is empty.', advice: [] };
    case 'no-mark':
      return {
        why: 'The list item has no box, no task id and no mark of a status at its start, so it is text.',
        advice: [
          box,
          `Or begin it with an id such as ${code(`${id}:`)}, if other items begin with ids of that kind too.`,
        ],
      };
    case 'decoration':
      return {
        why: 'The mark at its start is read as decoration: nothing in this list is marked as open, and neither a heading nor a label above says that the list is finished.',
        advice: [
          `Give it a box: ${code(`- [x] ${text}`)}.`,
          'Or put the list below a heading such as “Completed”.',
        ],
      };
    case 'legend':
      return { why: 'The list item says what its box means.', advice: [] };
    case 'link':
      return {
        why: 'The list item begins with a link: what it leads to is the thing, not the item.',
        advice: [box],
      };
    case 'mention':
      return {
        why: 'The id at its start may as well speak of a task that stands elsewhere: without a box the item is none.',
        advice: [box],
      };
    case 'lone-code':
      return {
        why: 'What it begins with is taken for a task id only if other headings or list items begin with the same letters and another number, and punctuation follows it.',
        advice: [box, 'Or name the form of your ids in `.roadgate.yaml`: `ids: ["X-{n}"]`.'],
      };
    case 'number':
      return {
        why: 'The number at its start only counts: an id without a box is a number of several levels (1.1), set off by punctuation, in a list that has several of them.',
        advice: [box],
      };
  }
}

export function tableReason(refusal: TableRefusal): Reason {
  switch (refusal) {
    case 'tracks-nothing':
      return {
        why: 'The table has no column for a status, an owner, an effort or how much is done, so its rows are no tasks.',
        advice: ['Add a column `Status`, `Owner`, `Effort` or `Progress`.'],
      };
    case 'names-no-work':
      return {
        why: 'The first column of the table neither names pieces of work (Task, Issue, Item, Story, Feature, Step, …) nor holds ids, so its rows are no tasks.',
        advice: ['Call the first column `Task`, or begin each of its cells with an id.'],
      };
    case 'no-titles':
      return {
        why: 'The table holds nothing but ids.',
        advice: ['Add a column `Task` for what each id stands for.'],
      };
  }
}

export function rowReason(refusal: RowRefusal): Reason {
  return refusal === 'sum'
    ? { why: 'The row sums up the others.', advice: [] }
    : { why: 'The cell that would name the task is empty.', advice: ['Write into it what is to be done.'] };
}

export function gateReason(refusal: GateRefusal): Reason {
  switch (refusal) {
    case 'no-shell':
      return {
        why: 'The language of the fence is that of no shell, and its lines do not read as commands.',
        advice: ['Begin the fence with ```` ```bash ````.'],
      };
    case 'unannounced':
      return {
        why: 'Nothing directly above the fence says that its commands check the work.',
        advice: ['Put a label such as `**Validate:**` above the fence.'],
      };
    case 'empty':
      return {
        why: 'The fence holds no command.',
        advice: ['Write a command into it that fails if the work does not hold.'],
      };
    case 'meant-to-fail':
      return { why: 'The sentence above says that the commands are to fail.', advice: [] };
    case 'commit':
      return { why: 'The fence commits or pushes: that proves nothing about the work.', advice: [] };
  }
}
