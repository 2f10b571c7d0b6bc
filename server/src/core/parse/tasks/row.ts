import type { Table, TableRow } from '../../markdown/blocks.ts';
import type { MarkdownTree } from '../../markdown/tree.ts';
import type { Effort, Status, StatusClaim } from '../../model/document.ts';
import type { Span } from '../../text/source.ts';
import type { RowRefusal, TableRefusal } from '../decisions.ts';
import {
  type FieldEntry,
  type ItemDraft,
  type ParseContext,
  RememberedPieces,
  type TaskDraft,
} from '../drafts.ts';
import { fieldNamed } from '../fields.ts';
import { MONEY, readEffort, type FoundEffort } from '../effort.ts';
import { type Headline, readHeadline } from '../headline.ts';
import { COMMON_WORDS, type FoundId, REQUIREMENT, findGroupWord } from '../ids.ts';
import { withoutDecoration } from '../marks.ts';
import { findStatusMark, findStatusWord, type Legend, readStatusValue, shiftStatus } from '../status.ts';
import { type PlainText, readPlainText, sourceSpan } from '../text.ts';
import {
  type ColumnName,
  NOTHING_WORDS,
  TASK_WORDS,
  UNIT_WORDS,
  wordKey,
  words as knownWords,
} from '../vocabulary/index.ts';
import { anyCase } from '../../text/patterns.ts';
import { type ListPlace, idPrefix } from './item.ts';

interface Columns {
  readonly names: readonly (ColumnName | null)[];
  /** Column of the title, and of the id where that is another one. */
  readonly title: number;
  readonly id: number | null;
  /** Name column of the rows below a row: a Subtask column beside the Task column. */
  readonly child: number | null;
  /** Unit of bare numbers in the effort column, as its header says: `Hours`, `Time (h)`, `Points`. */
  readonly effortUnit: Effort['unit'] | null;
}

/** The tasks of a table, if it lists work that is tracked. Of a long one, only the pieces that changed are read again. */
export function readTableTasks(
  context: ParseContext,
  table: Table,
  place: Pick<ListPlace, 'saysDone' | 'secondary'>,
): readonly TaskDraft[] {
  const columns = readColumns(context, table, place.saysDone);
  context.decisions?.tables.set(table, typeof columns === 'string' ? columns : null);
  if (typeof columns === 'string') return [];
  // All else that is known of the columns stands in the header.
  const header = context.tree.source.slice(table.header.span);
  const waiting = columns.names.indexOf('dependsOn');
  const reader = { columns, place, needs: [place.saysDone, place.secondary, header, columns.id, waiting] };
  if (columns.child !== null) return readNestedRows(context, table, reader, columns.child);
  const found = (table.pieces ?? [table]).map((piece) => readPieceRows(context, piece, reader));
  const [first = [], ...others] = found;
  return others.length === 0 ? first : first.concat(...others);
}

interface RowReader {
  readonly columns: Columns;
  readonly place: Pick<ListPlace, 'saysDone' | 'secondary'>;
  /** What a task depends on beside its row and the column of its title. */
  readonly needs: readonly unknown[];
}

const knownPieces = new RememberedPieces<Table, readonly TaskDraft[]>();

/** The tasks of a table or of a piece of one, none of which stands below another. */
function readPieceRows(context: ParseContext, piece: Table, reader: RowReader): readonly TaskDraft[] {
  const { title } = reader.columns;
  const tasks = knownPieces.read(context, piece, [title, ...reader.needs], () =>
    piece.rows.flatMap((row) => readRowOnce(context, row, reader, title) ?? []),
  );
  // Whoever takes them in becomes their parent, this time too.
  for (const task of tasks) task.parent = null;
  return tasks;
}

