import type { DocumentLink } from 'vscode-languageserver-types';
import { resolveReference } from '../core/index/references.ts';
import type { Reference } from '../core/model/document.ts';
import { locate, uriIn } from '../core/model/workspace.ts';
import type { Span } from '../core/text/source.ts';
import { toRange } from './convert.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Makes each file reference that is found a link which opens the file at the lines it names. Each of several
 * ranges (`a.ts:3-9, 20-25`) is a link of its own. A link of Markdown's own syntax is left to the editor.
 */
export function provideDocumentLinks({ workspace, document }: Snapshot): DocumentLink[] {
  const folder = locate(workspace, document.uri)?.folder;
  if (!folder) return [];
  const links: DocumentLink[] = [];
  for (const reference of document.references) {
    if (reference.kind !== 'file' || isPlainLinkTarget(document.source.text, reference)) continue;
    const { path } = resolveReference(folder, document, reference);
    if (path === undefined) continue;
    const uri = uriIn(folder, path);
    for (const { span, lines } of linkParts(reference)) {
      const range = toRange(document.source, span);
      links.push({ range, target: lines ? `${uri}#${lines}` : uri, tooltip: tooltip(path, lines) });
    }
  }
  return links;
}

interface LinkPart {
  readonly span: Span;
  /** `L10` or `L10-L20`; undefined without lines. */
  readonly lines: string | undefined;
}

function* linkParts({ span, ranges, rangeSpans }: Reference): Iterable<LinkPart> {
  const [first, ...rest] = ranges;
  const firstEnd = rangeSpans[0]?.to;
  yield {
    span: rest.length > 0 && firstEnd !== undefined ? { from: span.from, to: firstEnd } : span,
    lines: first && fragment(first),
  };
  for (const [index, range] of rest.entries()) {
    const own = rangeSpans[index + 1];
    if (own) yield { span: own, lines: fragment(range) };
  }
}

function fragment([first, last]: readonly [number, number]): string {
  const [from, to] = first <= last ? [first, last] : [last, first];
  return from === to ? `L${from}` : `L${from}-L${to}`;
}

function tooltip(path: string, lines: string | undefined): string {
  return lines === undefined ? path : `${path}:${lines.replaceAll('L', '')}`;
}

function isPlainLinkTarget(text: string, { pathSpan, ranges }: Reference): boolean {
  return ranges.length === 0 && /\]\(<?$/.test(text.slice(Math.max(0, pathSpan.from - 3), pathSpan.from));
}
