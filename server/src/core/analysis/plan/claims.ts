import type { Claim, Group, Heading, RoadmapDocument, StatusClaim, Task } from '../../model/document.ts';
import { Remembered } from '../../remember.ts';
import type { SourceText, Span } from '../../text/source.ts';
import { lowerBound } from '../../text/spans.ts';
import { idsListed } from '../../parse/idLists.ts';
import { nameKey } from '../../parse/names.ts';
import { isLeftOut } from '../criteria.ts';

/**
 * The unit claims that it is still to be done. Only an empty box says so beyond doubt: `[*]` and the like mean what
 * a team agrees on, and Kiro's `[ ]*` (or `[ ]\*`, as formatters write it) is optional work.
 */
export function claimsOpen(
  { source }: RoadmapDocument,
  { status, statusClaim, nameSpan }: Task | Group,
): boolean {
  if (status !== 'todo' && status !== 'in-progress' && status !== 'blocked') return false;
  if (statusClaim === null) return false;
  // A mark behind the name says done: then it has two states, which is for another rule.
  if (ENDS_DONE.test(source.lineText(source.lineAt(nameSpan.from)))) return false;
  const { from, to } = statusClaim.span;
  const value = source.slice({ from, to });
  if (statusClaim.kind !== 'box') return !READY.test(value) && !isInSentence(source, statusClaim);
  return (
    (value.trim() === '' || status !== 'todo') && !IS_OPTIONAL.test(source.slice({ from: to, to: to + 3 }))
  );
}

const ENDS_DONE = /[✅✓✔☑]\uFE0F?[\s*_]*$/u;

/** `[ ]* Write tests`: what stands behind the mark of its box. */
const IS_OPTIONAL = /^\]\\?\*(?!\*)/;

/** `Status: all apps active`, or a result with a mark of its own (`- ✅ Status: pending`). */
function isInSentence(source: SourceText, { kind, span }: StatusClaim): boolean {
  if (kind !== 'field' && kind !== 'label') return false;
  const before = source.slice({ from: source.lineSpan(source.lineAt(span.from)).from, to: span.from });
  return IS_RESULT.test(before) || (WORD_BEFORE.test(before) && !BEFORE_VALUE.test(before));
}

const IS_RESULT = /^\s*(?:[-*+]|\d+[.)])\s+[✅✓✔☑❌✗]/u;
const WORD_BEFORE = /[:：][\s*_`~]*\p{L}[^:：]*$/u;

/** Ready to begin, or ready for use; a plan that is approved, or the work: nobody can say. */
const READY = /^ready\b|^approved\b|^goedgekeurd|^onayland|^готов|^prêt|^bereit|^list[oa]\b|^pronto/iu;

/** A claim that can only be read in one way: it stands alone, not in a sentence or in a list of possible states. */
export function isSureValue({ source }: RoadmapDocument, { kind, span }: StatusClaim): boolean {
  const value = source.slice(span);
  const line = source.lineSpan(source.lineAt(span.from));
  const [before, after] = [
    source.slice({ from: line.from, to: span.from }),
    source.slice({ from: span.to, to: line.to }),
  ];
  switch (kind) {
    case 'box':
      return /^[ xX✓✔]?$/.test(value) && !IS_OPTIONAL.test(after) && !isPartial(after);
    case 'mark':
    case 'front-matter':
      return !isPartial(before + after);
    case 'field':
    case 'word':
    case 'label':
      if (
        READY.test(value) ||
        isPartial(before + (IS_PENDING.test(value) ? '' : value) + after) ||
        PENDING.test(restOfItem(source, span)) ||
        /^\s*[-*+] \[.\]\s+\p{L}+$/u.test(before + value)
      )
        return false;
      if (IS_RESULT.test(before) && kind === 'field') return false;
      return BEFORE_VALUE.test(before) && AFTER_VALUE.test(after);
    case 'strike':
    case 'percent':
      return false;
  }
}

/** The lines below that go on with the item in which a field stands. */
export function restOfItem(source: SourceText, { to }: Span): string {
  const first = source.lineAt(to);
  if (!/^\s*[-*+]\s/.test(source.lineText(first))) return '';
  let rest = '';
  for (let line = first + 1; line <= first + MOST_LINES && line < source.lineCount; line++) {
    const text = source.lineText(line);
    if (!GOES_ON.test(text)) break;
    rest += `${text}\n`;
  }
  return rest;
}

/** A field that goes on for longer tells more than a state. */
const MOST_LINES = 3;
/** Indented, and neither an item nor a field of its own. */
const GOES_ON = /^[ \t]+(?![-*+][ \t]|\d+[.)][ \t]|[*_]*\p{L}[^:：(]{0,30}[:：])[^\s|>#`]/u;
const PENDING =
  /(?<!\p{L})(?:pending|outstanding|still open|ausstehend|steht noch aus|pendientes?|pendentes?|en attente|in attesa|oczekuj\p{L}*|ожида\p{L}*)(?!\p{L})/iu;

