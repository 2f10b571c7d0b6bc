import type { Heading, List, ListItem, Paragraph } from '../markdown/blocks.ts';
import { isTodo } from '../model/todo.ts';
import { readFieldLines } from '../parse/fields.ts';
import type { ItemLabel } from '../parse/decisions.ts';
import { whyNoGate } from '../parse/gates.ts';
import type { Finding } from './explanation.ts';
import { fieldText } from './fields.ts';
import type { Inquiry } from './inquiry.ts';
import { type Place, type TableLine, innermostNode } from './place.ts';
import { type Reason, gateReason, headingReason, itemReason, rowReason, tableReason } from './refusals.ts';
import { code, quoted } from './text.ts';

/** Why a line that is nothing of what the model holds is no task. */
export function explainText(inquiry: Inquiry, place: Place): Pick<Finding, 'facts' | 'advice'> {
  const { why, advice } = reasonOf(inquiry, place);
  return { facts: [{ name: 'Why', text: why }], advice };
}

function reasonOf(inquiry: Inquiry, place: Place): Reason {
  const { tree } = inquiry.reading.context;
  const own = place.nodes.at(-1);
  if (place.isFrontMatter) return FRONT_MATTER;
  if (!own || tree.source.lineText(place.line - 1).trim() === '')
    return { why: 'The line is empty.', advice: [] };
  switch (own.kind) {
    case 'heading':
      return forHeading(inquiry, place, own);
    case 'row':
      return forRow(inquiry, place, own);
    case 'fence': {
      const { groups, tasks, criteria } = inquiry.reading.document;
      const refusal = whyNoGate({ tree, groups, tasks, criteria }, own);
      const gate: Reason = refusal ? gateReason(refusal) : { why: '', advice: [] };
      return { why: `${IN_FENCE} ${gate.why}`.trim(), advice: gate.advice };
    }
    case 'list':
    case 'item':
    case 'paragraph':
      return forText(inquiry, place, own.kind === 'paragraph' ? own : null);
    case 'code':
    case 'html':
    case 'quote':
    case 'rule':
    case 'table':
    case 'definition':
      return OTHER[own.kind];
  }
}

const IN_FENCE = 'Nothing inside a fence is read as work.';

const FRONT_MATTER: Reason = {
  why: 'Front matter makes the whole file one task only if it has both an `id` and a `status`.',
  advice: ['Add `id: T-1` and `status: todo` to make one task of the file.'],
};

const OTHER: Readonly<Record<'code' | 'html' | 'quote' | 'rule' | 'table' | 'definition', Reason>> = {
  code: {
    why: 'Text that is indented by four blanks or more is code, and nothing in code is read as work.',
    advice: ['Take the blanks before the line away.'],
  },
  html: { why: 'Comments and HTML count for nothing.', advice: ['Write it as Markdown.'] },
  quote: { why: 'Quotations hold no tasks.', advice: ['Take the `>` before the line away.'] },
  rule: { why: 'The line only divides.', advice: [] },
  table: { why: 'The line is a part of a table, and only rows can be tasks.', advice: [] },
  definition: { why: 'The line says where links lead.', advice: [] },
};

function forHeading(inquiry: Inquiry, place: Place, heading: Heading): Reason {
  const section = place.sections.find((each) => each.heading === heading);
  const decision = section && inquiry.decisions.sections.get(section);
  if (!section) return insideBlock(place);
  return decision && decision.kind !== 'task'
    ? headingReason(section, decision, inquiry.nextId)
    : (notLookedAt(inquiry, place) ?? restOf(inquiry, place));
}

/** Only headings at the margin open sections. */
function insideBlock(place: Place): Reason {
  const where = innermostNode(place, 'quote') ? 'a quotation' : 'a list item';
  return {
    why: `The heading stands in ${where}: only headings at the margin open a section.`,
    advice: ['Take away what stands before the `#`.'],
  };
}

function forRow(inquiry: Inquiry, place: Place, line: TableLine): Reason {
  if (line.isHeader || line.row === null)
    return { why: 'The header of a table names its columns; only the rows below can be tasks.', advice: [] };
  const refusal = inquiry.decisions.tables.get(line.table);
  if (refusal) return tableReason(refusal);
  const row = inquiry.decisions.rows.get(line.row);
  if (row) return rowReason(row);
  return (
    notLookedAt(inquiry, place) ?? {
      why: 'Tables inside a task or a list are read as text.',
      advice: ['Put the table below a heading that is no task.'],
    }
  );
}

