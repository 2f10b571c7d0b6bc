import type { Block, List, ListItem, Paragraph } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { ItemDecision } from './decisions.ts';
import type { Body, FieldEntry, ItemDraft, ParseContext } from './drafts.ts';
import { type Field, hasNestedList, readFieldLines, readItemLabel, readLabelsBelow } from './fields.ts';
import { recordItem, recordSentence } from './records.ts';
import type { Section } from './sections.ts';
import { type PlainText, readPlainText } from './text.ts';
import type { SourceText, Span } from '../text/source.ts';
import type { FieldName } from './vocabulary/index.ts';

/** What the label or heading above says that list items are. */
type Role = ItemDraft['role'] | 'none';

const ROLE_OF: Partial<Record<FieldName, Role>> = {
  criteria: 'criterion',
  deliverables: 'deliverable',
  steps: 'step',
};

function roleOf(field: FieldName | null): Role {
  return field === null ? 'none' : (ROLE_OF[field] ?? 'none');
}

/** Decides which nested list items are tasks of their own and not steps of the task they stand in. */
export type IsTask = (item: ListItem) => boolean;

const NEVER = () => false;

/** Reads what the section of a task says about it, sub-headings that are no tasks included. */
export function readSectionBody(
  context: ParseContext,
  section: Section,
  isOwnSection: (child: Section) => boolean,
): Body {
  const walk = newWalk(context, NEVER);
  readSection(walk, section, { role: 'none', field: null }, isOwnSection, true);
  return walk.body;
}

/** Reads the blocks below an item's first line. */
export function readItemBody(context: ParseContext, item: ListItem, isTask: IsTask): Body {
  const walk = newWalk(context, isTask);
  readBlocks(walk, item.children.slice(1), { role: 'none', field: null }, true);
  return walk.body;
}

/** Reads the fields at the head of a group: what stands before its first list of work. */
export function readGroupFields(context: ParseContext, section: Section): readonly FieldEntry[] {
  const walk = newWalk(context, NEVER);
  const firstWork = section.blocks.findIndex(
    (block) => block.kind === 'table' || (block.kind === 'list' && !isFieldList(context, block)),
  );
  const head = firstWork < 0 ? section.blocks : section.blocks.slice(0, firstWork);
  readBlocks(walk, head, { role: 'none', field: null }, true);
  return walk.body.fields;
}

/** A list of labelled lines, and no boxes. */
function isFieldList(context: ParseContext, list: List): boolean {
  return (
    list.items.every((item) => !item.box) &&
    list.items.some((item) => readItemLabel(context.tree, item)?.name != null)
  );
}

/** Reads the criteria of a section that is about nothing else. */
export function readCriteriaBody(context: ParseContext, section: Section): Body {
  const walk = newWalk(context, NEVER);
  readSection(walk, section, { role: 'criterion', field: null }, NEVER, false);
  return walk.body;
}

/** A walk through the blocks of one unit of work; what it finds gathers in `body`. */
interface Walk {
  readonly context: ParseContext;
  readonly isTask: IsTask;
  readonly body: { fields: OpenField[]; items: ItemDraft[]; nested: ListItem[]; prose: PlainText[] };
}

type OpenField = Field & { list: PlainText[]; fence: string | null };

function newWalk(context: ParseContext, isTask: IsTask): Walk {
  return { context, isTask, body: { fields: [], items: [], nested: [], prose: [] } };
}

function openField(field: Field): OpenField {
  const { name, label, labelSpan, value, valueSpan, at } = field;
  return { name, label, labelSpan, value, valueSpan, at, list: [], fence: null };
}

/** What a heading, or the label of an item around, says about all that follows below it. */
interface Opening {
  readonly role: Role;
  readonly field: OpenField | null;
}

/** What the last label says about what follows, until the next label or plain paragraph. */
interface Label extends Opening {
  readonly listSeen: boolean;
}

