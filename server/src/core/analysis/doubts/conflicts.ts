import type { Group, Status, StatusClaim, Task } from '../../model/document.ts';
import { isOfSeveral, type PlacedClaim } from '../plan/claimed.ts';
import { ticksBoxes } from '../plan/claims.ts';
import { lowerBound } from '../../text/spans.ts';
import { isRowAt } from '../totals/table.ts';
import type { Doubt } from './doubt.ts';

/** Two claims about one task or phase that cannot both be true. */
interface Conflict {
  readonly unit: Task | Group;
  readonly first: PlacedClaim;
  readonly other: PlacedClaim;
  /** Some other task or phase has one state in two places of the document, too, and it is the same. */
  readonly isKept: boolean;
}

/** What speaks against `status/conflict`. */
export const CONFLICT_DOUBTS: readonly Doubt<Conflict>[] = [
  {
    because: 'one of them is a ✅ before a heading, which may be decoration',
    severity: 'hint',
    applies: ({ unit, ...both }) =>
      claimsOf(both).some(
        ({ kind, span }) => kind === 'mark' && span.to <= unit.nameSpan.from && span.from >= unit.extent.from,
      ),
  },
  {
    because: 'one of them says “active”, which may mean in use, and the other is a mere box or mark',
    severity: 'hint',
    applies: (both) =>
      claimsOf(both).some(({ kind }) => kind === 'box' || kind === 'mark') &&
      claimsText(both).some((text) => ACTIVE.test(text)),
  },
  {
    because: 'the other place has one word in common with the task, which may be an aspect of something else',
    severity: 'hint',
    applies: ({ unit, first, other }) =>
      unit.id === null && !/\s/.test(unit.title) && [first, other].some(isElsewhere(unit)),
  },
  {
    because: 'a mere ✅ or ✓ stands beside an empty box (“All tests pass ✓”): it is what is to come about',
    severity: 'hint',
    applies: ({ first, other }) =>
      isOnOneLine(first, other) &&
      [first, other].some(({ status, claim }) => claim.kind === 'box' && status !== 'done') &&
      [first, other].some(({ claim }) => claim.kind === 'mark'),
  },
  {
    because: 'they are other states than done and open, such as in progress and not started',
    severity: 'information',
    applies: ({ first, other }) => !isPlain(first.status, other.status),
  },
  {
    because: 'one of them is a mere mark (✅), which may mean something else there',
    severity: 'information',
    applies: (both) => claimsOf(both).some(({ kind }) => kind === 'mark'),
  },
  {
    because:
      'the box is ticked, and the word beside it is “blocked” or the like in small letters, which may be what a check is to see',
    severity: 'information',
    applies: ({ first, other }) =>
      isOnOneLine(first, other) &&
      [first, other].some(({ status, claim }) => claim.kind === 'box' && status === 'done') &&
      [first, other].some(
        ({ status, document, claim }) =>
          status === 'blocked' && /^\p{Ll}/u.test(document.source.slice(claim.span)),
      ),
  },
  {
    because: 'a preposition stands before it (“with status: draft”): the task may be about that state',
    severity: 'information',
    applies: (both) => placedOf(both).some(isWithState),
  },
  {
    because: 'one of them says “active”, which may mean in use',
    severity: 'information',
    applies: (both) => claimsText(both).some((text) => ACTIVE.test(text)),
  },
  {
    because:
      'a word or mark stands beside an empty box (“Position: fixed”), other than “(completed)” or “— ✅ DONE” at the end: it may say what is to come about',
    severity: 'information',
    applies: ({ first, other }) =>
      [first, other].some(({ status, claim }) => claim.kind === 'box' && status !== 'done') &&
      [first, other].some(({ claim }) => claim.kind === 'word' || claim.kind === 'mark') &&
      isOnOneLine(first, other) &&
      !endsInDone(first),
  },
  {
    because: 'the other place names the task by its title alone or by a plain number, not by an id',
    severity: 'information',
    applies: ({ unit, first, other }) =>
      !/\p{L}.*\d/u.test(unit.id ?? '') &&
      [first, other].some((placed) => isElsewhere(unit)(placed) && !repeatsName(unit, placed)),
  },
  {
    because: 'the field stands below a heading of its own within the task, and may be about that',
    severity: 'information',
    applies: ({ unit, first, other }) => [first, other].some((placed) => isBelowOther(unit, placed)),
  },
  {
    because: 'the other place is a row below a heading that names tests: the state may be theirs',
    severity: 'information',
    applies: ({ unit, first, other }) =>
      [first, other].some((placed) => isElsewhere(unit)(placed) && isAmongTests(placed)),
  },
  {
    because: 'one of them is an empty box in a document in which no box is ticked',
    severity: 'information',
    applies: ({ first, other }) =>
      [first, other].some(({ document, status, claim }) => {
        return claim.kind === 'box' && status !== 'done' && !ticksBoxes(document);
      }),
  },
  {
    because: 'one of them is stated of several tasks in one row, as in a plan by weeks',
    severity: 'information',
    applies: (both) => placedOf(both).some(isOfSeveral),
  },
  {
    because: 'one of them stands in another document, which may be from another day',
    severity: 'information',
    applies: ({ first, other }) => first.document !== other.document,
  },
  {
    because:
      'they stand far from each other, and no other task has the same state in two places: maybe nobody keeps one of them',
    severity: 'information',
    applies: ({ unit, first, other, isKept }) => !isKept && [first, other].some(isElsewhere(unit)),
  },
];

