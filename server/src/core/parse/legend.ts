import { type Block, type List, readSectionBlocks, sectionsOf } from '../markdown/blocks.ts';
import type { Part } from '../markdown/part.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Status } from '../model/document.ts';
import { fieldNamed, readFieldLines } from './fields.ts';
import { findMarks } from './marks.ts';
import { isEqual } from '../remember.ts';
import type { Span } from '../text/source.ts';
import type { Legend } from './status.ts';
import { readPlainText } from './text.ts';
import { compile } from '../text/patterns.ts';
import { escapeForPattern, fold, madeOfWords, wordKey, words as knownWords } from './vocabulary/index.ts';

export const NO_LEGEND: Legend = new Map();

/** Conductor writes into the tracks and plans of its folder that something is in progress as `[~]`. */
const OF_CONDUCTOR: Legend = new Map([['[~]', 'in-progress']]);
const CONDUCTOR_FILE = /[\\/]conductor[\\/](?:[^\\/]+[\\/])*(?:tracks|plan)\.md$/u;

/**
 * What the document itself says about its marks, in a list below a heading or label Legend.
 * @param uri its place, see `Outline`: tools that write plans have marks of their own.
 */
export function readLegend(tree: MarkdownTree, uri: string): Legend {
  const usual = CONDUCTOR_FILE.test(uri) ? OF_CONDUCTOR : NO_LEGEND;
  const { memory } = tree;
  const entries = memory.flatMap('legend entries', [], sectionsOf(tree), (parts) => [
    ...readSection(tree, parts),
  ]);
  return memory.derive(
    'legend',
    [entries, usual],
    () => (entries.length > 0 ? new Map([...usual, ...entries]) : usual),
    isEqual,
  );
}

/** A section begins with a heading, which ends what was opened before it. */
function readSection(tree: MarkdownTree, parts: readonly Part[]): Legend {
  const legend = new Map<string, Status>();
  collect(tree, readSectionBlocks(tree, parts), legend);
  return legend;
}

function collect(tree: MarkdownTree, blocks: readonly Block[], legend: Map<string, Status>): void {
  let opened = false;
  for (const block of blocks) {
    if (block.kind === 'heading') opened = isLegendTitle(readPlainText(tree, block.content).text);
    else if (block.kind === 'paragraph') opened = readLine(tree, block.content, legend) || opened;
    else if (block.kind === 'quote') collect(tree, block.children, legend);
    else if (block.kind === 'list' && opened) {
      readEntries(tree, block, legend);
      opened = false;
    } else if (block.kind !== 'rule') opened = false;
  }
}

function isLegendTitle(text: string): boolean {
  return fieldNamed(text) === 'legend';
}

/** The last words of all names of a legend: most paragraphs have none of them, and need not be read. */
const legendWord = madeOfWords(({ fields }) => {
  const names = [...fields].filter(([, name]) => name === 'legend').map(([word]) => word);
  return compile(names.map((name) => escapeForPattern(name.split(/[ _]/).at(-1) ?? '')).join('|'), 'i');
});

/** `Legend: [ ] open, [x] done` on one line, or a label over a list. */
function readLine(tree: MarkdownTree, content: Span, legend: Map<string, Status>): boolean {
  if (!legendWord().test(fold(tree.source.slice(content)))) return false;
  const field = readFieldLines(tree, content).fields.find(({ name }) => name === 'legend');
  for (const entry of field?.value?.text.split(/[,，;|·]|\s\/\s/u) ?? [])
    readEntry(entry.trim(), null, legend);
  return field !== undefined;
}

/** `- [~] In progress`, `` - `[ ]` To do``, `- 🔄 In progress`, `` - `[ ]` To do / `[x]` Done``. */
function readEntries(tree: MarkdownTree, list: List, legend: Map<string, Status>): void {
  for (const item of list.items) {
    const [first = '', ...others] = readPlainText(tree, item.content).text.split(NEXT_BOX);
    readEntry(first, item.box?.state ?? null, legend);
    for (const entry of others) readEntry(entry, null, legend);
  }
}

const NEXT_BOX = /(?<!\s)\s*[,，、;|·/]\s*(?=\[.?\]\s)/u;

function readEntry(text: string, box: string | null, legend: Map<string, Status>): void {
  const written = /^\[(.?)\]\s*/u.exec(text);
  const mark = findMarks(text).at(0);
  const state = box ?? written?.[1] ?? null;
  const rest = written ? text.slice(written[0].length) : mark?.from === 0 ? text.slice(mark.to) : text;
  const words = rest
    .replace(/^[\s:：=\-–—]+/u, '')
    .split(/[(（,，;]/u)[0]
    ?.trim();
  const status = words === undefined ? undefined : knownWords().status.get(wordKey(words));
  if (!status) return;
  if (state !== null) legend.set(`[${state.trim().toLowerCase()}]`, status);
  else if (mark) legend.set(mark.sign, status);
}
