import { basename, dirname } from '../index/layer.ts';
import { joinPath, normalizePath } from '../index/paths.ts';
import { type Resolution, resolverFor } from '../index/references.ts';
import { climbs, entryAt, pathsByName, placeAt } from '../model/neighbours.ts';
import type { Item, Reference, RelativeLink, RoadmapDocument, Task } from '../model/document.ts';
import type { Location } from '../model/workspace.ts';
import { Remembered, type Summing, memoryOf } from '../remember.ts';
import { isOpen } from './criteria.ts';
import type { ReferenceFate } from './fate.ts';
import type { Severity } from './finding.ts';
import type { PlacedContext } from './rule.ts';

type Resolve = (reference: Reference) => Resolution | undefined;

/**
 * Where the file of a reference that no step resolved could still be: on disk though git ignores it, or in a
 * folder that git lists as one entry (a submodule, a symbolic link).
 */
export function possiblePaths(place: Location, reference: Reference): readonly string[] {
  return knownPaths.read(reference, [place.path, place.folder.neighbours], () =>
    findPossiblePaths(place, reference),
  );
}

const knownPaths = new Remembered<Reference, readonly string[]>();

function findPossiblePaths(place: Location, reference: Reference): readonly string[] {
  const path = normalizePath(reference.path);
  if (path === undefined || path === '') return [];
  if (climbs(path)) return pathsInNeighbours(place, path);
  const relative = joinPath(dirname(place.path), path);
  const candidates = relative === undefined ? [path] : [path, relative];
  return [...new Set([...candidates, ...pathsInNeighbours(place, path)])];
}

/**
 * Where a path may lead that names another folder of the workspace, or begins with `../`: from the document's own
 * folder, or from the root.
 */
function pathsInNeighbours(place: Location, path: string): readonly string[] {
  const directory = dirname(place.path);
  if (!climbs(path)) {
    const [first = ''] = path.split('/');
    return place.folder.files.has(first) === undefined ? pathsByName(place.folder, path) : [];
  }
  const relative = normalizePath(directory === '' ? path : `${directory}/${path}`);
  const ways = relative === undefined ? [path] : [relative, path];
  return [...new Set(ways)].filter((way) => placeAt(place.folder, way) !== undefined);
}

/** Whether nobody can see what is at a path: it leads through something else than a folder or a submodule that is there. */
export function isHidden({ place, facts }: Pick<PlacedContext, 'place' | 'facts'>, path: string): boolean {
  return isBehindAFile(place, path) && facts.submodule(path) === undefined;
}

/** Whether the path leads through something that is listed as a file, as links and submodules are. */
export function isBehindAFile(place: Location, path: string): boolean {
  for (let at = dirname(path); at !== ''; at = dirname(at)) {
    if (place.folder.files.has(at) === 'file') return true;
  }
  return false;
}

/** A path without the submodule that it leads through. */
function pathWithin(place: Location, path: string): string {
  for (let at = dirname(path); at !== ''; at = dirname(at)) {
    if (place.folder.files.has(at) === 'file') return path.slice(at.length + 1);
  }
  return path;
}

/**
 * How sure it is that a file which is not there should be: `warning` if it must have existed or the document
 * says that its work is done, less where it may be yet to come.
 * Undefined: it is expected to be absent, or may be no path of this project at all.
 * @param was what history tells of the path since the sentence was written: then it is one of this project.
 */
