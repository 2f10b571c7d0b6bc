import type { Part } from '../../core/markdown/part.ts';
import type { MarkdownTree } from '../../core/markdown/tree.ts';
import { fieldNamed } from '../../core/parse/fields.ts';
import { withoutDecoration } from '../../core/parse/marks.ts';
import { type FieldName, languageOf, type Vocabulary, words } from '../../core/parse/vocabulary/index.ts';
import { Remembered } from '../../core/remember.ts';

/** A label as somebody wrote it. */
export interface LabelUse {
  readonly name: FieldName;
  /** The words alone: `Depends on`. */
  readonly label: string;
  /** With marks and colon, without what follows: `**Depends on**:`. */
  readonly written: string;
  /** It stands in a list item. */
  readonly inItem: boolean;
  /** Offset of `written` in the tree's `source`. */
  readonly at: number;
  /** What stands behind it on its line. */
  readonly value: string;
}

/** So many parts before and behind the cursor say how a document is written. */
const NEAR = 300;

/**
 * How people write in this document: the labels that the vocabulary knows, in document order.
 * @param offset in the document's own text; of a very long document, what is far away is left out.
 */
export function labelsOf({ parts, layout }: MarkdownTree, offset: number): readonly LabelUse[] {
  const at = layout.indexAt(offset);
  const near = parts.slice(Math.max(0, at - NEAR), at + NEAR);
  return near.flatMap((part) => known.read(part, [words()], () => [...readLabels(part)]));
}

const known = new Remembered<Part, readonly LabelUse[]>();

/** The language of a document, by its labels. */
export function languageIn(uses: readonly LabelUse[]): Vocabulary {
  return languageOf(new Set(uses.map(({ label }) => label)));
}

const LINE = /^.*$/gm;
const LABEL =
  /^([ \t>]*)([-*+][ \t]+)?(\*\*|__|\*|_)?([^*_:：`|\r\n]{1,60}?)([:：])?(?:\3)([:：])?(?=\s|$)[ \t]*(.*)$/u;

/** A part begins with a heading, so that no fence is open where it begins. */
function* readLabels(part: Part): Iterable<LabelUse> {
  let fence = '';
  for (const { 0: line, index } of part.text.matchAll(LINE)) {
    const mark = /^[\s>]*(?:[-*+]\s+)?(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (mark !== '') fence = fence === '' ? mark : mark.startsWith(fence) ? '' : fence;
    const use = fence === '' && mark === '' ? readLabel(line, part.from + index) : undefined;
    if (use) yield use;
  }
}

function readLabel(line: string, at: number): LabelUse | undefined {
  const match = line.includes(':') || line.includes('：') ? LABEL.exec(line) : null;
  if (!match) return undefined;
  const [, indent = '', marker = '', mark = '', text = '', inside = '', outside = '', value = ''] = match;
  if (inside + outside === '') return undefined;
  const label = withoutDecoration(text).trim();
  const name = fieldNamed(label);
  if (name === null) return undefined;
  const written = `${mark}${text}${inside}${mark}${outside}`;
  const from = at + indent.length + marker.length;
  return { name, label, written, inItem: marker !== '', at: from, value };
}