/** Rows whose first cell is empty are children of the one above them. */
function readNestedRows(
  context: ParseContext,
  table: Table,
  reader: RowReader,
  child: number,
): readonly TaskDraft[] {
  const tasks: TaskDraft[] = [];
  let above: TaskDraft | null = null;
  for (const row of table.rows) {
    const isChild = cellText(context, row, reader.columns.title) === '';
    const task = readRowOnce(context, row, reader, isChild ? child : reader.columns.title);
    if (!task) continue;
    task.parent = isChild ? above : null;
    if (!isChild) above = task;
    tasks.push(task);
  }
  return tasks;
}

function readRowOnce(
  context: ParseContext,
  row: TableRow,
  { columns, place, needs }: RowReader,
  title: number,
): TaskDraft | null {
  return knownRows.read(context, row, [title, ...needs], () => readRow(context, row, columns, title, place));
}

const knownRows = new RememberedPieces<TableRow, TaskDraft | null>();

const TRACKING: ReadonlySet<ColumnName | null> = new Set<ColumnName | null>([
  'status',
  'owner',
  'effort',
  'completion',
]);

function readColumns(context: ParseContext, table: Table, saysDone: boolean): Columns | TableRefusal {
  const headers = table.header.cells.map((cell) => readPlainText(context.tree, cell).text);
  const names = headers.map(columnNamed);
  if (headers[0]?.trim() === '' && rowsAreLettered(context, table)) names[0] = 'id';
  else if (
    names[0] === null &&
    (rowsAreCoded(context, table) || rowsAreCounted(context, table, headers[0] ?? ''))
  )
    names[0] = 'id';
  else if (names[0] === null && namesPieceOfWork(headers[0] ?? '')) names[0] = 'name';
  if (names[0] === 'id') nameWaiting(context, table, headers, names);
  if (names[0] === 'id' && !names.includes('name')) {
    const work = headers.findIndex((header, at) => names[at] === null && namesPieceOfWork(header));
    if (work > 0) names[work] = 'name';
  }
  // What was to be reached is gone through by `AC1`, `AC2`: the work that reaches it stands elsewhere.
  if (rowsAreCriteria(context, table)) return 'names-no-work';
  // A table of finished work tracks nothing any more: its heading says what its rows are.
  const tracks =
    names.some((name, at) => tracksWork(names, name, at)) ||
    context.rankedHeaders.has(headerText(context.tree, table)) ||
    (names[0] === 'id' &&
      (saysDone || idsHaveStates(context, table) || rowsOpenWithStates(context, table, names))) ||
    // `| # | Item | Done when |`: what shows that it is done is recorded for each.
    (names.includes('criteria') && (names[0] === 'name' || (names[0] === 'id' && names[1] === 'name')));
  // `| ID | Task | Priority | Depends on |`: work that waits for other work, or that matters more than other.
  const plans = names.some((name) => name === 'dependsOn' || name === 'priority');
  if (!tracks && !(plans && names.includes('name') && rowsCarryIds(context, table))) return 'tracks-nothing';
  const first = names[0] ?? null;
  if (first === 'name') {
    // `| Issue | Title | Status |`, `| Subtask | Description | Status |`: the first column says which, another says what.
    const second = names.indexOf('name', 1);
    const describes = fieldNamed(headers[1] ?? '') === 'description' ? 1 : 0;
    const title = second > 0 ? second : describes;
    if (title > 0 && rowsAreIds(context, table)) return withTitle(names, title, 0, headers);
    return withTitle(names, 0, null, headers);
  }
  if (first === 'id') {
    const named = names.indexOf('name');
    const title = named > 0 ? named : names.findIndex((name, index) => index > 0 && name === null);
    return rowsHaveTitles(table) ? withTitle(names, title < 0 ? 0 : title, 0, headers) : 'no-titles';
  }
  if (rowsCarryIds(context, table)) return withTitle(names, 0, null, headers);
  if (deliversByRow(names) && rowsAreMilestones(context, table)) return withTitle(names, 0, null, headers);
  if (names.includes('status') && namesMilestones(headers[0] ?? ''))
    return withTitle(names, 0, null, headers);
  const named = names.indexOf('name');
  if (named > 0 && sortsWork(context, table, headers, names)) return withTitle(names, named, null, headers);
  const unnamed = named < 0 && boxesRows(context, table, names) ? titleColumn(context, table, names) : -1;
  return unnamed < 0 ? 'names-no-work' : withTitle(names, unnamed, null, headers);
}

