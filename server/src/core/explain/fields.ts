import type { FieldEntry, GroupDraft, TaskDraft } from '../parse/drafts.ts';
import { readEffort } from '../parse/effort.ts';
import { readStatusValue } from '../parse/status.ts';
import type { FieldName } from '../parse/vocabulary/index.ts';
import type { Fact, Finding } from './explanation.ts';
import type { Inquiry } from './inquiry.ts';
import type { Place } from './place.ts';
import { code, quoted } from './text.ts';
import { nameOf } from './units.ts';

/** The fields that a task or group has on the line; null if there are none. */
export function explainField({ reading }: Inquiry, place: Place): Finding | null {
  const { document, found, context } = reading;
  const isHere = ({ at }: FieldEntry) => document.source.lineAt(at) + 1 === place.line;
  const owners: readonly (TaskDraft | GroupDraft)[] = [...found.tasks, ...found.groups];
  for (const owner of owners) {
    const fields = fieldsOf(owner).filter((field) => isHere(field) && field.name !== null);
    const unit =
      owner.type === 'task'
        ? document.tasks.find(({ line }) => line === owner.line)
        : document.groups.find(({ line }) => line === owner.line);
    if (!unit || fields.length === 0) continue;
    const what = fields.map(({ label }) => quoted(label)).join(', ');
    const task = owner.type === 'task' ? unit.line : null;
    return {
      kind: 'field',
      task,
      answer: `Line ${place.line} is no task but ${fields.length === 1 ? 'the field' : 'the fields'} ${what}`,
      facts: [
        ...fields.map((field) => factOf(field, context.legend)),
        ...(task === null
          ? [{ name: 'Belongs to', text: `the group ${nameOf(unit)} (line ${unit.line})` }]
          : []),
      ],
      advice: [],
    };
  }
  return null;
}

function fieldsOf(owner: TaskDraft | GroupDraft): readonly FieldEntry[] {
  return owner.type === 'task' ? owner.body.fields : owner.fields;
}

function factOf(field: FieldEntry, legend: Inquiry['reading']['context']['legend']): Fact {
  const { name, label, value } = field;
  const what = name === null ? 'not known to Roadgate' : FIELDS[name];
  return {
    name: 'Field',
    text: `${quoted(label)} is ${what}${value ? readingOf(field, value.text, legend) : ''}`,
  };
}

/** What was made of the value. */
function readingOf(
  { name }: FieldEntry,
  text: string,
  legend: Inquiry['reading']['context']['legend'],
): string {
  if (name === 'status') {
    const found = readStatusValue(text, legend);
    return found
      ? `; ${code(text.slice(found.from, found.to))} is read as ${found.status}`
      : `; ${code(text)} holds no word or mark that Roadgate knows as a status`;
  }
  if (name === 'effort') {
    const found = readEffort(text, null);
    return found ? `; ${code(found.effort.text)} is the estimate` : `; ${code(text)} holds no estimate`;
  }
  return `, with the value ${code(text)}`;
}

const FIELDS: Readonly<Record<FieldName, string>> = {
  status: 'the status',
  effort: 'the effort',
  dependsOn: 'what it depends on',
  branch: 'the branch',
  labels: 'its labels',
  assignee: 'who does it',
  priority: 'the priority',
  files: 'the files it is about',
  milestone: 'the milestone',
  criteria: 'a label over criteria',
  deliverables: 'a label over deliverables',
  steps: 'a label over steps',
  tests: 'a label over tests, which are no criteria',
  finding: 'a description of what was found',
  remedy: 'a description of the remedy',
  impact: 'a description of the impact',
  description: 'a description',
  blocks: 'what waits for it',
  related: 'what it is related to, which is no dependency',
  calendar: 'when it is to happen',
  metadata: 'about the document',
  template: 'a template',
  total: 'a total',
  legend: 'a legend',
  process: 'a process, no work',
  order: 'an order of work that has its own place',
};

/** What a label names, for a sentence about what stands below it. */
export function fieldText(name: FieldName): string {
  return FIELDS[name];
}
