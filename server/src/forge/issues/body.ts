import type { BlockContent, ListItem, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { remarkGfm, remarkParse, remarkStringify, unified } from '../../core/markdown/remark.ts';
import type { IssueItem } from '../../core/issues/source.ts';
import { joinPath } from '../body.ts';
import { defuse, defuseText } from '../defuse.ts';
import { withoutMarkers } from './marker.ts';

/** Where the roadmap is, for links that lead back to it. */
export interface IssuePlace {
  /** Path from the root of the repository, with `/`. */
  readonly documentPath: string;
  readonly documentTitle: string | null;
  /** The page of a file of the repository (a path from its root), at a 1-based line. */
  readonly fileUrl: (path: string, line?: number) => string;
}

/** What of an issue's surroundings its text has to tell, since the forge does not show it by itself. */
export interface IssueRelatives {
  /** What it waits for: a title and `#12` where there is an issue, else as the roadmap writes it. */
  readonly waitsFor: readonly RelatedIssue[];
  readonly above: RelatedIssue | null;
  readonly below: readonly RelatedIssue[];
}

export interface RelatedIssue {
  /** Null: there is no issue, or none yet. */
  readonly number: number | null;
  readonly title: string;
}

/** The title of an item's issue, on one line. An id that is only a number would look like one of the forge. */
export function issueTitle({ id, title }: IssueItem): string {
  const named = id === null || /^#?\d+$/.test(id) ? title : `${id.replace(/^#/, '')}: ${title}`;
  const line = defuseText(named.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  return line.length <= TITLE_LIMIT ? line : `${line.slice(0, TITLE_LIMIT - 1).trimEnd()}…`;
}

/**
 * The generated part of an item's issue. Everything that comes from the document is defused. Written once for
 * the same surroundings: a run plans anew several times.
 */
export function issueText(item: IssueItem, place: IssuePlace, relatives: IssueRelatives): string {
  const around = JSON.stringify([relatives, place.fileUrl(place.documentPath, item.line)]);
  const known = written.get(item);
  if (known?.around === around) return known.text;
  const made = writeText(item, place, relatives);
  written.set(item, { around, text: made });
  return made;
}

const written = new WeakMap<IssueItem, { readonly around: string; readonly text: string }>();

function writeText(item: IssueItem, place: IssuePlace, relatives: IssueRelatives): string {
  const blocks = [
    paragraph(...origin(item, place)),
    ...readMarkdown(item.text, place),
    ...estimate(item),
    ...section('Files', item.files.filter((file) => !item.text.includes(file)).map(codeItem)),
    ...section('Checked by', item.gates.flatMap(({ commands }) => commands).map(codeItem)),
    ...section('Waits for', relatives.waitsFor.map(relatedItem)),
    ...section('Part of', relatives.above === null ? [] : [relatedItem(relatives.above)]),
    ...section('Tasks', relatives.below.map(relatedItem)),
  ];
  return withoutMarkers(fitting(blocks));
}

/** GitHub takes 256 characters. */
const TITLE_LIMIT = 250;
/** GitHub takes 65,536 characters, of which people's own text and the marker need some. */
const TEXT_LIMIT = 50_000;

const parser = unified().use(remarkParse).use(remarkGfm);
const writer = unified().use(remarkGfm).use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_' });

function fitting(blocks: readonly RootContent[]): string {
  const kept: RootContent[] = [];
  let length = 0;
  for (const block of blocks) {
    length += write([block]).length + 1;
    if (length > TEXT_LIMIT) {
      return write([...kept, paragraph(text('The rest was too long for an issue: see the roadmap.'))]);
    }
    kept.push(block);
  }
  return write(kept);
}

function write(children: RootContent[]): string {
  return writer.stringify({ type: 'root', children }).trim();
}

function readMarkdown(markdown: string, { documentPath, fileUrl }: IssuePlace): RootContent[] {
  const tree: Root = parser.parse(markdown);
  const defused = defuse(tree, {
    closes: new Set(),
    isTicked: (_codes, written) => written,
    resolve: (target) => {
      const [path = '', fragment] = target.split('#', 2);
      const file = path === '' ? documentPath : joinPath(documentPath, path);
      if (file === undefined) return undefined;
      return fragment === undefined ? fileUrl(file) : `${fileUrl(file)}#${fragment}`;
    },
  });
  return defused.children;
}

/** `From [Parcel plan](…), Phase 1.` */
function origin({ line, group, id }: IssueItem, place: IssuePlace): PhrasingContent[] {
  const { documentPath, documentTitle, fileUrl } = place;
  const link: PhrasingContent = {
    type: 'link',
    url: fileUrl(documentPath, line),
    children: [text(defuseText(oneLine(documentTitle ?? documentPath)))],
  };
  const named = [group, id === null ? null : id.replace(/^#/, '')].filter((part) => part !== null);
  return [
    text('From '),
    link,
    text(defuseText([...named.map((part) => `, ${oneLine(part)}`), '.'].join(''))),
  ];
}

/** Where the text of the task does not say it. */
function estimate({ effort, priority, text: own }: IssueItem): RootContent[] {
  const parts = [
    ...(effort === null || own.includes(effort) ? [] : [`Effort: ${effort}.`]),
    ...(priority === null || own.includes(priority) ? [] : [`Priority: ${priority}.`]),
  ];
  return parts.length === 0 ? [] : [paragraph(text(defuseText(oneLine(parts.join(' ')))))];
}

function codeItem(value: string): ListItem {
  return listItem({ type: 'inlineCode', value: oneLine(value) });
}

/** The number is the forge's own and stays a reference. */
function relatedItem({ number, title }: RelatedIssue): ListItem {
  const words = defuseText(oneLine(title));
  return listItem(text(number === null ? words : `${words} (#${number})`));
}

function listItem(child: PhrasingContent): ListItem {
  return { type: 'listItem', spread: false, children: [paragraph(child)] };
}

function section(title: string, items: ListItem[]): RootContent[] {
  if (items.length === 0) return [];
  const list: BlockContent = { type: 'list', ordered: false, spread: false, children: items };
  return [{ type: 'heading', depth: 2, children: [text(title)] }, list];
}

function paragraph(...children: PhrasingContent[]): { type: 'paragraph'; children: PhrasingContent[] } {
  return { type: 'paragraph', children };
}

function text(value: string): Text {
  return { type: 'text', value };
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