function claimsOf({ first, other }: Pick<Conflict, 'first' | 'other'>): readonly StatusClaim[] {
  return [first.claim, other.claim];
}

function placedOf({ first, other }: Pick<Conflict, 'first' | 'other'>): readonly PlacedClaim[] {
  return [first, other];
}

/** `Save it with status: DRAFT`. */
function isWithState({ document: { source }, claim }: PlacedClaim): boolean {
  const { from } = source.lineSpan(source.lineAt(claim.span.from));
  return WITH_STATE.test(source.slice({ from, to: claim.span.from }));
}

const WITH_STATE =
  /(?<!\p{L})(?:with|to|as|has|have|if|when|where|mit|auf|con|com|a|avec|à)(?: (?:the|a|its|den|dem|el|o|le))?[\s`"'*_]+\p{L}+[`"'*_]*\s*[:：=][\s`"'*_]*$/iu;

function claimsText({ first, other }: Pick<Conflict, 'first' | 'other'>): readonly string[] {
  return [first, other].map(({ document, claim }) => document.source.slice(claim.span));
}

const ACTIVE = /^(?:active|aktiv|activ[oa]|actif|attiv[oa]|ativ[oa]|активн\p{L}*)$/iu;

function isElsewhere({ extent }: Task | Group): (claim: PlacedClaim) => boolean {
  return ({ claim: { span } }) => span.from < extent.from || span.to > extent.to;
}

/** `| 2.1 | Store the requests | Done |` has the number and the whole title of `### Task 2.1: Store the requests`. */
function repeatsName(
  unit: Task | Group,
  { document: { source, tasks }, claim: { span } }: PlacedClaim,
): boolean {
  const wanted = nameWords(unit);
  if (unit.id === null || !/\d\.\d/.test(unit.id) || !wanted.includes(' ')) return false;
  const line = ` ${wordsOf(source.lineText(source.lineAt(span.from)))} `;
  if ([wordsOf(unit.id), wanted].every((part) => line.includes(` ${part} `))) return true;
  return tasks.some(
    (task) =>
      task.id === unit.id &&
      task.extent.from <= span.from &&
      span.to <= task.extent.to &&
      nameWords(task) === wanted,
  );
}

function nameWords({ title }: Task | Group): string {
  return wordsOf(title.replace(REMARK, ' '));
}

const REMARK = /[([（][^()[\]（）]*[)\]）]/g;

/** Numbers keep their dots: 1.2 is not 1 and 2. */
function wordsOf(text: string): string {
  return (text.toLowerCase().match(/\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** `(completed)`, `— ✅ DONE`, `（完了）` as the last words of a line. */
function endsInDone({ document: { source }, claim }: PlacedClaim): boolean {
  return DONE_AT_END.test(source.lineText(source.lineAt(claim.span.from)));
}

const DONE_AT_END =
  /(?:[([（][\s✅✓✔*_]*(?:completed|done|finished|erledigt|abgeschlossen|terminée?|completad[oa]|concluíd[oa]|выполнено|готово|已完成|完成|完了|완료)[\s✅✓✔*_]*[)\]）]|\s[—–-]\s+[*_]*[✅✓✔]\s*[*_]*(?:completed?|done|finished|erledigt|已完成|完了|완료))[\s.*_]*$/iu;

/** One says done, the other open. */
export function isPlain(a: Status, b: Status): boolean {
  const both = [a, b];
  return both.includes('done') && both.some((each) => OPEN.has(each));
}

const OPEN: ReadonlySet<Status> = new Set<Status>(['todo', 'in-progress', 'blocked']);

function isOnOneLine(first: PlacedClaim, other: PlacedClaim): boolean {
  const lineOf = ({ document: { source }, claim }: PlacedClaim): number => source.lineAt(claim.span.from);
  return first.document === other.document && lineOf(first) === lineOf(other);
}

/** In a table below `## 🧪 Tests`, `### Test coverage`, `## QA`. */
function isAmongTests({ document: { source, headings }, claim: { span } }: PlacedClaim): boolean {
  const line = source.lineAt(span.from);
  if (!isRowAt(source, line)) return false;
  const nearest = headings[lowerBound(headings, (heading) => heading.line, line + 1) - 1];
  return nearest !== undefined && TESTS.test(nearest.text);
}

const TESTS =
  /^\P{L}*(?:(?:unit|integration|e2e|automated|manual)\s+)?(?:tests?|testing|qa|testes|pruebas|essais|prove|тесты|тестирование|testy|testen|测试|測試|テスト|테스트)(?:\s+(?:status|state|coverage|results?|matrix|overview|progress))?\P{L}*$/iu;

/** Another heading stands between the unit's name and a claim at its own place. */
function isBelowOther(unit: Task | Group, { document, claim }: PlacedClaim): boolean {
  const { from, to } = unit.extent;
  if (claim.span.from < from || claim.span.to > to || claim.span.from < unit.nameSpan.to) return false;
  const { headings, source } = document;
  const line = source.lineAt(claim.span.from) + 1;
  const nearest = headings[lowerBound(headings, (heading) => heading.line, line) - 1];
  return nearest !== undefined && source.lineSpan(nearest.line - 1).from > unit.nameSpan.to;
}
