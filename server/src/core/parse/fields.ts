import type { ListItem } from '../markdown/blocks.ts';
import { type Inline, plainText, readInlines } from '../markdown/inline.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import { Remembered } from '../remember.ts';
import type { SourceText, Span } from '../text/source.ts';
import { decorationLength, withoutDecoration } from './marks.ts';
import { type PlainText, readPlainText } from './text.ts';
import { type FieldName, anyOf, madeOfWords, wordKey, words } from './vocabulary/index.ts';
import { compile } from '../text/patterns.ts';

/** `**Effort:** 3 hours`, in a paragraph, a list item or a heading; also a label over a list. */
export interface Field {
  /** Null: a label that the vocabulary does not know. */
  readonly name: FieldName | null;
  readonly label: string;
  readonly labelSpan: Span;
  /** What stands behind the label in its own paragraph; null if there is nothing. */
  readonly value: PlainText | null;
  /** The value in the document, marks of its text included. */
  readonly valueSpan: Span;
  /** Offset at which the line of the label starts to matter: for its line number. */
  readonly at: number;
}

/** A paragraph as labels with their values, and what stands before the first label. */
export interface FieldLines {
  readonly lead: Span | null;
  readonly fields: readonly Field[];
}

/** Splits a paragraph (or an item's first paragraph) into its labelled lines. */
export function readFieldLines(tree: MarkdownTree, content: Span): FieldLines {
  if (content.to <= content.from) return { lead: null, fields: [] };
  const starts = findLabels(tree, content);
  const first = starts[0];
  if (!first) return { lead: content, fields: [] };
  const fields = starts.map((start, index) => toField(tree, start, starts[index + 1]?.at ?? content.to));
  const lead = tree.source.slice({ from: content.from, to: first.at }).trim();
  const leadIsDecoration = withoutDecoration(lead).replace(/^[>\s]+/, '') === '';
  return { lead: leadIsDecoration ? null : { from: content.from, to: first.at }, fields };
}

interface LabelStart {
  /** Where the label begins, marks included. */
  readonly at: number;
  readonly label: string;
  readonly labelSpan: Span;
  readonly valueFrom: number;
  /** Where emphasis that holds label and value ends. */
  readonly valueTo?: number;
}

function toField(tree: MarkdownTree, start: LabelStart, end: number): Field {
  const span = trim(tree.source, {
    from: start.valueFrom,
    to: Math.min(end, start.valueTo ?? end),
  });
  const value = span.to > span.from ? readPlainText(tree, span) : null;
  return {
    name: value === null && COMPARES.test(start.label) ? null : fieldNamed(start.label, value?.text),
    label: start.label,
    labelSpan: start.labelSpan,
    value: value && cleanValue(value.text) !== '' ? value : null,
    valueSpan: span,
    at: start.at,
  };
}

/** `**Before:**` and `**After:**` over what something was and is; `After: T003` names what the work waits for. */
const COMPARES = /^after(?!\p{L})/iu;

/** Emphasis left open by a label that stands inside it, and separators between fields of one line. */
function cleanValue(text: string): string {
  return text.replace(/^[\s*_|·•]+|[\s*_|·•]+$/g, '');
}

function findLabels(tree: MarkdownTree, content: Span): LabelStart[] {
  const { source } = tree;
  const labels: LabelStart[] = [];
  const hasEmphasis = /[*_]/.test(source.slice(content));
  if (hasEmphasis) {
    const inlines = readInlines(tree, content);
    for (const index of inlines.keys()) {
      const label = readBoldLabel(tree, inlines, index, content);
      if (label) labels.push(label);
    }
  }
  for (let from = content.from; from < content.to;) {
    const end = lineEnd(source, from, content.to);
    const known = labels.some((label) => label.at >= from && label.at < end);
    const plain = known ? null : readPlainLabel(source, { from, to: end });
    if (plain) labels.push(plain);
    from = end + 1;
  }
  if (labels.length === 0) labels.push(...readBareLabel(source, content));
  return labels.sort((a, b) => a.at - b.at);
}

