import type { DocumentLink } from 'vscode-languageserver-types';
import { filesAt, linkTarget } from '../core/analysis/links.ts';
import { possiblePaths } from '../core/analysis/missing.ts';
import { resolveReference } from '../core/index/references.ts';
import type { Reference, RelativeLink, RoadmapDocument } from '../core/model/document.ts';
import { entryAt } from '../core/model/neighbours.ts';
import { locate, type Location, uriIn, type Workspace } from '../core/model/workspace.ts';
import type { SourceText, Span } from '../core/text/source.ts';
import { coverage } from '../core/text/spans.ts';
import { toRange } from './convert.ts';
import type { Snapshot } from './snapshot.ts';
import { howFound } from './words.ts';

export interface LinkOptions {
  /** The editor follows links of Markdown's own syntax by itself. */
  readonly followsLinks: boolean;
  /** Whether there is a file at a path of the document's folder that is not in its list of files. */
  readonly exists: (path: string) => Promise<boolean>;
}

/**
 * Makes each file reference that is found a link which opens the file at the lines it names. Each of several
 * ranges (`a.ts:3-9, 20-25`) is a link of its own. Links of Markdown's own syntax are left to an editor that
 * follows them; for others they lead to the line of the heading that they name. The targets are known at once:
 * there is nothing that would have to be resolved later.
 */
export async function provideDocumentLinks(
  snapshot: Snapshot,
  options: LinkOptions,
): Promise<DocumentLink[]> {
  const { workspace, document } = snapshot;
  const place = locate(workspace, document.uri);
  const own = options.followsLinks ? [] : markdownLinks(workspace, document, place);
  if (!place) return own.map((link) => toLink(document.source, link));
  const isLinked = coverage(own.map(({ span }) => span));
  const found = document.references
    .filter((reference) => reference.kind === 'file' && !isLinked(reference.pathSpan.from))
    .filter((reference) => !options.followsLinks || !isPlainLinkTarget(document.source.text, reference))
    .map((reference) => referenceLinks(place, document, reference, options));
  const links = [...own, ...(await Promise.all(found)).flat()];
  return links.sort((a, b) => a.span.from - b.span.from).map((link) => toLink(document.source, link));
}

interface Link {
  readonly span: Span;
  readonly uri: string;
  /** For people: where it leads. */
  readonly path: string;
  readonly lines: Lines | undefined;
  readonly how: string;
}

/** 1-based, inclusive. */
interface Lines {
  readonly first: number;
  readonly last: number;
  /** 1-based. */
  readonly column?: number;
}

function toLink(source: SourceText, { span, uri, path, lines, how }: Link): DocumentLink {
  const target = lines === undefined ? uri : `${uri}#${fragmentOf(lines)}`;
  const place = lines === undefined ? path : `${path}:${linesText(lines)}`;
  return { range: toRange(source, span), target, tooltip: how === '' ? place : `${place} (${how})` };
}

/** As editors read it. A range without columns would end before its last line. */
function fragmentOf({ first, last, column }: Lines): string {
  if (first !== last) return `L${first},1-L${last},${LINE_END}`;
  return column === undefined ? `L${first}` : `L${first},${column}`;
}

/** A column that no line has: editors take the end of the line instead. */
const LINE_END = 10_000;

function linesText({ first, last, column }: Lines): string {
  if (first !== last) return `${first}-${last}`;
  return column === undefined ? String(first) : `${first}:${column}`;
}

async function referenceLinks(
  place: Location,
  document: RoadmapDocument,
  reference: Reference,
  { exists }: LinkOptions,
): Promise<Link[]> {
  const { folder } = place;
  const { kind, path: listed } = resolveReference(folder, document, reference);
  const path =
    listed ?? (kind === 'missing' ? await firstThere(possiblePaths(place, reference), exists) : undefined);
  if (path === undefined) return [];
  const uri = uriIn(folder, path);
  return [...linkParts(document.source, reference)].map((part) => ({
    ...part,
    uri,
    path,
    how: howFound(kind),
  }));
}

/** What git ignores is not listed and may well be there: `.env`, `dist/app.js`. */
async function firstThere(
  paths: readonly string[],
  exists: LinkOptions['exists'],
): Promise<string | undefined> {
  for (const path of paths) if (await exists(path)) return path;
  return undefined;
}

type LinkPart = Pick<Link, 'span' | 'lines'>;

function* linkParts(source: SourceText, reference: Reference): Iterable<LinkPart> {
  const { span, ranges, rangeSpans } = reference;
  const parts = ranges.flatMap((range, index): LinkPart[] => {
    const own = rangeSpans[index];
    return own ? [{ span: own, lines: linesAt(source, reference, range, own) }] : [];
  });
  const [first, ...rest] = parts;
  if (first === undefined) yield { span, lines: undefined };
  // The lines may stand in a column of their own, away from the path.
  else if (first.span.to > span.to) yield* [{ ...first, span }, first];
  else yield { ...first, span: rest.length > 0 ? { from: span.from, to: first.span.to } : span };
  yield* rest;
}

function linesAt(
  source: SourceText,
  { span }: Reference,
  [a, b]: readonly [number, number],
  own: Span,
): Lines {
  const lines = { first: Math.min(a, b), last: Math.max(a, b) };
  const behind = source.slice({ from: own.to, to: Math.max(own.to, span.to) });
  const column = /^:(\d{1,5})/.exec(behind)?.[1];
  return column === undefined || a !== b ? lines : { ...lines, column: Number(column) };
}

function isPlainLinkTarget(text: string, { pathSpan, ranges }: Reference): boolean {
  return ranges.length === 0 && /\]\(<?$/.test(text.slice(Math.max(0, pathSpan.from - 3), pathSpan.from));
}

/** Relative links, and those to headings, whose targets are there. */
function markdownLinks(workspace: Workspace, document: RoadmapDocument, place: Location | undefined): Link[] {
  return document.links.flatMap((link): Link[] => {
    const path = link.path === '' ? '' : place && fileOf(place, link);
    if (path === undefined) return [];
    const uri = path === '' || !place ? document.uri : uriIn(place.folder, path);
    const lines = linesOf(workspace.documents.get(uri), link.fragment);
    // A link within the document leads nowhere without its heading.
    if (path === '' && lines === undefined) return [];
    const name = path === '' ? `#${link.fragment ?? ''}` : path;
    return [{ span: link.targetSpan, uri, path: name, lines, how: '' }];
  });
}

function fileOf(place: Location, link: RelativeLink): string | undefined {
  const target = linkTarget(place, link);
  if (target === undefined) return undefined;
  const [only, ...others] = filesAt(place.folder, target);
  const isFile = only !== undefined && entryAt(place.folder, only) === 'file';
  return isFile && others.length === 0 ? only : undefined;
}

/** `L10`, `L10-L20`, or the heading with this anchor. */
function linesOf(document: RoadmapDocument | undefined, fragment: string | null): Lines | undefined {
  if (fragment === null) return undefined;
  const [, first, last] = /^L(\d+)(?:-L?(\d+))?$/.exec(fragment) ?? [];
  if (first !== undefined)
    return { first: Number(first), last: Math.max(Number(first), Number(last ?? first)) };
  const wanted = fragment.replace(/^user-content-/, '').toLowerCase();
  const line = document?.headings.find(({ slug }) => slug.toLowerCase() === wanted)?.line;
  return line === undefined ? undefined : { first: line, last: line };
}
