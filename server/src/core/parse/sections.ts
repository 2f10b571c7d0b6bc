import { type Block, type Heading, readSectionBlocks, sectionsOf } from '../markdown/blocks.ts';
import type { Part } from '../markdown/part.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import { areSame } from '../remember.ts';
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

/** A heading and what stands directly below it: what a section is without those around it. */
interface Own {
  readonly heading: Heading | null;
  readonly headline: Headline | null;
  readonly field: FieldName | null;
  /** The field has its value in the heading: `## File: a.ts`. */
  readonly isValued: boolean;
  readonly blocks: readonly Block[];
  /** What it was made last; kept here, since all sections of a document are looked at with every edit. */
  section: Section | undefined;
}

interface Open {
  readonly own: Own;
  readonly level: number;
  /** Most have none: then the one list for all of these. */
  children: Section[];
}

/**
 * The outline of a document. A field written as a heading (`## File: a.ts` under `### Issue 3`) closes
 * neither its task nor what the task stands in, whatever its level. A section in which nothing changed is
 * the same value as before.
 */
export function readSections(tree: MarkdownTree, legend: Legend): Section {
  const owns = tree.memory.flatMap(
    'sections',
    [legend],
    sectionsOf(tree),
    (parts) => readParts(tree, parts, legend),
    areSame,
  );
  const [first = aboveAll()] = owns;
  const open: Open[] = [{ own: first, level: 0, children: NO_CHILDREN }];
  for (const own of owns.slice(1)) {
    const next = { own, level: levelOf(own, open), children: NO_CHILDREN };
    while (open.length > 1 && (open[open.length - 1]?.level ?? 0) >= next.level) close(open);
    open.push(next);
  }
  while (open.length > 1) close(open);
  return finish(open[0] ?? { own: first, level: 0, children: NO_CHILDREN });
}

const NO_CHILDREN: Section[] = [];
const NOTHING_ABOVE = { heading: null, headline: null, field: null, isValued: false } as const;

/** The first part begins with what stands before all headings. */
function readParts(tree: MarkdownTree, parts: readonly Part[], legend: Legend): Own[] {
  const isFirst = parts[0]?.from === 0;
  const sections: (Own & { readonly blocks: Block[] })[] = isFirst ? [aboveAll()] : [];
  for (const block of readSectionBlocks(tree, parts)) {
    if (block.kind === 'heading') sections.push(readOwn(tree, block, legend));
    else sections.at(-1)?.blocks.push(block);
  }
  return sections;
}

/** What stands before the first heading. */
function aboveAll(): Own & { readonly blocks: Block[] } {
  return { ...NOTHING_ABOVE, blocks: [], section: undefined };
}

function readOwn(tree: MarkdownTree, heading: Heading, legend: Legend): Own & { readonly blocks: Block[] } {
  const text = readPlainText(tree, heading.content);
  const headline = readHeadline(text, legend);
  const valued = /^([^:：]{1,40})[:：]\s*\S/u.exec(text.text);
  const label = headline.group ? undefined : valued?.[1];
  const named = label === undefined ? null : fieldNamed(label, text.text.slice(label.length + 1));
  // `### 1. Fix: Slow query` is a piece of work, `### 1. Effort: 2 h` a field all the same.
  const valuedField = named !== null && headline.id !== null && !OWN_FIELDS.has(named) ? null : named;
  const field = valuedField ?? fieldNamed(text.text);
  return { heading, headline, field, isValued: valuedField !== null, blocks: [], section: undefined };
}

function levelOf({ heading, field, isValued }: Own, open: readonly Open[]): number {
  if (!heading) return 0;
  return isValued && field !== null ? fieldLevel(heading, field, open) : heading.level;
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
    if (!section?.own.headline?.id) continue;
    return Math.max(heading.level, section.level + 0.5);
  }
  return heading.level;
}

function close(open: Open[]): void {
  const section = open.pop();
  const parent = open[open.length - 1];
  if (!section || !parent) return;
  if (parent.children === NO_CHILDREN) parent.children = [finish(section)];
  else parent.children.push(finish(section));
}

function finish({ own, level, children }: Open): Section {
  const known = own.section;
  if (known?.level === level && areSame(known.children, children)) return known;
  const { heading, headline, field, blocks } = own;
  const last = children.at(-1)?.span.to ?? lastContent(blocks) ?? heading?.span.to ?? 0;
  const from = heading?.span.from ?? blocks[0]?.span.from ?? 0;
  const span = { from, to: Math.max(from, last) };
  return (own.section = { heading, headline, field, level, blocks, children, span });
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
