import type { DocumentEdit } from '../analysis/finding.ts';
import { filesAt, linkTarget } from '../analysis/links.ts';
import type { RelativeLink, RoadmapDocument } from '../model/document.ts';
import { locate, uriIn, type Workspace } from '../model/workspace.ts';

/**
 * Makes links follow the headings of a document whose texts changed: those within it, and those of all other
 * documents that lead to it.
 * @param after the document as it will be, with the same headings in the same order.
 */
export function followAnchors(
  workspace: Workspace,
  before: RoadmapDocument,
  after: RoadmapDocument,
): readonly DocumentEdit[] {
  const moved = movedAnchors(before, after);
  if (moved.size === 0) return [];
  return [...workspace.documents.values()].flatMap((document) =>
    document.links
      .filter((link) => link.fragment !== null && leadsTo(workspace, document, link, before.uri))
      .flatMap((link) => follow(document, link, moved)),
  );
}

function movedAnchors(before: RoadmapDocument, after: RoadmapDocument): ReadonlyMap<string, string> {
  const pairs = before.headings.map(
    ({ slug }, index) => [slug, after.headings[index]?.slug ?? slug] as const,
  );
  return new Map(pairs.filter(([old, now]) => old !== now));
}

function leadsTo(workspace: Workspace, document: RoadmapDocument, link: RelativeLink, uri: string): boolean {
  if (link.path === '') return document.uri === uri;
  const place = locate(workspace, document.uri);
  const target = place && linkTarget(place, link);
  if (place === undefined || target === undefined) return false;
  const { folder } = place;
  // Pages are often linked without their extension.
  const files = filesAt(folder, target);
  return files.length === 1 && uriIn(folder, files[0] ?? target) === uri;
}

const PREFIX = 'user-content-';

function follow(
  document: RoadmapDocument,
  { fragment, fragmentSpan }: RelativeLink,
  moved: ReadonlyMap<string, string>,
): readonly DocumentEdit[] {
  if (fragment === null || fragmentSpan === null) return [];
  const isPrefixed = fragment.startsWith(PREFIX);
  const wanted = isPrefixed ? fragment.slice(PREFIX.length) : fragment;
  const now = moved.get(wanted) ?? moved.get(wanted.toLowerCase());
  if (now === undefined) return [];
  const isEncoded = document.source.slice(fragmentSpan).includes('%');
  const newText = (isPrefixed ? PREFIX : '') + (isEncoded ? encodeURIComponent(now) : now);
  return [{ uri: document.uri, span: fragmentSpan, newText }];
}
