import { fileWords, isCompanion, isDecision, isGuide, isInstruction, isToolFile } from './companions.ts';
import { isTodo } from '../model/todo.ts';
import { type Memory, Remembered } from '../remember.ts';
import type { Plan, TaskDraft } from './drafts.ts';
import { REQUIREMENT, findId } from './ids.ts';
import type { Section } from './sections.ts';
import { OTHER_DOCUMENT_WORDS, PLAN_WORDS, anyOf, fold, words } from './vocabulary/index.ts';
import { compile } from '../text/patterns.ts';

const KIND = compile(anyOf([...PLAN_WORDS, ...OTHER_DOCUMENT_WORDS]), 'g');

/** What kinds of document a name speaks of. The longest words count: a test plan is no plan of work. */
function kindsIn(text: string): Kinds {
  const found = Array.from(text.matchAll(KIND), ([words]) => words.replace(/\s+/g, ' '));
  return {
    plan: found.some((words) => PLAN_WORDS.has(words)),
    other: found.some((words) => OTHER_DOCUMENT_WORDS.has(words)),
    checklist: found.length > 0 && found.every((words) => CHECKLIST.has(words) || PLAN_WORDS.has(words)),
  };
}

interface Kinds {
  readonly plan: boolean;
  readonly other: boolean;
  /** A checklist, and no other kind of document that is no plan. */
  readonly checklist: boolean;
}

const CHECKLIST: ReadonlySet<string> = new Set(['checklist', 'checkliste']);

/** `Risk profile: Story 1.1`: what stands before the colon is what the document is. */
function kindsOfTitle(title: string): ReturnType<typeof kindsIn> & { readonly sure: boolean } {
  // `Issue #7: Reference of the API`: what the work is about makes no other document of it.
  const id = findId(title);
  if (id?.kind === 'word' && id.separated) return { ...kindsIn(title), other: false, sure: false };
  const head = kindsIn(/^([^:：]+)[:：]\s/u.exec(title)?.[1] ?? '');
  return head.plan || head.other ? { ...head, sure: true } : { ...kindsIn(title), sure: false };
}

/** What speaks for and against a document being a plan of work; above zero it is taken for one. */
export interface Evidence {
  readonly name: string;
  readonly points: number;
}

/** What a document says it is. */
export interface Outline {
  readonly root: Section;
  readonly title: string | null;
  /** Its URI, or what of it lies within the root. */
  readonly uri: string;
}

/** Does the document list work of a project as separate items that are tracked? */
export function looksLikeRoadmap(memory: Memory, plan: Plan, outline: Outline): boolean {
  // Criteria of the whole document that are ticked off one by one are tracked, too.
  if (plan.tasks.length === 0 && !plan.criteria.some(({ item }) => item.checked !== null)) return false;
  if (plan.tasks[0]?.form === 'file') return !isDecision(outline.uri);
  if (plan.tasks.some(isTodo)) return true;
  return weigh(memory, plan, outline).reduce((sum, { points }) => sum + points, 0) > 0;
}

/** The signs, each with its weight. */
export function weigh(memory: Memory, plan: Plan, { root, title, uri }: Outline): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (name: string, points: number, applies: boolean) => {
    if (applies) evidence.push({ name, points });
  };
  const file = memory.derive('kinds of file', [uri], () => kindsIn(fileWords(uri)));
  const named = memory.derive('kinds of title', [title], () => kindsOfTitle(fold(title ?? '')));
  const counted = countSigns(memory, plan.tasks);
  // A summary of a review may list what is to be done.
  const isBeside =
    memory.derive('goes with a plan', [uri, title], () => isCompanion(title ?? '', uri)) &&
    counted.open <= counted.done;
  const isOfTool = memory.derive('file of a tool', [uri], () => isToolFile(uri));
  add('name and title are of a document that goes with a plan', -8, isBeside);
  add('a tool keeps it beside its plan', -20, isOfTool);
  add('title names a plan', 3, named.plan && !isBeside);
  add('file name names a plan', 2, file.plan && !isBeside);
  add('title names another kind of document', named.sure ? -6 : -4, named.other);
  add('file name names another kind of document', -2, file.other);
  // A README may track the features of what it presents.
  add('a README', -3, !named.plan && /(?:^|[\\/])readme[^\\/]*$/iu.test(uri));
  add('folder of templates or instructions', -5, TEMPLATE_FOLDER.test(uri));
  add('instructions for an agent', -8, isInstruction(uri));
  add('a guide for agents', -4, isGuide(uri));
  add('a heading names a plan', 2, hasPlanHeading(root));
  // What is gone through each time stays empty in the repository.
  const phases = plan.groups.filter(({ headline }) => headline.group?.number != null).length;
  const isWorkedThrough = counted.done > 2 || (counted.done > 0 && counted.open > 0 && phases > 1);
  add(
    'a checklist that was worked through',
    5,
    isWorkedThrough && named.checklist && named.other && (file.checklist || !file.other),
  );
  add('tasks say who, when or how long', 3, counted.fields > 1);
  // A process says what is to be done each time, not when a piece of work is accepted.
  add('tasks say when they are done', 4, counted.accepted > 1);
  add('tasks have ids', 2, counted.ids > 2);
  add('work stands in phases', 2, phases > 1);
  add('open and finished work', 2, counted.open > 0 && counted.done > 0);
  add('work in between', 2, counted.between > 0);
  add(
    'many boxes, none of them ever ticked',
    -2,
    counted.boxes > 60 && counted.done === 0 && counted.fields === 0,
  );
  const tracked = counted.fields + counted.open + counted.done + counted.between;
  add('nothing is tracked', -3, tracked === 0 && !plan.criteria.some(({ item }) => item.checked === false));
  add('most ids are of requirements', -6, counted.requirements * 2 > plan.tasks.length);
  add('placeholders', -4, counted.placeholders * 3 > plan.tasks.length);
  add('a single task without anything', -1, plan.tasks.length === 1 && counted.fields === 0);
  return evidence;
}