function readBoldLabel(
  tree: MarkdownTree,
  inlines: readonly Inline[],
  index: number,
  content: Span,
): LabelStart | null {
  const inline = inlines[index];
  if (inline?.kind !== 'strong' && inline?.kind !== 'emphasis') return null;
  const { source } = tree;
  const inner = plainText(tree, inline.children);
  const atLineStart = isLineStart(source, content.from, inline.span.from);
  const before = labelBeforeColon(tree, inline, inner);
  if (before) {
    const field = fieldNamed(before.label);
    if (!atLineStart && (field === null || inline.kind === 'emphasis')) return null;
    if (inline.kind === 'emphasis' && field === null) return null;
    return { at: inline.span.from, ...before };
  }
  const after = /^(\s*\([^)\n]{0,60}\))?\s*[:：]/.exec(
    source.slice({ from: inline.span.to, to: content.to }),
  );
  const label = withoutDecoration(inner).trim();
  if (after && isLabelText(label)) {
    if (!atLineStart && fieldNamed(label) === null) return null;
    if (inline.kind === 'emphasis' && fieldNamed(label) === null) return null;
    return {
      at: inline.span.from,
      label,
      labelSpan: inline.inner,
      valueFrom: inline.span.to + after[0].length,
    };
  }
  const sentence = atLineStart && inline.kind === 'strong' ? labelWithStop(inline, inner) : null;
  if (sentence) return sentence;
  // A line that is nothing but bold text is a label over what follows.
  const lineTo = lineEnd(source, inline.span.to, content.to);
  const rest = source.slice({ from: inline.span.to, to: lineTo });
  if (atLineStart && inline.kind === 'strong' && withoutDecoration(rest).trim() === '' && isLabelText(label))
    return { at: inline.span.from, label, labelSpan: inline.inner, valueFrom: lineTo };
  return null;
}

/** The colon inside the emphasis: `**Effort:** 3h`, `**Status: Done**`, `*Requirements: 3.1*`. */
function labelBeforeColon(
  tree: MarkdownTree,
  inline: Inline,
  inner: string,
): { label: string; labelSpan: Span; valueFrom: number; valueTo?: number } | null {
  const raw = tree.source.slice(inline.inner);
  const colon = /：|:(?=\s|$|\*)/u.exec(raw);
  if (!colon) return null;
  const label = withoutDecoration(inner.split(/[:：]/u)[0] ?? '').trim();
  if (!isLabelText(label)) return null;
  const to = inline.inner.from + colon.index;
  const endsThere = raw.slice(colon.index + 1).trim() === '';
  const labelSpan = { from: inline.inner.from, to };
  if (endsThere) return { label, labelSpan, valueFrom: inline.span.to };
  const rest = tree.source.slice({ from: inline.span.to, to: inline.span.to + 1 });
  const value = { label, labelSpan, valueFrom: to + 1 };
  return /\S/.test(rest) ? value : { ...value, valueTo: inline.inner.to };
}

/** `**Effort.** Two days`: a full stop in place of the colon, behind a name that the vocabulary knows. */
function labelWithStop({ span, inner: labelSpan }: Inline, inner: string): LabelStart | null {
  const label = /^([^.:：!?]{2,40})\.$/u.exec(withoutDecoration(inner).trim())?.[1];
  if (label === undefined || lookUp(wordKey(label)) === null) return null;
  return { at: span.from, label, labelSpan, valueFrom: span.to };
}

function isLabelText(label: string): boolean {
  return label.length > 0 && label.length <= 80 && !/[.!?]$/.test(label);
}

// `Name: value` without marks is a label only if the vocabulary knows the name.
// Behind a full-width colon there is no blank.
const PLAIN_LABEL = /^([^\s:：`*_[\]|<>][^:：`*_[\]|<>\n]{0,40})(?:：|:(?=\s|$))\s*/u;

function readPlainLabel(source: SourceText, line: Span): LabelStart | null {
  const raw = source.slice({ from: line.from, to: Math.min(line.to, line.from + 90) });
  const indent = /^[\s>]*/.exec(raw)?.[0].length ?? 0;
  const lead = indent + decorationLength(raw.slice(indent));
  const match = PLAIN_LABEL.exec(raw.slice(lead));
  if (!match?.[1] || fieldNamed(match[1], raw.slice(lead + match[0].length)) === null) return null;
  const from = line.from + lead;
  return {
    at: from,
    label: match[1].trim(),
    labelSpan: { from, to: from + match[1].trimEnd().length },
    valueFrom: from + match[0].length,
  };
}

