import type { ListItem, Table, TableRow } from '../markdown/blocks.ts';
import type { HeadingRefusal } from './decisions.ts';
import { type ParseContext, RememberedPieces } from './drafts.ts';
import { type Field, fieldNamed, readFieldLines, readItemLabel } from './fields.ts';
import { type Headline, cleanTitle, readHeadlineId } from './headline.ts';
import { COMMON_WORDS, type FoundId, REQUIREMENT, findOtherWord } from './ids.ts';
import { type Section, allBlocks } from './sections.ts';
import { taskField } from './properties.ts';
import { isSureId } from './tasks/heading.ts';
import { idPrefix, isOwnWord, ownItemId } from './tasks/item.ts';
import { readTableTasks } from './tasks/row.ts';
import { Remembered } from '../remember.ts';
import { readPlainText } from './text.ts';
import { type FieldName, REPORT_WORDS, TASK_WORDS, wordKey } from './vocabulary/index.ts';
import { allBlocks as blocksWithin } from './walk.ts';
import { anyCase } from '../text/patterns.ts';

/**
 * `## 3. What the manual says (verified)` among numbered sections that say nothing about a state: the word is
 * about what was written, as in a document whose chapters are numbered.
 */
export function isChapter(section: Section, siblings: readonly Section[]): boolean {
  if (section.headline?.status?.kind !== 'word' || !isNumbered(section)) return false;
  let others = 0;
  for (const sibling of siblings) {
    if (sibling === section || !isNumbered(sibling)) continue;
    if (sibling.headline?.status != null) return false;
    others++;
  }
  return others > 2;
}

function isNumbered({ headline, level }: Section): boolean {
  return headline?.id?.kind === 'number' && level > 1;
}

/**
 * Headings beside each other of one form: what most of them plainly are, the others are, too. Numbered ones have one,
 * and id-less ones whose sections begin with the same label.
 */
export function sharesForm(context: ParseContext, section: Section, siblings: readonly Section[]): boolean {
  const form = siblings.length > 2 ? formOf(context, section) : null;
  const { all, evident } = (form === null ? null : formsOf(context, siblings).get(form)) ?? NO_FORM;
  return section.headline?.id ? evident > 1 && evident * 5 >= all : all > 2;
}

interface Form {
  all: number;
  /** How many of them, if they are numbered, carry what only tasks have. */
  evident: number;
}

const NO_FORM: Form = { all: 0, evident: 0 };

const knownForms = new WeakMap<readonly Section[], ReadonlyMap<string, Form>>();

function formsOf(context: ParseContext, siblings: readonly Section[]): ReadonlyMap<string, Form> {
  const known = knownForms.get(siblings);
  if (known) return known;
  const forms = new Map<string, Form>();
  const add = (form: string | null, isEvident: boolean) => {
    if (form === null) return;
    const { all, evident } = forms.get(form) ?? NO_FORM;
    forms.set(form, { all: all + 1, evident: evident + (isEvident ? 1 : 0) });
  };
  for (const sibling of siblings) {
    const form = formOf(context, sibling);
    add(form, form !== null && sibling.headline?.id != null && hasOwnEvidence(context, sibling));
    add(kindOf(sibling), false);
  }
  knownForms.set(siblings, forms);
  return forms;
}

const knownForm = new Remembered<Section, string | null>();

function formOf(context: ParseContext, section: Section): string | null {
  return knownForm.read(section, [], () => {
    if (section.headline?.id) return isNumbered(section) ? `${section.level} #` : null;
    const block = section.blocks.find(({ kind }) => kind !== 'html');
    let label: Field | null | undefined;
    if (block?.kind === 'paragraph') {
      const { lead, fields } = readFieldLines(context.tree, block.content);
      label = lead ? null : fields[0];
    } else if (block?.kind === 'list' && block.items[0] && !block.items[0].box)
      label = readItemLabel(context.tree, block.items[0]);
    return label ? `${section.level} ${wordKey(label.label)}` : null;
  });
}

