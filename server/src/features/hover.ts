import { type Hover, type Position, MarkupKind } from 'vscode-languageserver-types';
import { gatedGroup, gatedTask } from '../core/analysis/gateOwners.ts';
import { gatePlaces } from '../core/analysis/gatePlace.ts';
import { type BranchStates, branchStateOf, branchTemplate, NO_BRANCHES } from '../core/branches/states.ts';
import { branchSentence } from '../core/branches/words.ts';
import type { IdPlace } from '../core/index/ids.ts';
import { countLines } from '../core/index/lines.ts';
import { resolveReference, type Resolution } from '../core/index/references.ts';
import type { Reference, RoadmapDocument, Task } from '../core/model/document.ts';
import { effectiveStatus, statusWord } from '../core/model/status.ts';
import { type Folder, locate, uriIn, type Workspace } from '../core/model/workspace.ts';
import { pullRequestPhrase } from '../core/pullRequestWords.ts';
import { SourceText } from '../core/text/source.ts';
import { toRange, touches } from './convert.ts';
import { criteriaOf, taskProgress } from './criteria.ts';
import { codeBlock, codeSpan, escapeText, link } from './markdown.ts';
import { mentionAt } from './mention.ts';
import type { Snapshot, TaskPullRequests, TaskResults } from './snapshot.ts';
import { howFound, name, progressPhrase, resultPhrase } from './words.ts';

export interface HoverOptions {
  readonly results: TaskResults;
  readonly pullRequests?: TaskPullRequests;
  /** The text of a file of the workspace. */
  readonly readText: (uri: string) => Promise<string | undefined>;
}

/**
 * On a task id: the task's title, status, progress, effort and place, wherever the id is mentioned. On a
 * `file:line` reference: the file that is meant, how it was found, and the lines themselves.
 */
export async function provideHover(
  snapshot: Snapshot,
  position: Position,
  options: HoverOptions,
): Promise<Hover | null> {
  const { source } = snapshot.document;
  const mention = mentionAt(snapshot, source.offsetAt(position));
  if (!mention) return null;
  const value =
    mention.kind === 'id'
      ? mention.places
          .map((place) => describePlace(snapshot.workspace, place, options.results, snapshot.branches))
          .map((text, index) => withPullRequest(text, mention.places[index], options.pullRequests))
          .join('\n\n---\n\n')
      : await describeReference(snapshot, mention.reference, options);
  if (value === undefined) return null;
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(source, mention.span) };
}

function withPullRequest(text: string, place: IdPlace | undefined, known?: TaskPullRequests): string {
  const found = place?.kind === 'task' ? known?.(place.document.uri, place.task.key) : undefined;
  return found === undefined ? text : `${text}\n\n${escapeText(pullRequestPhrase(found))}`;
}

/** A task or group as Markdown: its title, state, progress and effort, and where it is defined. */
export function describePlace(
  workspace: Workspace,
  place: IdPlace,
  results: TaskResults,
  branches: BranchStates = NO_BRANCHES,
): string {
  const { document } = place;
  const { line } = place.kind === 'task' ? place.task : place.group;
  const parts =
    place.kind === 'task'
      ? describeTask(document, place.task, results, describeBranch(workspace, place, branches))
      : describeGroup(place, results);
  const folders = describeGateFolders(workspace, place);
  const defined = link(`${pathIn(workspace, document.uri)}:${line}`, `${document.uri}#L${line}`);
  return [...parts, folders, defined].filter((part) => part !== '').join('\n\n');
}

/** Where its gates run if no text says so; empty for the workspace folder itself, unless there is a reason to tell. */
function describeGateFolders(workspace: Workspace, place: IdPlace): string {
  const { document } = place;
  const folder = locate(workspace, document.uri)?.folder;
  const gated =
    place.kind === 'task'
      ? gatedTask(document, place.task, folder?.config.gates ?? [])
      : gatedGroup(place.group);
  const places = gated ? gatePlaces(folder, document, gated) : [];
  const lines = places.flatMap(({ cwd, cwdReason }) => {
    if (cwdReason === undefined) return [];
    const where = cwd === undefined ? 'the workspace folder' : codeSpan(cwd);
    return [`Gate runs in ${where} (${escapeText(cwdReason)})`];
  });
  return [...new Set(lines)].join('\n\n');
}

/** How the branch of a task is; empty where there is none. */
function describeBranch(
  workspace: Workspace,
  { document, task }: IdPlace & { kind: 'task' },
  branches: BranchStates,
): string {
  const state = branchStateOf(branches, task, branchTemplate(workspace, document.uri));
  if (state === undefined) return '';
  return `${codeSpan(state.name)} ${escapeText(branchSentence(state, branches.base?.name))}`;
}