export function gradeMissing(
  { document, place, facts }: PlacedContext,
  reference: Reference,
  { toCome, toGo, isRecord, speaksOfProject }: Circumstances,
  was: ReferenceFate | undefined,
): Severity | undefined {
  const task = taskOf(document, reference);
  if (reference.expectation === 'gone') return undefined;
  const wasThere = was?.wasThere === true && reference.expectation !== 'to-create';
  if (!wasThere && isExpectedToCome(reference, task, toCome)) return undefined;
  const path = normalizePath(reference.path) ?? '';
  const isMisspelt = misspeltFile(place, reference) !== undefined;
  const [inSubmodule] = possiblePaths(place, reference).filter((each) => facts.submodule(each) !== undefined);
  const submodule = inSubmodule === undefined ? undefined : facts.submodule(inSubmodule);
  if (was === undefined) {
    // `vendor/` of a submodule is no folder that a tool fills.
    if (
      isMadeByTools(inSubmodule === undefined ? path : pathWithin(place, inSubmodule)) ||
      isNameAlone(reference, path)
    )
      return undefined;
    const isOfProject = isMisspelt || leadsIntoProject(place, path) || isInOtherLetters(place, path);
    if (submodule === undefined && !isOfProject) return undefined;
    if (!speaksOfProject) return undefined;
  }
  if (isAboutChange(document, reference, task) || isRecord || toGo.has(reference.path)) return 'hint';
  if (was) return gradeWithHistory(reference, was);
  if (isMisspelt) return reference.quoted ? 'warning' : 'information';
  if (reference.ranges.length > 0) {
    const isUnsure = submodule === undefined ? isOfUnsureFolder(place, path) : submodule === 'nowhere';
    return reference.quoted && !isUnsure && !isUnsureKind(reference, path) ? 'warning' : 'information';
  }
  if (isInOtherLetters(place, path)) return 'information';
  // Done work may have put it elsewhere, given up on it, or been done in another repository.
  if (isDoneAt(reference, task)) return 'information';
  // What an open task names as its file, or changes, is there more often than not.
  return reference.expectation === 'exists' && task?.form === 'heading' ? 'information' : 'hint';
}

/** The file that a path means whose folder is misspelt (`scr/orders.ts`), seen from the root or from the document. */
export function misspeltFile(place: Location, reference: Reference): string | undefined {
  if (reference.kind !== 'file') return undefined;
  const { files } = place.folder;
  const meant = new Set(possiblePaths(place, reference).flatMap((path) => files.misspelt(path) ?? []));
  const [only] = meant;
  return meant.size === 1 ? only : undefined;
}

/**
 * Git keeps no empty directories, `specs/[name]/spec.md` may stand for any name, and with a blank in it the path may be a
 * command and its argument.
 */
function isUnsureKind({ kind }: Reference, path: string): boolean {
  return kind === 'directory' || /[[\]\s]/.test(path);
}

/** Below a folder that is not there everything may be of another project. */
function isOfUnsureFolder(place: Location, path: string): boolean {
  const { files } = place.folder;
  const [first = '', second = ''] = path.split('/');
  if (leadsIntoNeighbour(place, path)) return false;
  return ![dirname(path), `${first}/${second}`, joinPath(dirname(place.path), dirname(path))].some(
    (directory) => directory !== undefined && directory !== '' && files.has(directory) === 'directory',
  );
}

/**
 * Whoever names lines of a file has seen it. A path alone may be one that was planned, a convention, or a note of
 * what was done: then the plan is out of date, but not wrong.
 */
function gradeWithHistory({ kind, ranges, quoted }: Reference, { byNameAlone }: ReferenceFate): Severity {
  if (byNameAlone) return quoted ? 'information' : 'hint';
  return quoted && kind === 'file' && ranges.length > 0 ? 'warning' : 'information';
}

/** The innermost task that holds a mention. */
export function taskOf(document: RoadmapDocument, { task }: Reference): Task | undefined {
  return task === null ? undefined : taskAtLine(document, task);
}

/** The last task of a line; they stand in order. */
function taskAtLine({ tasks }: RoadmapDocument, line: number): Task | undefined {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tasks[middle]?.line ?? Infinity) <= line) low = middle + 1;
    else high = middle;
  }
  const task = tasks[low - 1];
  return task?.line === line ? task : undefined;
}

/**
 * Whether a pattern that no file matches should match one: it leads into a folder of the project, and its files are
 * neither to be made, nor made by tools, nor told of as gone.
 */