function forText(inquiry: Inquiry, place: Place, paragraph: Paragraph | null): Reason {
  const { source } = inquiry.reading.context.tree;
  if (innermostNode(place, 'quote')) return OTHER.quote;
  const item = innermostNode(place, 'item');
  if (item && source.lineAt(item.span.from) + 1 === place.line) return forItem(inquiry, place, item);
  const skipped = notLookedAt(inquiry, place);
  if (skipped) return skipped;
  const label = paragraph && labelAt(inquiry, paragraph, place);
  if (label) return label;
  const example = code(`- [ ] ${source.lineText(place.line - 1).trim()}`);
  return {
    why: item
      ? 'It goes on with the list item above: only the first line of an item can make it a task.'
      : 'It is plain text: a task is a heading, a list item, a row of a table, or a whole file.',
    advice: [`Make it a list item with a box: ${example}.`],
  };
}

function labelAt({ reading }: Inquiry, paragraph: Paragraph, place: Place): Reason | null {
  const { tree } = reading.context;
  const { fields } = readFieldLines(tree, paragraph.content);
  const field = fields.find(({ at }) => tree.source.lineAt(at) + 1 === place.line);
  if (!field) return null;
  const what =
    field.name === null
      ? 'a label that Roadgate does not know: it only divides what follows'
      : fieldText(field.name);
  return { why: `${quoted(field.label)} is ${what}.`, advice: [] };
}

function forItem(inquiry: Inquiry, place: Place, item: ListItem): Reason {
  const { tree } = inquiry.reading.context;
  const decision = inquiry.decisions.items.get(item);
  const text = tree.source.slice(item.content).split(/[\r\n]/u)[0] ?? '';
  const skipped = notLookedAt(inquiry, place);
  if (skipped) return skipped;
  switch (decision?.kind) {
    case 'refused':
      return itemReason(decision.refusal, text, inquiry.nextId);
    case 'label':
      return { why: 'The list item is a label: it names a field, or says what stands below it.', advice: [] };
    case 'prose':
      return forProse(inquiry, decision.label, text);
    case 'task':
    case 'item':
    case undefined:
      return restOf(inquiry, place);
  }
}

/** A plain item inside a task. */
function forProse({ reading }: Inquiry, label: ItemLabel | null, text: string): Reason {
  const advice = [
    `A box makes it a step of the task: ${code(`- [ ] ${text}`)}.`,
    'Below a label such as `**Acceptance criteria:**` it is a criterion.',
  ];
  if (!label)
    return {
      why: 'It is a plain list item inside a task, with no label for criteria, deliverables or steps above it.',
      advice,
    };
  const line = reading.document.source.lineAt(label.at) + 1;
  const what = label.name === null ? 'a label that Roadgate does not know' : fieldText(label.name);
  return {
    why: `It is a plain list item inside a task, below ${quoted(label.text)} (line ${line}), which is ${what}: neither criteria nor deliverables nor steps.`,
    advice,
  };
}

/** A heading or label above says that nothing here is work; null if none does. */
function notLookedAt(inquiry: Inquiry, place: Place): Reason | null {
  const { reading, decisions } = inquiry;
  const [only] = reading.document.tasks;
  if (only?.form === 'file')
    return {
      why: 'The whole file is one task, by its front matter: what stands in it belongs to that task.',
      advice: ['Take the `id` out of the front matter to have tasks of their own in the file.'],
    };
  if (only && isTodo(only))
    return {
      why: 'The `todos` of the front matter are the tasks of this file: what stands below describes them.',
      advice: ['Add it to the `todos`, with an `id`, a `content` and a `status`.'],
    };
  for (const section of place.sections) {
    const decision = decisions.sections.get(section);
    const title = section.headline?.text.text ?? '';
    if (decision?.kind === 'skipped')
      return {
        why: `It stands below ${quoted(title)}: such a section (a legend, a template, a process) holds no work.`,
        advice: ['Move it below another heading, or rename that one.'],
      };
  }
  return notUnderLabel(inquiry, place);
}

function notUnderLabel({ decisions }: Inquiry, { nodes }: Place): Reason | null {
  const list = nodes.find(
    (node): node is List => node.kind === 'list' && decisions.lists.get(node)?.mayHoldWork === false,
  );
  const decision = list && decisions.lists.get(list);
  if (!decision) return null;
  const what = decision.name === null ? 'no work' : fieldText(decision.name);
  const label =
    decision.label === ''
      ? 'The sentence above the list'
      : `The label ${quoted(decision.label)} above the list`;
  return {
    why: `${label} says that it holds no work of its own: it is ${what}.`,
    advice: ['Put the list below another label or heading.'],
  };
}

/** What stands in a section of criteria and is none. */
function restOf({ decisions }: Inquiry, { sections }: Place): Reason {
  const criteria = sections.find((section) => decisions.sections.get(section)?.kind === 'criteria');
  const title = criteria?.headline?.text.text;
  return title === undefined
    ? { why: 'The parser reads no work at this place.', advice: [] }
    : { why: `It stands in the section ${quoted(title)}, in which only criteria count.`, advice: [] };
}