/** Behind other words it is what is left of them: `Done, review pending`. */
const IS_PENDING = /^[\s*_`⏳⏸🔲⬜📋\uFE0F]*pending[\s*_`]*$/iu;

const BEFORE_VALUE = /(?:^|[:：|(（[—–✅✓☑❌⏳🔄🚧⬜📋]|\s-)[\s*_`~\uFE0F]*$/u;
const AFTER_VALUE = /^[\s*_`~]*(?:$|[(（)）\]|,;.!—–✅✓☑❌⏳🔄🚧]|-\s)/u;

/** A claim elsewhere speaks of this unit: it has the unit's title, or an id that can be no count, and beside it only a state and an estimate. */
export function speaksOf({ source }: RoadmapDocument, claim: Claim, { id, title }: Task | Group): boolean {
  const text = source.slice(claim.span);
  const stated = [claim.statusClaim ? source.slice(claim.statusClaim.span) : '', claim.effort?.text ?? ''];
  const said = wordsOf(stated.join(' '));
  const own = new Set(id === null ? [] : wordsOf(id));
  const isOther = (word: string): boolean => !own.has(word) && !said.has(word) && !KIND_OR_NUMBER.test(word);
  const wanted = [...wordsOf(title.replace(REMARK, ' '))].filter(isOther);
  const isRow = text.startsWith('|');
  const parts = isRow ? text.split('|') : [text];
  if (isRow && id !== null && isListed(id, parts))
    return parts.some((part) => PERIOD.test(part)) || parts.every((part) => isSaid(part, said));
  const told = parts.map((part) => [...wordsOf(part.replace(REMARK, ' '))].filter(isOther));
  const isCount = id === null || /^#?\d+$/.test(id);
  // Tables shorten titles; where a number is all that is the same, nothing may be left out.
  const isSame = isRow && !isCount ? isShortFor : isNearlySame;
  if (told.some((words) => isSame(words, wanted))) return true;
  return !isCount && told.flat().length === 0;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function isListed(id: string, parts: readonly string[]): boolean {
  return parts.some((part) => {
    const listed = idsListed(part);
    return listed.length > 0 && listed.includes(nameKey(id));
  });
}

/** In the row of several tasks: nothing that its state may be of instead. */
function isSaid(part: string, said: ReadonlySet<string>): boolean {
  const words = [...wordsOf(part)].filter((word) => !said.has(word) && !KIND_OR_NUMBER.test(word));
  return words.length === 0 || idsListed(part).length > 0;
}

/** `Week 1`, `W1-2`, `Sprint 3`: the row is one of a plan by time. */
const PERIOD =
  /^[\s*_`]*(?:w|kw|weeks?|sprints?|days?|months?|wochen?|tage?|monate?|semanas?|semaines?|jours?|días?|dias?|settiman[ae]|недел[яи]|день|спринт)[\s.-]*\d+(?:\s*[-–]\s*\d+)?[\s*_`]*$|^\s*第?\s*\d+\s*[周週]\s*$/iu;

const KIND_OR_NUMBER = /^(?:\d+|task|issue|story|feature|bug|step|item|ticket|phase)$/;
const REMARK = /[([（][^()[\]（）]*[)\]）]/g;

function isNearlySame(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && sharedBy(a, b) >= 0.8 * Math.max(a.length, b.length);
}

function isShortFor(short: readonly string[], long: readonly string[]): boolean {
  return short.length > 0 && sharedBy(short, long) >= 0.7 * short.length && 3 * short.length >= long.length;
}

function sharedBy(a: readonly string[], b: readonly string[]): number {
  const others = new Set(b);
  return a.filter((word) => others.has(word)).length;
}

/** Some task has its box ticked, so that an empty one says something. */
export function ticksBoxes({ tasks }: RoadmapDocument): boolean {
  return tasks.some(({ status, statusClaim }) => status === 'done' && statusClaim?.kind === 'box');
}

/** How much a claim to be done is worth. */
export type Credence =
  /** It can only be read as a claim about the unit. */
  | 'sure'
  /** A ✅ before the words, or a heading that is no unit of the plan: many a checklist is decorated so. */
  | 'doubtful'
  /** The claim itself leaves something open: `✅ 98 % complete`, `mostly done`. */
  | 'none';

/** @param unit that claims to be done. */
export function doneCredence(document: RoadmapDocument, unit: Task | Group): Credence {
  const { source } = document;
  const line = source.lineText(source.lineAt(unit.nameSpan.from));
  const value = unit.statusClaim ? source.lineText(source.lineAt(unit.statusClaim.span.from)) : '';
  if (isPartial(line) || isPartial(value) || saysWhatIsNot(document, unit)) return 'none';
  if (!('form' in unit) && IS_REPORT.test(source.slice(unit.nameSpan))) return 'doubtful';
  const isContainer = !('form' in unit);
  if (isContainer && unit.id === null) return unit.statusClaim?.kind === 'mark' ? 'none' : 'doubtful';
  if (isAgreed(document, unit)) return 'doubtful';
  return isDecoration(document, unit) || isQualified(document, unit) ? 'doubtful' : 'sure';
}

/** `Status: Accepted`: it may be the plan that was accepted, and the work may not have begun. */
export function isAgreed({ source }: RoadmapDocument, { statusClaim }: Task | Group): boolean {
  return statusClaim != null && AGREED.test(source.slice(statusClaim.span));
}

const AGREED = /^\P{L}*accepted(?!\p{L})/iu;

/** `### ✅ Task 9`, `### 9. ✅ Simulator`: the mark stands before the words. */
function isDecoration({ source }: RoadmapDocument, { statusClaim, nameSpan }: Task | Group): boolean {
  if (statusClaim?.kind !== 'mark') return false;
  const { from } = nameSpan;
  return !/\p{L}/u.test(source.slice({ from, to: Math.max(from, statusClaim.span.from) }));
}

/** `Status: UI done, server not begun`: the value goes on with what is not so. */
function saysWhatIsNot({ source }: RoadmapDocument, { statusClaim }: Task | Group): boolean {
  if (statusClaim?.kind !== 'field') return false;
  return NOT.test(source.slice({ from: statusClaim.span.to, to: lineEnd(source, statusClaim.span) }));
}

const NOT = /(?<!\p{L})(?:not|nicht|pas|não|не|нет|nie|todavía|ainda)(?!\p{L})|未|尚|아직|まだ/iu;

/** `Phase 1: Keys ✅ PRIORITY`: a word right behind the mark says what it means, and that is not that it is done. */
function isQualified({ source }: RoadmapDocument, { statusClaim }: Task | Group): boolean {
  if (statusClaim?.kind !== 'mark') return false;
  const { to } = statusClaim.span;
  return /^[\s\uFE0F*_]*\p{L}/u.test(source.slice({ from: to, to: lineEnd(source, statusClaim.span) }));
}

function lineEnd(source: SourceText, { to }: Span): number {
  return Math.max(to, source.lineSpan(source.lineAt(to)).to);
}

/** `Wave 1 Evidence (Completed)`: what was found on the way is told there, and may be open. */
const IS_REPORT =
  /\b(?:evidence|findings|report|results|log|audit|retrospective|notes)\b|(?<!\p{L})(?:ergebnisse?|befunde?|bericht|resultados|hallazgos|informe|résultats|constats|rapport|relatório|risultati|результаты|отчёт|отчет|wyniki|raport)(?!\p{L})|结果|結果|报告|報告|결과|보고/iu;

function isPartial(line: string): boolean {
  return PARTIAL.test(line) || SOME_PARTS.test(line) || isFraction(line);
}

/** `P4 — Backtesting ✅ P4-1 + P4-2 COMPLETE`: these are, and others may not be. */
const SOME_PARTS =
  /(?<![\p{L}\p{N}])\p{L}*[\d.-]*\d\s*(?:[+&,]|and|und|et|y|e|и)\s*\p{L}*[\d.-]*\d[\s*_:]+(?:are |is )?(?:completed?|done|finished|erledigt|terminée?s?|completad[oa]s?|concluíd[oa]s?|готов\p{L}*)(?!\p{L})/iu;

const PARTIAL =
  /(?<![\d.])\d{1,2}(?:[.,]\d+)?\s?%|\b(?:partial(?:ly)?|partly|mostly|almost|nearly|largely|except|but|pending|remaining|(?:core(?: implementation)?|foundations?|groundwork|skeleton|scaffolding|prototype) (?:done|complete)|(?:done|completed?) for(?! \d)|(?:done|complet\p{L}*|conclu\p{L}*|erledigt|abgeschlossen|terminé\p{L}*) (?:with|once|when|if|after|com|con|avec|mit|wenn|sobald|quando|cuando|quand)|minus|teilweise|fast|parcial(?:mente)?|partiel(?:lement)?|casi|quase|presque|parzial(?:mente)?|częściowo|prawie|частично|почти)\b|[⚠🟡]|部分|基本|大部|一部|ほぼ|概ね|일부|거의/iu;

/** `3/17 complete`. */
function isFraction(line: string): boolean {
  if (!line.includes('/')) return false;
  return Array.from(line.matchAll(/(\d+)\s*\/\s*(\d+)/g)).some(([, some, all]) => Number(some) < Number(all));
}

/** The text says itself that nobody waits for a task: its own words, or those of the heading that it stands below. */
export function isSetAside(document: RoadmapDocument, task: Task | Group, within: Task | Group): boolean {
  const { source } = document;
  const words = source.slice(task.nameSpan);
  // A row says so in whichever cell.
  const isRow = 'form' in task && task.form === 'row';
  if (isLeftOut(words) || isLeftOut(task.title)) return true;
  if (ELSEWHERE.test(isRow ? source.slice(task.extent) : words)) return true;
  const above = headingAbove(document, task.line);
  return above !== undefined && above.line > within.line && ASIDE.test(above.text);
}

/** `(Phase 5)`, `(future)`: the task belongs to another time. */
const ELSEWHERE =
  /[([（][^()[\]（）]*\b(?:phase|week|sprint|milestone|stage|horizon|future|later|optional|opcional|facultatif|deferred|ongoing|continuous|v\d|(?:separate|another|other) (?:repo(?:sitory)?|project|team)|post-launch|tech(?:nical)? debt)\b[^()[\]（）]*[)\]）]|\b(?:deferred|postponed|carried (?:forward|over))\b|опционально|необязательно|継続/iu;

/** `Load test (pending the new servers)`, `…（待后续任务）`: whoever called the whole done knew of it. */
export function saysWhatItWaitsFor(text: string): boolean {
  return WAITS.test(text) || SET_APART.test(text);
}

/** A cell of a row beside its name: `| Upload | 📋 | Ready (waiting for the new servers) |`. */
export function rowWaits({ source }: RoadmapDocument, unit: Task | Group): boolean {
  return 'form' in unit && unit.form === 'row' && WAITS.test(source.slice(unit.extent));
}

/** The unit is a section, and a field of its own says that it is for later: `**Implementation status:** Coming soon`. */
export function isPutOff({ source }: RoadmapDocument, unit: Task | Group): boolean {
  if (!('form' in unit)) return isSectionPutOff(source, unit.extent);
  // A task whose section changed is another one.
  return unit.form === 'heading' && knownPutOff.read(unit, [], () => isSectionPutOff(source, unit.extent));
}

const knownPutOff = new Remembered<Task, boolean>();

function isSectionPutOff(source: SourceText, { from, to }: Span): boolean {
  const text = source.slice({ from, to: Math.min(to, from + LONGEST_SECTION) });
  const below = text.indexOf('\n#');
  return PUT_OFF.test(below < 0 ? text : text.slice(0, below));
}

/** UTF-16 units in which such a field is looked for. */
const LONGEST_SECTION = 10_000;
const PUT_OFF =
  /^[ \t]*(?:[-*+][ \t]+)?[*_]*(?:\p{L}+[ \t]){0,2}status[*_]*[ \t]*[:：][*_ \t]*(?:coming soon|deferred|postponed|put off|on hold)(?!\p{L})/imu;

/** `Sign in end to end — ⏳ **PENDING**`, `Measure it - requires a device`: a mark or word of its own behind the text. */
const SET_APART =
  /[⏳⌛⏸⏭🚧🔜]|\s[-–—]+\s+[*_]*(?:pending|waiting|awaiting|blocked|postponed|requires?|needs?|pendientes?|pendentes?|requiere|requer|en attente|nécessite|ausstehend|benötigt|oczekuj\p{L}*|wymaga|ожида\p{L}*|требует\p{L}*)(?!\p{L})/iu;

const WAITS =
  /[([（][^()[\]（）]*(?:\b(?:(?:pending|a?waiting)(?=\s+\p{L})|blocked|to follow|next (?:phase|sprint|release))\b|(?:pendientes?|pendentes?|en attente|ausstehend|oczekuj\p{L}*|ожида\p{L}*)(?=\s+\p{L})|待(?!实现|實現|开发|開發|完成|办|辦|做)|后续|後續|予定|예정|\b(?:not |un)available\b)|\b(?:post-(?:merge|release|deploy(?:ment)?)|on-pr)\s+(?:verification|checks?|tests?)\b/iu;

/**
 * `Sign in as owner (by hand, needs a device)`, `Sign in - prepared, but not built`: somebody looked at it and said
 * something of it, and left it open.
 */
export function isRemarked(text: string): boolean {
  return REMARKED.test(text) || REMARKED_NOT.test(text);
}

const REMARKED_NOT = new RegExp(`\\s[-–—]\\s.*?(?:${NOT.source})`, 'iu');

/** Words in brackets at the end, in scripts with or without spaces; an id, a path, an estimate or a single word is no remark. */
const REMARKED =
  /[([（](?=[^()[\]（）]*(?:\p{L}{2,}[^()[\]（）]*[\s,;][^()[\]（）]*\p{L}{2,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{M}]{4,}))[^()[\]（）]*[)\]）][\s.。*_~`]*$/u;

/** `Verify the login by hand`, `Run all tests`, `负载测试`: a check of what the other tasks have done. */
export function saysToCheck(title: string): boolean {
  return CHECK.test(title);
}

const CHECK =
  /^\P{L}*(?:(?:manual(?:ly)?|end-to-end|e2e|smoke|regression|integration|unit|load|final|user|run)\s+(?:[\p{L}-]+\s+){0,2})?(?:tests?|testing|retest|verif(?:y|ication|ied)|check|validate|confirm|review|qa|benchmark|testen|tests|prüfe?n?|überprüfen|probar|pruebas?|verificar|testar|tester|vérifier|verificare|проверить|протестировать|тест\p{L}*|przetestuj|sprawdź|uji|verifikasi)(?!\p{L})|^\P{L}*(?:write|add)\s+(?:[\p{L}-]+\s+){0,2}tests?(?!\p{L})|^\P{L}*manual(?:ly)?(?!\p{L})|^\P{L}*(?:测试|測試|验证|驗證|检查|檢查|确认|テスト|検証|確認|테스트|검증|확인)|(?:测试|測試|验证|驗證|テスト|検証|테스트|검증)\P{L}*$/iu;

/** `**Phase 1: COMPLETED (9/10 tasks)**` above the task's list: who wrote it knew that something is left. */
export function isListedAsPart(document: RoadmapDocument, task: Task | Group): boolean {
  return isPartial(labelAbove(document, task.line));
}

/** The line above the task's list introduces it as what is left: `**Outstanding**:`. */
export function isListedAside(document: RoadmapDocument, task: Task | Group): boolean {
  return ASIDE.test(labelAbove(document, task.line));
}

/** The line that introduces the list in which a line stands: `**Outstanding**:`. */
export function labelAbove({ source }: RoadmapDocument, listed: number): string {
  let line = listed - 1;
  for (let steps = 0; line > 0 && steps < MOST_LISTED; steps++) {
    line = source.lineAbove(line);
    const text = source.lineText(line);
    if (!LISTED.test(text)) return IS_LABEL.test(text) ? text : '';
  }
  return '';
}

/** The label of a longer list says nothing about its end. */
const MOST_LISTED = 100;

/** An item, what goes on with one, or nothing. */
const LISTED = /^\s*(?:$|[-*+]\s|\d+[.)]\s|\s{2})/;
const IS_LABEL = /^\s*(?:[^#|].{0,80}[:：]|\*\*[^*]{1,80}\*\*)[\s*_]*$/;

/** The task stands below a heading of its own for what is recorded of the work: `Evidence`, `Verification`. */
export function isRecordWithin(document: RoadmapDocument, task: Task | Group, within: Task | Group): boolean {
  const above = headingAbove(document, task.line);
  return above !== undefined && above.line > within.line && RECORD.test(above.text);
}

const RECORD =
  /\b(?:evidence|proof|verification|validation|sign-?offs?|screenshots?|artifacts?|checkpoints?)\b/i;

const ASIDE =
  /\b(?:optional|future|later|deferred|postponed|remaining|outstanding|next|follow-?ups?|stretch|nice to have|backlog|out of scope|not included|known (?:issues|limitations)|limitations|todo|to do|maintenance|ongoing|if needed|(?:open |unresolved )?questions|open (?:points|issues|topics|decisions)|not (?:yet )?(?:implemented|done|started|begun|finished)|pending)\b|(?:noch (?:nicht|offen)|(?:ainda|todavía|aún) n[oã]o?|pas encore|pendientes?|pendentes?)(?!\p{L})|не (?:реализован|сделан|начат)|未实现|未實現|未完成|尚未|未実装|まだ|可选|未来|后续|下一步|待办|今後|次の|未解決|待解决|offene fragen|preguntas abiertas|questões em aberto|questions ouvertes|открытые вопросы/iu;

function headingAbove({ headings }: RoadmapDocument, line: number): Heading | undefined {
  return headings[lowerBound(headings, (heading) => heading.line, line) - 1];
}
