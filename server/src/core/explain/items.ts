import type { Gate, GroupCriterion, Item, Reference, RoadmapDocument } from '../model/document.ts';
import type { Fact, Finding } from './explanation.ts';
import type { Inquiry } from './inquiry.ts';
import { type Place, innermostNode } from './place.ts';
import { code, quoted } from './text.ts';
import { LABEL_OF, nameOf } from './units.ts';

/** A criterion, step or deliverable on the line; null if it is none. */
export function explainItem(inquiry: Inquiry, place: Place): Finding | null {
  const { document } = inquiry.reading;
  const isHere = (item: Item) => item.line === place.line;
  const task = document.tasks.find(({ items }) => items.some(isHere));
  const item = task?.items.find(isHere);
  if (task && item) return explained(inquiry, place, item, task.line, []);
  const criterion = document.criteria.find(isHere);
  return criterion ? explained(inquiry, place, criterion, null, [ownerOf(inquiry, criterion)]) : null;
}

function ownerOf({ reading }: Inquiry, { group }: GroupCriterion): { name: string; text: string } {
  const owner = reading.document.groups.find(({ line }) => line === group);
  return {
    name: 'Belongs to',
    text: owner ? `the group ${nameOf(owner)} (line ${owner.line})` : 'the whole document, not to one task',
  };
}

function explained(
  inquiry: Inquiry,
  place: Place,
  item: Item,
  task: number | null,
  more: Finding['facts'],
): Finding {
  const { document } = inquiry.reading;
  const label = labelOf(inquiry, place, item.role);
  const node = innermostNode(place, 'item');
  const marker = node ? document.source.slice(node.marker) : '-';
  const state = item.checked === null ? 'not recorded: it has no box' : item.checked ? 'met' : 'open';
  const below = label
    ? `It stands below ${quoted(label.text)}${label.at === null ? '' : ` (line ${document.source.lineAt(label.at) + 1})`}`
    : WITHOUT_LABEL[item.role];
  return {
    kind: item.role,
    task,
    answer: `Line ${place.line} is no task but ${ARTICLE[item.role]}`,
    facts: [{ name: 'Why', text: `${below}.` }, ...more, { name: 'State', text: state }],
    advice: item.checked === null ? [`A box records its state: ${code(`${marker} [ ] ${item.text}`)}.`] : [],
  };
}

/** The label or heading that says what the item is. */
function labelOf(
  { decisions }: Inquiry,
  place: Place,
  role: Item['role'],
): { readonly text: string; readonly at: number | null } | null {
  const node = innermostNode(place, 'item');
  const decision = node && decisions.items.get(node);
  const label = decision?.kind === 'item' ? decision.label : null;
  if (label?.name === LABEL_OF[role]) return label;
  if (role !== 'criterion') return null;
  const list = innermostNode(place, 'list');
  const above = list && decisions.lists.get(list);
  if (above?.name === 'criteria') return { text: above.label, at: null };
  const section = place.sections.findLast((each) => decisions.sections.get(each)?.kind === 'criteria');
  if (!section?.heading || !section.headline) return null;
  return { text: section.headline.text.text, at: section.heading.span.from };
}

const ARTICLE: Readonly<Record<Item['role'], string>> = {
  criterion: 'a criterion',
  step: 'a step',
  deliverable: 'a deliverable',
};

const WITHOUT_LABEL: Readonly<Record<Item['role'], string>> = {
  criterion: 'It stands below a heading or label for criteria, or behind one',
  step: 'A box inside a task without a label for criteria above it is one of its steps',
  deliverable: 'It stands below a heading or label for deliverables',
};

/** What else stands on a line that is something already: a gate in inline code, and references to files. */
export function alsoHere({ reading }: Inquiry, { line }: Place, kind: Finding['kind']): Fact[] {
  const { document } = reading;
  const gate = kind === 'gate' || kind === 'task' ? undefined : gateAt(document, line);
  const references = document.references.filter((each) => each.line === line);
  return [
    ...(gate ? [{ name: 'Gate', text: gateText(gate) }] : []),
    ...(references.length > 0
      ? [{ name: 'References', text: references.map((each) => referenceText(each)).join(', ') }]
      : []),
  ];
}

function referenceText({ raw, kind, expectation }: Reference): string {
  const kinds = { file: 'a file', directory: 'a folder', glob: 'a pattern for files' };
  const expected = { exists: '', 'to-create': ' to be created', gone: ' that is gone', unknown: '' };
  return `${code(raw)} (${kinds[kind]}${expected[expectation]})`;
}

function gateAt(document: RoadmapDocument, line: number): Gate | undefined {
  const owners = [...document.tasks, ...document.groups];
  const all = [...owners.flatMap(({ gates }) => gates), ...document.gates];
  return all.find((each) => each.line <= line && line <= each.endLine);
}

/** A gate that the line is a part of; null if there is none. */
export function explainGate({ reading }: Inquiry, { line }: Place): Finding | null {
  const { document } = reading;
  const owners = [...document.tasks, ...document.groups];
  const gate = gateAt(document, line);
  if (!gate) return null;
  const owner = owners.find(({ gates }) => gates.includes(gate));
  const isTask = owner !== undefined && 'form' in owner;
  return {
    kind: 'gate',
    task: isTask ? owner.line : null,
    answer: `Line ${line} is no task but ${gate.class === 'check' ? 'a gate' : 'commands at the place of a gate'}`,
    facts: [
      { name: 'Gate', text: gateText(gate) },
      ...(isTask
        ? []
        : [
            {
              name: 'Belongs to',
              text: owner ? `the group ${nameOf(owner)} (line ${owner.line})` : 'the whole document',
            },
          ]),
    ],
    advice: [],
  };
}

function gateText({ name, commands, class: kind, reason }: Gate): string {
  const told = commands.map(code).join(', ');
  const what = name === commands[0] ? told : `${quoted(name)} with ${told}`;
  return kind === 'check' ? `${what}: ${reason}` : `${what}; Roadgate does not run it: ${reason}`;
}

/** A claim about a task, a total or a milestone on the line; null if it is none. */
export function explainStatement({ reading }: Inquiry, { line }: Place): Finding | null {
  const { claims, totals, milestones } = reading.document;
  const claim = claims.find((each) => each.line === line);
  if (claim) {
    const says = [claim.status, claim.effort?.text].filter((part) => part != null).join(', ');
    const text = `about ${quoted(claim.about)}: ${says}`;
    return statement('claim', `a claim about ${quoted(claim.about)}`, line, { name: 'Claim', text });
  }
  const total = totals.find((each) => each.line === line);
  if (total) {
    const says = [total.tasks === null ? null : `${total.tasks} tasks`, total.effort?.text].filter(
      (part) => part != null,
    );
    const text = `of ${quoted(total.scope)}: ${says.join(', ')}`;
    return statement('total', 'a total', line, { name: 'Total', text });
  }
  const milestone = milestones.find((each) => each.line === line);
  if (!milestone) return null;
  const text = `${quoted(milestone.title)}${milestone.due === null ? '' : `, due ${milestone.due}`}`;
  return statement('milestone', 'a milestone', line, { name: 'Milestone', text });
}

function statement(
  kind: Finding['kind'],
  what: string,
  line: number,
  fact: Finding['facts'][number],
): Finding {
  return { kind, task: null, answer: `Line ${line} is no task but ${what}`, facts: [fact], advice: [] };
}