/** `| T-1 [done] | …`: the state stands behind the id. */
function idsHaveStates(context: ParseContext, table: Table): boolean {
  return table.rows.length > 1 && table.rows.every((row) => claimBesideId(context, row) !== null);
}

/**
 * The header of a table of work where `| ✅ Done | Search |` stands among `| High | Cart |`: what is done needs no priority any
 * more. Null for any other table.
 */
export function rankedHeader(tree: MarkdownTree, legend: Legend, table: Table): string | null {
  const names = table.header.cells.map((cell) => columnNamed(readPlainText(tree, cell).text));
  if (!names.includes('name') || !names.includes('priority')) return null;
  const rows = table.rows.slice(0, SAMPLE);
  return rows.some((row) => readRankStatus({ tree, legend }, row, names)) ? headerText(tree, table) : null;
}

function headerText({ source }: MarkdownTree, { header }: Table): string {
  return source.slice(header.span).trim();
}

/** That something is done or dropped, in the column for priorities of a table without one for states; `Later` is a priority. */
function readRankStatus(
  context: Pick<ParseContext, 'tree' | 'legend'>,
  row: TableRow,
  names: readonly (ColumnName | null)[],
): RowStatus | null {
  const cell = names.includes('status') ? undefined : row.cells[names.indexOf('priority')];
  const found = cell ? readStatusCell(context, readPlainText(context.tree, cell)) : null;
  return found?.status === 'done' || found?.status === 'cancelled' ? found : null;
}

/** `| Probe | Done |` over ☐ and ☑: what has a box to tick is work, whatever its column is called. */
function boxesRows(context: ParseContext, table: Table, names: readonly (ColumnName | null)[]): boolean {
  const status = names.indexOf('status');
  return (
    status >= 0 &&
    table.rows.length > 1 &&
    table.rows.every((row) => BOXED.test(cellText(context, row, status)))
  );
}

const BOXED = /^(?:[☐☑☒]\ufe0f?|\[[ xX~/!-]?\])$/u;

/** The first column of an unknown name that holds words. */
function titleColumn(context: ParseContext, table: Table, names: readonly (ColumnName | null)[]): number {
  return names.findIndex(
    (name, at) => name === null && table.rows.every((row) => /\p{L}/u.test(cellText(context, row, at))),
  );
}

const SORTING: ReadonlySet<ColumnName | null> = new Set<ColumnName | null>([
  'priority',
  'status',
  'completion',
  'owner',
]);

/** `| Priority | Task | Effort |`, `| Area | Feature | Status |`: the first column sorts the work that a later one names. */
function sortsWork(
  context: ParseContext,
  table: Table,
  headers: readonly string[],
  names: readonly (ColumnName | null)[],
): boolean {
  const [first = null] = names;
  if (SORTING.has(first)) return true;
  const named = headers[names.indexOf('name')] ?? '';
  // `| Day | Task | Hours |`
  if (TASK_WORDS.has(wordKey(named).replace(/s$/u, '')) && UNIT_WORDS.get(wordKey(headers[0] ?? '')) === 'd')
    return true;
  const cells = table.rows.map((row) => firstText(context, row));
  // Each area, phase or risk of its own: the rows are about those, unless the column says that it names work.
  const repeats = new Set(cells).size < cells.length || cells.includes('');
  if (repeats) return true;
  const sorts = headers[0] ?? '';
  if (first !== null || knownWords().groups.has(wordKey(withoutDecoration(sorts)))) return false;
  if (cells.some((cell) => findGroupWord(cell)?.number != null)) return false;
  return namesWork(named);
}