function kindOf(section: Section): string | null {
  const word = otherWordOf(section)?.word;
  return word == null ? null : `${section.level} ${word} #`;
}

/** The number behind the word of an id-less heading: `Slice 2: Search`. */
function otherWordOf({ headline }: Section): FoundId | null {
  if (!headline || headline.id || headline.group) return null;
  return findOtherWord(headline.text.text, headline.name.from);
}

/** The same word stands before a number in a heading beside it: what that says is an id. */
export function sharesKind(context: ParseContext, section: Section, siblings: readonly Section[]): boolean {
  const kind = siblings.length > 1 ? kindOf(section) : null;
  return kind !== null && (formsOf(context, siblings).get(kind)?.all ?? 0) > 1;
}

/** With the number behind the word that headings beside it share as its id. */
export function withKind(section: Section): Headline | null {
  const { headline } = section;
  const id = otherWordOf(section);
  if (!headline || !id) return headline;
  const from = headline.title.indexOf(headline.text.text.slice(headline.name.from, id.span.to));
  const rest = from < 0 ? '' : cleanTitle(headline.title.slice(from + id.span.to - headline.name.from));
  return { ...headline, id, title: rest === '' ? headline.title : rest };
}

/** A sub-section of a task that is a task of its own. */
export function isNestedTask(context: ParseContext, section: Section): boolean {
  return whyNotNested(context, section) === null;
}

/** Why a sub-section of a task is no task of its own; null: it is one. */
export function whyNotNested(context: ParseContext, section: Section): HeadingRefusal | null {
  const id = section.headline?.id;
  if (section.headline?.isBoxed && section.field === null) return null;
  if (!id) return 'no-id';
  if (section.field !== null) return 'names-field';
  if (isSureId(id)) return null;
  if (!id.id.includes('.')) return 'weak-id';
  return ownFields(context, section).some((name) => STRONG.has(name)) ? null : 'no-evidence';
}

/** A task has an id that is one wherever it stands, over no work that has ids of its own; null: it is a task. */
export function whyNotByItself(context: ParseContext, section: Section): HeadingRefusal | null {
  const { headline } = section;
  if (headline?.group) return 'group-word';
  if (headline?.isBoxed && section.field === null) return holdsOwnIds(context, section) ? 'holds-ids' : null;
  if (!headline?.id) return 'no-id';
  if (section.field !== null) return 'names-field';
  if (!isSureId(headline.id)) return 'weak-id';
  if (DECISION.test(headline.id.id)) return 'no-evidence';
  if (isCommonWord(headline.id.word)) return hasOwnEvidence(context, section) ? null : 'common-word';
  if (isReport(headline.title) && !hasOwnEvidence(context, section) && !hasBoxes(section)) return 'report';
  return holdsOwnIds(context, section) ? 'holds-ids' : null;
}

/** `ADR-001` records what was decided. */
export const DECISION = /^ADR[-_]?\d/;

/** Kind words that head procedures and examples as well as work. */
function isCommonWord(word: string | null): boolean {
  return word !== null && COMMON_WORDS.has(word);
}

/**
 * `### 3. Fix X` over fields of its own, `### 1.1 X` over a checklist; null: it is such a task.
 * @param isChapter the state in the heading does not make a task of it.
 */
