import { distance } from 'fastest-levenshtein';
import { type Location, uriIn } from '../../model/workspace.ts';
import type { RelativeLink } from '../../model/document.ts';
import type { Fix } from '../finding.ts';
import { anchorsOf, isHeadingFragment, isListed, isMarkdown, linkTarget } from '../links.ts';
import type { Draft, Rule, RuleContext } from '../rule.ts';

/** A link names a heading that its document does not have. */
export const linkAnchorMissing: Rule = {
  code: 'link/anchor-missing',
  severity: 'warning',
  reads: 'workspace',
  *check(context) {
    for (const link of context.document.links) yield* checkLink(context, link);
  },
};

function* checkLink(context: RuleContext, link: RelativeLink): Iterable<Draft> {
  const { fragment, fragmentSpan } = link;
  if (fragment === null || fragmentSpan === null || !isHeadingFragment(fragment)) return;
  const target = findTarget(context, link);
  if (target === undefined) return;

  const wanted = fragment.replace(/^user-content-/, '');
  const lower = new Set([...target.anchors].map((anchor) => anchor.toLowerCase()));
  if (lower.has(wanted.toLowerCase())) return;
  const alike = [...target.anchors].filter((anchor) => letters(anchor) === letters(wanted));
  const near = alike[0] ?? nearestOf(wanted, target.anchors);
  const hint = near === undefined ? '' : `; #${near} is the nearest`;
  yield {
    span: fragmentSpan,
    message: `${target.name} has no heading #${fragment}${hint}.`,
    // Forges differ in how they make anchors of punctuation; where the letters agree, one of them may find it.
    ...(alike.length > 0 ? { severity: 'information' as const } : {}),
    fixes: near === undefined ? [] : [changeTo(context, link, near)],
  };
}

/** The anchors of the document that the link leads to; undefined if that is unknown, missing or no Markdown. */
function findTarget(
  { workspace, document, place, facts }: RuleContext,
  link: RelativeLink,
): { readonly name: string; readonly anchors: ReadonlySet<string> } | undefined {
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
): ReadonlySet<string> | undefined {
  const document = documents.get(uriIn(place.folder, target));
  return document && anchorsOf(document);
}

function letters(anchor: string): string {
  return anchor.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function nearestOf(wanted: string, anchors: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const scored = [...anchors].map((anchor) => ({ anchor, slips: distance(anchor, wanted) }));
  const best = scored.sort((a, b) => a.slips - b.slips)[0];
  return best !== undefined && best.slips <= limit ? best.anchor : undefined;
}

function changeTo({ document }: RuleContext, link: RelativeLink, anchor: string): Fix {
  const span = link.fragmentSpan ?? link.targetSpan;
  return {
    title: `Change to #${anchor}`,
    preferred: false,
    edits: [{ uri: document.uri, span, newText: encodeURIComponent(anchor) }],
  };
}
