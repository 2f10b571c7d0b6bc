import { Remembered } from '../remember.ts';
import type { Plan, TaskDraft } from './drafts.ts';
import { REQUIREMENT } from './ids.ts';
import type { Section } from './sections.ts';
import { OTHER_DOCUMENT_WORDS, PLAN_WORDS, anyOf, fold } from './vocabulary/index.ts';
import { compile } from '../text/patterns.ts';

const KIND = compile(anyOf([...PLAN_WORDS, ...OTHER_DOCUMENT_WORDS]), 'g');

/** What kinds of document a name speaks of. The longest words count: a test plan is no plan of work. */
function kindsIn(text: string): { readonly plan: boolean; readonly other: boolean } {
  const found = Array.from(text.matchAll(KIND), ([words]) => words.replace(/\s+/g, ' '));
  return {
    plan: found.some((words) => PLAN_WORDS.has(words)),
    other: found.some((words) => OTHER_DOCUMENT_WORDS.has(words)),
  };
}

/** `Risk profile: Story 1.1`: what stands before the colon is what the document is. */
function kindsOfTitle(title: string): ReturnType<typeof kindsIn> & { readonly sure: boolean } {
  const head = kindsIn(/^([^:：]+)[:：]\s/u.exec(title)?.[1] ?? '');
  return head.plan || head.other ? { ...head, sure: true } : { ...kindsIn(title), sure: false };
}

/** What speaks for and against a document being a plan of work; above zero it is taken for one. */
export interface Evidence {
  readonly name: string;
  readonly points: number;
}

/** Does the document list work of a project as separate items that are tracked? */
export function looksLikeRoadmap(plan: Plan, root: Section, title: string | null, uri: string): boolean {
  if (plan.tasks.length === 0) return false;
  if (plan.tasks[0]?.form === 'file') return true;
  return weigh(plan, root, title, uri).reduce((sum, { points }) => sum + points, 0) > 0;
}

/** The signs, each with its weight. */
export function weigh(plan: Plan, root: Section, title: string | null, uri: string): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (name: string, points: number, applies: boolean) => {
    if (applies) evidence.push({ name, points });
  };
  const file = kindsIn(fileWords(uri));
  const named = kindsOfTitle(fold(title ?? ''));
  add('title names a plan', 3, named.plan);
  add('file name names a plan', 2, file.plan);
  add('title names another kind of document', named.sure ? -6 : -4, named.other);
  add('file name names another kind of document', -2, file.other);
  // A README may track the features of what it presents.
  add('a README', -3, !named.plan && /[\\/]readme[^\\/]*$/iu.test(uri));
  add('folder of templates or instructions', -5, TEMPLATE_FOLDER.test(uri));
  add('a heading names a plan', 2, hasPlanHeading(root));
  const counted = countSigns(plan.tasks);
  add('tasks say who, when or how long', 3, counted.fields > 1);
  add('tasks have ids', 2, counted.ids > 2);
  add(
    'work stands in phases',
    2,
    plan.groups.filter(({ headline }) => headline.group?.number != null).length > 1,
  );
  add('open and finished work', 2, counted.open > 0 && counted.done > 0);
  add('work in between', 2, counted.between > 0);
  add(
    'many boxes, none of them ever ticked',
    -2,
    counted.boxes > 60 && counted.done === 0 && counted.fields === 0,
  );
  add('nothing is tracked', -3, counted.fields + counted.open + counted.done + counted.between === 0);
  add('most ids are of requirements', -6, counted.requirements * 2 > plan.tasks.length);
  add('placeholders', -4, counted.placeholders * 3 > plan.tasks.length);
  add('a single task without anything', -1, plan.tasks.length === 1 && counted.fields === 0);
  return evidence;
}

const TEMPLATE_FOLDER =
  /[\\/](?:templates?|issue_template|pull_request_template|prompts?|commands|skills|agents|checklists|expansion-packs)[\\/]/iu;

const PLAN_HEADING =
  /\b(?:roadmap|milestones?|backlog|to[- ]?dos?|task list|sprint \d|phase \d)\b|路线图|ロードマップ|로드맵/iu;

const knownPlanHeadings = new Remembered<Section, boolean>();

function hasPlanHeading(section: Section): boolean {
  return knownPlanHeadings.read(
    section,
    [],
    () => PLAN_HEADING.test(section.headline?.text.text ?? '') || section.children.some(hasPlanHeading),
  );
}

function fileWords(uri: string): string {
  const name = decode(uri.split(/[\\/]/).at(-1) ?? '');
  return fold(name.replace(/\.[^.]+$/, '').replace(/[-_.\d]+/g, ' '));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a per cent sign of the name's own
  }
}

interface Signs {
  fields: number;
  ids: number;
  open: number;
  done: number;
  between: number;
  boxes: number;
  placeholders: number;
  requirements: number;
}

function countSigns(tasks: readonly TaskDraft[]): Signs {
  const sum: Signs = {
    fields: 0,
    ids: 0,
    open: 0,
    done: 0,
    between: 0,
    boxes: 0,
    placeholders: 0,
    requirements: 0,
  };
  for (const task of tasks) {
    const signs = known.read(task, [], () => signsOf(task));
    sum.fields += signs.fields;
    sum.ids += signs.ids;
    sum.open += signs.open;
    sum.done += signs.done;
    sum.between += signs.between;
    sum.boxes += signs.boxes;
    sum.placeholders += signs.placeholders;
    sum.requirements += signs.requirements;
  }
  return sum;
}

const known = new Remembered<TaskDraft, Signs>();

function signsOf(task: TaskDraft): Signs {
  const signs: Signs = {
    fields: 0,
    ids: 0,
    open: 0,
    done: 0,
    between: 0,
    boxes: 0,
    placeholders: 0,
    requirements: 0,
  };
  // Steps of a guide may say how long they take, too.
  if (!isStep(task) && (task.effort || hasFields(task))) signs.fields++;
  if (task.id !== null && REQUIREMENT.test(task.id)) signs.requirements++;
  if (task.id !== null && (task.found?.kind !== 'number' || task.form === 'item')) signs.ids++;
  countStates(task, signs);
  if (/\[[A-Z][A-Za-z ]{4,}\]|<[a-z][\w -]+>|\{\{/u.test(task.title)) signs.placeholders++;
  return signs;
}

function isStep({ found, status }: TaskDraft): boolean {
  return status === null && found?.kind === 'number' && found.word !== null;
}

function hasFields(task: TaskDraft): boolean {
  return (
    (task.status !== null && task.form !== 'item') ||
    task.body.fields.some(({ name }) => name !== null && TASK_FIELDS.has(name)) ||
    task.body.items.some(({ role }) => role === 'criterion')
  );
}

const TASK_FIELDS: ReadonlySet<string> = new Set([
  'status',
  'effort',
  'dependsOn',
  'branch',
  'assignee',
  'priority',
  'criteria',
  'labels',
  'files',
  'finding',
  'remedy',
  'impact',
]);

function countStates(task: TaskDraft, signs: Signs): void {
  const { status } = task;
  if (status === 'done') signs.done++;
  else if (status === 'todo') signs.open++;
  else if (status !== null) signs.between++;
  for (const { checked } of task.body.items) {
    if (checked === null) continue;
    signs.boxes++;
    if (checked) signs.done++;
    else signs.open++;
  }
  if (task.statusClaim?.kind === 'box') signs.boxes++;
}