/** `Acceptance Criteria`, alone on its line and without a mark of any kind. */
function readBareLabel(source: SourceText, content: Span): LabelStart[] {
  if (content.to - content.from > 60) return [];
  const span = trim(source, content);
  const label = source.slice(span);
  // One word may be a sentence: `Verify`.
  const isLabel = /^[\p{L}][\p{L} /&'’-]*$/u.test(label) && (/\S\s\S/.test(label) || label === 'DoD');
  if (!isLabel || fieldNamed(label) !== 'criteria') return [];
  return [{ at: span.from, label, labelSpan: span, valueFrom: content.to }];
}

function isLineStart(source: SourceText, from: number, at: number): boolean {
  const before = source.slice({ from: Math.max(from, source.lineStart(source.lineAt(at))), to: at });
  const text = before.replace(/^[\s>]*(?:\d+[.)]\s+)?/, '');
  return decorationLength(text) === text.length;
}

function lineEnd(source: SourceText, from: number, limit: number): number {
  const length = source.slice({ from, to: limit }).search(/[\r\n]/);
  return length < 0 ? limit : from + length;
}

function trim(source: SourceText, span: Span): Span {
  const text = source.slice(span);
  const from = span.from + text.length - text.trimStart().length;
  return { from, to: Math.max(from, span.from + text.trimEnd().length) };
}

/** The label of a list item (`- **Steps:**`, `- Effort: 3h`); null if it is an item like any other. */
export function readItemLabel(tree: MarkdownTree, item: ListItem): Field | null {
  if (item.box || item.content.to <= item.content.from) return null;
  if (!tree.layout.hasRoom) return findItemLabel(tree, item);
  return knownItemLabels.read(item, [], () => findItemLabel(tree, item));
}

const knownItemLabels = new Remembered<ListItem, Field | null>();

function findItemLabel(tree: MarkdownTree, item: ListItem): Field | null {
  const { lead, fields } = readFieldLines(tree, item.content);
  const first = fields[0];
  return lead === null && first ? first : null;
}

/**
 * Labels on lines of an item that begin left of its text: `**Effort:** 2h` directly below a list. To Markdown such a
 * line belongs to the last item; to its writer the list has ended.
 */
export function readLabelsBelow(tree: MarkdownTree, item: ListItem): readonly Field[] {
  const { source } = tree;
  const { from } = item.content;
  if (!/[\r\n]/.test(source.slice(item.content))) return [];
  const column = item.marker.to - source.lineStart(source.lineAt(item.marker.from));
  const isBelow = ({ at }: Field): boolean => {
    const line = source.lineAt(at);
    return line > source.lineAt(from) && at - source.lineStart(line) < column;
  };
  const { fields } = readFieldLines(tree, item.content);
  const first = fields.findIndex(isBelow);
  return first < 0 ? [] : fields.slice(first);
}

export function hasNestedList(item: ListItem): boolean {
  return item.children.some((child) => child.kind === 'list');
}

const LONGEST_LABEL = 90;
const NUMBERING =
  /^(?:\d+(?:\.\d+)*[.):]?\s+|[a-z]\)\s+|[ivx]+\.\s+|step\s+\d+[.:]?\s*|[一二三四五六七八九十]+[、.．]\s*|\d+(?:\.\d+)*、\s*)/iu;
const BRACKETS = /(?<!\s)\s*[([（【][^)\]）】]*[)\]）】]/gu;
const PREFIX = new RegExp(
  `^(?:${[
    'task',
    'issue',
    'story',
    'feature',
    'overall',
    'main',
    'final',
    'project',
    'mvp',
    'minimum',
    'high-level',
    'functional',
    'technical',
    'epic',
    'milestone',
    'sprint',
    'release',
    'general',
    'global',
    'detailed',
    'suggested',
    'proposed',
    'updated',
    '(?:phase|stage|sprint|milestone|epic|week|fase|task|story)\\s+[\\w.]+',
    'primary',
    'core',
    'user story',
    'additional',
    'key',
    'measurable',
    'phase',
    'launch',
  ].join('|')})\\s+(?:-\\s+)?`,
  'u',
);

/**
 * The field that a label or heading names; a label counts as a whole, never a word within it.
 * @param value what stands behind it: a few words name a field only with the right value.
 */
