import type { Block, Fence, List, ListItem, Paragraph } from '../markdown/blocks.ts';
import type { Span } from '../text/source.ts';
import type { Body, FieldEntry, ItemDraft, ParseContext } from './drafts.ts';
import { type Field, nestedLists, readFieldLines, readItemLabel } from './fields.ts';
import { decorationLength, findMarks } from './marks.ts';
import type { Section } from './sections.ts';
import { statusOfBox } from './status.ts';
import { type PlainText, readPlainText } from './text.ts';
import { type FieldName, NOTHING_WORDS, STATUS_WORDS, wordKey } from './vocabulary/index.ts';

/** What the label or heading above says that list items are. */
export type Role = 'criterion' | 'deliverable' | 'step' | 'none';

const ROLE_OF: Partial<Record<FieldName, Role>> = {
  criteria: 'criterion',
  deliverables: 'deliverable',
  steps: 'step',
};

export function roleOf(field: FieldName | null): Role {
  return field === null ? 'none' : (ROLE_OF[field] ?? 'none');
}

/** Decides which nested list items are tasks of their own and not steps of the task they stand in. */
export type IsTask = (item: ListItem) => boolean;

interface Sink {
  readonly fields: FieldEntryDraft[];
  readonly items: ItemDraft[];
  readonly nested: ListItem[];
  readonly prose: PlainText[];
}

type FieldEntryDraft = Field & { list: PlainText[]; fence: string | null };

/** Reads what the section of a task says about it, sub-headings that are no tasks included. */
export function readSectionBody(
  context: ParseContext,
  section: Section,
  isOwnSection: (child: Section) => boolean,
  isTask: IsTask,
): Body {
  const sink: Sink = { fields: [], items: [], nested: [], prose: [] };
  readSection(context, section, 'none', null, sink, isOwnSection, isTask, true);
  return sink;
}

/** Reads the blocks below an item's first line. */
export function readItemBody(context: ParseContext, item: ListItem, isTask: IsTask): Body {
  const sink: Sink = { fields: [], items: [], nested: [], prose: [] };
  readBlocks(context, item.children.slice(1), 'none', null, sink, isTask, true);
  return sink;
}

/** Reads the fields at the head of a group: what stands before its first list of work. */
export function readGroupFields(context: ParseContext, section: Section): FieldEntry[] {
  const sink: Sink = { fields: [], items: [], nested: [], prose: [] };
  const firstWork = section.blocks.findIndex(
    (block) => block.kind === 'table' || (block.kind === 'list' && !isFieldList(context, block)),
  );
  const head = firstWork < 0 ? section.blocks : section.blocks.slice(0, firstWork);
  readBlocks(context, head, 'none', null, sink, () => false, true);
  return sink.fields;
}

/** Reads the criteria of a section that is about nothing else. */
export function readCriteriaSection(context: ParseContext, section: Section): ItemDraft[] {
  const sink: Sink = { fields: [], items: [], nested: [], prose: [] };
  readSection(
    context,
    section,
    'criterion',
    null,
    sink,
    () => false,
    () => false,
    false,
  );
  return sink.items.filter((item) => item.role === 'criterion');
}

/** A list of labelled lines, or the list that a label's value is. */
function isFieldList(context: ParseContext, list: List): boolean {
  return (
    list.items.every((item) => !item.box) &&
    list.items.some((item) => readItemLabel(context.tree, item)?.name != null)
  );
}

function readSection(
  context: ParseContext,
  section: Section,
  inherited: Role,
  heading: FieldEntryDraft | null,
  sink: Sink,
  isOwnSection: (child: Section) => boolean,
  isTask: IsTask,
  isOwnPlace: boolean,
): void {
  readBlocks(context, section.blocks, inherited, heading, sink, isTask, isOwnPlace);
  for (const child of section.children) {
    if (isOwnSection(child)) continue;
    const entry = headingField(context, child);
    if (entry) sink.fields.push(entry);
    // A heading that the vocabulary does not know only divides what the heading above it opened.
    const role = child.field === null ? inherited : roleOf(child.field);
    readSection(context, child, role, entry, sink, isOwnSection, isTask, false);
  }
}

/** `### Effort: 3h` and `### Labels` over a list are fields, too. */
function headingField(context: ParseContext, section: Section): FieldEntryDraft | null {
  const heading = section.heading;
  if (!heading || section.field === null) return null;
  const text = readPlainText(context.tree, heading.content);
  const colon = /[:：]\s*/u.exec(text.text);
  const valueFrom = colon ? colon.index + colon[0].length : text.text.length;
  const label = text.text.slice(0, colon ? colon.index : undefined);
  const hasValue = colon !== null && valueFrom < text.text.length;
  return {
    name: section.field,
    label,
    labelSpan: heading.content,
    value: hasValue
      ? readPlainText(context.tree, {
          from: valueOffset(context, heading.content),
          to: heading.content.to,
        })
      : null,
    valueSpan: heading.content,
    at: heading.span.from,
    list: [],
    fence: null,
  };
}