/** `Sub-Feature`, `Backend task`, `タスク内容`: a column for pieces of work with words around its name. */
function namesPieceOfWork(header: string): boolean {
  const key = wordKey(withoutDecoration(header));
  const part = /^sub[\s-]*(\p{L}+)$/u.exec(key)?.[1];
  if (part !== undefined) return namesWork(part);
  const named = /^[^/]*[\s-](\p{L}+)$|^(.+?)(?:内容|名称?|描述|説明|说明|概要|事项)$/u.exec(key);
  const word = named?.[1] ?? named?.[2];
  return word !== undefined && (TASK_WORDS.has(word) || TASK_WORDS.has(word.replace(/s$/u, '')));
}

/** So many rows tell what a column of a table of any length holds. */
const SAMPLE = 50;

/** `| C1 | **FIXED in May**: … |`, `| C2 | DONE: … |`: what most rows say first is how far they are. */
function rowsOpenWithStates(
  context: ParseContext,
  table: Table,
  names: readonly (ColumnName | null)[],
): boolean {
  const title = names.indexOf('name');
  if (title < 0 || table.rows.length < 3) return false;
  const rows = table.rows.slice(0, SAMPLE);
  const opening = rows.filter((row) => {
    const text = cellText(context, row, title);
    const { id, status } = readHeadline({ text, marked: [], runs: [{ at: 0, source: 0 }] }, context.legend);
    return id === null && status?.from === 0 && !/\p{Ll}/u.test(text.slice(status.from, status.to));
  });
  return opening.length * 2 > rows.length;
}

