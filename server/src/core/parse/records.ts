import type { ListItem } from '../markdown/blocks.ts';
import type { Span } from '../text/source.ts';
import { type ItemDraft, type ParseContext, RememberedPieces } from './drafts.ts';
import { readLabelsBelow } from './fields.ts';
import { decorationLength, findMarks } from './marks.ts';
import { statusOfBox } from './status.ts';
import { type PlainText, readPlainText } from './text.ts';
import { NOTHING_WORDS, wordKey, words as knownWords } from './vocabulary/index.ts';

/** Makes a criterion, step or deliverable of a list item, with what the document records of it. */
export function recordItem(context: ParseContext, item: ListItem, role: ItemDraft['role']): ItemDraft {
  return known.read(context, item, [role], () => newRecord(context, item, role));
}

const known = new RememberedPieces<ListItem, ItemDraft>();

function newRecord(context: ParseContext, item: ListItem, role: ItemDraft['role']): ItemDraft {
  const { tree, legend } = context;
  const line = tree.source.lineAt(item.span.from) + 1;
  const content = { from: item.content.from, to: readLabelsBelow(tree, item)[0]?.at ?? item.content.to };
  const raw = tree.source.slice(content).trimEnd();
  const span = { from: item.marker.from, to: content.from + raw.length };
  if (item.box) {
    const checked = statusOfBox(item.box.state, legend) === 'done';
    return { line, text: oneLine(raw), role, checked, span, mark: { kind: 'box', span: item.box.mark } };
  }
  const mark = role === 'criterion' ? leadingMark(readPlainText(tree, content)) : null;
  const text = mark ? raw.slice(Math.max(0, mark.span.to - content.from)) : raw;
  return {
    line,
    text: oneLine(text),
    role,
    checked: mark?.checked ?? null,
    span,
    mark: mark ? { kind: 'emoji', span: mark.span } : null,
  };
}

/**
 * One sentence behind a criteria label is a criterion, unless it only says that all is well.
 * @param at where its line is counted.
 */
export function recordSentence(
  context: ParseContext,
  value: PlainText,
  span: Span,
  at: number,
): ItemDraft | null {
  const text = value.text.trim();
  const words = wordKey(text.slice(decorationLength(text)).replace(/[()[\].,;:!*_]/g, ' '));
  if (words === '' || NOTHING_WORDS.has(words) || knownWords().status.has(words) || SAYS_ALL.test(words))
    return null;
  const mark = leadingMark(value);
  const from = mark?.span.to ?? span.from;
  return {
    line: context.tree.source.lineAt(at) + 1,
    text: oneLine(context.tree.source.slice({ from, to: span.to })),
    role: 'criterion',
    checked: mark?.checked ?? null,
    span,
    mark: mark ? { kind: 'emoji', span: mark.span } : null,
  };
}

const SAYS_ALL =
  /^(?:all\s+(?:are\s+|criteria\s+)?(?:met|passed|pass|done|complete|completed|verified)|see\s.{0,40}|yes|no|met|not met|pending|todo|tbd|\d+\s*(?:\/|of)\s*\d+(?:\s+\w+)?)$/u;

function oneLine(text: string): string {
  return text.replace(/(?<!\s)\s*[\r\n]+\s*/g, ' ').trim();
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
function leadingMark(text: PlainText): { checked: boolean; span: Span } | null {
  const mark = findMarks(text.text.slice(0, decorationLength(text.text))).at(0);
  const checked = mark === undefined ? undefined : CHECKED_SIGNS[mark.sign];
  if (!mark || checked === undefined) return null;
  const from = (text.runs[0]?.source ?? 0) + mark.from;
  return { checked, span: { from, to: from + mark.to - mark.from } };
}