export function isEmptyGlobWrong(
  { document, place }: PlacedContext,
  reference: Reference,
  { toCome, isRecord, speaksOfProject }: Circumstances,
): boolean {
  const { expectation } = reference;
  if (expectation === 'gone' || expectation === 'to-create' || isRecord || !speaksOfProject) return false;
  const task = taskOf(document, reference);
  if (isExpectedToCome(reference, task, toCome) || isAboutChange(document, reference, task)) return false;
  const path = normalizePath(reference.path) ?? '';
  const fixed = dirname(path.slice(0, path.search(/[*?{]/)) + 'x');
  return fixed !== '' && !isMadeByTools(path) && place.folder.files.has(fixed) === 'directory';
}

/** A reference with the task that it stands in, and whether it is the target of a link. */
export type PlacedReference = readonly [reference: Reference, task: Task | undefined, isLinked: boolean];

/** The references of a document in their places: the same values where nothing of that changed. */
export function placedReferences(document: RoadmapDocument): readonly PlacedReference[] {
  const { references, tasks, links } = document;
  const memory = memoryOf(document);
  return memory.derive('placed references', [references, tasks, links], () => {
    const targets = memory.sum('link targets', links, TARGETS);
    // A link that comes or goes is in the part of its reference, and with its part a reference is another one.
    const isLinked = memory.map('linked references', [], references, ({ pathSpan }) =>
      targets.has(pathSpan.from),
    );
    let last: Task | undefined;
    const tasksOfAll = references.map((reference) => {
      // Mostly that of the one before.
      if (reference.task !== last?.line) last = taskOf(document, reference);
      return last;
    });
    return memory.rows<PlacedReference>('placed references before', [references, tasksOfAll, isLinked]);
  });
}

/** Where the targets of links start. */
const TARGETS: Summing<RelativeLink, Set<number>> = {
  start: () => new Set(),
  add: (targets, { pathSpan }) => targets.add(pathSpan.from),
  remove: (targets, { pathSpan }) => targets.delete(pathSpan.from),
};

/** Said to be created, here or in another task, by work that is not done; and what is said here is not done. */
function isExpectedToCome(
  reference: Reference,
  task: Task | undefined,
  toCome: ReadonlySet<string>,
): boolean {
  return !isDoneAt(reference, task) && toCome.has(reference.path);
}

/** What the whole document says about all its references. */
export interface Circumstances {
  /** Paths that work which is not done is to create. */
  readonly toCome: ReadonlySet<string>;
  /** Paths that the document says somewhere are to be removed as a whole, or were. */
  readonly toGo: ReadonlySet<string>;
  readonly isRecord: boolean;
  readonly speaksOfProject: boolean;
}

/** The same value as long as all of it is the same. */
export function circumstancesOf({ document, place, resolve, memory }: PlacedContext): Circumstances {
  // Told in one go, since every reference is asked with every edit, and in strings, which are the same when read again.
  const told = memory.flatMap('paths to come or go', [], placedReferences(document), ([reference, task]) =>
    changeTold(document, reference, task),
  );
  const toCome = memory.derive('to come', [told], () => pathsTold(told, 'comes'));
  const toGo = memory.derive('to go', [told], () => pathsTold(told, 'goes'));
  const speaks = speaksOfProject(document, place, resolve);
  const needs = [toCome, toGo, isRecord(document, place), speaks] as const;
  return memory.derive('circumstances', needs, () => {
    return { toCome, toGo, isRecord: needs[2], speaksOfProject: speaks };
  });
}

/** `comes src/a.ts`: work that is not done is to create it; `goes src/a.ts`: it is to be removed, or was. */
function changeTold(
  document: RoadmapDocument,
  reference: Reference,
  task: Task | undefined,
): readonly string[] {
  if (reference.expectation === 'to-create')
    return isDoneAt(reference, task) ? [] : [`comes ${reference.path}`];
  return isToGo(document, reference) ? [`goes ${reference.path}`] : [];
}

function pathsTold(told: readonly string[], change: 'comes' | 'goes'): ReadonlySet<string> {
  const start = `${change} `;
  return new Set(told.flatMap((each) => (each.startsWith(start) ? [each.slice(start.length)] : [])));
}

/** `- Delete \`src/store.js\``, or the path begins an item below `**DELETE:**`. */
function isToGo({ source }: RoadmapDocument, { expectation, ranges, span, kind }: Reference): boolean {
  if (kind !== 'file') return false;
  const line = source.lineAt(span.from);
  // What only got another name or place may be meant by its old one elsewhere, and that is out of date.
  if (expectation === 'gone') return !MOVED.test(prose(source.lineText(line)));
  if (ranges.length > 0) return false;
  const before = source.slice({ from: source.lineSpan(line).from, to: span.from });
  if (DELETES.test(before)) return true;
  const indent = /^([ \t]+)(?:[-*+]|\d+[.)])[ \t]+[*_`]*$/.exec(before)?.[1]?.length;
  if (indent === undefined) return false;
  for (let at = line - 1; at >= Math.max(0, line - MOST_ITEMS); at--) {
    const text = source.lineText(at);
    if (/\S/.test(text) && /^\s*/.exec(text)?.[0].length !== indent) return DELETES_LIST.test(text);
  }
  return false;
}

/** The items of a list that are looked at for what stands above it. */
const MOST_ITEMS = 20;
const MOVED =
  /(?<!\p{L})(?:renam|moved|formerly|previously|ehemals|umbenannt|verschoben|renombr|renomm|movid|déplac|переим|перемещ|przenie)|重命名|移动|移動|이동/iu;
const DELETES =
  /^\s*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?[*_]*(?:delete|remove|löschen?|eliminar|borrar|supprimer|excluir|eliminare|удалить|usunąć|删除|削除)[*_]*[:：]?[*_\s`]*$/iu;
const DELETES_LIST =
  /^\s*(?:[-*+]|\d+[.)])\s+[^`]{0,30}?(?<!\p{L})(?:delete|remove|löschen|eliminar|borrar|supprimer|excluir|eliminare|удалить|usunąć|删除|削除)(?!\p{L})[^`]{0,60}[:：][*_\s]*$/iu;

