import type { BlockContent, ListItem, PhrasingContent, Root, RootContent, TableCell, Text } from 'mdast';
import { remarkGfm, remarkParse, remarkStringify, unified } from '../core/markdown/remark.ts';
import { ownNumber } from './closing.ts';
import { defuse, defuseText, type DefuseOptions } from './defuse.ts';
import type { TaskSource } from './source.ts';

/** The last run of one gate of the task. */
export interface GateReport {
  readonly name: string;
  readonly commands: readonly string[];
  readonly outcome: 'passed' | 'failed' | 'errored';
  /** Abbreviated; null outside a repository. */
  readonly commit: string | null;
  /** Milliseconds. */
  readonly duration: number;
  /** False: the gate's text, the commit or the files it covered changed since. */
  readonly fresh: boolean;
}

export interface BodyContext {
  readonly source: TaskSource;
  readonly gates: readonly GateReport[];
  /** Issues that the body may close; see `findClosedIssues`. */
  readonly closes: ReadonlySet<number>;
  /** Path of the roadmap from the root of the repository, with `/`; null if it lies outside. */
  readonly documentPath: string | null;
  /** The page of a file of the repository (a path from its root), at a 1-based line. */
  readonly fileUrl: (path: string, line?: number) => string;
}

/** The title of a task's pull request: its id without the mark, and its title, on one line. */
export function pullRequestTitle({ task }: TaskSource): string {
  const id = (task.id ?? '').replace(/^#/, '');
  const words = `${id === '' ? '' : `${id}: `}${task.title}`.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const title = defuseText(words === '' ? 'Roadmap task' : words);
  return title.length <= TITLE_LIMIT ? title : `${title.slice(0, TITLE_LIMIT - 1).trimEnd()}…`;
}

/**
 * The Markdown of a task's pull request: its own template, or a description made from criteria and files;
 * in both cases with what the gates said. Everything that comes from the document is defused.
 */
export function pullRequestBody(context: BodyContext): string {
  const { template } = context.source;
  const blocks =
    template === null || template.trim() === '' ? describeTask(context) : readMarkdown(template, context);
  return write(fitting([...blocks, ...gateSection(context.gates)]));
}

/** GitHub takes 256 characters. */
const TITLE_LIMIT = 250;
/** GitHub takes 65,536 characters; the rest is room for the note about the cut. */
const BODY_LIMIT = 60_000;
const MOST_FILES = 40;

const parser = unified().use(remarkParse).use(remarkGfm);
const writer = unified().use(remarkGfm).use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_' });

function write(children: RootContent[]): string {
  return writer.stringify({ type: 'root', children });
}

/** Whole blocks from the start, as many as the forge takes. */
function fitting(blocks: readonly RootContent[]): RootContent[] {
  const kept: RootContent[] = [];
  let length = 0;
  for (const block of blocks) {
    length += write([block]).length + 1;
    if (length > BODY_LIMIT) return [...kept, paragraph(text('The rest was too long for a pull request.'))];
    kept.push(block);
  }
  return kept;
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

function squeeze(command: string): string {
  return command.trim().replace(/\s+/g, ' ');
}

function describeTask(context: BodyContext): RootContent[] {
  const { source, closes } = context;
  const own = ownNumber(source.task.id).filter((number) => closes.has(number));
  return [
    paragraph(...summary(context)),
    ...own.map((number) => paragraph(text(`Closes #${number}`))),
    ...section('Acceptance criteria', criteria(context)),
    ...section('Files', files(context)),
  ];
}

/** `Task P0-1 of [Hardening plan](…), Phase 1.` */
function summary({ source, documentPath, fileUrl }: BodyContext): PhrasingContent[] {
  const { task, documentTitle, group } = source;
  const id = (task.id ?? '').replace(/^#/, '');
  const roadmap = text(defuseText(oneLine(documentTitle ?? documentPath ?? 'the roadmap')));
  const link: PhrasingContent =
    documentPath === null
      ? roadmap
      : { type: 'link', url: fileUrl(documentPath, task.line), children: [roadmap] };
  const named = id === '' ? `“${oneLine(task.title)}”` : id;
  const below = group === null ? '' : `, ${oneLine(group)}`;
  return [text(defuseText(`Task ${named} of `)), link, text(defuseText(`${below}.`))];
}

function criteria(context: BodyContext): BlockContent[] {
  const { isTicked } = toDefuseOptions(context);
  const items = context.source.task.criteria.map(({ text: markdown, checked }): ListItem => {
    const children = readInline(markdown, context);
    const codes = children.flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []));
    return {
      type: 'listItem',
      spread: false,
      checked: checked === true || isTicked(codes),
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

function gateSection(gates: readonly GateReport[]): RootContent[] {
  if (gates.length === 0) return [];
  const header = ['Gate', 'Result', 'Commit', 'Duration', 'Evidence'].map((title) => cell(text(title)));
  const rows = gates.map((gate) => [
    cell(...gateName(gate)),
    cell(text(gate.outcome)),
    cell(gate.commit === null ? text('–') : { type: 'inlineCode', value: gate.commit }),
    cell(text(formatDuration(gate.duration))),
    cell(text(gate.fresh ? 'fresh' : 'stale')),
  ]);
  return section('Gates', [
    { type: 'table', children: [header, ...rows].map((children) => ({ type: 'tableRow', children })) },
  ]);
}

/** One command speaks for itself; several go by the gate's name. */
function gateName({ name, commands }: GateReport): PhrasingContent[] {
  const [only, ...others] = commands;
  if (only !== undefined && others.length === 0) return [{ type: 'inlineCode', value: squeeze(only) }];
  return [text(`${defuseText(oneLine(name))} (${commands.length} commands)`)];
}

/** `0.4 s`, `12 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function section(title: string, content: readonly BlockContent[]): RootContent[] {
  if (content.length === 0) return [];
  return [{ type: 'heading', depth: 2, children: [text(title)] }, ...content];
}

function paragraph(...children: PhrasingContent[]): { type: 'paragraph'; children: PhrasingContent[] } {
  return { type: 'paragraph', children };
}

function cell(...children: PhrasingContent[]): TableCell {
  return { type: 'tableCell', children };
}

function text(value: string): Text {
  return { type: 'text', value };
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

/** A path relative to a document; undefined if it leads out of the repository. */
function joinPath(document: string, target: string): string | undefined {
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