export function whyNotByContent(
  context: ParseContext,
  section: Section,
  isChapter: boolean,
): HeadingRefusal | null {
  const { headline } = section;
  if (headline?.group) return deliversAsOne(context, section) ? null : 'group-word';
  if (!headline?.id) return 'no-id';
  const isLeveled = headline.id.kind === 'number' && /[.-]/.test(headline.id.id);
  if (section.field !== null && !isLeveled && !tellsOfWork(context, section)) return 'names-field';
  if (headline.id.kind === 'code') {
    if (DECISION.test(headline.id.id)) return 'no-evidence';
    if (!hasOwnEvidence(context, section) && !hasBoxes(section)) return 'no-evidence';
    return holdsOwnIds(context, section) ? 'holds-ids' : null;
  }
  if (headline.id.kind !== 'number') return 'weak-id';
  if (isReport(headline.title)) return 'report';
  if (holdsOwnIds(context, section)) return 'holds-ids';
  if (isChapter ? hasFieldEvidence(context, section) : hasOwnEvidence(context, section)) return null;
  return isLeveled && hasBoxes(section) ? null : 'no-evidence';
}

/** `#### 1. Unit tests` names a field, but not over a status and an estimate of its own. */
function tellsOfWork(context: ParseContext, section: Section): boolean {
  return new Set(ownFields(context, section).filter((name) => STRONG.has(name))).size > 1;
}

/** `### Milestone 1: Roof` whose boxes all stand below labels for deliverables or criteria: it is delivered as one. */
function deliversAsOne(context: ParseContext, section: Section): boolean {
  if (section.headline?.group?.number == null || section.children.some((child) => hasBoxes(child)))
    return false;
  let label: FieldName | null = null;
  let delivers = false;
  for (const block of section.blocks) {
    if (block.kind === 'table') return false;
    if (block.kind === 'paragraph')
      label = readFieldLines(context.tree, block.content).fields.at(-1)?.name ?? null;
    if (block.kind !== 'list' || block.items.every((item) => !item.box)) continue;
    if (label !== 'deliverables' && label !== 'criteria') return false;
    delivers ||= label === 'deliverables';
  }
  return delivers;
}

/** A group word or plain heading without work below it, but with what only tasks have; null: it is a task. */
export function whyNotWithoutWork(
  context: ParseContext,
  section: Section,
  isOfForm: boolean,
): HeadingRefusal | null {
  const { headline } = section;
  if (!headline) return 'no-id';
  if (section.field !== null) return 'names-field';
  if (isReport(headline.title)) return 'report';
  // `## [ ] Track: Roof` over a link to its plan.
  if (headline.isBoxed && headline.group?.separated && !hasBoxes(section)) return null;
  if (headline.group?.number != null) return whyNoContainerOfOne(context, section);
  if (headline.id) {
    const isDescribed = isOfForm && ownFields(context, section).some((name) => DESCRIBING.has(name));
    return isDescribed && headline.id.kind === 'number' ? null : 'weak-id';
  }
  if (OPTION.test(headline.title)) return 'report';
  if (section.heading?.level === 1) return 'title';
  if (DATED.test(headline.text.text)) return 'dated';
  return whyNoTaskFields(context, section, isOfForm);
}

/** `### Milestone 2: Search` over what is to be delivered, or fields; null: it is one task. */
function whyNoContainerOfOne(context: ParseContext, section: Section): HeadingRefusal | null {
  const { headline } = section;
  if (!headline?.group || !endsThere(headline)) return 'group-word';
  if (headline.status !== null) return null;
  const names = ownFields(context, section);
  for (const { field } of section.children) if (field === 'criteria' || field === 'deliverables') return null;
  const isWork = names.some((name) => STRONG.has(name) || name === 'deliverables' || name === 'criteria');
  const isFinding = new Set(names.filter((name) => EVIDENCE.has(name))).size > 1;
  return isWork || isFinding ? null : 'no-evidence';
}

/** `### Option 2: Rebuild it`: one way among others, of which none is decided. */
const OPTION = anyCase`^(?:option|alternative|approach|variante?|opción|opção|opzione|вариант|wariant|opcja|opsi|方案|옵션|オプション)\s*(?:\d|[a-z](?=\s*[:：.)([—–-]|\s*$)|[一二三四])`;

