import type { ListItem } from '../markdown/blocks.ts';
import type { ParseContext } from './drafts.ts';
import { readEffort } from './effort.ts';
import { type Field, fieldNamed, readFieldLines, readItemLabel } from './fields.ts';
import { readHeadline } from './headline.ts';
import { NO_LEGEND } from './legend.ts';
import { type Section, allBlocks } from './sections.ts';
import { readStatusValue } from './status.ts';
import { isSureId } from './tasks/heading.ts';
import { ownItemId } from './tasks/item.ts';
import { Remembered } from '../remember.ts';
import { readPlainText } from './text.ts';
import { type FieldName, REPORT_WORDS, wordKey } from './vocabulary/index.ts';
import { allBlocks as blocksWithin } from './walk.ts';

/** A sub-section of a task that is a task of its own. */
export function isNestedTask(context: ParseContext, section: Section): boolean {
  const id = section.headline?.id;
  if (!id || section.field !== null) return false;
  if (isSureId(id)) return true;
  return id.id.includes('.') && ownFields(context, section).some((name) => STRONG.has(name));
}

/** An id that is one wherever it stands, over no work that has ids of its own. */
export function isTaskByItself(context: ParseContext, section: Section): boolean {
  const { headline } = section;
  if (!headline?.id || headline.group || section.field !== null || !isSureId(headline.id)) return false;
  if (isCommonWord(headline.id.word) || isReport(headline.title)) return hasOwnEvidence(context, section);
  return !holdsOwnIds(context, section);
}

/** Kind words that head procedures and examples as well as work. */
function isCommonWord(word: string | null): boolean {
  return word !== null && COMMON_WORDS.has(word);
}

const COMMON_WORDS: ReadonlySet<string> = new Set([
  'problem',
  'change',
  'action',
  'recommendation',
  'goal',
  'objective',
  'finding',
  'schritt',
]);

/** `### 3. Fix X` over fields of its own, `### 1.1 X` over a checklist. */
export function isTaskByContent(context: ParseContext, section: Section): boolean {
  const { headline } = section;
  if (!headline?.id || headline.group) return false;
  const isLeveled = headline.id.kind === 'number' && /[.-]/.test(headline.id.id);
  if (section.field !== null && !isLeveled) return false;
  if (headline.id.kind === 'code')
    return (hasOwnEvidence(context, section) || hasBoxes(section)) && !holdsOwnIds(context, section);
  if (headline.id.kind !== 'number' || isReport(headline.title)) return false;
  if (holdsOwnIds(context, section)) return false;
  if (hasOwnEvidence(context, section)) return true;
  return isLeveled && hasBoxes(section);
}

/** A group word or plain heading without work below it, but with what only tasks have. */
export function isTaskWithoutWork(context: ParseContext, section: Section): boolean {
  const { headline } = section;
  if (!headline || section.field !== null || isReport(headline.title)) return false;
  const names = ownFields(context, section);
  if (headline.group?.number != null) {
    if (!headline.group.separated) return false;
    return (
      headline.status !== null ||
      names.some((name) => STRONG.has(name) || name === 'deliverables' || name === 'criteria')
    );
  }
  if (headline.id || section.heading?.level === 1 || DATED.test(headline.text.text)) return false;
  return beginsWithTaskFields(context, section);
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
  const { headline } = section;
  if (headline?.priority != null || headline?.status != null || headline?.effort != null) return true;
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
      for (const item of block.items) if (!item.box) add(readItemLabel(context.tree, item)?.name ?? null);
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

/** The first block is a block of fields of a task, and not of a document or report. */
function beginsWithTaskFields(context: ParseContext, section: Section): boolean {
  const block = section.blocks.find(({ kind }) => kind !== 'html');
  const names: (FieldName | null)[] = [];
  if (block?.kind === 'paragraph') {
    const read = readFieldLines(context.tree, block.content);
    if (read.lead) return false;
    names.push(...read.fields.map(taskField));
  } else if (block?.kind === 'list') {
    if (block.items.some((item) => item.box)) return false;
    const labels = block.items.map((item) => readItemLabel(context.tree, item));
    if (labels[0]?.name == null) return false;
    names.push(...labels.map((label) => (label ? taskField(label) : null)));
  }
  const specific = names.filter((name) => name !== null && SPECIFIC.has(name)).length;
  const metadata = names.filter((name) => name === 'metadata').length;
  if (specific === 0 && !names.includes('status')) return false;
  return metadata === 0 || specific > 1;
}

/** A heading that begins with a date opens an entry of a log. */
export const DATED = /^[^\p{L}\p{N}]*(?:19|20)\d\d[-/.]\d/u;

const NEEDS_VALUE: ReadonlySet<FieldName> = new Set<FieldName>(['labels', 'assignee', 'priority']);

/** A field counts for a task if its value is one: `Time: Mondays at 9` is no estimate. */
function taskField({ name, value }: Pick<Field, 'name' | 'value'>): FieldName | null {
  if (name === 'status') return value && readStatusValue(value.text, NO_LEGEND) ? name : null;
  if (name === 'effort') return value && readEffort(value.text, 'pt') ? name : null;
  return name !== null && NEEDS_VALUE.has(name) && !value ? null : name;
}

function isReport(title: string): boolean {
  const key = wordKey(title);
  const name = fieldNamed(title);
  return (
    REPORT_WORDS.has(key) ||
    REPORT_WORDS.has(key.split(/[:(—–-]/u)[0]?.trim() ?? '') ||
    name === 'order' ||
    name === 'legend' ||
    /\b(?:report|budget|summary|targets|final status)$/iu.test(key)
  );
}

function* boxesOf(section: Section): Generator<ListItem> {
  for (const block of blocksWithin([...allBlocks(section)]))
    if (block.kind === 'list') for (const item of block.items) if (item.box) yield item;
}

function hasBoxes(section: Section): boolean {
  return !boxesOf(section).next().done;
}

/** Most of the boxes below carry ids of their own: they are the tasks, and the heading is their group. */
function holdsOwnIds(context: ParseContext, section: Section): boolean {
  const { boxes, withId } = countTopBoxes(context, section);
  return withId > 1 && withId * 2 > boxes;
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

function hasOwnId(context: ParseContext, item: ListItem): boolean {
  const headline = readHeadline(readPlainText(context.tree, item.content), context.legend, false);
  const id = ownItemId(context, { id: headline.id, headline, item }, false);
  return id !== null && id.kind !== 'hash' && (id.kind !== 'number' || id.id.includes('.'));
}