/** Whether the mention stands in work that is said to be done. */
export function isInDoneWork(document: RoadmapDocument, reference: Reference): boolean {
  return isDoneAt(reference, taskOf(document, reference));
}

/** The mention stands in work that is said to be done: in a done task, or in a ticked item of an open one. */
function isDoneAt({ span }: Reference, task: Task | undefined): boolean {
  if (task === undefined) return false;
  const isInside = (item: Item) => item.span.from <= span.from && span.to <= item.span.to;
  const own = task.items.find((item) => item.checked !== null && isInside(item));
  return own === undefined ? task.status === 'done' : own.checked === true;
}

/**
 * The document is not kept true: it tells what was, as it lies in an archive or all of its work is finished, or it is
 * a template. Files come and go after a plan is done, and a template speaks of those of whoever fills it in.
 */
export function isRecord(document: RoadmapDocument, place: Location): boolean {
  return [RECORDS, RECORD_FILES, TEMPLATES].some((names) => names.test(place.path)) || isAllDone(document);
}

const RECORDS =
  /(?:^|[/_.-])(?:archived?|archives|legacy|old|backups?|history|obsolete|deprecated|attic)\/|(?:^|\/)(?:(?:legacy|backups?|archived?)[-_][^/]+|completed?|done|closed|finished|released?|releases)\//i;

/** `tasks/history.md`, `WORK_LOG.md`, `docs/Done.md`. */
const RECORD_FILES =
  /(?:^|[/_.-])(?:history|changelog|archived?|done|completed|(?:work|dev|session|task)[-_]?logs?|journal)\.[^./]+$/i;

const TEMPLATES = /(?:^|\/)templates?\/|[._-]template\.[^./]+$/i;

function isAllDone({ tasks }: RoadmapDocument): boolean {
  return tasks.length >= 3 && tasks.every((task) => !isOpen(task));
}

/**
 * The document tells of its time: it is a record, or the report of a day. What it says of files may be looked up today, but is
 * not written anew unless somebody wants it.
 */
export function tellsOfItsTime(document: RoadmapDocument, place: Location): boolean {
  return isRecord(document, place) || DATED.test(place.path);
}

/** `2025-11-19_STATUS.md`, `2025-11-19/status.md`, `AUDIT_2025-11-19.md`, `audit-20251119.md`. */
const DATED = /(?:^|[/_.-])20\d\d(-?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[T_./-][^]*)?$/;

/** `config.py`: the name of some file, maybe of a library; no one said where it should be. */
function isNameAlone(reference: Reference, path: string): boolean {
  return !path.includes('/') && !reference.path.startsWith('./');
}

/** Made by a build, a test run or a person's own machine: not there in a fresh clone. */
export function isMadeByTools(path: string): boolean {
  return MADE_BY_TOOLS.test(path);
}

const MADE_BY_TOOLS =
  /(?:^|\/)(?:\.git|node_modules|dist|build|out|target|bin|obj|coverage|htmlcov|\.?venv|env|vendor|tmp|temp|logs?|cache|\.cache|__pycache__|\.next|\.nuxt|\.terraform|generated|artifacts|reports?|test-?results|screenshots|\.changeset)(?:\/|$)|(?:^|\/)(?:\.env(?:\.|$)|\.(?:git)?keep$)|\.(?:log|lock|pid|sock|sqlite3?|db|pyc|o|class|exe|dll|zip|tar|gz|tmp|bak|pem|key|crt)$/i;

/**
 * The path begins in a folder of the project. One that does not is a path of another repository, of a program's
 * run time, or of something that has yet to be laid out.
 */
