import type { BlockContent, ListItem, PhrasingContent, Root, RootContent } from 'mdast';
import type { TITLE_PLACEHOLDERS } from '../core/config.ts';
import { splitNumber } from '../core/issues/number.ts';
import { remarkGfm, remarkParse, unified } from '../core/markdown/remark.ts';
import { ownNumbers } from './closing.ts';
import { defuse, defuseText, type DefuseOptions } from './defuse.ts';
import { type GateReport, evidenceBlock, replaceEvidence } from './evidence.ts';
import { fillLine, type FilledTemplate, fillTemplate, type TemplateValue } from './fillTemplate.ts';
import { oneLine, paragraph, section, squeeze, text, write } from './markdown.ts';
import type { TaskSource } from './source.ts';

/** What a text is made from. */
export type BodyTemplate =
  /** The task's own: text of the document, so it is defused. */
  | { readonly kind: 'task'; readonly text: string }
  /** A file of the repository, which its forge would offer as well: kept as it is. */
  | { readonly kind: 'repository'; readonly path: string; readonly text: string }
  | { readonly kind: 'setting'; readonly text: string }
  /** Roadgate's own description. */
  | { readonly kind: 'usual' };

export interface BodyContext {
  readonly source: TaskSource;
  readonly template: BodyTemplate;
  readonly branch: string;
  readonly gates: readonly GateReport[];
  /** Issues that the body may close; see `findClosedIssues`. */
  readonly closes: ReadonlySet<number>;
  /** Path of the roadmap from the root of the repository, with `/`; null where no page shows it. */
  readonly documentPath: string | null;
  /** 1-based line of the task on that page; null if it is not there. */
  readonly line: number | null;
  /** The page of a file of the repository (a path from its root), at a 1-based line. */
  readonly fileUrl: (path: string, line?: number) => string;
}

export interface ComposedBody {
  readonly markdown: string;
  /** Names in braces that are no placeholders; they stay in the text. */
  readonly unknown: readonly string[];
}

