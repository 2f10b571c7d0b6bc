import type { Effort, Group, Item, RoadmapDocument, Task } from '../model/document.ts';
import { effectiveStatus, progressOf } from '../model/status.ts';
import { isTodo } from '../model/todo.ts';
import type { TaskDraft } from '../parse/drafts.ts';
import type { FieldEntry } from '../parse/drafts.ts';
import type { Reading } from '../parse/document.ts';
import type { FieldName } from '../parse/vocabulary/index.ts';
import { PLAN } from '../parse/ids.ts';
import type { Fact, Finding } from './explanation.ts';
import { code, listed, quoted } from './text.ts';

/** What the document says of a task, where, and how it was found. */
export function explainTask(reading: Reading, task: Task): Finding {
  const { document } = reading;
  const draft = reading.found.tasks.find(({ extent }) => extent.from === task.extent.from);
  const fields = draft?.body.fields ?? [];
  const facts: (Fact | null)[] = [
    { name: 'Form', text: formOf(task, draft) },
    { name: 'Id', text: idOf(task, draft) },
    { name: 'Title', text: quoted(task.title) },
    standsIn(document, task),
    { name: 'Status', text: statusOf(reading, task) },
    task.effort && {
      name: 'Effort',
      text: `${effortText(task.effort)}${fieldPlace(document, fields, 'effort')}`,
    },
    task.priority === null ? null : { name: 'Priority', text: code(task.priority) },
    dependencies(document, task),
    task.branch === null
      ? null
      : { name: 'Branch', text: `${code(task.branch)}${lineOf(document, task.branchSpan?.from)}` },
    names('Labels', task.labels),
    names('Assignees', task.assignees),
    ...ROLES.map(({ role, name }) => items(document, task.items, fields, role, name)),
    gates(task),
  ];
  return {
    kind: 'task',
    task: task.line,
    answer: `Line ${task.line} is the task ${nameOf(task)}`,
    facts: facts.filter((fact) => fact !== null),
    advice: adviceFor(task),
  };
}

/** `P1-1`, or the title in quotes. */
export function nameOf(unit: Task | Group): string {
  return unit.id === null ? quoted(unit.title) : code(unit.id);
}

export function explainGroup({ document }: Reading, group: Group): Finding {
  const tasks = document.tasks.filter(({ parent }) => parent === group.line);
  const facts: (Fact | null)[] = [
    { name: 'Form', text: `a heading with tasks below it, read as ${GROUP[group.kind]}` },
    group.id === null ? null : { name: 'Id', text: code(group.id) },
    { name: 'Title', text: quoted(group.title) },
    { name: 'Tasks', text: `${tasks.length} directly below it` },
    group.status === null ? null : { name: 'Status', text: group.status },
    group.effort && { name: 'Effort', text: effortText(group.effort) },
    group.calendar && { name: 'Time', text: quoted(group.calendar.text) },
    dependencies(document, group),
  ];
  return {
    kind: 'group',
    task: null,
    answer: `Line ${group.line} is no task but the group ${nameOf(group)}: it has tasks below it`,
    facts: facts.filter((fact) => fact !== null),
    advice: [],
  };
}

const GROUP: Readonly<Record<Group['kind'], string>> = {
  phase: 'a phase',
  milestone: 'a milestone',
  sprint: 'a sprint',
  epic: 'an epic',
  priority: 'a priority',
  section: 'a section of the plan',
};

function formOf(task: Task, draft: TaskDraft | undefined): string {
  switch (task.form) {
    case 'file':
      return 'the whole file, since its front matter has an `id` and a `status`';
    case 'row':
      return isTodo(task)
        ? 'an entry of the `todos` in the front matter'
        : 'a row of a table that tracks work';
    case 'item':
      if (task.statusClaim?.kind === 'box') return 'a list item with a box';
      return task.id === null ? 'a list item with a mark of a status or a box' : 'a list item with an id';
    case 'heading':
      if (task.statusClaim?.kind === 'box') return 'a heading with a box';
      if (draft?.found == null)
        return draft?.groupId == null
          ? 'a heading whose section begins with fields of a task'
          : 'a heading that names a container, with fields of a task and no tasks below it';
      return draft.found.kind === 'number'
        ? 'a numbered heading with fields, labels or boxes of a task below it'
        : 'a heading with an id';
  }
}

function idOf(task: Task, draft: TaskDraft | undefined): string {
  if (task.id === null) return 'none: other tasks cannot name it, and it is found by its title';
  const aliases = task.aliases.length > 0 ? `, also ${listed(task.aliases.map(code))}` : '';
  const word = draft?.found?.word;
  if (word === PLAN) return `${code(task.id)}, from the name of its file`;
  return `${code(task.id)}${word ? ` (the word ${quoted(word)} before it is no part of it)` : ''}${aliases}`;
}

function standsIn(document: RoadmapDocument, task: Task): Fact | null {
  if (task.parent === null) return null;
  const above =
    document.groups.find(({ line }) => line === task.parent) ??
    document.tasks.find(({ line }) => line === task.parent);
  if (!above) return null;
  return {
    name: 'Stands in',
    text: `${nameOf(above)}${above.id === null ? '' : ` ${quoted(above.title)}`} (line ${above.line})`,
  };
}

