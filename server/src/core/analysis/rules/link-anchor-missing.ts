import { distance } from 'fastest-levenshtein';
import { type Location, uriIn } from '../../model/workspace.ts';
import type { RelativeLink } from '../../model/document.ts';
import { Remembered } from '../../remember.ts';
import type { Fix } from '../finding.ts';
import {
  type Anchors,
  anchorsOf,
  isHeadingFragment,
  isListed,
  isMarkdown,
  isNoLinkToFollow,
  linkTarget,
} from '../links.ts';
import type { Draft, Rule, RuleContext } from '../rule.ts';

/** A link names a heading that its document does not have. */
export const linkAnchorMissing: Rule = {
  code: 'link/anchor-missing',
  severity: 'warning',
  reads: 'workspace',
  check(context) {
    const { document, workspace, place, facts, memory } = context;
    const uris = memory.flatMap(
      'URIs of linked headings',
      [place?.folder, place?.path],
      document.links,
      (link) => {
        const target = place && link.fragment !== null ? linkTarget(place, link) : undefined;
        return place && target !== undefined && isMarkdown(target) ? [uriIn(place.folder, target)] : [];
      },
    );
    // Other documents may change without making a difference here.
    const linked = memory.keep(
      'documents of linked headings',
      uris.map((uri) => workspace.documents.get(uri)),
      Object.is,
    );
    const needs = [linked, anchorsOf(document), place?.folder, place?.path, facts];
    return memory.flatMap('links to no heading', needs, document.links, (link) => [
      ...checkLink(context, link),
    ]);
  },
};

function* checkLink(context: RuleContext, link: RelativeLink): Iterable<Draft> {
  const { fragment, fragmentSpan } = link;
  if (fragment === null || fragmentSpan === null || !isHeadingFragment(fragment)) return;
  const target = findTarget(context, link);
  if (target === undefined) return;

  const wanted = fragment.replace(/^user-content-/, '');
  if (target.anchors.lower.has(wanted.toLowerCase())) return;
  const { near, alike } = known.read(link, [target.anchors], () => findNear(wanted, target.anchors));
  const hint = near === undefined ? '' : `; #${near} is the nearest`;
  yield {
    span: fragmentSpan,
    message: `${target.name} has no heading #${fragment}${hint}.`,
    // Forges differ in how they make anchors of punctuation; where the letters agree, one of them may find it.
    ...(alike || isNoLinkToFollow(context.document, link) ? { severity: 'information' as const } : {}),
    fixes: near === undefined ? [] : [changeTo(context, link, near)],
  };
}

/** The anchors of the document that the link leads to; undefined if that is unknown, missing or no Markdown. */
function findTarget(
  { workspace, document, place, facts }: RuleContext,
  link: RelativeLink,
): { readonly name: string; readonly anchors: Anchors } | undefined {
  if (link.path === '') return { name: 'This document', anchors: anchorsOf(document) };
  if (place === undefined) return undefined;
  const target = linkTarget(place, link);
  if (target === undefined || !isMarkdown(target) || !isListed(place, target)) return undefined;
  const anchors = anchorsAt(workspace.documents, place, target) ?? facts.anchors(target);
  return anchors && { name: target, anchors };
}

function anchorsAt(
  documents: RuleContext['workspace']['documents'],
  place: Location,
  target: string,
): Anchors | undefined {
  const document = documents.get(uriIn(place.folder, target));
  return document && anchorsOf(document);
}

interface Near {
  readonly near: string | undefined;
  /** Only punctuation and case are different. */
  readonly alike: boolean;
}

const known = new Remembered<RelativeLink, Near>();

function findNear(wanted: string, anchors: Anchors): Near {
  const alike = byLetters(anchors).get(letters(wanted));
  return { near: alike ?? nearestOf(wanted, anchors.all), alike: alike !== undefined };
}

const knownLetters = new Remembered<Anchors, ReadonlyMap<string, string>>();

/** The first anchor of those that only punctuation and case tell apart. */
function byLetters(anchors: Anchors): ReadonlyMap<string, string> {
  return knownLetters.read(anchors, [], () => {
    const reversed = [...anchors.all].reverse();
    return new Map(reversed.map((anchor) => [letters(anchor), anchor]));
  });
}

function letters(anchor: string): string {
  return anchor.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function nearestOf(wanted: string, anchors: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let fewest = limit + 1;
  for (const anchor of anchors) {
    if (Math.abs(anchor.length - wanted.length) >= fewest) continue;
    const slips = distance(anchor, wanted);
    if (slips < fewest) [best, fewest] = [anchor, slips];
  }
  return best;
}

function changeTo({ document }: RuleContext, link: RelativeLink, anchor: string): Fix {
  const span = link.fragmentSpan ?? link.targetSpan;
  return {
    title: `Change to #${anchor}`,
    preferred: false,
    edits: [{ uri: document.uri, span, newText: encodeURIComponent(anchor) }],
  };
}
