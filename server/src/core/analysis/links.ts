import GithubSlugger from 'github-slugger';
import type { RelativeLink, RoadmapDocument } from '../model/document.ts';
import type { Location } from '../model/workspace.ts';
import { dirname } from '../index/layer.ts';
import { joinPath } from '../index/paths.ts';

/**
 * The file or directory a relative link points at, relative to the folder: from the document's own folder, or
 * from the root for a target that starts with `/`. Undefined where it is not one of this project's files: the
 * link stays in the document, leaves the folder, or only looks like a link.
 */
export function linkTarget(place: Location, link: RelativeLink): string | undefined {
  // People who write for their editor add the line: `src/a.ts:12`.
  const path = (link.path.split('?', 1)[0] ?? '').replace(/:\d+(?:[-:]\d+)?$/, '');
  if (path === '' || isPlaceholder(path) || isAddress(path) || isForgePage(path)) return undefined;
  // A link that starts with `/` and names no file is a page of a web site.
  if (path.startsWith('/')) return hasExtension(path) ? joinPath('', path) : undefined;
  return joinPath(dirname(place.path), path);
}

/** Whether the file index has the target; pages are often linked without their extension. */
export function isListed(place: Location, target: string): boolean {
  const { files } = place.folder;
  return (
    files.has(target) !== undefined || (!hasExtension(target) && files.withAnyExtension(target).length > 0)
  );
}

/** Whether the fragment is one that a Markdown file answers for: no line numbers, no text fragments. */
export function isHeadingFragment(fragment: string): boolean {
  return fragment !== '' && fragment !== 'top' && !/^L\d+|^:~:|^\/|[=]/.test(fragment);
}

/** The anchors of a Markdown document: its headings', and those written in HTML or in braces. */
export function anchorsOf(document: MarkdownHeadings): ReadonlySet<string> {
  let anchors = known.get(document);
  if (anchors === undefined) known.set(document, (anchors = readAnchors(document)));
  return anchors;
}

type MarkdownHeadings = Pick<RoadmapDocument, 'headings' | 'source'>;

/** A table of contents asks once per line. */
const known = new WeakMap<MarkdownHeadings, ReadonlySet<string>>();

function readAnchors({ headings, source }: MarkdownHeadings): ReadonlySet<string> {
  const anchors = new Set(headings.map(({ slug }) => slug));
  for (const match of source.text.matchAll(WRITTEN_ANCHOR)) {
    const anchor = match[1] ?? match[2];
    if (anchor !== undefined) anchors.add(anchor);
  }
  // An unclosed fence swallows the headings after it: their links lead nowhere, but the links are not wrong.
  const slugger = new GithubSlugger();
  for (const match of source.text.matchAll(HEADING_LINE)) anchors.add(slugger.slug(match[1] ?? ''));
  return anchors;
}

const HEADING_LINE = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$/gm;

const WRITTEN_ANCHOR = /<[a-z][^<>]{0,200}?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\{\s*#([\w:.-]+)[^{}\n]*\}/gi;

export function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown|mdown|mkd)$/i.test(path);
}

function hasExtension(path: string): boolean {
  return /\.[\w-]+\/?$/.test(path);
}

/** `link`, `url`, `TBD`, `<file>`, `{{page}}`, `...`: a hole that a template left. */
function isPlaceholder(path: string): boolean {
  return /[<>{}$*|"]|\.\.\.|…|^(?:path\/to|your[-_/])/i.test(path) || /^[\w-]+$/.test(path);
}

/** Written without a scheme, but nobody's file: `www.example.org`, `me@example.org`. */
function isAddress(path: string): boolean {
  return /^www\.|^[^/\s]+@[^/\s]+\.\w+$/i.test(path);
}

/** Addresses below a repository's page at its forge, that people write as relative links. */
function isForgePage(path: string): boolean {
  return /(?:^|\/)(?:issues|pulls?|wiki|actions|releases|discussions|milestones?|projects|compare|labels|blob|tree|commits?|merge_requests|-)(?:\/[^.]*|$)(?:badge\.svg)?$/i.test(
    path,
  );
}