function statusOf(reading: Reading, task: Task): string {
  const { document, context } = reading;
  const claim = task.statusClaim;
  if (task.status === null) {
    return `none claimed${task.items.some(({ checked }) => checked !== null) ? `; its boxes say ${effectiveStatus(task)}` : ''}`;
  }
  if (!claim) return `${task.status}: a heading or label above says so`;
  const written = document.source.slice(claim.span);
  const legend =
    context.legend.size > 0 &&
    (claim.kind === 'box' || claim.kind === 'mark') &&
    context.legend.has(claim.kind === 'box' ? `[${written.trim().toLowerCase()}]` : written);
  const how =
    claim.kind === 'box'
      ? `its box ${code(`[${written}]`)}`
      : `${STATUS_SOURCE[claim.kind]} ${code(written)}`;
  return `${task.status}, from ${how}${lineOf(document, claim.span.from)}${legend ? ', as the legend of the document explains it' : ''}`;
}

const STATUS_SOURCE: Readonly<Record<Exclude<NonNullable<Task['statusClaim']>['kind'], 'box'>, string>> = {
  field: 'its status field, which says',
  word: 'the word',
  mark: 'the mark',
  strike: 'its title, which is struck through:',
  label: 'its label',
  percent: 'how much is done:',
  'front-matter': 'its front matter, which says',
};

function effortText({ text, min, max, unit }: Effort): string {
  if (unit === 'size') return `${code(text)}, a size`;
  return `${code(text)}, read as ${min === max ? min : `${min} to ${max}`} ${UNITS[unit]}`;
}

const UNITS: Readonly<Record<Exclude<Effort['unit'], 'size'>, string>> = {
  min: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  mo: 'months',
  pt: 'points',
};

function dependencies(document: RoadmapDocument, unit: Task | Group): Fact | null {
  if (unit.dependsOn.length === 0) return null;
  const told = unit.dependsOn.map(({ id, soft }) => `${code(id)}${soft ? ' (recommended)' : ''}`);
  return { name: 'Depends on', text: `${listed(told)}${lineOf(document, unit.dependsOn[0]?.span.from)}` };
}

function names(name: string, values: readonly string[]): Fact | null {
  return values.length === 0 ? null : { name, text: listed(values.map(code)) };
}

const ROLES = [
  { role: 'criterion', name: 'Criteria' },
  { role: 'deliverable', name: 'Deliverables' },
  { role: 'step', name: 'Steps' },
] as const;

/** The label over items of a role. */
export const LABEL_OF: Readonly<Record<Item['role'], FieldName>> = {
  criterion: 'criteria',
  deliverable: 'deliverables',
  step: 'steps',
};

function items(
  document: RoadmapDocument,
  all: readonly Item[],
  fields: readonly FieldEntry[],
  role: Item['role'],
  name: string,
): Fact | null {
  const own = all.filter((item) => item.role === role);
  if (own.length === 0) return null;
  const { met, unmet, unrecorded } = progressOf(own);
  const states = [
    met > 0 ? `${met} ticked` : '',
    unmet > 0 ? `${unmet} open` : '',
    unrecorded > 0 ? `${unrecorded} without a box` : '',
  ].filter((state) => state !== '');
  const labels = fields
    .filter((field) => field.name === LABEL_OF[role])
    .map(({ label, at }) => `${quoted(label)} (line ${document.source.lineAt(at) + 1})`);
  const below = labels.length > 0 ? `, below ${listed(labels)}` : '';
  return { name, text: `${own.length} (${states.join(', ')})${below}` };
}

function gates(task: Task): Fact | null {
  if (task.gates.length === 0) return null;
  const told = task.gates.map(({ line, class: kind, reason, commands }) => {
    const what = code(commands[0] ?? '');
    return kind === 'check'
      ? `${what} (line ${line})`
      : `${what} (line ${line}), which does not run: ${reason}`;
  });
  return { name: 'Gates', text: told.join('; ') };
}

/** What a person may miss at a task: its lenses show only what it has. */
function adviceFor(task: Task): string[] {
  if (task.form === 'row') return [];
  const advice: string[] = [];
  if (task.status === null) advice.push('It claims no status: `**Status:** To do` below it does.');
  if (!task.items.some(({ role }) => role === 'criterion'))
    advice.push('It has no criteria: boxes below a label such as `**Acceptance criteria:**` are some.');
  if (!task.gates.some((gate) => gate.class === 'check'))
    advice.push(
      'It has no gate of its own to run: a `bash` fence below a label such as `**Validate:**` is one.',
    );
  return advice;
}

function fieldPlace(document: RoadmapDocument, fields: readonly FieldEntry[], name: FieldName): string {
  const field = fields.find((each) => each.name === name);
  return field ? ` (line ${document.source.lineAt(field.at) + 1})` : '';
}

function lineOf(document: RoadmapDocument, offset: number | undefined): string {
  return offset === undefined ? '' : ` (line ${document.source.lineAt(offset) + 1})`;
}
