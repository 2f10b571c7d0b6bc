import { distance } from 'fastest-levenshtein';
import { uriIn } from '../../model/workspace.ts';
import type { RelativeLink } from '../../model/document.ts';
import { Remembered, areSame } from '../../remember.ts';
import type { Span } from '../../text/source.ts';
import type { Fix } from '../finding.ts';
import {
  type Anchors,
  anchorsOf,
  isHeadingFragment,
  isListed,
  isMarkdown,
  isNoLinkToFollow,
  lettersOf,
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
    const where = [place?.folder, place?.path];
    // The text around a link matters, too: a fragment of another link is another one.
    const fragments = memory.flatMap(
      'links to headings',
      where,
      document.links,
      (link) => {
        const found = toFragment(context, link);
        return found ? [found] : [];
      },
      areSame,
    );
    return memory.flatMap(
      'links to no heading',
      [...where, facts, linked, anchorsOf(document)],
      fragments,
      (fragment) => checkFragment(context, fragment),
    );
  },
};

/** The part of a link that names a heading of a Markdown document. */
interface Fragment {
  readonly link: RelativeLink;
  readonly text: string;
  readonly span: Span;
  /** What has to be an anchor, as it is written. */
  readonly wanted: string;
  readonly lower: string;
  /** Undefined for this document. */
  readonly target: { readonly path: string; readonly uri: string } | undefined;
}

/** Undefined where the link names no heading, or its document is missing or no Markdown. */
function toFragment({ place }: RuleContext, link: RelativeLink): Fragment | undefined {
  const { fragment: text, fragmentSpan: span, path } = link;
  if (text === null || span === null || !isHeadingFragment(text)) return undefined;
  const wanted = text.replace(/^user-content-/, '');
  const fragment = { link, text, span, wanted, lower: wanted.toLowerCase(), target: undefined };
  if (path === '') return fragment;
  const target = place && linkTarget(place, link);
  if (place === undefined || target === undefined || !isMarkdown(target) || !isListed(place, target))
    return undefined;
  return { ...fragment, target: { path: target, uri: uriIn(place.folder, target) } };
}

function checkFragment(context: RuleContext, fragment: Fragment): readonly Draft[] {
  const { link, text, span, wanted, lower, target } = fragment;
  const anchors = anchorsFor(context, fragment);
  if (anchors === undefined || anchors.lower.has(lower)) return [];
  const { near, alike } = known.read(link, [anchors], () => findNear(wanted, anchors));
  const hint = near === undefined ? '' : `; #${near} is the nearest`;
  return [
    {
      span,
      message: `${target?.path ?? 'This document'} has no heading #${text}${hint}.`,
      // Forges differ in how they make anchors of punctuation; where the letters agree, one of them may find it.
      ...(alike || isNoLinkToFollow(context.document, link) ? { severity: 'information' as const } : {}),
      fixes: near === undefined ? [] : [changeTo(context, span, near)],
    },
  ];
}

/** The anchors of the document that is linked to, as far as it can be read. */
function anchorsFor({ workspace, document, facts }: RuleContext, { target }: Fragment): Anchors | undefined {
  if (target === undefined) return anchorsOf(document);
  const other = workspace.documents.get(target.uri);
  return other ? anchorsOf(other) : facts.anchors(target.path);
}

interface Near {
  readonly near: string | undefined;
  /** Only punctuation and case are different. */
  readonly alike: boolean;
}

const known = new Remembered<RelativeLink, Near>();

function findNear(wanted: string, anchors: Anchors): Near {
  const alike = anchors.byLetters().get(lettersOf(wanted));
  return { near: alike ?? nearestOf(wanted, anchors.all), alike: alike !== undefined };
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

function changeTo({ document }: RuleContext, span: Span, anchor: string): Fix {
  return {
    title: `Change to #${anchor}`,
    preferred: false,
    edits: [{ uri: document.uri, span, newText: encodeURIComponent(anchor) }],
  };
}