function valueOffset(context: ParseContext, content: Span): number {
  const raw = context.tree.source.slice(content);
  const colon = /[:：]\**\s*/u.exec(raw);
  return content.from + (colon ? colon.index + colon[0].length : 0);
}

interface Label {
  readonly role: Role;
  readonly field: FieldEntryDraft | null;
  listSeen: boolean;
}

/** Walks blocks in order; a label holds for what follows until the next label or plain paragraph. */
function readBlocks(
  context: ParseContext,
  blocks: readonly Block[],
  inherited: Role,
  heading: FieldEntryDraft | null,
  sink: Sink,
  isTask: IsTask,
  isOwnPlace: boolean,
): void {
  let label: Label = { role: inherited, field: heading, listSeen: false };
  for (const [index, block] of blocks.entries()) {
    switch (block.kind) {
      case 'paragraph':
        label = readParagraph(context, block, label, inherited, heading, blocks[index + 1], sink, isOwnPlace);
        break;
      case 'list':
        readList(context, block, label.role, label.field, sink, isTask);
        label.listSeen = true;
        break;
      case 'fence':
        takeFence(label.field, block);
        break;
      case 'quote':
        readBlocks(
          context,
          block.children.filter(({ kind }) => kind === 'paragraph'),
          inherited,
          heading,
          sink,
          isTask,
          isOwnPlace,
        );
        break;
      default:
        break;
    }
  }
}

function takeFence(field: FieldEntryDraft | null, fence: Fence): void {
  if (field?.fence === null) field.fence = fence.text;
}

function readParagraph(
  context: ParseContext,
  paragraph: Paragraph,
  label: Label,
  inherited: Role,
  heading: FieldEntryDraft | null,
  next: Block | undefined,
  sink: Sink,
  isOwnPlace: boolean,
): Label {
  const { lead, fields } = readFieldLines(context.tree, paragraph.content);
  if (lead) {
    const text = readPlainText(context.tree, lead);
    if (isOwnPlace) sink.prose.push(text);
    if (fields.length === 0) return readLead(context, text, lead, label, inherited, heading, next, sink);
  }
  let current: Label = label;
  for (const [index, field] of fields.entries()) {
    const entry: FieldEntryDraft = { ...field, list: [], fence: null };
    sink.fields.push(entry);
    const isLast = index === fields.length - 1;
    const role = field.name === null && isDivider(field) ? inherited : roleOf(field.name);
    current = { role, field: entry, listSeen: false };
    const listFollows = isLast && next?.kind === 'list';
    if (role === 'criterion' && field.name === 'criteria' && field.value && !listFollows)
      pushSentence(context, field.value, field.valueSpan, field.at, sink);
  }
  return current;
}

/** A label without a value that the vocabulary does not know: `**Backend:**` between criteria. */
function isDivider(field: Field): boolean {
  return field.value === null;
}

function readLead(
  context: ParseContext,
  text: PlainText,
  span: Span,
  label: Label,
  inherited: Role,
  heading: FieldEntryDraft | null,
  next: Block | undefined,
  sink: Sink,
): Label {
  const belongsToLabel =
    label.field !== null && label.field !== heading && !label.listSeen && label.field.value === null;
  if (belongsToLabel && next?.kind === 'list') return label;
  if (
    belongsToLabel &&
    label.role === 'criterion' &&
    label.field?.list.length === 0 &&
    !/[:：]\s*$/u.test(text.text)
  ) {
    pushSentence(context, text, span, span.from, sink);
    return { role: inherited, field: heading, listSeen: true };
  }
  if (label.listSeen || !belongsToLabel) return { role: inherited, field: heading, listSeen: label.listSeen };
  return label;
}

/** One sentence behind a criteria label is a criterion, unless it only says that all is well. */
function pushSentence(context: ParseContext, value: PlainText, span: Span, at: number, sink: Sink): void {
  const text = value.text.trim();
  const words = wordKey(text.slice(decorationLength(text)).replace(/[()[\].,;:!*_]/g, ' '));
  if (words === '' || NOTHING_WORDS.has(words) || STATUS_WORDS.has(words) || SAYS_ALL.test(words)) return;
  const mark = leadingMark(value, true);
  sink.items.push({
    line: context.tree.source.lineAt(at) + 1,
    text: oneLine(context.tree.source.slice({ from: mark?.span.to ?? span.from, to: span.to })),
    role: 'criterion',
    checked: mark?.checked ?? null,
    span,
    mark: mark ? { kind: 'emoji', span: mark.span } : null,
  });
}

const SAYS_ALL =
  /^(?:all\s+(?:are\s+|criteria\s+)?(?:met|passed|pass|done|complete|completed|verified)|see\s.{0,40}|yes|no|met|not met|pending|todo|tbd|\d+\s*(?:\/|of)\s*\d+(?:\s+\w+)?)$/u;

