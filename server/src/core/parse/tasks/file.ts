import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { ParseContext, TaskDraft } from '../drafts.ts';
import { cleanTitle } from '../headline.ts';
import { readSectionBody } from '../items.ts';
import { readEffort } from '../effort.ts';
import { readStatusField } from '../properties.ts';
import type { Section } from '../sections.ts';
import { readStatusValue } from '../status.ts';
import type { PlainText } from '../text.ts';
import type { Span } from '../../text/source.ts';
import { wordKey } from '../vocabulary/index.ts';

/** One value of the front matter, with its place in the document. */
export interface FrontMatterValue {
  readonly text: string;
  readonly span: Span;
}

/** The scalar values of YAML front matter by key; a list gives several. */
export type FrontMatter = ReadonlyMap<string, readonly FrontMatterValue[]>;

/** Reads what can be read: front matter that is no YAML mapping has no values. */
export function readFrontMatter(context: Pick<ParseContext, 'tree'>): FrontMatter {
  const { frontMatter, source } = context.tree;
  const values = new Map<string, FrontMatterValue[]>();
  if (!frontMatter) return values;
  const raw = source.slice(frontMatter);
  const opening = /^[^\r\n]*(?:\r\n|\n|\r)/.exec(raw)?.[0].length ?? 0;
  const closing = raw.lastIndexOf('---');
  const yaml = parseDocument(raw.slice(opening, Math.max(opening, closing)), {
    logLevel: 'silent',
    uniqueKeys: false,
  });
  if (isMap(yaml.contents)) readMap(yaml.contents, frontMatter.from + opening, values);
  return values;
}

function readMap(map: YAMLMap, offset: number, values: Map<string, FrontMatterValue[]>): void {
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const nodes: unknown[] = isSeq(value) ? value.items : [value];
    const list = nodes.flatMap((node) => {
      if (!isScalar(node) || !isPlain(node.value) || !node.range) return [];
      const span = { from: offset + node.range[0], to: offset + node.range[1] };
      const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
      return [{ text, span }];
    });
    values.set(wordKey(String(key.value)).replace(/[-\s]/g, '_'), list);
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The text of the document's title, without the id in front: `T-1: Search`; undefined if nothing is left. */
function headingOf({ children }: Section, id: string): string | undefined {
  const headline = children.find(({ level }) => level === 1)?.headline;
  const text = headline?.text.text.trim() ?? '';
  const rest = text.toLowerCase().startsWith(id.toLowerCase()) ? text.slice(id.length) : text;
  const title = cleanTitle(rest);
  return title === '' ? undefined : title;
}

/** Front matter with an id and a status makes the whole document one task. */
export function readFileTask(
  context: ParseContext,
  root: Section,
  frontMatter: FrontMatter,
): TaskDraft | null {
  const id = frontMatter.get('id')?.[0];
  const status = frontMatter.get('status')?.[0];
  if (!id || !status || !context.tree.frontMatter || /[<>[\]{}]/.test(id.text)) return null;
  const found = readStatusValue(status.text.replace(/[_-]/g, ' '), context.legend);
  const body = readSectionBody(context, root, () => false);
  const first = (...keys: string[]) =>
    keys.map((key) => frontMatter.get(key)?.[0]).find((value) => value !== undefined);
  const title = first('title', 'name');
  const heading = headingOf(root, id.text);
  const effort = first('effort', 'estimate', 'size', 'points', 'estimated_time');
  const branch = first('branch');
  return {
    type: 'task',
    form: 'file',
    id: id.text,
    found: null,
    aliases: [],
    groupId: null,
    title: title?.text ?? heading ?? id.text,
    line: 1,
    nameSpan: title?.span ?? id.span,
    idSpan: id.span,
    extent: { from: 0, to: context.tree.source.length },
    status: found?.status ?? null,
    statusClaim: found ? { kind: 'front-matter', span: status.span } : null,
    otherStatus: readStatusField(body.fields, context.legend),
    effort: effort ? (readEffort(effort.text, 'pt')?.effort ?? null) : null,
    priority: first('priority')?.text ?? null,
    body,
    values: {
      ...joined(frontMatter, 'dependsOn', 'dependencies', 'depends_on', 'blocked_by', 'depends'),
      ...(branch ? { branch: plain([branch]) } : {}),
      ...joined(frontMatter, 'labels', 'labels', 'tags'),
      ...joined(frontMatter, 'assignee', 'assignee', 'assignees', 'owner', 'assigned_to'),
    },
    parent: null,
    secondary: false,
    below: null,
    weight: 4,
  };
}

function joined(
  frontMatter: FrontMatter,
  name: 'dependsOn' | 'labels' | 'assignee',
  ...keys: string[]
): Partial<Record<typeof name, PlainText>> {
  const values = keys.flatMap((key) => frontMatter.get(key) ?? []);
  return values.length > 0 ? { [name]: plain(values) } : {};
}

/** Values of the front matter as one text whose parts are found again at their places. */
function plain(values: readonly FrontMatterValue[]): PlainText {
  let text = '';
  const runs: { at: number; source: number }[] = [];
  for (const value of values) {
    if (text !== '') text += ', ';
    const quoted = value.span.to - value.span.from === value.text.length + 2 ? 1 : 0;
    runs.push({ at: text.length, source: value.span.from + quoted });
    text += value.text;
  }
  return { text, marked: [], runs };
}