function readSection(
  walk: Walk,
  section: Section,
  opening: Opening,
  isOwnSection: (child: Section) => boolean,
  isOwnPlace: boolean,
): void {
  readBlocks(walk, section.blocks, opening, isOwnPlace);
  for (const child of section.children) {
    if (isOwnSection(child)) continue;
    const field = headingField(walk.context, child);
    if (field) walk.body.fields.push(field);
    // A heading that the vocabulary does not know only divides what the heading above it opened.
    const role = child.field === null ? opening.role : roleOf(child.field);
    readSection(walk, child, { role, field }, isOwnSection, false);
  }
}

/** `### Effort: 3h` and `### Labels` over a list are fields, too. */
function headingField({ tree }: ParseContext, section: Section): OpenField | null {
  const heading = section.heading;
  if (!heading || section.field === null) return null;
  const raw = tree.source.slice(heading.content);
  const colon = /[:：]\**\s*/u.exec(raw);
  const written = {
    from: heading.content.from + (colon ? colon.index + colon[0].length : raw.length),
    to: heading.content.to,
  };
  const valueSpan = written.to > written.from ? written : (valueBelow(tree, section) ?? written);
  return openField({
    name: section.field,
    label: readPlainText(tree, heading.content).text.split(/[:：]/u)[0] ?? '',
    labelSpan: heading.content,
    value: valueSpan.to > valueSpan.from ? readPlainText(tree, valueSpan) : null,
    valueSpan,
    at: heading.span.from,
  });
}

const SHORT: ReadonlySet<FieldName | null> = new Set<FieldName | null>([
  'status',
  'effort',
  'branch',
  'priority',
  'assignee',
]);
const LONGEST_VALUE = 80;

/** `### Status` over nothing but `In review`. */
function valueBelow(tree: MarkdownTree, { field, blocks, children }: Section): Span | null {
  const [block, ...more] = blocks;
  if (!SHORT.has(field) || block?.kind !== 'paragraph' || more.length + children.length > 0) return null;
  const { content } = block;
  const isLine = content.to - content.from <= LONGEST_VALUE && !/[\r\n]/.test(tree.source.slice(content));
  return isLine && readFieldLines(tree, content).fields.length === 0 ? content : null;
}

function readBlocks(walk: Walk, blocks: readonly Block[], opening: Opening, isOwnPlace: boolean): void {
  let label: Label = { role: opening.role, field: opening.field, listSeen: false };
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'paragraph') {
      const place = { opening, next: blocks[index + 1], isOwnPlace };
      label = readParagraph(walk, block, label, place);
    } else if (block.kind === 'list') {
      const { role, field } = readList(walk, block, label);
      label = { role, field, listSeen: field === label.field };
    } else if (block.kind === 'fence') {
      if (label.field?.fence === null) label.field.fence = block.text;
    } else if (block.kind === 'quote') {
      const paragraphs = block.children.filter(({ kind }) => kind === 'paragraph');
      readBlocks(walk, paragraphs, opening, isOwnPlace);
    }
  }
}

interface ParagraphPlace {
  readonly opening: Opening;
  readonly next: Block | undefined;
  readonly isOwnPlace: boolean;
}

function readParagraph(walk: Walk, paragraph: Paragraph, label: Label, place: ParagraphPlace): Label {
  const { lead, fields } = readFieldLines(walk.context.tree, paragraph.content);
  if (lead) {
    const text = readPlainText(walk.context.tree, lead);
    if (place.isOwnPlace) walk.body.prose.push(text);
    if (fields.length === 0) return readProse(walk, text, lead, label, place);
  }
  const opened = fields.map(openField);
  for (const field of opened) walk.body.fields.push(field);
  const last = opened.at(-1);
  const listFollows = place.next?.kind === 'list';
  for (const field of opened)
    if (field.name === 'criteria' && !(field === last && listFollows)) addSentence(walk, field);
  if (!last) return label;
  // A label without a value that the vocabulary does not know divides: `**Backend:**` between criteria. Below a heading
  // for criteria, so does `**Scenario 1: Sign in**`.
  const divides = last.name === null && (last.value === null || place.opening.role === 'criterion');
  return { role: divides ? place.opening.role : roleOf(last.name), field: last, listSeen: false };
}