function readList(
  context: ParseContext,
  list: List,
  role: Role,
  field: FieldEntryDraft | null,
  sink: Sink,
  isTask: IsTask,
): void {
  for (const item of list.items) {
    if (field && item.content.to > item.content.from)
      field.list.push(readPlainText(context.tree, item.content));
    readItem(context, list, item, role, field, sink, isTask);
  }
}

function readItem(
  context: ParseContext,
  list: List,
  item: ListItem,
  role: Role,
  field: FieldEntryDraft | null,
  sink: Sink,
  isTask: IsTask,
): void {
  if (role !== 'criterion' && isTask(item)) {
    sink.nested.push(item);
    return;
  }
  const own = ownRole(list, item, role);
  const label =
    own === null || role === 'criterion' || role === 'deliverable' ? readItemLabel(context.tree, item) : null;
  if (label && (role === 'none' || role === 'step' || isPureLabel(item, label))) {
    readLabelItem(context, item, label, role, sink, isTask);
    return;
  }
  if (own !== null) sink.items.push(toItem(context, item, own));
  const inner = role === 'criterion' || role === 'deliverable' ? role : 'none';
  for (const block of item.children.slice(firstIsContent(item) ? 1 : 0)) {
    if (block.kind === 'list') readList(context, block, inner, role === 'none' ? null : field, sink, isTask);
    else if (block.kind === 'paragraph' && inner === 'none')
      readBlocks(context, [block], 'none', null, sink, isTask, false);
  }
}

function firstIsContent(item: ListItem): boolean {
  return item.children[0]?.kind === 'paragraph';
}

/** The role of an item by its own form and the label above; null: prose. */
function ownRole(list: List, item: ListItem, role: Role): Exclude<Role, 'none'> | null {
  if (item.content.to <= item.content.from) return null;
  if (role === 'criterion' || role === 'deliverable') return role;
  if (item.box) return 'step';
  return role === 'step' && list.ordered ? 'step' : null;
}

/** `- **Backend:**` over a nested list: it divides the criteria and is none of them. */
function isPureLabel(item: ListItem, label: Field): boolean {
  return label.value === null && nestedLists(item).length > 0;
}

function readLabelItem(
  context: ParseContext,
  item: ListItem,
  label: Field,
  outer: Role,
  sink: Sink,
  isTask: IsTask,
): void {
  const rest = readFieldLines(context.tree, item.content).fields;
  const last = { ...(rest.at(-1) ?? label), list: [], fence: null };
  for (const field of rest.slice(0, -1)) sink.fields.push({ ...field, list: [], fence: null });
  sink.fields.push(last);
  const named = last.name;
  const role = named === null && outer !== 'step' ? outer : roleOf(named);
  const hasList = nestedLists(item).length > 0;
  if (role === 'criterion' && named === 'criteria' && last.value && !hasList)
    pushSentence(context, last.value, last.valueSpan, last.at, sink);
  readBlocks(context, item.children.slice(1), role, last, sink, isTask, false);
}

function toItem(context: ParseContext, item: ListItem, role: Exclude<Role, 'none'>): ItemDraft {
  const { tree, legend } = context;
  const line = tree.source.lineAt(item.span.from) + 1;
  const span = { from: item.marker.from, to: item.content.to };
  const raw = tree.source.slice(item.content);
  if (item.box) {
    const checked = statusOfBox(item.box.state, legend) === 'done';
    return { line, text: oneLine(raw), role, checked, span, mark: { kind: 'box', span: item.box.mark } };
  }
  const mark = role === 'criterion' ? leadingMark(readPlainText(tree, item.content), false) : null;
  const text = mark ? raw.slice(Math.max(0, mark.span.to - item.content.from)) : raw;
  return {
    line,
    text: oneLine(text),
    role,
    checked: mark?.checked ?? null,
    span,
    mark: mark ? { kind: 'emoji', span: mark.span } : null,
  };
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}

const CHECKED_SIGNS: Readonly<Record<string, boolean | undefined>> = {
  '✅': true,
  '✓': true,
  '✔': true,
  '☑': true,
  '❌': false,
  '✗': false,
  '✘': false,
  '⬜': false,
  '☐': false,
};

/** A ✅ or ❌ that a criterion begins with. */
function leadingMark(text: PlainText, isSentence: boolean): { checked: boolean; span: Span } | null {
  const lead = decorationLength(text.text);
  const mark = findMarks(text.text.slice(0, lead)).at(0);
  const checked = mark === undefined ? undefined : CHECKED_SIGNS[mark.sign];
  if (!mark || checked === undefined || (isSentence && mark.from > 2)) return null;
  const source = (text.runs[0]?.source ?? 0) + mark.from;
  return { checked, span: { from: source, to: source + mark.to - mark.from } };
}
