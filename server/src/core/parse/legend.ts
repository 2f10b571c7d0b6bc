import type { Block, List } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Status } from '../model/document.ts';
import { fieldNamed, readFieldLines } from './fields.ts';
import { findMarks } from './marks.ts';
import { type Legend, isStatusWord } from './status.ts';
import { readPlainText } from './text.ts';
import { STATUS_WORDS, wordKey } from './vocabulary/index.ts';

export const NO_LEGEND: Legend = new Map();

/** What the document itself says about its marks, in a list below a heading or label Legend. */
export function readLegend(tree: MarkdownTree, blocks: readonly Block[]): Legend {
  const legend = new Map<string, Status>();
  collect(tree, blocks, legend);
  return legend.size > 0 ? legend : NO_LEGEND;
}

function collect(tree: MarkdownTree, blocks: readonly Block[], legend: Map<string, Status>): void {
  let opened = false;
  for (const block of blocks) {
    if (block.kind === 'heading') opened = isLegendTitle(readPlainText(tree, block.content).text);
    else if (block.kind === 'paragraph') opened = opened || saysLegend(tree, block.content);
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

function saysLegend(tree: MarkdownTree, content: { from: number; to: number }): boolean {
  return readFieldLines(tree, content).fields.some((field) => field.name === 'legend');
}

/** `- [~] In progress`, `` - `[ ]` To do``, `- 🔄 In progress`. */
function readEntries(tree: MarkdownTree, list: List, legend: Map<string, Status>): void {
  for (const item of list.items) {
    const text = readPlainText(tree, item.content).text;
    const written = /^\[(.?)\]\s*/u.exec(text);
    const mark = findMarks(text).at(0);
    const key = item.box
      ? item.box.state.trim().toLowerCase()
      : written
        ? (written[1] ?? '').trim().toLowerCase()
        : null;
    const rest = (written ? text.slice(written[0].length) : mark?.from === 0 ? text.slice(mark.to) : text)
      .replace(/^[\s:：=\-–—]+/u, '')
      .split(/[(（,，;]/u)[0]
      ?.trim();
    const status = rest !== undefined && isStatusWord(rest) ? STATUS_WORDS.get(wordKey(rest)) : undefined;
    if (!status) continue;
    if (key !== null) legend.set(`[${key}]`, status);
    else if (mark) legend.set(mark.sign, status);
  }
}
