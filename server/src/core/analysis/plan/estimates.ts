import type { Claim, Effort, RoadmapDocument, Task } from '../../model/document.ts';
import { convert, needsWorkTime, USUAL_WORK_TIME } from '../../model/effort.ts';
import { atLine } from '../../model/nesting.ts';
import { nameKey } from '../../parse/names.ts';
import { columnNamed } from '../../parse/tasks/row.ts';
import { memoryOf } from '../../remember.ts';
import type { SourceText, Span } from '../../text/source.ts';
import { cellsAt, isRowAt, tableEndingAt } from '../totals/table.ts';
import { isHistory, linesByName } from './claimed.ts';
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

/** A row that estimates the task of a line otherwise. */
interface Difference {
  readonly claim: Claim;
  readonly line: number;
}

/** The estimates in rows of a document that are not those of their tasks. A task that several rows estimate has parts of its own. */
export function otherEstimates(document: RoadmapDocument): readonly OtherEstimate[] {
  const { others, isKept } = compareEstimates(document);
  return others.flatMap(({ claim, line }) => {
    const task = atLine(document.tasks, line);
    const [own, stated] = [task?.effort ?? null, claim.effort];
    if (task === undefined || own === null || stated === null) return [];
    const span = spanOfEstimate(document.source, claim, stated);
    const ownPlace = placeOf(document.source, task, own);
    if (span === null || ownPlace === null) return [];
    if (!speaksOf(document, claim, task) || isHistory(document, claim)) return [];
    return [{ task, own, stated, span, ownPlace, isKept }];
  });
}

/** Compared again only where an estimate or a name changed. */
function compareEstimates(document: RoadmapDocument): {
  readonly others: readonly Difference[];
  readonly isKept: boolean;
} {
  const memory = memoryOf(document);
  const claims = memory.flatMap('estimates in claims', [], document.claims, (claim) =>
    claim.effort === null ? [] : [claim],
  );
  if (claims.length === 0) return { others: [], isKept: false };
  const lines = linesByName(document);
  const own = memory.flatMap('own estimates', [], document.tasks, ({ id, line, effort }) =>
    effort === null || !NAMES_ONE.test(id ?? '') ? [] : [{ line, effort }],
  );
  return memory.derive('compared estimates', [claims, lines, own], () => {
    const efforts = new Map(own.map(({ line, effort }) => [line, effort]));
    const byLine = new Map<number, Claim[]>();
    for (const claim of claims) {
      const line = lines.get(nameKey(claim.about)) ?? 0;
      const ofLine = byLine.get(line);
      if (ofLine) ofLine.push(claim);
      else byLine.set(line, [claim]);
    }
    const same = [...byLine].flatMap(([line, [claim, ...more]]) => {
      const isSame = more.length > 0 ? null : areSame(efforts.get(line) ?? null, claim?.effort ?? null);
      return claim === undefined || isSame === null ? [] : [{ claim, line, isSame }];
    });
    const others = same.filter(({ isSame }) => !isSame);
    return { others, isKept: same.length > others.length && same.length >= 2 * others.length };
  });
}

/** Null where they cannot be compared. */
function areSame(own: Effort | null, stated: Effort | null): boolean | null {
  if (own === null || stated === null || own.unit === 'size' || needsWorkTime(own.unit, stated.unit))
    return null;
  const real = convert(stated, own.unit, USUAL_WORK_TIME);
  return real && real.min <= own.max && own.min <= real.max;
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