/** The title of a task's pull request on one line: by default its id without the mark, and its title. */
export function pullRequestTitle({ task, group, documentTitle, titleTemplate }: TaskSource): string {
  const values = new Map<(typeof TITLE_PLACEHOLDERS)[number], string>([
    ['id', (task.id ?? '').replace(/^#/, '')],
    ['title', splitNumber(task.title).title],
    ['group', group ?? ''],
    ['document', documentTitle ?? ''],
    ['branch', task.branch ?? ''],
  ]);
  const words = fillLine(titleTemplate, values);
  const title = defuseText(words === '' ? 'Roadmap task' : words);
  return title.length <= TITLE_LIMIT ? title : `${title.slice(0, TITLE_LIMIT - 1).trimEnd()}…`;
}

/**
 * The Markdown of a task's pull request: its template filled in, or a description made from criteria and files;
 * in both cases with what the gates said, between markers. Everything that comes from the document is defused.
 */
export function pullRequestBody(context: BodyContext): ComposedBody {
  const { markdown, used, unknown } = fillIn(context);
  const body = fitting(markdown);
  if (used.has('evidence')) return { markdown: body, unknown };
  const placed = replaceEvidence(body, context.gates);
  if (placed !== undefined) return { markdown: placed, unknown };
  if (context.gates.length === 0 && !context.source.hasGates) return { markdown: body, unknown };
  const evidence = `${body.trimEnd()}\n\n## Gates\n\n${evidenceBlock(context.gates)}\n`;
  return { markdown: evidence, unknown };
}

/** GitHub takes 256 characters. */
const TITLE_LIMIT = 250;
/** GitHub takes 65,536 characters; the rest is room for the evidence and the note about the cut. */
const BODY_LIMIT = 50_000;
const MOST_FILES = 40;

const parser = unified().use(remarkParse).use(remarkGfm);

function fillIn(context: BodyContext): FilledTemplate {
  const { template } = context;
  const values = placeholderValues(context);
  switch (template.kind) {
    case 'usual':
      return fillTemplate('{description}', values);
    case 'task':
      return fillTemplate(write(readMarkdown(template.text, context)), values);
    case 'setting':
      return fillTemplate(template.text, values);
    case 'repository': {
      const filled = fillTemplate(template.text, values);
      // A form that knows nothing of tasks would say nothing of this one.
      return filled.used.size > 0 ? filled : fillTemplate(`{description}\n\n${template.text}`, values);
    }
  }
}

function placeholderValues(context: BodyContext): ReadonlyMap<string, TemplateValue> {
  const { source, branch, gates } = context;
  const { task, group, documentTitle } = source;
  const inline = (...nodes: PhrasingContent[]): TemplateValue => ({
    kind: 'inline',
    markdown: write([paragraph(...nodes)]).trim(),
  });
  const plain = (words: string | null): TemplateValue => inline(text(defuseText(oneLine(words ?? ''))));
  const block = (blocks: RootContent[], otherwise: string): TemplateValue => ({
    kind: 'block',
    markdown: blocks.length === 0 ? otherwise : write(blocks),
  });
  return new Map<string, TemplateValue>([
    ['id', plain((task.id ?? '').replace(/^#/, ''))],
    ['title', plain(splitNumber(task.title).title)],
    ['group', plain(group)],
    ['document', plain(documentTitle)],
    ['branch', inline({ type: 'inlineCode', value: branch })],
    ['roadmap', inline(roadmapLink(context))],
    ['summary', inline(...summary(context))],
    ['closes', inline(text(closedOwn(context).join(', ')))],
    ['criteria', block(criteria(context), 'No acceptance criteria.')],
    ['files', block(files(context), 'No files are named.')],
    ['evidence', { kind: 'block', markdown: evidenceBlock(gates) }],
    ['description', block(describeTask(context), '')],
  ]);
}

/** Whole lines from the start, as many as the forge takes. */
function fitting(markdown: string): string {
  if (markdown.length <= BODY_LIMIT) return markdown;
  const end = markdown.lastIndexOf('\n', BODY_LIMIT);
  const kept = markdown.slice(0, end < 0 ? BODY_LIMIT : end).trimEnd();
  return `${kept}\n\nThe rest was too long for a pull request.\n`;
}

function readMarkdown(markdown: string, context: BodyContext): RootContent[] {
  const tree: Root = parser.parse(markdown);
  return defuse(tree, toDefuseOptions(context)).children;
}

/** The one line of a criterion's or title's Markdown. */
function readInline(markdown: string, context: BodyContext): PhrasingContent[] {
  const [first] = readMarkdown(markdown, context);
  return first?.type === 'paragraph' ? first.children : [text(defuseText(markdown))];
}

function toDefuseOptions({ gates, closes, documentPath, fileUrl }: BodyContext): DefuseOptions {
  return {
    closes,
    isTicked: (codes) => codes.length > 0 && codes.every((code) => hasPassed(code, gates)),
    resolve: (target) => {
      if (documentPath === null) return undefined;
      const [path = '', fragment] = target.split('#', 2);
      const file = path === '' ? documentPath : joinPath(documentPath, path);
      if (file === undefined) return undefined;
      return fragment === undefined ? fileUrl(file) : `${fileUrl(file)}#${fragment}`;
    },
  };
}

/** Only a result that still speaks of the present counts. */
function hasPassed(command: string, gates: readonly GateReport[]): boolean {
  const wanted = squeeze(command);
  return gates.some(
    ({ fresh, outcome, commands }) =>
      fresh && outcome === 'passed' && commands.some((candidate) => squeeze(candidate) === wanted),
  );
}

function describeTask(context: BodyContext): RootContent[] {
  return [
    paragraph(...summary(context)),
    ...closedOwn(context).map((closes) => paragraph(text(closes))),
    ...section('Acceptance criteria', criteria(context)),
    ...section('Files', files(context)),
  ];
}

function closedOwn({ source, closes }: BodyContext): string[] {
  return ownNumbers(source.task)
    .filter((number) => closes.has(number))
    .slice(0, 1)
    .map((number) => `Closes #${number}`);
}

/** `Task P0-1 of [Hardening plan](…), Phase 1.` */
function summary(context: BodyContext): PhrasingContent[] {
  const { task, group } = context.source;
  const id = (task.id ?? '').replace(/^#/, '');
  const named = id === '' ? `“${oneLine(splitNumber(task.title).title)}”` : id;
  const below = group === null ? '' : `, ${oneLine(group)}`;
  return [text(defuseText(`Task ${named} of `)), roadmapLink(context), text(defuseText(`${below}.`))];
}

function roadmapLink({ source, documentPath, line, fileUrl }: BodyContext): PhrasingContent {
  const roadmap = text(defuseText(oneLine(source.documentTitle ?? documentPath ?? 'the roadmap')));
  if (documentPath === null) return roadmap;
  return { type: 'link', url: fileUrl(documentPath, line ?? undefined), children: [roadmap] };
}

function criteria(context: BodyContext): BlockContent[] {
  const { isTicked } = toDefuseOptions(context);
  const items = context.source.task.criteria.map(({ text: markdown, checked }): ListItem => {
    const children = readInline(markdown, context);
    const codes = children.flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []));
    return {
      type: 'listItem',
      spread: false,
      checked: checked === true || isTicked(codes, false),
      children: [{ type: 'paragraph', children }],
    };
  });
  return items.length === 0 ? [] : [{ type: 'list', ordered: false, spread: false, children: items }];
}

function files({ source }: BodyContext): BlockContent[] {
  const shown = source.files
    .slice(0, MOST_FILES)
    .map((path): PhrasingContent => ({ type: 'inlineCode', value: path }));
  const more = source.files.length - shown.length;
  const items = [...shown, ...(more > 0 ? [text(`and ${more} more`)] : [])].map((child): ListItem => ({
    type: 'listItem',
    spread: false,
    children: [paragraph(child)],
  }));
  return items.length === 0 ? [] : [{ type: 'list', ordered: false, spread: false, children: items }];
}

/** A path relative to a document; undefined if it leads out of the repository. */
export function joinPath(document: string, target: string): string | undefined {
  const parts = target.startsWith('/') ? [] : document.split('/').slice(0, -1);
  for (const part of decodePath(target).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path.replace(/\?.*$/, ''));
  } catch {
    return path;
  }
}