const TEMPLATE_FOLDER =
  /(?:^|[\\/])(?:templates?|issue_template|pull_request_template|prompts?|commands|skills|agents|checklists|expansion-packs|instructions|workflows|get-shit-done)[\\/]/iu;

const PLAN_HEADING =
  /\b(?:roadmap|milestones?|backlog|to[- ]?dos?|task list|sprint \d|phase \d|implementation (?:checklist|plan|tasks))\b|路线图|任务清单|ロードマップ|실행 계획|로드맵/iu;

const knownPlanHeadings = new Remembered<Section, boolean>();

function hasPlanHeading(section: Section): boolean {
  return knownPlanHeadings.read(
    section,
    [],
    () => PLAN_HEADING.test(section.headline?.text.text ?? '') || section.children.some(hasPlanHeading),
  );
}

interface Signs {
  fields: number;
  accepted: number;
  ids: number;
  open: number;
  done: number;
  between: number;
  boxes: number;
  placeholders: number;
  requirements: number;
}

function countSigns(memory: Memory, tasks: readonly TaskDraft[]): Readonly<Signs> {
  return memory.sum('signs', tasks, {
    start: () => ({ ...NO_SIGNS }),
    add: (sum, task) => addTo(sum, signsOf(task), 1),
    remove: (sum, task) => addTo(sum, signsOf(task), -1),
  });
}

function addTo(sum: Signs, signs: Signs, times: 1 | -1): void {
  sum.fields += times * signs.fields;
  sum.accepted += times * signs.accepted;
  sum.ids += times * signs.ids;
  sum.open += times * signs.open;
  sum.done += times * signs.done;
  sum.between += times * signs.between;
  sum.boxes += times * signs.boxes;
  sum.placeholders += times * signs.placeholders;
  sum.requirements += times * signs.requirements;
}

const NO_SIGNS: Signs = {
  fields: 0,
  accepted: 0,
  ids: 0,
  open: 0,
  done: 0,
  between: 0,
  boxes: 0,
  placeholders: 0,
  requirements: 0,
};

function signsOf(task: TaskDraft): Signs {
  const signs: Signs = { ...NO_SIGNS };
  // Steps of a guide may say how long they take, too.
  if (!isStep(task) && (task.effort || hasFields(task))) signs.fields++;
  if (task.body.items.some(({ role }) => role === 'criterion')) signs.accepted++;
  if (task.id !== null && REQUIREMENT.test(task.id)) signs.requirements++;
  if (task.id !== null && (task.found?.kind !== 'number' || task.form === 'item')) signs.ids++;
  countStates(task, signs);
  if (hasPlaceholder(task.title) || task.body.items.some(({ text }) => BLANK.test(text)))
    signs.placeholders++;
  return signs;
}

/** `[FEATURE NAME]`, `<name>`, `{ProjectName}`, `{{name}}`: to be filled in by whoever copies the text. */
function hasPlaceholder(text: string): boolean {
  return /\[[A-Z][A-Za-z ]{4,}\]|<[a-z][\w -]+>|\{\{/u.test(text) || BLANK.test(text);
}

const BLANK = /\{[A-Z][a-z]+(?:[A-Z][a-z]+)*\}/u;

function isStep({ found, status }: TaskDraft): boolean {
  return status === null && found?.kind === 'number' && words().steps.has(found.word ?? '');
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