/** Numbers or marks that the lines of one paragraph begin with, where a list was meant. */
const COUNTED_LINE = /^(?:AC[\s-]?)?\d+[:：.)、]\s*\S|^[✅❌✓✔☑⬜☐]/u;

function addSentence(walk: Walk, field: Field): void {
  if (!field.value) return;
  const lines = linesIn(walk.context.tree.source, field.valueSpan);
  const texts = lines.map((line) => walk.context.tree.source.slice(line));
  if (lines.length > 1 && texts.every((text) => COUNTED_LINE.test(text))) {
    for (const line of lines) {
      const each = recordSentence(walk.context, readPlainText(walk.context.tree, line), line, line.from);
      if (each) walk.body.items.push(each);
    }
    return;
  }
  const sentence = recordSentence(walk.context, field.value, field.valueSpan, field.at);
  if (sentence) walk.body.items.push(sentence);
}

/** The lines of a span without the blanks around them. */
function linesIn(source: SourceText, span: Span): Span[] {
  const lines: Span[] = [];
  for (let line = source.lineAt(span.from); line <= source.lineAt(span.to); line++) {
    const whole = source.lineSpan(line);
    const from = Math.max(whole.from, span.from);
    const raw = source.slice({ from, to: Math.min(whole.to, span.to) });
    const text = raw.trim();
    const at = from + raw.length - raw.trimStart().length;
    if (text !== '') lines.push({ from: at, to: at + text.length });
  }
  return lines;
}

/** A scenario in words: what is given, what happens, and what then holds. */
const GIVEN =
  /^[^\p{L}]*(?:given|dad[oa]s?|gegeben|angenommen|[ée]tant donn[ée]\p{L}*|дано|假如|假设|前提)(?!\p{L})/iu;

/** A scenario that goes on. */
const THEN =
  /^[^\p{L}]*(?:when|then|and|but|quando|então|cuando|entonces|wenn|dann|und|quand|lorsque|alors|et|когда|тогда|当|那么|并且)(?!\p{L})/iu;

/** A plain paragraph ends what a label opened, unless it stands between the label and its list. */
function readProse(walk: Walk, text: PlainText, span: Span, label: Label, place: ParagraphPlace): Label {
  if (label.role === 'criterion' && GIVEN.test(text.text) && place.next?.kind !== 'list') {
    const scenario = recordSentence(walk.context, text, span, span.from);
    if (scenario) walk.body.items.push(scenario);
    return { ...label, listSeen: true };
  }
  if (label.role === 'criterion' && label.listSeen && THEN.test(text.text)) return label;
  const ended: Label = { role: place.opening.role, field: place.opening.field, listSeen: true };
  const isBetween =
    label.field !== null &&
    label.field !== place.opening.field &&
    !label.listSeen &&
    label.field.value === null;
  if (!isBetween) return { ...ended, listSeen: label.listSeen };
  if (place.next?.kind === 'list' || /[:：]\s*$/u.test(text.text)) return label;
  if (label.role !== 'criterion' || label.field?.name !== 'criteria') return label;
  const sentence = recordSentence(walk.context, text, span, span.from);
  if (sentence) walk.body.items.push(sentence);
  return ended;
}

/** @returns what a label below its last item, or else the one above, says about what follows. */
function readList(walk: Walk, list: List, above: Opening): Opening {
  let opening = above;
  const isWork = opening.field?.name === 'labels' && hasWork(walk, list);
  for (const item of list.items) {
    if (opening.field && !isWork && item.content.to > item.content.from)
      opening.field.list.push(readPlainText(walk.context.tree, item.content));
    readItem(walk, list, item, opening);
    opening = readBelowList(walk, item) ?? opening;
  }
  return opening;
}