/** Punctuation or a bracket parts the number of a container from its name. */
function endsThere({ group, text }: NonNullable<Section['headline']>): boolean {
  return group !== null && (group.separated || /^\s*[([（]/u.test(text.text.slice(group.span.to)));
}

const STRONG: ReadonlySet<FieldName> = new Set<FieldName>([
  'status',
  'effort',
  'dependsOn',
  'branch',
  'assignee',
  'criteria',
]);
const EVIDENCE: ReadonlySet<FieldName> = new Set<FieldName>([
  'status',
  'effort',
  'dependsOn',
  'branch',
  'labels',
  'assignee',
  'priority',
  'files',
  'criteria',
  'deliverables',
  'steps',
  'finding',
  'remedy',
  'impact',
]);
/** Labels of findings: one of them alone may as well describe something that is. */
const DESCRIBING: ReadonlySet<FieldName> = new Set<FieldName>(['files', 'finding', 'remedy', 'impact']);
const SPECIFIC: ReadonlySet<FieldName> = new Set<FieldName>([
  'effort',
  'dependsOn',
  'branch',
  'labels',
  'assignee',
  'priority',
  'files',
  'criteria',
]);

/** A field or label of the section's own, or a priority or state in its heading. */
export function hasOwnEvidence(context: ParseContext, section: Section): boolean {
  return saysMore(section) || hasFieldEvidence(context, section);
}

/** A field or label of the section's own. */
function hasFieldEvidence(context: ParseContext, section: Section): boolean {
  const { headline } = section;
  const names = new Set(ownFields(context, section).filter((name) => EVIDENCE.has(name)));
  const isSure = headline?.id != null && headline.id.kind !== 'number';
  if ([...names].some((name) => isSure || !DESCRIBING.has(name)) || names.size > 1) return true;
  return section.children.some((child) => child.field !== null && SPECIFIC.has(child.field));
}

/** The names of the fields and labels that stand directly below a heading. */
function ownFields(context: ParseContext, section: Section): FieldName[] {
  const names: FieldName[] = [];
  const add = (name: FieldName | null) => {
    if (name !== null) names.push(name);
  };
  for (const block of section.blocks) {
    if (block.kind === 'paragraph')
      for (const field of readFieldLines(context.tree, block.content).fields) add(field.name);
    if (block.kind === 'list')
      for (const item of block.items)
        if (readItemLabel(context.tree, item))
          for (const field of readFieldLines(context.tree, item.content).fields) add(field.name);
  }
  for (const child of section.children)
    if (
      child.field !== null &&
      child.heading &&
      /[:：]\s*\S/u.test(context.tree.source.slice(child.heading.content))
    )
      add(child.field);
  return names;
}

/** Null: the first block is a block of fields of a task, and not of a document or report. */
function whyNoTaskFields(context: ParseContext, section: Section, isOfForm: boolean): HeadingRefusal | null {
  const block = section.blocks.find(({ kind }) => kind !== 'html');
  const names: (FieldName | null)[] = [];
  let isOpened = true;
  if (block?.kind === 'paragraph') {
    const read = readFieldLines(context.tree, block.content);
    if (read.lead) return 'no-fields';
    names.push(...read.fields.map(taskField));
  } else if (block?.kind === 'list') {
    if (block.items.some((item) => item.box)) return 'no-fields';
    const labels = block.items.map((item) => readItemLabel(context.tree, item));
    isOpened = labels[0]?.name != null;
    if (!isOpened && !isOfForm) return 'no-fields';
    names.push(...labels.map((label) => (label ? taskField(label) : null)));
  }
  const specific = names.filter((name) => name !== null && SPECIFIC.has(name)).length;
  const metadata = names.filter((name) => name === 'metadata').length;
  if (specific === 0 && !names.includes('status')) return 'no-fields';
  // One of them alone may as well describe something, below a label that nobody knows.
  const told = new Set(names.filter((name) => name === 'status' || (name !== null && SPECIFIC.has(name))));
  if (!isOpened && told.size + ((section.headline?.priority ?? section.headline?.effort) ? 1 : 0) < 2)
    return 'no-fields';
  return metadata === 0 || specific > 1 ? null : 'metadata';
}

function saysMore({ headline }: Section): boolean {
  return headline?.priority != null || headline?.status != null || headline?.effort != null;
}

/** A heading that begins with a date opens an entry of a log. */
export const DATED = /^[^\p{L}\p{N}]*(?:19|20)\d\d[-/.]\d/u;

/** The heading of a section that talks about the plan. */
export function isReport(title: string): boolean {
  const key = wordKey(title);
  const name = fieldNamed(title);
  return (
    REPORT_WORDS.has(key) ||
    REPORT_WORDS.has(key.split(/[:(—–]|\s-|-\s/u)[0]?.trim() ?? '') ||
    name === 'order' ||
    name === 'legend' ||
    /\b(?:report|budget|summary|targets|final status)$/iu.test(key)
  );
}

function* boxesOf(section: Section): Generator<ListItem> {
  for (const block of blocksWithin([...allBlocks(section)]))
    if (block.kind === 'list') for (const item of block.items) if (item.box) yield item;
}

/** A box stands below the heading, at any depth; one that is empty, if asked. */
export function hasBoxes(section: Section, isOpen = false): boolean {
  for (const { box } of boxesOf(section)) if (!isOpen || box?.state.trim() === '') return true;
  return false;
}

/** Most of the boxes below carry ids of their own: they are the tasks, and the heading is their group. */
function holdsOwnIds(context: ParseContext, section: Section): boolean {
  const { boxes, withId } = countTopBoxes(context, section);
  if ((withId > 1 && withId * 2 > boxes) || numbersItsWork(context, section)) return true;
  if (section.blocks.some((block) => block.kind === 'table' && tracksRows(context, section, block)))
    return true;
  return holdsOwnHeadings(context, section) || (boxes === 0 && listsOwnIds(context, section));
}

/** `## T1 — Roof` over `### T1.1 — Tiles`, and nothing that makes a task of the heading. */
function holdsOwnHeadings(context: ParseContext, section: Section): boolean {
  const own = section.headline?.id;
  if (own?.kind !== 'code' || hasOwnEvidence(context, section)) return false;
  const below = section.children.filter(({ headline }) => headline?.id?.id.startsWith(`${own.id}.`));
  return below.length > 0;
}

/** `- **T1.1**: …` or `- **Story 1.2:** …` without boxes, be it below a label, and no field that makes a task of the heading. */
function listsOwnIds(context: ParseContext, section: Section): boolean {
  if (ownFields(context, section).some((name) => STRONG.has(name))) return false;
  let count = 0;
  for (const block of blocksWithin([...section.blocks]))
    if (block.kind === 'list') for (const item of block.items) if (isListedTask(context, item)) count++;
  return count > 1;
}

function isListedTask(context: ParseContext, item: ListItem): boolean {
  const id = boxId(context, item);
  if (id?.kind === 'word')
    return id.id.includes('.') && isOwnWord(readPlainText(context.tree, item.content), id);
  return (
    id?.kind === 'code' &&
    (id.separated || /[-_]\p{L}*\d/u.test(id.id)) &&
    context.prefixes.has(idPrefix(id.id)) &&
    !REQUIREMENT.test(id.id)
  );
}

/** `## 6. Verification` over `- [ ] 6.1 …` or rows `6.1`, `6.2`: they go on counting where the heading stopped. */
export function numbersItsWork(context: ParseContext, section: Section): boolean {
  if (numbersItsBoxes(context, section)) return true;
  return section.blocks.some((block) => block.kind === 'table' && numbersItsRows(context, section, block));
}

function numbersItsBoxes(context: ParseContext, section: Section): boolean {
  const own = section.headline?.id;
  if (own?.kind !== 'number' && own?.kind !== 'word') return false;
  return section.blocks.some(
    (block) =>
      block.kind === 'list' &&
      block.items.some((item) => item.box && boxId(context, item)?.id.startsWith(`${own.id}.`) === true),
  );
}

/** `## Final verification` over `### Task 19: …`: what stands there says itself that it is work. */
export function holdsNamedTasks({ children }: Section): boolean {
  return children.some(
    ({ field, headline }) =>
      field === null && headline?.id?.kind === 'word' && headline.id.separated && headline.id.word === 'task',
  );
}

/** `## Step 12` over a table of `12-1`, `12-2` that tracks work. */
function numbersItsRows(context: ParseContext, section: Section, table: Table): boolean {
  const own = section.headline?.id;
  if (!own || table.rows.length < 2 || !isNumberedBelow(context, own.id, table.rows[0])) return false;
  return (
    table.rows.every((row) => isNumberedBelow(context, own.id, row)) &&
    readTableTasks(context, table, { saysDone: false, secondary: false }).length > 1
  );
}

/** `### 2.1 Foundation` over `| Task | Owner | Estimate |`, `## Task 1: Screens` over rows that each have a state. */
function tracksRows(context: ParseContext, section: Section, table: Table): boolean {
  const own = section.headline?.id;
  if (!own || table.rows.length < 3) return false;
  if (own.kind === 'number') {
    const names = table.header.cells.map((cell) => wordKey(readPlainText(context.tree, cell).text));
    if (!names.some((name) => TASK_WORDS.has(name.replace(/s$/u, '')))) return false;
    if (ownFields(context, section).some((name) => name !== 'criteria' && STRONG.has(name))) return false;
  } else if (hasOwnEvidence(context, section) || hasBoxes(section)) return false;
  const tasks = readTableTasks(context, table, { saysDone: false, secondary: false });
  return tasks.length > 2 && (own.kind === 'number' || tasks.every(({ status }) => status !== null));
}

/** `12-1` or `12.1` below 12, `1.2.1` below P1.2, `1.1` below 01. */
function isNumberedBelow({ tree }: ParseContext, id: string, row: TableRow | undefined): boolean {
  const [cell] = row?.cells ?? [];
  if (!cell) return false;
  const text = readPlainText(tree, cell).text.trim();
  const number = text.startsWith(id) ? id : id.replace(/^\p{Lu}*0*(?=\d)/u, '');
  return number !== '' && text.startsWith(number) && /^[.-]\d+$/.test(text.slice(number.length));
}

interface BoxCounts {
  readonly boxes: number;
  readonly withId: number;
}

const knownCounts = new Remembered<Section, BoxCounts>();

/** Boxes that are in no other box, criteria sections apart. */
function countTopBoxes(context: ParseContext, section: Section): BoxCounts {
  return knownCounts.read(section, [context.legend, context.prefixes], () => {
    let boxes = 0;
    let withId = 0;
    for (const block of section.blocks) {
      if (block.kind !== 'list') continue;
      for (const item of block.items) {
        if (!item.box) continue;
        boxes++;
        if (hasOwnId(context, item)) withId++;
      }
    }
    for (const child of section.children) {
      if (child.field === 'criteria') continue;
      const below = countTopBoxes(context, child);
      boxes += below.boxes;
      withId += below.withId;
    }
    return { boxes, withId };
  });
}

const knownBoxIds = new RememberedPieces<ListItem, FoundId | null>();

function boxId(context: ParseContext, item: ListItem): FoundId | null {
  return knownBoxIds.read(context, item, [], () => findBoxId(context, item));
}

function findBoxId(context: ParseContext, item: ListItem): FoundId | null {
  const text = readPlainText(context.tree, item.content);
  return ownItemId(context, { id: readHeadlineId(text.text, false), headline: { text }, item }, false);
}

function hasOwnId(context: ParseContext, item: ListItem): boolean {
  const id = boxId(context, item);
  return id !== null && id.kind !== 'hash' && (id.kind !== 'number' || id.id.includes('.'));
}
