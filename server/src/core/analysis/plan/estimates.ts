import type { Claim, Effort, RoadmapDocument, Task } from '../../model/document.ts';
import { convert, needsWorkTime, USUAL_WORK_TIME } from '../../model/effort.ts';
import { columnNamed } from '../../parse/tasks/row.ts';
import type { SourceText, Span } from '../../text/source.ts';
import { cellsAt, isRowAt, tableEndingAt } from '../totals/table.ts';
import { isHistory, tasksOfClaims } from './claimed.ts';
import { speaksOf } from './claims.ts';

/** A row that estimates a task otherwise than the task does itself. */
export interface OtherEstimate {
  readonly task: Task;
  readonly own: Effort;
  readonly stated: Effort;
  /** Where the row says it. */
  readonly span: Span;
  /** Where the task says what it takes. */
  readonly ownPlace: OwnPlace;
  /** Other rows of the document estimate their tasks as these do, and no fewer than do not. */
  readonly isKept: boolean;
}

/** As a phrase: `its heading`, `its effort field`. */
export interface OwnPlace {
  readonly span: Span;
  readonly where: string;
}

interface Compared {
  readonly claim: Claim;
  readonly task: Task;
  readonly own: Effort;
  readonly stated: Effort;
  readonly isSame: boolean;
}

/** The estimates in rows of a document that are not those of their tasks. A task that several rows estimate has parts of its own. */
export function otherEstimates(document: RoadmapDocument): readonly OtherEstimate[] {
  const compared = [...tasksOfClaims(document, ({ effort }) => effort !== null)].flatMap(
    ([task, claims]) => compare(task, claims) ?? [],
  );
  const others = compared.filter(({ isSame }) => !isSame);
  const isKept = compared.length - others.length > 0 && compared.length >= 2 * others.length;
  return others.flatMap(({ claim, task, own, stated }) => {
    const span = spanOfEstimate(document.source, claim, stated);
    const ownPlace = placeOf(document.source, task, own);
    if (span === null || ownPlace === null) return [];
    if (!speaksOf(document, claim, task) || isHistory(document, claim)) return [];
    return [{ task, own, stated, span, ownPlace, isKept }];
  });
}

function compare(task: Task, claims: readonly Claim[]): Compared | undefined {
  const [claim, ...more] = claims;
  const [own, stated] = [task.effort, claim?.effort ?? null];
  if (claim === undefined || more.length > 0 || own === null || stated === null) return undefined;
  if (!NAMES_ONE.test(task.id ?? '')) return undefined;
  if (own.unit === 'size' || needsWorkTime(own.unit, stated.unit)) return undefined;
  const real = convert(stated, own.unit, USUAL_WORK_TIME);
  if (real === null) return undefined;
  return { claim, task, own, stated, isSame: real.min <= own.max && own.min <= real.max };
}

/** An id that nothing else is numbered with: `#11` and `11.` may be two things. */
const NAMES_ONE = /\p{L}.*\d|\d\.\d/u;

/** Null where the task says so of other time than that of its work. */
function placeOf(source: SourceText, { nameSpan, extent, form }: Task, { text }: Effort): OwnPlace | null {
  const [first, own] = [source.lineAt(extent.from), source.lineAt(nameSpan.from)];
  const last = Math.min(source.lineAt(extent.to), first + MOST_LINES);
  for (let line = first; line <= last; line++) {
    const at = source.lineText(line).indexOf(text);
    if (at < 0) continue;
    const { from } = source.lineSpan(line);
    const span = { from: from + at, to: from + at + text.length };
    if (line === own) return { span, where: WHERE[form] };
    return OTHER_TIME.test(source.slice({ from, to: span.from }))
      ? null
      : { span, where: 'its effort field' };
  }
  return null;
}

const WHERE: Readonly<Record<Task['form'], string>> = {
  heading: 'its heading',
  item: 'its text',
  row: 'its row',
  file: 'its front matter',
};
const MOST_LINES = 60;

/** In the cell of the only column for estimates; null where it may be something else, such as what was spent. */
function spanOfEstimate(source: SourceText, { span }: Claim, { text }: Effort): Span | null {
  const line = source.lineAt(span.from);
  const table = isRowAt(source, line) ? tableEndingAt(source, line) : null;
  if (table === null || table.headers.some((header) => OTHER_TIME.test(header))) return null;
  const columns = table.headers.flatMap((header, at) => (columnNamed(header) === 'effort' ? [at] : []));
  const [column] = columns;
  const cell = column === undefined || columns.length > 1 ? undefined : cellsAt(source, line)[column];
  if (cell === undefined) return null;
  const written = source.slice(cell);
  const at = written.indexOf(text);
  // `~8h` and `8h+` are near it, and `4h + 2h` is more.
  if (at < 0 || !/^[\s*_]*$/.test(written.slice(0, at)) || !/^[\s*_]*$/.test(written.slice(at + text.length)))
    return null;
  return { from: cell.from + at, to: cell.from + at + text.length };
}

/** What was spent or is left, and time on a calendar. */
const OTHER_TIME =
  /(?<!\p{L})(?:actual|real|spent|used|logged|took|remaining|left|rest|original|initial|revised|new|old|before|after|delta|variance|duration|calendar|elapsed|time ?line|dauer|ist|verbleibend|verbraucht|neu|alt|restante|restant|gastad[oa]|durée|duración|duração)(?!\p{L})/iu;