/** `AC1`, `AC2`: what has to be true, one by one. */
function rowsAreCriteria(context: ParseContext, table: Table): boolean {
  return table.rows.length > 0 && table.rows.every((row) => /^AC[-_# ]?\d/i.test(firstText(context, row)));
}

/** `| ID | Task | 📦 |`: below a symbol, ids of other rows are those that a row waits for. */
function nameWaiting(
  context: ParseContext,
  table: Table,
  headers: readonly string[],
  names: (ColumnName | null)[],
): void {
  const at = headers.findIndex((header, index) => names[index] === null && SYMBOLS.test(header));
  if (at < 0 || names.includes('dependsOn')) return;
  const ids = new Set(table.rows.map((row) => firstText(context, row)));
  const cells = table.rows.map((row) => cellText(context, row, at)).filter((cell) => !NOTHING.test(cell));
  const named = cells.map((cell) => cell.split(/\s*[,;–]\s*/u));
  const isOfRows = named.flat().some((id) => ids.has(id));
  if (isOfRows && named.flat().every((id) => /\d/.test(id) && !/\s/.test(id))) names[at] = 'dependsOn';
}

const SYMBOLS = /^\s*(?!#)[^\p{L}\p{N}\s][^\p{L}\p{N}]*$/u;
const NOTHING = /^[-–—\s]*$/u;

/** A word for a piece of work, and for nothing else. */
function namesWork(header: string): boolean {
  const key = wordKey(withoutDecoration(header));
  return [key, key.replace(/s$/u, '')].some(
    (word) => knownWords().tasks.has(word) && !COMMON_WORDS.has(word),
  );
}

/** `| # | Agent | Role |` lists who there is: what stands directly behind the id is what a row is about. */
function tracksWork(names: readonly (ColumnName | null)[], name: ColumnName | null, at: number): boolean {
  if (!TRACKING.has(name)) return false;
  return name !== 'owner' || at !== 1 || names[0] !== 'id' || names.includes('name');
}

function withTitle(
  names: readonly (ColumnName | null)[],
  title: number,
  id: number | null,
  headers: readonly string[],
): Columns {
  const child = headers.findIndex(
    (header, index) => index > title && /^sub[- ]?(?:task|item|step)s?$/i.test(header.trim()),
  );
  return {
    names,
    title,
    id,
    child: child < 0 ? null : child,
    effortUnit: unitOf(headers[names.indexOf('effort')] ?? ''),
  };
}

function unitOf(header: string): Effort['unit'] | null {
  const words = wordKey(header).split(/[^\p{L}]+/u);
  return words.map((word) => UNIT_WORDS.get(word)).find((unit) => unit !== undefined) ?? null;
}

function rowsHaveTitles(table: Table): boolean {
  return table.rows.some((row) => row.cells.length > 1);
}

/** What a column with this header holds; `✅`, `Feature #` and `Est. Time (h)` are columns too. */
export function columnNamed(header: string): ColumnName | null {
  const whole = knownWords().columns.get(wordKey(header));
  if (whole !== undefined) return whole;
  const key = wordKey(withoutDecoration(header));
  const bare = key.replace(/(?<!\s)\s*\([^)]*\)/g, '').replace(/[:*]/g, '');
  return (
    knownWords().columns.get(key) ??
    knownWords().columns.get(bare) ??
    (/#$/.test(bare) || namesIdOfWork(bare) ? 'id' : null) ??
    (/%$|^%/.test(bare) ? 'completion' : null)
  );
}

/** `Aufgaben-ID`, `任务 ID`, `ID da tarefa`. */
function namesIdOfWork(header: string): boolean {
  const work = /^(.+?)[\s-]*id$|^id[\s-]+(?:\p{L}{1,3}\s+)?(.+)$/u.exec(header);
  const word = work?.[1] ?? work?.[2];
  if (word === undefined) return false;
  return [word, word.replace(/[sn]$/u, '')].some(
    (form) => knownWords().columns.get(form) === 'name' || knownWords().tasks.has(form),
  );
}

/** `| | Session | Status |` over `A`, `B`, `C1`: each row begins with a code of its own. */
function rowsAreLettered(context: ParseContext, table: Table): boolean {
  const codes = new Set(table.rows.map((row) => cellText(context, row, 0)));
  return codes.size === table.rows.length && [...codes].every((code) => LETTERED.test(code));
}

/** `| Control | Description | Effort |` over `SEC_TLS.1`, `SEC_LOG.2`: whatever the column is called, it holds codes. */
function rowsAreCoded(context: ParseContext, table: Table): boolean {
  const codes = new Set<string>();
  for (const row of table.rows) {
    const code = firstText(context, row);
    if (!CODED.test(code) || REQUIREMENT.test(code)) return false;
    codes.add(code);
  }
  return codes.size > 1 && codes.size === table.rows.length;
}

/** `| Tier | Feature | Status |` over `1.1`, `1.2`, `2.1`: numbers of two levels that count up are ids, too. */
function rowsAreCounted(context: ParseContext, table: Table, header: string): boolean {
  if (table.rows.length < 2 || RELEASE.test(header)) return false;
  let before = [0, 0];
  for (const row of table.rows) {
    const number = firstText(context, row);
    if (!/^\d{1,2}\.\d{1,2}$/.test(number)) return false;
    const now = number.split('.').map(Number);
    const [major = 0, minor = 0] = now;
    const [lastMajor = 0, lastMinor = 0] = before;
    if (major < lastMajor || (major === lastMajor && minor <= lastMinor)) return false;
    before = now;
  }
  return true;
}

const RELEASE = anyCase`^[^\p{L}]*(?:versi|release|score|rating|av$|ver$|版本|バージョン|버전|верси)`;

const CODED = /^[A-Z][A-Z\d]*(?:[_.-][A-Z\d]+)*[_.-][A-Z]*\d+(?:\/[A-Z][A-Z\d_.-]*)?$/;

const LETTERED = /^[A-Z]{1,3}-?\d{0,3}$/;

/** The first column holds an id and nothing else. */
function rowsAreIds(context: ParseContext, table: Table): boolean {
  return table.rows.every((row) => {
    const headline = readFirstCell(context, row);
    // `1.1.1` alone could be a release.
    if (headline && NUMBERED.test(headline.text.text.trim())) return true;
    return headline?.id != null && headline.text.text.slice(headline.id.end).trim() === '';
  });
}

const NUMBERED = /^\d+(?:\.\d+){2,4}$/;

const knownFirstCells = new RememberedPieces<TableRow, Headline | null>();

function readFirstCell(context: ParseContext, row: TableRow): Headline | null {
  return knownFirstCells.read(context, row, [], () => {
    const [cell] = row.cells;
    return cell ? readHeadline(readPlainText(context.tree, cell), context.legend) : null;
  });
}

/** Read once for each row, however often the table around it changes. */
function firstText(context: ParseContext, row: TableRow): string {
  return readFirstCell(context, row)?.text.text.trim() ?? '';
}

function rowsCarryIds(context: ParseContext, table: Table): boolean {
  const found = table.rows.filter((row) => {
    const id = readFirstCell(context, row)?.id ?? null;
    return id !== null && id.kind !== 'number' && !REQUIREMENT.test(id.id);
  });
  const prefixes = new Set(found.map((row) => idPrefix(cellText(context, row, 0))));
  return (
    found.length > 1 && found.length * 2 > table.rows.length && prefixes.size <= Math.max(1, found.length / 2)
  );
}

/** Columns for a state and for what shows that it is reached; a table of dates alone is a calendar. */
function deliversByRow(names: readonly (ColumnName | null)[]): boolean {
  return names.includes('criteria') && (names.includes('status') || names.includes('completion'));
}

/** `M1 Skeleton`, `M2 Search` with what shows that they are reached: each is delivered as one. */
function rowsAreMilestones(context: ParseContext, table: Table): boolean {
  return (
    table.rows.length > 1 && table.rows.every((row) => milestoneOf(readFirstCell(context, row)) !== null)
  );
}

/** `| Milestone | Date | Status |`: each is reached or not. */
function namesMilestones(header: string): boolean {
  const key = wordKey(withoutDecoration(header));
  const { fields, groups } = knownWords();
  // A table of releases says what was published and how long it is supported.
  return (
    fields.get(key) === 'milestone' && groups.get(key.replace(/s$/u, '')) !== 'sprint' && key !== 'release'
  );
}

function milestoneOf(headline: Headline | null): string | null {
  const id = headline?.group?.id ?? '';
  return /^M\d/.test(id) ? id : null;
}

function cellText(context: ParseContext, row: TableRow, column: number): string {
  const cell = row.cells[column];
  return cell ? readPlainText(context.tree, cell).text.trim() : '';
}

function readRow(
  context: ParseContext,
  row: TableRow,
  columns: Columns,
  titleColumn: number,
  place: Pick<ListPlace, 'saysDone' | 'secondary'>,
): TaskDraft | null {
  const cell = row.cells[titleColumn];
  if (!cell || cell.to <= cell.from) return refuse(context, row, 'empty');
  const headline = readHeadline(readPlainText(context.tree, cell), context.legend);
  const own = columns.id === null ? headline.id : readIdCell(context, row, columns.id);
  const idText =
    columns.id === null ? headline.text : readPlainText(context.tree, row.cells[columns.id] ?? cell);
  if (isSum(headline.title) || isSum(cellText(context, row, 0))) return refuse(context, row, 'sum');
  if (!own && endsInSum(headline.title)) return refuse(context, row, 'sum');
  if (headline.title === '' && !own) return refuse(context, row, 'empty');
  const rank = readRankStatus(context, row, columns.names);
  const status =
    readRowStatus(context, row, columns) ??
    rank ??
    claimOf(headline) ??
    (columns.id === 0 ? claimBesideId(context, row) : null);
  const effortCell = valueAt(context, row, columns, 'effort');
  const effort = effortCell ? readCellEffort(effortCell, columns) : null;
  const criteria = readCriteria(context, row, columns);
  const file = valueAt(context, row, columns, 'files');
  return {
    type: 'task',
    form: 'row',
    id: own?.id ?? milestoneOf(headline),
    found: own,
    aliases: own ? headline.aliases : [],
    groupId: null,
    title: headline.title === '' ? (own?.id ?? '') : headline.title,
    line: context.tree.source.lineAt(row.span.from) + 1,
    nameSpan: sourceSpan(headline.text, headline.name),
    idSpan: own ? sourceSpan(idText, own.span) : null,
    extent: row.span,
    status: status?.status ?? (place.saysDone ? 'done' : null),
    statusClaim: status?.claim ?? null,
    otherStatus: null,
    effort: effort?.effort ?? headline.effort,
    priority: (rank ? null : textAt(context, row, columns, 'priority')) ?? headline.priority,
    body: { fields: rowFields(context, row, columns), items: criteria, nested: [], prose: [] },
    values: {},
    parent: null,
    secondary: place.secondary,
    below: null,
    weight: effort || file || criteria.length > 0 ? 1.5 : 1,
  };
}

/** `✅ T-1`, `T-2 [open]` in the first column. */
function claimBesideId(context: ParseContext, row: TableRow): RowStatus | null {
  const head = readFirstCell(context, row);
  if (!head?.id) return null;
  const claim = claimOf(head);
  const [whole = '', inside = ''] = BRACKETED.exec(head.text.text.slice(head.id.span.to)) ?? [];
  const found = claim === null ? readStatusValue(inside, context.legend) : null;
  if (found?.from !== 0 || found.to < inside.length) return claim;
  const status = shiftStatus(found, head.id.span.to + whole.indexOf(inside));
  return claimOf({ ...head, status });
}

const BRACKETED = /^\s*[[(]([^\])]{1,30})[\])]\s*$/u;

function refuse(context: ParseContext, row: TableRow, refusal: RowRefusal): null {
  context.decisions?.rows.set(row, refusal);
  return null;
}

function isSum(title: string): boolean {
  return /^(?:sub|grand )?total(?:s|e|es)?\b|^(?:gesamt|summe|suma|合计|合計|总计|합계|итого)/iu.test(title);
}

/** `Sprint 1 subtotal`: what has an id may be work on a total. */
function endsInSum(title: string): boolean {
  return /\s(?:sub-?totals?|totals?|gesamt|summe|итого|всего)$|(?:合计|合計|小计|小計|总计|합계|총계)$/iu.test(
    title,
  );
}

function readIdCell(context: ParseContext, row: TableRow, column: number): FoundId | null {
  const cell = row.cells[column];
  if (!cell) return null;
  const found = readHeadline(readPlainText(context.tree, cell), context.legend).id;
  const isLeveled = LEVELED.test(readPlainText(context.tree, cell).text.trim());
  return found && !isLeveled ? found : wholeCellId(context, cell);
}

/** `12-1`: hyphens part the levels of a number, too. */
const LEVELED = /^\d+(?:-\d+)+$/;

/** An id column may hold ids of any form: the whole cell. */
function wholeCellId(context: ParseContext, cell: Span): FoundId | null {
  const text = readPlainText(context.tree, cell).text.trim();
  if (!/^[\p{L}\d][\p{L}\d._:#-]{0,15}$/u.test(text) || !/\d|^[A-Z]{1,2}$|^[A-Z]+(?:-[A-Z]+)+$/.test(text))
    return null;
  return {
    id: text,
    span: { from: 0, to: text.length },
    kind: 'code',
    word: null,
    separated: true,
    end: text.length,
  };
}

interface RowStatus {
  readonly status: Status;
  readonly claim: StatusClaim;
}

function claimOf(headline: ReturnType<typeof readHeadline>): RowStatus | null {
  const found = headline.status;
  return found
    ? { status: found.status, claim: { kind: found.kind, span: sourceSpan(headline.text, found) } }
    : null;
}

function readRowStatus(context: ParseContext, row: TableRow, columns: Columns): RowStatus | null {
  for (const [index, name] of columns.names.entries()) {
    const cell = row.cells[index];
    if (name !== 'status' || !cell) continue;
    const found = readStatusCell(context, readPlainText(context.tree, cell));
    if (found) return found;
  }
  return readCompletion(context, row, columns);
}

function readStatusCell(context: Pick<ParseContext, 'legend'>, value: PlainText): RowStatus | null {
  const box = /^\s*\[(.?)\]/u.exec(value.text);
  if (box && !findStatusWord(value.text) && !findStatusMark(value.text, context.legend, false)) {
    const done = /[xX✓✔]/u.test(box[1] ?? '');
    const at = box[0].indexOf('[') + 1;
    return {
      status: done ? 'done' : 'todo',
      claim: { kind: 'box', span: sourceSpan(value, { from: at, to: at + 1 }) },
    };
  }
  const found = readStatusValue(value.text, context.legend);
  return found
    ? { status: found.status, claim: { kind: 'field', span: sourceSpan(value, found) } }
    : readPercent(value);
}

/** Of several columns with percentages, the last is the sum of the others. */
function readCompletion(context: ParseContext, row: TableRow, columns: Columns): RowStatus | null {
  for (let index = columns.names.length - 1; index >= 0; index--) {
    const cell = row.cells[index];
    if (columns.names[index] !== 'completion' || !cell) continue;
    const found = readPercent(readPlainText(context.tree, cell));
    if (found) return found;
  }
  return null;
}

function readPercent(value: PlainText): RowStatus | null {
  const match = /(\d{1,3})(?:[.,]\d+)?\s*%/u.exec(value.text);
  if (!match) return null;
  const percent = Number(match[1]);
  const status = percent >= 100 ? 'done' : percent === 0 ? 'todo' : 'in-progress';
  return {
    status,
    claim: {
      kind: 'percent',
      span: sourceSpan(value, { from: match.index, to: match.index + match[0].length }),
    },
  };
}

function valueAt(context: ParseContext, row: TableRow, columns: Columns, name: ColumnName): PlainText | null {
  const index = columns.names.indexOf(name);
  const cell = index < 0 ? undefined : row.cells[index];
  if (!cell || cell.to <= cell.from) return null;
  const value = readPlainText(context.tree, cell);
  return NOTHING_WORDS.has(wordKey(value.text)) ? null : value;
}

function textAt(context: ParseContext, row: TableRow, columns: Columns, name: ColumnName): string | null {
  return valueAt(context, row, columns, name)?.text.trim() ?? null;
}

/** The unit of a bare number stands in the header: `Hours`, `Points`, `Time (h)`. */
function readCellEffort(value: PlainText, columns: Columns): FoundEffort | null {
  return MONEY.test(value.text) ? null : readEffort(value.text, columns.effortUnit);
}

function rowFields(context: ParseContext, row: TableRow, columns: Columns): FieldEntry[] {
  const fields: FieldEntry[] = [];
  for (const [column, field] of ROW_FIELDS) {
    const value = valueAt(context, row, columns, column);
    const source = value?.runs[0]?.source ?? row.span.from;
    if (value)
      fields.push({
        name: field,
        label: column,
        labelSpan: { from: source, to: source },
        value,
        valueSpan: sourceSpan(value, { from: 0, to: value.text.length }),
        at: source,
        list: [],
        fence: null,
      });
  }
  return fields;
}

const ROW_FIELDS = [
  ['dependsOn', 'dependsOn'],
  ['branch', 'branch'],
  ['labels', 'labels'],
  ['owner', 'assignee'],
  ['files', 'files'],
  ['calendar', 'calendar'],
] as const;

/** A cell under Verification, Acceptance or Done when is a criterion of its row. */
function readCriteria(context: ParseContext, row: TableRow, columns: Columns): ItemDraft[] {
  const value = valueAt(context, row, columns, 'criteria');
  const index = columns.names.indexOf('criteria');
  const cell = row.cells[index];
  if (!value || !cell) return [];
  return [
    {
      line: context.tree.source.lineAt(row.span.from) + 1,
      text: context.tree.source.slice(cell),
      role: 'criterion',
      checked: null,
      span: cell,
      mark: null,
    },
  ];
}
