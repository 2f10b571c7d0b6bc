import { readPartBlocks, readSectionBlocks, sectionsOf } from '../markdown/blocks.ts';
import type { Part } from '../markdown/part.ts';
import { type MarkdownTree, parseMarkdown } from '../markdown/tree.ts';
import type { Directive, Reference, RoadmapDocument } from '../model/document.ts';
import { counting, isEqual, remembersIn } from '../remember.ts';
import type { SourceText, Span } from '../text/source.ts';
import { buildModel } from './build.ts';
import { findClaims } from './claims.ts';
import { readDirectives } from './directives.ts';
import type { Decisions } from './decisions.ts';
import { EMPTY_PLAN, type ParseContext, type Plan, planOf } from './drafts.ts';
import { attachGates } from './gates.ts';
import { readHeadlineId } from './headline.ts';
import { findDeclaredLabels, findMilestones } from './labels.ts';
import { CAPITALS } from './ids.ts';
import { readLegend } from './legend.ts';
import { readHeadings, readLinks } from './links.ts';
import { withoutDecoration } from './marks.ts';
import { findTitle, readPlan } from './plan.ts';
import { findReferences } from './references.ts';
import { kept, withoutRepeats } from './repeats.ts';
import { looksLikeRoadmap } from './roadmap.ts';
import { type Section, readSections } from './sections.ts';
import { readFrontMatter } from './frontMatter.ts';
import { readFileTask } from './tasks/file.ts';
import { idPrefix } from './tasks/item.ts';
import { rankedHeader } from './tasks/row.ts';
import type { Legend } from './status.ts';
import { readTodos } from './tasks/todo.ts';
import { readPlainText } from './text.ts';
import { findTotals } from './totals.ts';
import type { DocumentView } from './view.ts';
import { BUILT_IN_WORDS, readWith, type Words } from './vocabulary/index.ts';
import { allBlocks } from './walk.ts';

export interface ParseOptions {
  /** Overrules the guess whether the document is a plan of work; a directive in the text overrules this. */
  readonly roadmap?: boolean;
  /** Absent: the built-in words. */
  readonly words?: Words;
  /** How many folders lie between the root and the document: `../` may go up so often. Absent: unknown. */
  readonly depth?: number;
  /**
   * Only the title, groups and tasks are wanted, without their gates; everything else is left empty. For those who read many versions
   * of a text.
   */
  readonly onlyPlan?: boolean;
}

/**
 * Reads a document. Always succeeds: every text has a model, if only an empty one.
 * @param uri identity of the document; its file name has a say in whether it is a plan of work.
 * @param tree the document's Markdown tree, if the caller keeps one.
 */
export function parseRoadmap(
  uri: string,
  source: SourceText,
  options: ParseOptions = {},
  tree: MarkdownTree = parseMarkdown(source),
): RoadmapDocument {
  return readWith(
    options.words ?? BUILT_IN_WORDS,
    () => read(uri, source, options, contextOf(tree, placeOf(uri, options))).document,
  );
}

/** A document together with what was found on the way to it. */
export interface Reading {
  readonly document: RoadmapDocument;
  readonly context: ParseContext;
  readonly root: Section;
  /** What its folders and name are taken from; see `Outline`. */
  readonly place: string;
  /** All work that was found, also what only repeats other work and what no roadmap takes in. */
  readonly found: Plan;
}

/** Reads a document from scratch, with the parser's reasons in `decisions`. */
export function readWithReasons(
  uri: string,
  source: SourceText,
  options: ParseOptions,
  decisions: Decisions,
): Reading {
  const tree = parseMarkdown(source);
  return readWith(options.words ?? BUILT_IN_WORDS, () =>
    read(uri, source, options, { ...contextOf(tree, placeOf(uri, options)), decisions }),
  );
}

function contextOf(tree: MarkdownTree, place: string): ParseContext {
  const legend = readLegend(tree, place);
  return { tree, legend, prefixes: findPrefixes(tree), rankedHeaders: findRankedHeaders(tree, legend) };
}

/** The URI from the name of the root on: in which folder somebody keeps the project says nothing about its documents. */
function placeOf(uri: string, { depth }: ParseOptions): string {
  return depth === undefined
    ? uri
    : `/${uri
        .split('/')
        .slice(-depth - 2)
        .join('/')}`;
}

function read(uri: string, source: SourceText, options: ParseOptions, context: ParseContext): Reading {
  const { tree, legend } = context;
  const directives = readDirectives(tree);
  const root = readSections(tree, legend);
  const title = readTitle(context, root);
  const place = placeOf(uri, options);
  const all = findPlan(context, root);
  const found = withoutRepeats(tree.memory, all);
  const own = switchOf(directives);
  const roadmap = own
    ? own.kind === 'on'
    : (options.roadmap ?? looksLikeRoadmap(tree.memory, found, { root, title, uri: place }));
  const built = buildModel(context, roadmap ? found : kept(EMPTY_PLAN));
  const { groups, tasks, criteria } = built;
  const view: DocumentView = { tree, groups, tasks, criteria };
  const plan = { uri, source, roadmap, title, groups, tasks, criteria, directives, legend };
  const document = {
    ...plan,
    ...(options.onlyPlan === true ? NOTHING_ELSE : findTheRest(view, roadmap, options)),
  };
  // What nobody edits has no other versions.
  if (context.tree.layout.hasRoom) remembersIn(document, context.tree.memory);
  return { document, context, root, place, found: all };
}