/** What a label directly below an item, in the column of the list or left of it, says about the items that follow. */
function readBelowList(walk: Walk, item: ListItem): Opening | null {
  const fields = readLabelsBelow(walk.context.tree, item).map(openField);
  const last = fields.at(-1);
  if (!last) return null;
  walk.body.fields.push(...fields);
  for (const field of fields) if (field.name === 'criteria' && field.value) addSentence(walk, field);
  return { role: roleOf(last.name), field: last };
}

/** Boxes below a line of labels are work, unless they tick labels: `- [ ] bug`, `- [x] \`area/api\``. */
function hasWork({ context: { tree } }: Walk, list: List): boolean {
  return (
    list.items.some((item) => item.box) &&
    !list.items.every((item) => IS_LABEL.test(tree.source.slice(item.content)))
  );
}

const IS_LABEL = /^[*`"']*[\p{L}\p{N}][\p{L}\p{N}._/:+#-]*(?: [\p{L}\p{N}._/:+#-]+)?[*`"']*$/u;

function readItem(walk: Walk, list: List, item: ListItem, opening: Opening): void {
  const { role } = opening;
  const { decisions } = walk.context;
  if (role !== 'criterion' && walk.isTask(item)) {
    decisions?.items.set(item, { kind: 'task' });
    walk.body.nested.push(item);
    return;
  }
  const own = ownRole(list, item, role);
  const label = own === 'step' ? null : readItemLabel(walk.context.tree, item);
  if (label && (own === null || (label.value === null && hasNestedList(item)))) {
    decisions?.items.set(item, { kind: 'label' });
    readLabelItem(walk, item, label, role);
    return;
  }
  decisions?.items.set(item, decisionOf(own, opening));
  if (own !== null) walk.body.items.push(recordItem(walk.context, item, own));
  readBelowItem(walk, item, opening);
}

function decisionOf(role: ItemDraft['role'] | null, { field }: Opening): ItemDecision {
  const label = field && { text: field.label, name: field.name, at: field.at };
  return role === null ? { kind: 'prose', label } : { kind: 'item', role, label };
}

/** Criteria and deliverables stay what they are at any depth; below a step, a label may say what follows. */
function readBelowItem(walk: Walk, item: ListItem, { role, field }: Opening): void {
  const stays = role === 'criterion' || role === 'deliverable';
  const inner: Opening = { role: stays ? role : 'none', field: role === 'none' ? null : field };
  for (const block of item.children.slice(item.children[0]?.kind === 'paragraph' ? 1 : 0)) {
    if (block.kind === 'list') readList(walk, block, inner);
    else if (block.kind === 'paragraph' && !stays)
      readBlocks(walk, [block], { role: 'none', field: null }, false);
  }
}

/** The role of an item by its own form and the label above; null: prose. */
function ownRole(list: List, item: ListItem, role: Role): ItemDraft['role'] | null {
  if (item.content.to <= item.content.from) return null;
  if (role === 'criterion' || role === 'deliverable') return role;
  if (item.box) return 'step';
  return role === 'step' && list.ordered ? 'step' : null;
}

/** `- **Effort:** 3h`, `- **Success Criteria:**` over a nested list. */
function readLabelItem(walk: Walk, item: ListItem, label: Field, outer: Role): void {
  const fields = readFieldLines(walk.context.tree, item.content).fields.map(openField);
  for (const field of fields) walk.body.fields.push(field);
  const last = fields.at(-1) ?? openField(label);
  const role = last.name === null && outer !== 'step' ? outer : roleOf(last.name);
  if (last.name === 'criteria' && !hasNestedList(item)) addSentence(walk, last);
  readBlocks(walk, item.children.slice(1), { role, field: last }, false);
}
