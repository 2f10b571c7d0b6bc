import type { TextChange } from '../text/source.ts';

/** What becomes of a file with generated blocks that people write too. */
export type BlockUpdate =
  /** No change: it is up to date. */
  | { readonly kind: 'changes'; readonly changes: readonly TextChange[] }
  /** `reason` is a sentence that says what to do. */
  | { readonly kind: 'refused'; readonly reason: string };

/** What a block says. @param milestone undefined: the block of everything. */
export type BlockContent = (
  milestone: string | undefined,
) => { readonly markdown: string } | { readonly reason: string };

/**
 * The changes that make the generated blocks of `text` say what they should; what is outside of them stays.
 * The changes are in the order of the text and do not touch each other.
 * @param milestone only the block of this one; undefined: all blocks that there are. A block that is missing
 *   goes to the end of the text.
 * @param contentOf Markdown with `\n` line ends.
 */
export function updateBlocks(
  text: string,
  milestone: string | undefined,
  contentOf: BlockContent,
): BlockUpdate {
  const found = findBlocks(text);
  if ('reason' in found) return { kind: 'refused', reason: found.reason };
  const wanted = milestone === undefined ? undefined : safeName(milestone);
  const blocks = found.blocks.filter((block) => wanted === undefined || block.milestone === wanted);
  const targets = blocks.length > 0 ? blocks : [endOf(text, wanted)];
  const changes: TextChange[] = [];
  for (const target of targets) {
    const content = contentOf(target.milestone);
    if ('reason' in content) return { kind: 'refused', reason: content.reason };
    const block = writeBlock(target.milestone, content.markdown, lineEndOf(text));
    const newText = target.before + block + target.after;
    if (text.slice(target.from, target.to) !== newText) {
      changes.push({ from: target.from, to: target.to, text: newText });
    }
  }
  return { kind: 'changes', changes };
}

/** `text` after changes in the order of the text. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return changes.reduceRight(
    (changed, { from, to, text: newText }) => changed.slice(0, from) + newText + changed.slice(to),
    text,
  );
}

interface Block {
  readonly milestone: string | undefined;
  readonly from: number;
  readonly to: number;
  /** What a new block needs around it. */
  readonly before: string;
  readonly after: string;
}

const START = /<!-- roadgate-status(?: milestone: ([^\n\r]*?))? -->/g;
const END = '<!-- /roadgate-status -->';
const NOTICE = '<!-- Written by `roadgate status --write`: edit the roadmap, not this block. -->';

function findBlocks(text: string): { readonly blocks: readonly Block[] } | { readonly reason: string } {
  const blocks: Block[] = [];
  const starts = [...text.matchAll(START)];
  for (const [index, start] of starts.entries()) {
    const milestone = start[1];
    const line = lineOf(text, start.index);
    if (blocks.some((other) => other.milestone === milestone)) {
      return { reason: `Line ${line} begins the block \`${start[0]}\` a second time: keep one.` };
    }
    const end = text.indexOf(END, start.index);
    if (end < 0 || end > (starts[index + 1]?.index ?? text.length)) {
      return { reason: `Line ${line} begins a block that does not end: put \`${END}\` below it.` };
    }
    blocks.push({ milestone, from: start.index, to: end + END.length, before: '', after: '' });
  }
  return { blocks };
}

/** Where a block that is missing goes, with a blank line above. */
function endOf(text: string, milestone: string | undefined): Block {
  const lineEnd = lineEndOf(text);
  const body = text.replace(/[\r\n]+$/, '');
  const before = body === '' || body === '\ufeff' ? '' : lineEnd + lineEnd;
  return { milestone, from: body.length, to: text.length, before, after: lineEnd };
}

function writeBlock(milestone: string | undefined, content: string, lineEnd: string): string {
  const start = `<!-- roadgate-status${milestone === undefined ? '' : ` milestone: ${milestone}`} -->`;
  return [start, NOTICE, '', content.trim(), '', END].join('\n').replaceAll('\n', lineEnd);
}

/** In a comment: `--` would end it. */
function safeName(milestone: string): string {
  return milestone.replace(/[^\p{L}\p{N}.]+/gu, ' ').trim();
}

function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