export function leadsIntoProject(place: Location, path: string): boolean {
  const { files } = place.folder;
  const parent = dirname(path.replace(/^(?:\.\.\/)+/, ''));
  if (files.has(parent) === 'directory') return true;
  const relative = joinPath(dirname(place.path), dirname(path));
  if (relative !== undefined && relative !== '' && files.has(relative) === 'directory') return true;
  const first = path.split('/')[0] ?? '';
  if (files.has(first) === 'directory' && basename(first) !== '' && path.split('/').length > 2) return true;
  return leadsIntoNeighbour(place, path);
}

/** Only the case of letters tells the path from one that is there: on some systems it is the same, on others it is missing. */
function isInOtherLetters({ folder }: Location, path: string): boolean {
  return folder.files.ignoringCase(path).length > 0;
}

/** Into a directory of another folder of the workspace. */
function leadsIntoNeighbour(place: Location, path: string): boolean {
  return pathsInNeighbours(place, path).some(
    (way) => climbs(way) && entryAt(place.folder, dirname(way)) === 'directory',
  );
}

/**
 * Whether the document speaks of this project at all: of the paths with folders it names, at least half are
 * there. A plan that was copied from elsewhere, or describes a project to come, is not wrong a hundred times.
 */
function speaksOfProject(document: RoadmapDocument, place: Location, resolve: Resolve): boolean {
  const memory = memoryOf(document);
  const resolver = resolverFor(place.folder, document);
  const found = memory.flatMap('paths found', [resolver], document.references, (reference) => {
    const { path, kind, expectation } = reference;
    if (kind === 'glob' || !path.includes('/') || expectation === 'to-create') return [];
    // What is in a submodule is not listed, there or not.
    if (isBehindAFile(place, normalizePath(path) ?? '')) return [];
    if ((resolve(reference)?.candidates.length ?? 0) > 0) return [true];
    return [misspeltFile(place, reference) !== undefined];
  });
  return memory.derive('speaks of project', [found], () => found.filter(Boolean).length * 2 >= found.length);
}

/**
 * The line, or the task, tells of something that went or has yet to come. Lines of a file make it a file that
 * existed, so there only what is told in the past counts; and what done work was to create should be there.
 */
function isAboutChange(document: RoadmapDocument, reference: Reference, task: Task | undefined): boolean {
  const line = prose(document.source.lineText(reference.line - 1));
  if (WENT.test(line) || WENT_ELSEWHERE.test(line)) return true;
  if (reference.ranges.length > 0) return false;
  if (isDoneAt(reference, task)) return LEAVES.test(line) || REMOVES.test(task?.title ?? '');
  return LEAVES.test(line) || COMES.test(line);
}

/** The words of a line: names of files may contain any of the words looked for. */
function prose(line: string): string {
  return line.replace(/`[^`]*`|[^\s|]*[./\\][^\s|]*/g, ' ');
}

const WENT =
  /\bfrom\s+to\b|\b(?:removed|deleted|renamed|moved|replaced|migrated|formerly|previously|consolidated|merged into|extracted|archived|no longer|obsolete|used to|original (?:finding|report|issue|description|bug|problem))\b|\((?:was|were)\b|~~/i;

/** The same in other languages. */
const WENT_ELSEWHERE =
  /(?<!\p{L})(?:elimin|borrad|borrar|quitad|renombr|removid|remover|exclu[ií]|apagad|movid|supprim|retir[ée]|déplac|renomm|fusionn|gelöscht|löschen|entfern|verschoben|umbenannt|удал|перемещ|переимен|usuni|przenie)|삭제|제거|이동|이름 변경|통합|删除|移除|移动|重命名|合并|废弃|刪除|削除|移動|統合|廃止/iu;

const LEAVES =
  /\b(?:remov|delet|renam|mov(?:e|ing)\b|replac|migrat|deprecat|legacy|consolidat|merg|split|extract|drop\b|archiv|clean|refactor|skip|defer|optional|missing|does(?: not|n['’]t) exist|not (?:yet )?(?:exist|found)|old\b)|->|→|=>/i;

const REMOVES = /\b(?:remov|delet|renam|drop\b|clean|deprecat|get rid)/i;

const COMES =
  /\b(?:creat|add(?:s|ing)?\b|new\b|generat|scaffold|introduc|write\b|written to|output|implement|e\.g\.|for example|such as|upstream|would|should|could|will\b|propos|plann)/i;