export function fieldNamed(label: string, value = ''): FieldName | null {
  if (label.length > LONGEST_LABEL) return null;
  const key = wordKey(
    withoutDecoration(label)
      .replace(BRACKETS, '')
      .replace(/[:：\s]+$/u, ''),
  ).replace(/^["']|["'.]$/g, '');
  if (words().dated.has(key)) return HOLDS_DATE.test(value.slice(0, 40)) ? lookUp(key) : null;
  return (
    lookUp(key) ??
    lookUp(key.replaceAll('_', ' ')) ??
    lookUp(key.replace(NUMBERING, '')) ??
    lookUp(key.replace(NUMBERING, '').replace(PREFIX, '')) ??
    byParts(key) ??
    (value === '' && CRITERIA_STATE.test(key.replace(NUMBERING, '')) ? 'criteria' : null) ??
    byBracket(label)
  );
}

/** `First week (Acceptance Criteria)`: the bracket says what the list below holds. */
function byBracket(label: string): FieldName | null {
  const inside = /\S\s*[([（]([^()[\]（）]+\s[^()[\]（）]+)[)\]）][\s:：]*$/u.exec(label)?.[1];
  return inside !== undefined && lookUp(wordKey(inside)) === 'criteria' ? 'criteria' : null;
}

const HOLDS_DATE = /(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}/;

function lookUp(key: string): FieldName | null {
  return words().fields.get(key) ?? null;
}

const criteriaFor = madeOfWords(({ fields }) =>
  compile(
    `^(${anyOf([...fields].filter(([, name]) => name === 'criteria').map(([word]) => word))})\\s+(?:(?:for|of|per|summary|checklist|para|por|pour|par|fur|pro|je|der|des|de|del|da|do|per|untuk|списка|для)(?:\\s|$)|v?\\d+(?:\\.\\d+)*$)`,
  ),
);

/** `Alpha exit criteria`, `Day 1 acceptance criteria`; but to define some is work, and `Missing exit criteria` lacks them. */
const NAMED_CRITERIA =
  /^(?!(?:add|agree|all|any|check|clarify|collect|create|define|derive|describe|document|draft|each|establish|every|extract|finali[sz]e|fix|for|identify|implement|improve|incomplete|list|map|meet|missing|no|prepare|publish|refine|review|set|specify|test|track|unclear|update|vague|validate|verify|weak|write)\s)(?:(?!and\s)[\p{L}\p{N}.'()-]+\s){1,4}(?:(?:acceptance|completion|done|exit|gate|go-live|launch|pass|release|success|validation|verification) criteria|definition of done)$/u;

/** `Success criteria met` over a list; `All acceptance criteria: met` is a report. */
const CRITERIA_STATE =
  /^(?:all\s)?(?:(?:acceptance|completion|done|exit|gate|launch|pass|release|success) criteria|success metrics|definition of done)\s(?:check|status|(?:(?:are|have been)\s)?(?:achieved|met))$/u;

const JOINED_BY_WORD = /\s\p{L}+\s+$/u;

/** `Definition of Done / QA`, `Success Criteria for the Release`, `Acceptance v1.2`, `Files to Create & Modify`. */
function byParts(key: string): FieldName | null {
  const bare = key.replace(NUMBERING, '');
  const [whole = '', part] =
    /^(.+?)(?:\s*[/&+]\s*|\s+(?:and|und|y|et|e|и)\s+(?=\p{L})|\s+[-–—]\s+)/u.exec(bare) ?? [];
  if (part !== undefined) {
    const named = lookUp(part) ?? lookUp(part.replace(PREFIX, ''));
    // `Verification and feedback` is a topic: one word more often begins a name than it is a label.
    // `State & event bus` is a part of a program.
    if (named === 'status' && part === 'state') return null;
    const isTopic = named === 'criteria' && JOINED_BY_WORD.test(whole) && !/\s/.test(part);
    if (named !== null && !(isTopic && lookUp(bare.slice(whole.length)) === null)) return named;
  }
  if (criteriaFor().test(bare) || NAMED_CRITERIA.test(bare) || /^dod \p{L}+$/u.test(bare)) return 'criteria';
  // `QA — Acceptance criteria`: what a section is about may stand in front.
  const behind = /^[^–—]+\s[–—-]\s+(.+)$/u.exec(bare)?.[1];
  if (behind !== undefined && /\s/.test(behind) && lookUp(behind) === 'criteria') return 'criteria';
  if (/^files?\s+(?:to|that|for)\s/u.test(bare)) return 'files';
  return null;
}