type TheRest = Omit<
  RoadmapDocument,
  'uri' | 'source' | 'roadmap' | 'title' | 'criteria' | 'directives' | 'legend'
>;

/** What stands in and around groups and tasks; these come with their gates. */
function findTheRest(view: DocumentView, roadmap: boolean, { depth }: ParseOptions): TheRest {
  const { groups, tasks, gates } = attachGates(view);
  return {
    groups,
    tasks,
    references: withinRoot(view.tree, findReferences(view), depth),
    totals: roadmap ? findTotals(view) : [],
    gates: roadmap ? gates : [],
    ...(roadmap ? findDeclaredLabels(view) : { labels: [], labelSpans: [] }),
    milestones: roadmap ? findMilestones(view) : [],
    claims: roadmap ? findClaims(view) : [],
    headings: readHeadings(view.tree),
    links: readLinks(view.tree),
  };
}

const NOTHING_ELSE: Omit<TheRest, 'groups' | 'tasks'> = {
  references: [],
  totals: [],
  gates: [],
  labels: [],
  labelSpans: [],
  milestones: [],
  claims: [],
  headings: [],
  links: [],
};

/** Without the mentions of what lies outside: `../../shared/a.md` in a document of a folder at the root. */
function withinRoot(
  { memory }: MarkdownTree,
  references: readonly Reference[],
  depth: number | undefined,
): readonly Reference[] {
  if (depth === undefined) return references;
  const leaves = ({ path }: Reference): boolean =>
    path.startsWith('..') && (/^(?:\.\.[\\/])+/.exec(path)?.[0].length ?? 0) > depth * 3;
  const [count] = memory.sum(`references ${depth} levels up`, references, counting(leaves));
  return count > 0 ? references.filter((reference) => !leaves(reference)) : references;
}

/** The last `<!-- roadgate: on -->` or `off` decides. */
export function switchOf(directives: readonly Directive[]): Directive | undefined {
  return directives.findLast(({ kind }) => kind === 'on' || kind === 'off');
}

function findPlan(context: ParseContext, root: Section): Plan {
  const file = readFileTask(context, root, readFrontMatter(context));
  if (file) return planOf([file]);
  const todos = readTodos(context);
  return todos.length > 0 ? planOf(todos) : readPlan(context, root);
}

function readTitle(context: ParseContext, root: Section): string | null {
  const heading = (findTitle(root) ?? root.children.find((section) => section.level === 1))?.heading;
  const text = heading
    ? withoutDecoration(readPlainText(context.tree, heading.content).text).trim()
    : (frontMatterTitle(context) ?? '');
  return text === '' ? null : text;
}

function frontMatterTitle(context: ParseContext): string | undefined {
  const frontMatter = readFrontMatter(context);
  return (frontMatter.get('title') ?? frontMatter.get('name'))?.[0]?.text;
}

/** Letters that stand before at least two different numbers at the start of headings, items and cells. */
function findPrefixes(tree: MarkdownTree): ReadonlySet<string> {
  const ids = tree.memory.flatMap('codes', [], tree.parts, (part) => readCodes(tree, part));
  return tree.memory.derive(
    'prefixes',
    [ids],
    () => {
      const numbers = new Map<string, Set<string>>();
      for (const id of ids) {
        const seen = numbers.get(idPrefix(id));
        if (seen) seen.add(id);
        else numbers.set(idPrefix(id), new Set([id]));
      }
      return new Set([...numbers].filter(([, known]) => known.size > 1).map(([prefix]) => prefix));
    },
    isEqual,
  );
}

function findRankedHeaders(tree: MarkdownTree, legend: Legend): ReadonlySet<string> {
  const { memory } = tree;
  const headers = memory.flatMap('headers of ranked tables', [legend], sectionsOf(tree), (parts) =>
    readSectionBlocks(tree, parts).flatMap((block) =>
      block.kind === 'table' ? (rankedHeader(tree, legend, block) ?? []) : [],
    ),
  );
  return memory.derive('ranked headers', [headers], () => new Set(headers), isEqual);
}

const CAPITAL = new RegExp(`[${CAPITALS}]`);

function readCodes(tree: MarkdownTree, part: Part): string[] {
  const codes: string[] = [];
  const visit = (span: Span) => {
    const start = tree.source.slice({ from: span.from, to: Math.min(span.to, span.from + 60) });
    if (!CAPITAL.test(start) || !/\d/.test(start)) return;
    const id = readHeadlineId(start.replace(/^[*_~`\s]+/, ''));
    if (id?.kind === 'code') codes.push(id.id);
  };
  for (const block of allBlocks(readPartBlocks(tree, part))) {
    if (block.kind === 'heading') visit(block.content);
    else if (block.kind === 'list') for (const item of block.items) visit(item.content);
  }
  return codes;
}
