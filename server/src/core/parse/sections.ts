import type { Block, Heading } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Span } from '../text/source.ts';
import { fieldNamed } from './fields.ts';
import { type Headline, readHeadline } from './headline.ts';
import type { Legend } from './status.ts';
import { readPlainText } from './text.ts';
import type { FieldName } from './vocabulary/index.ts';

/** A heading, what stands directly below it, and the sections of deeper headings. */
export interface Section {
  /** Null for what stands before the first heading. */
  readonly heading: Heading | null;
  readonly headline: Headline | null;
  /** The field or label that the heading names as a whole: `### Acceptance Criteria`. */
  readonly field: FieldName | null;
  readonly level: number;
  readonly blocks: readonly Block[];
  readonly children: readonly Section[];
  /** From the heading to the end of the last block of the section. */
  readonly span: Span;
}

interface Open {
  readonly heading: Heading | null;
  readonly headline: Headline | null;
  readonly field: FieldName | null;
  readonly level: number;
  readonly blocks: Block[];
  readonly children: Section[];
}

/**
 * The outline of a document. A field written as a heading (`## File: a.ts` under `### Issue 3`) closes
 * neither its task nor what the task stands in, whatever its level.
 */
export function readSections(tree: MarkdownTree, blocks: readonly Block[], legend: Legend): Section {
  const open: Open[] = [{ heading: null, headline: null, field: null, level: 0, blocks: [], children: [] }];
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      open[open.length - 1]?.blocks.push(block);
      continue;
    }
    const next = openSection(tree, block, open, legend);
    while (open.length > 1 && (open[open.length - 1]?.level ?? 0) >= next.level) close(open);
    open.push(next);
  }
  while (open.length > 1) close(open);
  return finish(
    open[0] ?? { heading: null, headline: null, field: null, level: 0, blocks: [], children: [] },
  );
}

function openSection(tree: MarkdownTree, heading: Heading, open: readonly Open[], legend: Legend): Open {
  const text = readPlainText(tree, heading.content);
  const headline = readHeadline(text, legend);
  const valued = /^([^:：]{1,40})[:：]\s*\S/u.exec(text.text);
  const valuedField = valued?.[1] === undefined || headline.group ? null : fieldNamed(valued[1]);
  const field = valuedField ?? fieldNamed(text.text);
  return {
    heading,
    headline,
    field,
    level: valuedField === null ? heading.level : fieldLevel(heading, valuedField, open),
    blocks: [],
    children: [],
  };
}

const OWN_FIELDS: ReadonlySet<FieldName> = new Set<FieldName>([
  'status',
  'effort',
  'dependsOn',
  'branch',
  'labels',
  'assignee',
  'priority',
  'files',
  'criteria',
  'blocks',
  'related',
]);

/** One deeper than the innermost open heading that has an id, so that it stands inside. */
function fieldLevel(heading: Heading, field: FieldName, open: readonly Open[]): number {
  if (!OWN_FIELDS.has(field)) return heading.level;
  for (let index = open.length - 1; index > 0; index--) {
    const section = open[index];
    if (!section?.headline?.id) continue;
    return Math.max(heading.level, section.level + 0.5);
  }
  return heading.level;
}

function close(open: Open[]): void {
  const section = open.pop();
  if (section) open[open.length - 1]?.children.push(finish(section));
}

function finish(section: Open): Section {
  const last =
    section.children.at(-1)?.span.to ?? lastContent(section.blocks) ?? section.heading?.span.to ?? 0;
  const from = section.heading?.span.from ?? section.blocks[0]?.span.from ?? 0;
  return { ...section, span: { from, to: Math.max(from, last) } };
}

function lastContent(blocks: readonly Block[]): number | undefined {
  return blocks.findLast((block) => block.kind !== 'rule' && block.kind !== 'html')?.span.to;
}

/** The section and all sections below it, in document order. */
export function* allSections(section: Section): Generator<Section> {
  yield section;
  for (const child of section.children) yield* allSections(child);
}

/** The section's own blocks and those of all sections below it, in document order. */
export function* allBlocks(section: Section): Generator<Block> {
  yield* section.blocks;
  for (const child of section.children) yield* allBlocks(child);
}
