import type { DocumentLink } from 'vscode-languageserver-types';
import type { Finding } from '../core/analysis/finding.ts';
import { relativePath } from '../core/index/paths.ts';
import type { Group, RoadmapDocument, Task } from '../core/model/document.ts';
import { effectiveStatus, isDropped } from '../core/model/status.ts';
import { startingIn } from '../core/model/nesting.ts';
import type { Span } from '../core/text/source.ts';
import type { PreviewReference, PreviewUnit, RoadmapPreview } from '../protocol/preview.ts';
import { toSpan } from './convert.ts';
import { taskProgress } from './criteria.ts';
import { type LinkOptions, provideDocumentLinks } from './documentLink.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a rendered preview of a roadmap adds to its text: states and progress at tasks and phases, and which
 * references lead somewhere. Each is told with its line and the text that stands there, since a preview knows lines
 * only. Null for a document that is no roadmap.
 * @param findings of the same version; those about references and links are shown.
 */
export async function providePreview(
  snapshot: Snapshot,
  findings: readonly Finding[],
  exists: LinkOptions['exists'],
): Promise<RoadmapPreview | null> {
  const { document, version } = snapshot;
  if (!document.roadmap) return null;
  const links = await provideDocumentLinks(snapshot, { followsLinks: true, exists });
  return { version, units: unitsOf(document), references: referencesOf(document, links, findings) };
}

function unitsOf(document: RoadmapDocument): PreviewUnit[] {
  const units = [
    ...document.groups.flatMap((group) => groupUnit(document, group)),
    ...document.tasks.flatMap((task) => taskUnit(document, task)),
  ];
  return units.sort((a, b) => a.line - b.line);
}

function groupUnit(document: RoadmapDocument, group: Group): PreviewUnit[] {
  const statuses = startingIn(document.tasks, group.extent).map(effectiveStatus);
  const total = statuses.filter((status) => !isDropped(status)).length;
  if (total === 0 && group.status === null) return [];
  const done = statuses.filter((status) => status === 'done').length;
  return [
    { ...placed(document, group.nameSpan), status: group.status, tasks: { done, total }, criteria: null },
  ];
}

function taskUnit(document: RoadmapDocument, task: Task): PreviewUnit[] {
  const status = isToldByBox(task) ? null : effectiveStatus(task);
  const criteria = taskProgress(task);
  if (status === null && criteria.met + criteria.unmet + criteria.unrecorded === 0) return [];
  return [{ ...placed(document, task.nameSpan), status, tasks: null, criteria }];
}

/** A box that is ticked or empty says all that there is to say, in each line of a long list. */
function isToldByBox({ status, statusClaim }: Task): boolean {
  return statusClaim?.kind === 'box' && (status === 'done' || status === 'todo');
}

/** Of a name over several lines the first one. */
function placed({ source }: RoadmapDocument, span: Span): Pick<PreviewUnit, 'line' | 'text'> {
  const [first = ''] = source.slice(span).split(/[\r\n]/, 1);
  return { line: source.placeAt(span.from).line, text: first.trim() };
}

interface Mark extends Omit<PreviewReference, 'line' | 'text'> {
  readonly span: Span;
}

function referencesOf(
  document: RoadmapDocument,
  links: readonly DocumentLink[],
  findings: readonly Finding[],
): PreviewReference[] {
  const marks = links.map((link): Mark => {
    const target = link.target === undefined ? null : relativeHref(document.uri, link.target);
    return { span: toSpan(document.source, link.range), target, problem: null };
  });
  return withProblems(marks, findings.filter(isAboutReference))
    .sort((a, b) => a.span.from - b.span.from)
    .filter(({ span }, index, all) => span.from >= (all[index - 1]?.span.to ?? 0))
    .map(({ span, target, problem }) => ({ ...placed(document, span), target, problem }));
}

function isAboutReference({ code }: Finding): boolean {
  return code.startsWith('reference/') || code.startsWith('link/');
}

/** A problem with a place that leads somewhere is told there, any other at its own place. */
function withProblems(marks: readonly Mark[], findings: readonly Finding[]): Mark[] {
  const result = [...marks];
  for (const { span, severity, message } of findings) {
    const problem = { severity, message };
    const index = result.findIndex((mark) => mark.span.from < span.to && span.from < mark.span.to);
    const touched = result[index];
    if (!touched) result.push({ span, target: null, problem });
    else if (touched.problem === null) result[index] = { ...touched, problem };
  }
  return result;
}

/** A link from one document to a file of the same host; null where no relative link leads there. */
function relativeHref(from: string, to: string): string | null {
  const here = HOST.exec(from);
  const [path = '', fragment] = to.split('#', 2);
  const there = HOST.exec(path);
  if (here?.[1] === undefined || here[1] !== there?.[1]) return null;
  const directory = here[2] ?? '';
  const href = relativePath(directory.slice(0, Math.max(0, directory.lastIndexOf('/'))), there[2] ?? '');
  return fragment === undefined ? href : `${href}#${fragment}`;
}

/** Scheme and authority of a hierarchical URI, and its path, which is encoded already. */
const HOST = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)\/([^?#]*)$/i;