function describeTask(document: RoadmapDocument, task: Task, results: TaskResults, branch: string): string[] {
  const result = results(document.uri, task.key);
  const facts = [
    statusWord(effectiveStatus(task)),
    progressPhrase(taskProgress(task)),
    task.effort === null ? '' : escapeText(task.effort.text),
    task.branch === null || branch !== '' ? '' : codeSpan(task.branch),
    result ? resultPhrase(result) : '',
  ];
  const open = criteriaOf(task).filter(({ checked }) => checked === false);
  const shown = open.slice(0, OPEN_CRITERIA_SHOWN).map(({ text }) => `- ☐ ${escapeText(text)}`);
  return [`**${escapeText(name(task))}**`, joinFacts(facts), branch, shown.join('\n')];
}

function describeGroup({ document, group }: IdPlace & { kind: 'group' }, results: TaskResults): string[] {
  const { extent } = group;
  const result = results(document.uri, group.key);
  const tasks = document.tasks.filter(({ nameSpan }) => touches(extent, nameSpan.from));
  const done = tasks.filter((task) => effectiveStatus(task) === 'done').length;
  const facts = [
    group.status === null ? '' : statusWord(group.status),
    tasks.length === 0 ? '' : `${done} of ${tasks.length} tasks done`,
    group.calendar === null ? '' : escapeText(group.calendar.text),
    result ? resultPhrase(result) : '',
  ];
  return [`**${escapeText(name(group))}**`, joinFacts(facts)];
}

function joinFacts(facts: readonly string[]): string {
  return facts.filter((fact) => fact !== '').join(' · ');
}

const OPEN_CRITERIA_SHOWN = 5;
const LINES_SHOWN = 20;
const RANGES_SHOWN = 5;
/** UTF-16 units. */
const LINE_SHOWN = 300;

async function describeReference(
  { workspace, document }: Snapshot,
  reference: Reference,
  { readText }: HoverOptions,
): Promise<string | undefined> {
  const folder = locate(workspace, document.uri)?.folder;
  if (!folder || reference.kind === 'glob') return undefined;
  const resolution = resolveReference(folder, document, reference);
  if (resolution.path === undefined) return describeUnresolved(folder, reference, resolution);
  const uri = uriIn(folder, resolution.path);
  const [first] = reference.ranges;
  const target = first ? `${uri}#L${Math.min(...first)}` : uri;
  const parts = [link(resolution.path, target), howFound(resolution.kind)];
  const head = parts.filter((part) => part !== '').join(' · ');
  if (reference.kind !== 'file' || reference.ranges.length === 0) return head;
  const text = await readText(uri);
  if (text === undefined || text.includes('\0')) return `${head}\n\nThe file cannot be read as text.`;
  return [head, ...showRanges(new SourceText(text), reference, resolution.path)].join('\n\n');
}

function describeUnresolved(folder: Folder, reference: Reference, { kind, candidates }: Resolution): string {
  if (kind === 'ambiguous') {
    const shown = candidates.slice(0, LINES_SHOWN).map((path) => `- ${link(path, uriIn(folder, path))}`);
    return [`${candidates.length} files match ${codeSpan(reference.path)}:`, shown.join('\n')].join('\n\n');
  }
  const what = reference.kind === 'directory' ? 'folder' : 'file';
  if (reference.expectation === 'to-create') return `There is no such ${what} yet.`;
  const nearest = folder.files.nearest(reference.path);
  const hint = nearest === undefined ? '' : ` Nearest: ${link(nearest, uriIn(folder, nearest))}.`;
  return `There is no such ${what}: ${codeSpan(reference.path)}.${hint}`;
}

function* showRanges(source: SourceText, { ranges }: Reference, path: string): Iterable<string> {
  const lines = countLines(source);
  for (const [first, last] of ranges.slice(0, RANGES_SHOWN)) {
    if (first > lines || last < first) {
      const asked = first === last ? `line ${first}` : `lines ${first}-${last}`;
      yield `The file has ${lines === 1 ? '1 line' : `${lines} lines`}; there is no ${asked}.`;
      continue;
    }
    const shownTo = Math.min(last, lines, first + LINES_SHOWN - 1);
    const shown = Array.from({ length: shownTo - first + 1 }, (_, i) =>
      shorten(source.lineText(first - 1 + i)),
    );
    if (shownTo < Math.min(last, lines)) shown.push('…');
    yield codeBlock(shown.join('\n'), path);
  }
  if (ranges.length > RANGES_SHOWN) yield '…';
}

/** A line that no person wrote would fill the screen. */
function shorten(line: string): string {
  // No half of a character stays behind.
  return line.length <= LINE_SHOWN ? line : `${line.slice(0, LINE_SHOWN).replace(/[\ud800-\udbff]$/, '')}…`;
}

function pathIn(workspace: Workspace, uri: string): string {
  const location = locate(workspace, uri);
  if (!location) return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const several = workspace.folders.length > 1;
  return several ? `${location.folder.name}/${location.path}` : location.path;
}
