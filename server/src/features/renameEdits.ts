import type { DocumentEdit } from '../core/analysis/finding.ts';
import { normalizeId } from '../core/index/ids.ts';
import { type Block, readBlocks } from '../core/markdown/blocks.ts';
import { type Inline, readInlines } from '../core/markdown/inline.ts';
import { type MarkdownTree, parseMarkdown } from '../core/markdown/tree.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { allBlocks } from '../core/parse/walk.ts';
import type { Span } from '../core/text/source.ts';
import { coverage } from '../core/text/spans.ts';
import { touches } from './convert.ts';
import { idMentionsIn, idWithin, type IdMention } from './mention.ts';
import { type IdRange, writeOut } from './renameRanges.ts';
import { isTarget, type RenameTarget } from './renameTarget.ts';

/**
 * What a rename changes, and why: the id itself, a range that would mean other tasks, a link to a heading, the
 * path of a file.
 */
export interface RenameEdit extends DocumentEdit {
  readonly why: 'id' | 'range' | 'link' | 'file';
}

/** Where the roadmaps of a workspace say the target's id and mean its task. */
export function mentionsOf(
  workspace: Workspace,
  target: RenameTarget,
): ReadonlyMap<RoadmapDocument, readonly IdMention[]> {
  const keys = new Set([target.key]);
  const found = new Map<RoadmapDocument, readonly IdMention[]>();
  for (const document of workspace.documents.values()) {
    if (!document.roadmap) continue;
    const own = livingMentions(workspace, document, keys).filter(
      ({ places: [place] }) => place?.kind === 'task' && isTarget(target, place.task),
    );
    if (own.length > 0) found.set(document, own);
  }
  return found;
}

/**
 * Mentions of ids with these keys, but those in code, comments, HTML and addresses: a command, a file or an
 * anchor has its name from elsewhere.
 */
export function livingMentions(
  workspace: Workspace,
  document: RoadmapDocument,
  keys: ReadonlySet<string>,
): readonly IdMention[] {
  const mentions = [...idMentionsIn({ workspace, document, version: null }, keys)];
  const isLeft = leftAlone(document, mentions);
  return mentions.filter(({ isWritten, span }) => !isWritten || !isLeft(span.from));
}

/**
 * The edits of one document.
 * @param ranges to be written out, since with the new id they would stand for other tasks.
 */
export function renameIn(
  document: RoadmapDocument,
  mentions: readonly IdMention[],
  target: RenameTarget,
  name: string,
  ranges: readonly IdRange[],
): RenameEdit[] {
  const { uri, source } = document;
  const isWrittenOut = coverage(ranges.map(({ span }) => span));
  const edits = ranges.map((range): RenameEdit => {
    const spell = (id: string) =>
      normalizeId(id) === target.key ? spelled(range.first, target.id, name) : id;
    return {
      uri,
      span: range.span,
      newText: writeOut(source.slice(range.span), range, target.key, spell),
      why: 'range',
    };
  });
  for (const { span, id } of mentions) {
    if (isWrittenOut(span.from)) continue;
    const found = idWithin(source.slice(span), id);
    if (!found) continue;
    const own = { from: span.from + found.from, to: span.from + found.to };
    edits.push({ uri, span: own, newText: spelled(source.slice(own), target.id, name), why: 'id' });
  }
  return edits.sort((a, b) => a.span.from - b.span.from);
}

/** The new id as it is written in the place of `text`: `#12` and `12` keep their form, if it is a number again. */
export function spelled(text: string, old: string, name: string): string {
  const bare = name.replace(/^#/, '');
  if (!NUMBER.test(bare) || !NUMBER.test(old.replace(/^#/, ''))) return name;
  if (text.startsWith('#')) return `#${bare}`;
  return old.startsWith('#') ? bare : name;
}

const NUMBER = /^\d+[a-z]?$/i;

/** Whether a rename changes nothing where a mention stands: in code, a comment, an address. */
export function isLeftAlone(document: RoadmapDocument, mention: IdMention): boolean {
  return mention.isWritten && leftAlone(document, [mention])(mention.span.from);
}

/** Whether an offset is in text that says the id as a part of something else. */
function leftAlone(document: RoadmapDocument, mentions: readonly IdMention[]): (offset: number) => boolean {
  const written = mentions.filter(({ isWritten }) => isWritten);
  if (written.length === 0) return () => false;
  const tree = parseMarkdown(document.source);
  const isAsked = (span: Span) => written.some((mention) => touches(span, mention.span.from));
  const blocks = [...allBlocks(readBlocks(tree))].filter(({ span }) => isAsked(span));
  const { tasks, groups } = document;
  const gates = [...tasks, ...groups, document].flatMap((owner) => owner.gates);
  const told = [...gates.map(({ span }) => span), ...tasks.flatMap(({ branchSpan }) => branchSpan ?? [])];
  return coverage([...told, ...blocks.flatMap((block) => [...codeOf(tree, block)])]);
}

function* codeOf(tree: MarkdownTree, block: Block): Iterable<Span> {
  switch (block.kind) {
    case 'fence':
      if (!PROSE.has(block.language ?? '')) yield block.span;
      return;
    case 'code':
    case 'html':
      yield block.span;
      return;
    case 'definition':
      if (block.target) yield block.target;
      return;
    case 'heading':
    case 'paragraph':
      yield* inlineCode(tree, readInlines(tree, block.content));
      return;
    case 'table':
      for (const row of [block.header, ...block.rows])
        for (const cell of row.cells) yield* inlineCode(tree, readInlines(tree, cell));
      return;
    case 'list':
    case 'quote':
    case 'rule':
      return;
  }
}

/** Languages of fences that hold text, diagrams and templates, which name tasks as sentences do. */
const PROSE: ReadonlySet<string> = new Set([
  '',
  'text',
  'txt',
  'plain',
  'plaintext',
  'markdown',
  'md',
  'mermaid',
]);

function* inlineCode(tree: MarkdownTree, inlines: readonly Inline[]): Iterable<Span> {
  for (const { kind, span, inner, target, children } of inlines) {
    if (kind === 'html' || kind === 'comment' || kind === 'url') yield span;
    if (kind === 'code' && !isListOfIds(tree.source.slice(inner))) yield span;
    if (target) yield target;
    yield* inlineCode(tree, children);
  }
}

/** `P0-1` in code marks is still an id; `git log --grep P0-1` is a command. */
function isListOfIds(code: string): boolean {
  return code
    .split(/[\s,;&+–—]+/)
    .filter((word) => word !== '')
    .every((word) => /\d/.test(word));
}
