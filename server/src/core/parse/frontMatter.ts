import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Span } from '../text/source.ts';
import type { PlainText } from './text.ts';
import { wordKey } from './vocabulary/index.ts';

/** One value of the front matter, with its place in the document. */
export interface FrontMatterValue {
  readonly text: string;
  readonly span: Span;
}

/** The scalar values of YAML front matter by key; a list gives several. */
export type FrontMatter = ReadonlyMap<string, readonly FrontMatterValue[]>;

/** Reads what can be read: front matter that is no YAML mapping has no values. */
export function readFrontMatter({ tree }: { readonly tree: MarkdownTree }): FrontMatter {
  const { map, offset } = parseFrontMatter(tree);
  return map ? readMap(map, offset) : new Map();
}

/** @returns the mapping, and the offset in the document that its ranges count from. */
export function parseFrontMatter({ frontMatter, source, memory }: MarkdownTree): {
  readonly map: YAMLMap | null;
  readonly offset: number;
} {
  if (!frontMatter) return { map: null, offset: 0 };
  const raw = source.slice(frontMatter);
  const opening = /^[^\r\n]*(?:\r\n|\n|\r)/.exec(raw)?.[0].length ?? 0;
  const map = memory.derive('front matter', [raw], () => {
    const closing = raw.lastIndexOf('---');
    const yaml = parseDocument(raw.slice(opening, Math.max(opening, closing)), {
      logLevel: 'silent',
      uniqueKeys: false,
    });
    return isMap(yaml.contents) ? yaml.contents : null;
  });
  return { map, offset: frontMatter.from + opening };
}

/** @param offset of the text that the mapping was read from. */
export function readMap(map: YAMLMap, offset: number): FrontMatter {
  const values = new Map<string, FrontMatterValue[]>();
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
  return values;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The values of all these keys as one, for `TaskDraft.values`. */
export function joinedValues(
  frontMatter: FrontMatter,
  name: 'dependsOn' | 'labels' | 'assignee',
  ...keys: string[]
): Partial<Record<typeof name, PlainText>> {
  const values = keys.flatMap((key) => frontMatter.get(key) ?? []);
  return values.length > 0 ? { [name]: plainValues(values) } : {};
}

/** Values of the front matter as one text whose parts are found again at their places. */
export function plainValues(values: readonly FrontMatterValue[]): PlainText {
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
