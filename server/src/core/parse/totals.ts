import { type Table, readPartBlocks } from '../markdown/blocks.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Effort, Group, Task, Total } from '../model/document.ts';
import { WordPattern, anyCase } from '../text/patterns.ts';
import type { SourceText, Span } from '../text/source.ts';
import { coverage } from '../text/spans.ts';
import { readEffort, readEffortTag } from './effort.ts';
import { fieldNamed } from './fields.ts';
import { findGroupWord } from './ids.ts';
import { withoutDecoration } from './marks.ts';
import { type Names, RememberedNames, namesFor } from './names.ts';
import type { PartPlaces, TextPlace } from './places.ts';
import { findStatusWord } from './status.ts';
import { columnNamed } from './tasks/row.ts';
import { isSpanOfTime } from './properties.ts';
import { readPlainText } from './text.ts';
import { rowsOf } from './units.ts';
import type { DocumentView } from './view.ts';

// What a total counts; other nouns (test cases, lines) are no work of the document.
export const COUNTED_NOUN = String.raw`(?:tasks?|issues?|items?|stories|user stories|tickets?|epics?|features?|work packages?|subtasks?|aufgaben|arbeitspakete|vorgänge|tareas|tâches|tarefas|attività|zadań|zadania|tugas|задач[аиу]?|任务|任務|項目|タスク|작업|태스크)`;
const COUNT = anyCase`(?<![\p{L}\d.,#-])(?:\d+\s*(?:of|/|von|de|из)\s*)?(\d+)\s*\+?\s*(?:(?:main|major(?=\s+tasks?(?!\p{L}))|open|outstanding|new|total|planned|remaining|individual)\s+)?(?:[个個项項件条條]の?)?${COUNTED_NOUN}(?:(?=已?完成)|(?![\p{L}/-]))`;
const NAMED_COUNT = anyCase`^(?:total(?:\s+d[eio])?|estimated|planned|number of|gesamt|anzahl|nombre de|número de|всего|razem|łącznie|jumlah|[预預]?[总總]|総|총)?\s*(?:(?:number of|anzahl der)\s+)?${COUNTED_NOUN}(?:\s+(?:to create|total|gesamt|count|planned|수)|[总總総]?[数數])?\s*[:：]\s*~?(\d+)(?!\s*[\p{L}\d.–—-])`;
/** `共 11 个任务，…`, `총 5개 작업`. */
const IN_ALL = anyCase`^[^\p{L}\p{N}]*(?:总?共(?:计|有)?|全部|全|총)\s*(\d+)\s*(?:[个個项項件条條개]の?)?\s*(?:任务|任務|タスク|작업|태스크)`;
const COUNT_OF_PARTS = anyCase`^[^\p{L}\p{N}(]*(\d+)\s*(?:/|of|von|de|из)\s*(\d+)\s+${COUNTED_NOUN}(?![\p{L}/-])`;
/** `Story: 4` names one of them. */
const ONE_OF_THEM = anyCase`^\s*(?:task|issue|item|story|user story|ticket|epic|feature|work package|subtask)\s*[:：]`;
/** `Epic 3 Stories: 7/8` */
const ENDS_WITH_NOUN = anyCase`(?<!\p{L})(?:tasks|issues|stories|tickets|epics)\s*[:：]$`;
/** Marks out of a hundred count no work. */
const GRADE = anyCase`(?<!\p{L})(?:grade|score|rating|quality|coverage|completeness|compliance|readiness|confidence|note|nota|bewertung)(?!\p{L})|评分|得分|評価|점수|оценка`;
export const TOTAL_WORD = anyCase`(?<!\p{L})(?:sub-?totals?|grand totals?|totals?|sum|gesamt\p{L}*|summe|insgesamt|zwischensumme|итого|всего|totale|razem|łącznie|łączn\p{L}{1,3}|ogółem|общ(?:ая|ее|ий))(?!\p{L})|合计|总计|小计|總計|合計|합계|총계|[总總](?=工[时時]|工作量|任[务務]|[时時][间間]|耗[时時]|[预預][计計估]|[数數])|総(?=工数|推定|見積|タスク|作業|所要|時間)|총(?=\s*(?:예상|추정|공수|작업|소요|시간))`;
const OPENS_WITH_TOTAL = anyCase`^[^\p{L}\p{N}]*(?:\p{L}+[^\p{L}\p{N}]+){0,3}total`;
/** What is left of `Total de tareas` and `总任务数`. */
const NO_NAME = /^(?:d[eio]|[总總総]?[数數]|수)?$/u;
/** `12 tasks total`, `~40 hours in total`, `48 total estimated hours`. */
const ENDS_WITH_TOTAL = anyCase`^[^\p{L}\p{N}]*\d[\d.,\s–-]*(?:\+\s*)?(?:total\s+(?:estimated\s+)?\p{L}+|\p{L}+(?:\s+\p{L}+)?[\s*_]+(?:in\s+)?total)(?!\p{L})`;
/** `Timeline: 6-8 weeks (40-55 hours total)`. */
const HOURS_IN_TOTAL = anyCase`(?<![\p{L}\d.,<≤–-]|[<≤]\s)\d[\d.,]{0,6}(?:\s?[–-]\s?\d[\d.,]{0,6})?\s?(?:h|hrs?|hours?|days?|stunden|tage|horas|días|dias|heures|jours)(?=\s(?:in\s)?total(?:\s?(?:$|[^\p{L}\s])|\s(?:implementation|effort|work)(?!\p{L})))`;
const EACH_NOUN = new WordPattern(COUNTED_NOUN, 'g');
const CALENDAR = anyCase`timeline|duration|schedule|calendar|zeitplan|dauer|durée|duración|duração|durata|czas trwania|durasi|cronograma|calendrier|срок|длительность|工期|周期|週期|期間|기간`;
const ESTIMATE = anyCase`estimat|effort|aufwand|schätz|estimaci|esfuerzo|charge|оцен|трудо|预估|工时|見積`;
const EFFORT_LABEL = anyCase`^(?:total |overall |estimated |estimated total |total estimated )*(?:effort|estimates?|estimated time|estimation|work|aufwand|schätzung|gesamtaufwand|esfuerzo|charge|оценка|трудозатраты|预估|工时|工作量|見積)(?![a-zäöüß])[^:：]{0,24}[:：]`;
/** How long a phase takes: in hours, it is work. */
const DURATION_LABEL = anyCase`^(?:(?:estimated )?duration|(?:estimated )?time|dauer|durée|duración|duração|durata|длительность|продолжительность|czas trwania|durasi|所要時間|耗时|소요 시간)\s*[:：]`;
/** `Hours remaining: 80`: the unit stands in the label. */
const NAMED_UNIT = anyCase`^(?:(?:total|estimated|remaining|planned)\s+)+(hours|days)(?:\s+(?:remaining|left|total|estimated))?\s*[:：]|^(hours|days)\s+(?:remaining|left|estimated)\s*[:：]`;
const FRACTION = /(?<![\p{L}\d/.#-])(\d+)\s*\/\s*(\d+)(?![\d/.])/u;
const PROGRESS = anyCase`complete|done|finished|tasks|progress|erledigt|fertig|完成|готов|termin`;
const COUNT_HEADER = anyCase`^(?:#\s*|no\.? of |number of |anzahl )?${COUNTED_NOUN}(?:\s*(?:count|#))?$|^(?:issue |task |item )?count$|^(?:anzahl|cantidad|quantidade|количество|liczba|jumlah|数量|數量|件数|개수)$|^(?:任务|任務|工单|需求)(?:数|數|数量)$|^(?:タスク|課題|項目)数$|^(?:태스크|작업|이슈|과제) ?(?:수|개수)$`;
const EFFORT_HEADER = anyCase`^(?:est(?:imated|\.)?\s*)?(?:hours?|hrs|effort|estimate|days?|time|stunden|tage|aufwand|horas|días|heures|jours|часы|дни|points|story points|total points|sp|工时|总工时|估算总工时|预估|预估工时|工数|合計工数|예상 시간|예상 공수|공수)(?:\s*\((?:h|hrs|hours|days|d)\))?$`;
/** The column of a table that splits a number of tasks by their states. */
const SUM_HEADER = anyCase`^(?:total|totale|gesamt|всего|итого|razem|łącznie|jumlah|sum|all)(?!\p{L})|^(?:总数|总计|合计|合計|総数|全体|전체|총계|합계)`;
const GROUP_WORD = anyCase`^(?:phase|stage|sprint|iteration|epic|milestone|week|wave|part|p[0-5]\b|tier|release|critical|high|medium|low|immediate|short-term|long-term|future|etapa|fase|этап|阶段|フェーズ|단계)`;

/** Statements about the sum of other things: a number of tasks, an effort, or both. */
export function findTotals(view: DocumentView): readonly Total[] {
  const { tree } = view;
  const title = titleOf(view);
  const names = namesFor('totals', view);
  return tree.memory.flatMap('totals', [title, names.asked], rowsOf(view), ([part, groups, tasks]) => {
    const isAbout = groups.map((group) => `${group.line} ${group.title}`);
    return known.read(part, [title, ...isAbout, ...tasks], names, (asked) =>
      readPart(tree, part, { groups, tasks, title, names: asked }),
    );
  });
}

const known = new RememberedNames<PartPlaces, readonly Total[]>();

/** What a part's totals may be about. */
interface Around {
  readonly groups: readonly Group[];
  readonly tasks: readonly Task[];
  /** Of the document. */
  readonly title: string;
  readonly names: Names;
}

function readPart(tree: MarkdownTree, part: PartPlaces, around: Around): Total[] {
  const finder = new Finder(tree, around);
  const totals: Total[] = [];
  const tables = new Set<Table>();
  for (const place of part.places) {
    if (place.kind === 'fence') continue;
    if (place.cell === null) totals.push(...finder.readText(place));
    else if (!tables.has(place.cell.table)) {
      tables.add(place.cell.table);
      totals.push(...finder.readTable(place.cell.table, place));
    }
  }
  return totals;
}

function titleOf({ tree }: DocumentView): string {
  for (const part of tree.parts)
    for (const block of readPartBlocks(tree, part))
      if (block.kind === 'heading' && block.level === 1)
        return readPlainText(tree, block.content).text.trim();
  return '';
}

class Finder {
  readonly #tree: MarkdownTree;
  readonly #source: SourceText;
  readonly #around: Around;
  readonly #taskLines: ReadonlySet<number>;
  readonly #isInTask: (offset: number) => boolean;
  readonly #groupAt: ReadonlyMap<number, Group>;

  constructor(tree: MarkdownTree, around: Around) {
    this.#tree = tree;
    this.#source = tree.source;
    this.#around = around;
    this.#taskLines = new Set(around.tasks.map((task) => task.line));
    this.#isInTask = coverage(around.tasks.map(({ extent }) => extent));
    this.#groupAt = new Map(around.groups.map((group) => [group.line, group]));
  }

  readText(place: TextPlace): Total[] {
    const totals: Total[] = [];
    // Most places hold no number, and so no total.
    if (!/\d/.test(this.#source.slice(place.content))) return totals;
    for (const line of this.#lines(place.content)) {
      if (!/\d/.test(this.#source.slice(line))) continue;
      const number = this.#source.lineAt(line.from) + 1;
      if (this.#taskLines.has(number)) continue;
      const text = readPlainText(this.#tree, line).text.trim();
      const found =
        place.kind === 'heading'
          ? this.#readHeading(text, number, line.from)
          : this.#readLine(text, line.from, place);
      if (found) totals.push({ line: number, ...found, span: line });
    }
    return totals.length > 0 && isExplanation(place) ? [] : totals;
  }

  /** `## High (P1) (8 tasks, 62 hours)`, `### Phase 2 (40 h)`; "(7)" alone is no total. */
  #readHeading(text: string, line: number, offset: number): Stated | null {
    const count = COUNT.exec(text);
    const group = this.#groupAt.get(line);
    const isTotal = TOTAL_WORD.test(text);
    if (!count && !group && !isTotal) return null;
    const label = /^[^:：]{1,80}[:：]/.exec(text)?.[0] ?? '';
    if (TOTAL_WORD.test(label)) return this.#readTotal(text, label, NAMED_COUNT.exec(text), offset);
    const plain = withoutDecoration(text);
    const bare = group === undefined ? plain : withoutWeeks(plain);
    const bracket =
      /[([（][^()[\]（）]*\d[^()[\]（）]*[)\]）]\s*[:：]?\s*$/u.exec(bare)?.[0] ??
      (group === undefined ? undefined : estimateWithin(bare));
    const after = bracket ?? /(?:\s[–—-]\s+|[⏱⏰⌚⌛]\uFE0F?\s*)(~?\d[^–—]*)$/u.exec(text)?.[0] ?? '';
    const effort =
      CALENDAR.test(after) || /week\s*\d|weeks\s*\d/i.test(after)
        ? null
        : workEffort(after, group !== undefined);
    const tasks = bracket ? countOf(bracket, text) : null;
    const fraction =
      group && bracket && !OF_TESTS.test(bracket) && !/\btests?\b/i.test(text) ? fractionOf(bracket) : null;
    if (tasks === null && effort === null && fraction === null) return readNamedSum(text, label);
    return {
      tasks: tasks ?? fraction,
      effort,
      scope: scopeOf(bracket ? bare.slice(0, bare.lastIndexOf(bracket)) : text),
    };
  }

  #readLine(text: string, offset: number, place: TextPlace): Stated | null {
    const named = ONE_OF_THEM.test(text) ? null : NAMED_COUNT.exec(text);
    const label = /^[^:：]{1,80}[:：]/.exec(text)?.[0] ?? '';
    const isTotal = TOTAL_WORD.test(label === '' ? text.slice(0, 60) : label);
    if (isTotal) return this.#readTotal(text, label, named, offset);
    if (this.#isInTask(offset)) return this.#readCountOfTask(text, label, offset);
    const scope = this.#scopeAt(offset);
    const inAll = IN_ALL.exec(text)?.[1];
    if (inAll !== undefined) return { tasks: Number(inAll), effort: null, scope };
    if (named) return { tasks: Number(named[1]), effort: null, scope };
    const inTotal = label === '' ? null : HOURS_IN_TOTAL.exec(text.slice(label.length));
    if (inTotal && !/[$£€]/.test(text)) {
      const effort = workEffort(inTotal[0], false);
      if (effort !== null) return { tasks: null, effort, scope };
    }
    if (EFFORT_LABEL.test(text))
      return this.#saysOfItem(place) ? null : this.#readEffortField(text, label, offset);
    if (DURATION_LABEL.test(text) && this.#groupOf(offset) !== null) {
      const stated = this.#readEffortField(text, label, offset);
      return stated?.effort?.unit === 'h' ? stated : null;
    }
    if (NAMED_UNIT.test(text)) {
      const effort = tableEffort(text.slice(label.length).trim(), unitOf(label));
      return effort === null ? null : { tasks: null, effort, scope };
    }
    return readCountLine(text, label, scope);
  }

  #readTotal(text: string, label: string, named: RegExpExecArray | null, offset: number): Stated | null {
    const isCalendar = CALENDAR.test(label) && !ESTIMATE.test(label);
    const value = text.slice(label.length);
    const stated = workEffort(value.replace(TOTAL_BEFORE_UNIT, '$1'), false) ?? bareEffort(value, label);
    if (SAVED.test(label)) return null;
    const isMoney = /[$£]|€(?![“”])/.test(value);
    // How long it takes is work where it is told in hours.
    const effort = isMoney || (isCalendar && stated?.unit !== 'h') ? null : stated;
    const count = named?.[1] ?? COUNT.exec(text)?.[1];
    const tasks = count === undefined ? null : Number(count);
    if (tasks === null && effort === null) return null;
    if (label === '' && !OPENS_WITH_TOTAL.test(text) && !ENDS_WITH_TOTAL.test(text)) return null;
    const name = scopeOf(
      EACH_NOUN.removeFrom(TOTAL_WORD.removeFrom(label)).replace(
        /estimated|effort|time(?:line)?|duration|estimate|hours|days|(?:story )?points/gi,
        '',
      ),
    );
    // `Stima totale`: what is left says that it is an estimate, and not of what.
    const isUnnamed = NO_NAME.test(name) || fieldNamed(name) === 'effort';
    return { tasks, effort, scope: isUnnamed ? this.#scopeAt(offset) : name };
  }

  /** `**Status:** 3/7 tasks complete` of a milestone that is a task: it counts what the task consists of. */
  #readCountOfTask(text: string, label: string, offset: number): Stated | null {
    const count = COUNT_OF_PARTS.exec(text.slice(label.length));
    const task = this.#around.tasks.findLast(({ extent }) => offset >= extent.from && offset < extent.to);
    if (!count || task?.form !== 'heading' || Number(count[1]) > Number(count[2])) return null;
    return { tasks: Number(count[2]), effort: null, scope: task.title };
  }

  /** `- Effort: 2 h` below `1. Sweep the floor` sums nothing up; below `- Phase 1` it does. */
  #saysOfItem({ item, leads: [above = ''] }: TextPlace): boolean {
    return (
      item !== null &&
      this.#source.placeAt(item.span.from).character > 1 &&
      !GROUP_WORD.test(withoutDecoration(above))
    );
  }

  /** An estimate of the whole document or of a phase. */
  #readEffortField(text: string, label: string, offset: number): Stated | null {
    if (SAVED.test(label)) return null;
    const effort = workEffort(text.slice(label.length), this.#groupOf(offset) !== null);
    if (effort === null || /[$£]|€(?![“”])/.test(text) || SIZES.test(text)) return null;
    return { tasks: null, effort, scope: this.#scopeAt(offset) };
  }

  readTable(table: Table, place: TextPlace): Total[] {
    const headers = table.header.cells.map((cell) => this.#plain(cell));
    const sums = splitsByState(headers)
      ? headers.findIndex((header, index) => index > 0 && SUM_HEADER.test(header))
      : -1;
    const named = headers.findIndex((header, index) => index > 0 && COUNT_HEADER.test(header));
    const counts = sums > 0 ? sums : named > 0 ? named : this.#fractionColumn(headers, table);
    // `| Status | Count |`: each row counts the work in one state.
    const byState = named > 0 && columnNamed(headers[0] ?? '') === 'status';
    // `1.1, 1.2` below Tasks names them.
    const listsTests = headers.some((header) => PASSES.test(header));
    const listsIds = table.rows.some(
      ({ cells: { [counts]: cell } }) => cell && ID_LIST.test(this.#plain(cell)),
    );
    const countColumn = listsIds || listsTests ? -1 : counts;
    const effortColumn = effortColumnOf(headers);
    const totals: Total[] = [];
    // `| Priority | Task | Time |`: what the second column names is no sum.
    const sorts = columnNamed(headers[0] ?? '') === 'priority' && columnNamed(headers[1] ?? '') === 'name';
    for (const row of table.rows) {
      const line = this.#source.lineAt(row.span.from) + 1;
      if (this.#taskLines.has(line)) continue;
      const cells = row.cells.map((cell) => this.#plain(cell));
      const isNamed = sorts && /\p{L}{3}/u.test(cells[1] ?? '') && !TOTAL_WORD.test(cells[0] ?? '');
      if (isNamed) continue;
      const isCounted =
        (byState || (sums > 0 && countColumn === sums)) && bareCount(cells[countColumn] ?? '') !== null;
      const found = this.#readRow(headers, cells, { countColumn, effortColumn, isCounted }, place);
      if (found) totals.push({ line, ...found, span: row.span });
    }
    return totals;
  }

  /** `| Phase | Progress |` over `2/4`. */
  #fractionColumn(headers: readonly string[], table: Table): number {
    return headers.findIndex(
      (header, index) =>
        index > 0 &&
        PROGRESS.test(header) &&
        table.rows.every(({ cells: { [index]: cell } }) => cell && FRACTION.test(this.#plain(cell))),
    );
  }

  #readRow(
    headers: readonly string[],
    cells: readonly string[],
    { countColumn, effortColumn, ...row }: NumberColumns,
    place: TextPlace,
  ): Stated | null {
    const name = cells.find((cell) => /[\p{L}\d]/u.test(cell)) ?? '';
    const isTotal = TOTAL_WORD.test(name) && name.length < 40;
    const isCounted =
      row.isCounted || cells.slice(1).some((cell) => COUNT.exec(cell)?.[0].length === cell.length);
    if (!isTotal && (this.#namesTask(name) || !(isCounted || this.#namesGroup(name)))) return null;
    const tasks =
      countIn(cells, countColumn) ?? (isTotal && NOUN.test(name) ? bareCount(cells[1] ?? '') : null);
    const unit = unitOf(headers[effortColumn] ?? '');
    const effortCells = effortColumn >= 0 ? [cells[effortColumn] ?? ''] : cells.slice(1);
    const effort = effortCells.map((cell) => tableEffort(cell, unit)).find((found) => found !== null) ?? null;
    if (tasks === null && (effort === null || (effortColumn < 0 && !isTotal))) return null;
    if (isTotal && countColumn < 0 && cells.some((cell) => OF_CODE.test(cell))) return null;
    return { tasks, effort, scope: isTotal ? (place.headings[0]?.text ?? '') : scopeOf(name) };
  }

  /** `CRITICAL #1`, `P1.2 Old dependencies`: a row about a task is a claim. */
  #namesTask(name: string): boolean {
    const start = name.toLowerCase().replace(/^\p{L}+ (?=#\d)/u, '');
    return this.#around.names.startsWithTask(start);
  }

  #namesGroup(name: string): boolean {
    return GROUP_WORD.test(name) || this.#around.names.isGroup(name.toLowerCase());
  }

  #groupOf(offset: number): Group | null {
    return this.#around.groups.findLast(({ extent }) => offset >= extent.from && offset < extent.to) ?? null;
  }

  /** Title of the innermost group, else of the document. */
  #scopeAt(offset: number): string {
    return this.#groupOf(offset)?.title ?? this.#around.title;
  }

  #plain(span: Span): string {
    return readPlainText(this.#tree, span).text.trim();
  }

  #lines(content: Span): Span[] {
    const lines: Span[] = [];
    const last = this.#source.lineAt(content.to);
    for (let line = this.#source.lineAt(content.from); line <= last; line++) {
      const span = this.#source.lineSpan(line);
      const from = Math.max(span.from, content.from);
      const to = Math.min(span.to, content.to);
      if (to > from) lines.push({ from, to });
    }
    return lines;
  }
}

/** `Estimated time saved: 60 hours` is no work. */
const SAVED = /\b(?:saved|savings?|reduction)\b/i;

/** `Phase 1 (16 hours) - first of all`, `Phase 1 (4 hours) ✅ COMPLETE`: brackets that hold an estimate may end the name. */
function estimateWithin(text: string): string | undefined {
  const bracket =
    /[([]([^()[\]]{0,20}\d[^()[\]]{0,20})[)\]](?=\s[–—-]\s|(?<!min(?:ute)?s?.)\s(?:\p{Extended_Pictographic}|\p{Lu}{3}))/u.exec(
      text,
    );
  if (bracket?.[1] === undefined) return undefined;
  // `(Total: 12 h)`
  const [label = ''] = /^[^:：]*[:：]/u.exec(bracket[1]) ?? [];
  const stated = TOTAL_WORD.test(label) ? bracket[1].slice(label.length) : bracket[1];
  return readEffortTag(stated.trim()) === null ? undefined : bracket[0];
}

/** `Vents (12 h) (Week 1-2)`: when it is to happen, behind what it takes. */
function withoutWeeks(text: string): string {
  const end = BRACKET_AT_END.exec(text);
  return end?.[1] !== undefined && isSpanOfTime(end[1]) ? text.slice(0, end.index) : text;
}

const BRACKET_AT_END = /(?<!\s)\s+[(（]([^()（）]{1,40})[)）]\s*$/u;

function effortColumnOf(headers: readonly string[]): number {
  const named = headers.findIndex((header, index) => index > 0 && EFFORT_HEADER.test(header));
  if (named > 0) return named;
  return headers.findIndex(
    (header, index) =>
      index > 0 && columnNamed(header) === 'effort' && !CALENDAR.test(header) && !OF_SIZE.test(header),
  );
}

/** How hard it is, not how long it takes. */
const OF_SIZE = anyCase`complex|size|difficult|komplex|größe|複雑|复杂|難易|難度|难度|복잡|난이도`;

/** The column of a table about tests. */
const PASSES = /^pass(?:ed|ing|es)?(?:\s+rate)?$|^coverage$/iu;

/** `~550 lines` sums up what was written. */
const OF_CODE = /\d\s*(?:lines|loc)(?!\p{L})/iu;

/** Where a row has its numbers; -1: nowhere. */
interface NumberColumns {
  readonly countColumn: number;
  readonly effortColumn: number;
  /** Its number counts work, whatever its name is. */
  readonly isCounted: boolean;
}

/** `| Area | Total | Done | Open |`; tests pass or fail, but none of them is open. */
function splitsByState(headers: readonly string[]): boolean {
  const states = headers.slice(1).map((header) => findStatusWord(header)?.status);
  const hasOpen = states.includes('todo') || states.includes('in-progress');
  return states.includes('done') && (hasOpen || headers.slice(1).some((header) => LEFT.test(header)));
}

const LEFT = anyCase`^(?:remaining|left|open|to go|rest|offen|restant\p{L}*|pendiente\p{L}*|осталось|剩余|残り|남은)`;

interface Stated {
  readonly tasks: number | null;
  readonly effort: Effort | null;
  readonly scope: string;
}

/** `### Backlog: 13 items, 105 story points`: numbers and nothing else behind the name. */
function readNamedSum(text: string, label: string): Stated | null {
  const value = text.slice(label.length).trim();
  const isSum = /^\d+\s+\p{L}+(?:\s*[,;·+&|]\s*~?\d[\d.–-]*\s*\p{L}+(?:\s\p{L}+)?)?$/u.test(value);
  return label !== '' && isSum ? readCountLine(text, label, '') : null;
}

/** `Progress: 87.5% (7 of 8 tasks)`: the share in front says the same. */
const SHARE = /^~?\d{1,3}(?:[.,]\d+)?\s?%(?:\s(?:complete|completed|done))?\s*[(–—-]\s*/iu;

/** `**P1 (High):** 8 tasks, 62 hours`, `Phase 3: 0/17 complete`, `3 of 3 tasks completed`. */
function readCountLine(text: string, label: string, scope: string): Stated | null {
  const value = text.slice(label.length).trim();
  const start = value
    .replace(/^[^\p{L}\d(~]+/u, '')
    .replace(SHARE, '')
    .slice(0, 40);
  const count = COUNT.exec(start);
  // `Gap analysis: 15+ items were found` tells how many, not how many in all.
  const opens = count !== null && count.index <= 2 && !count[0].includes('+');
  const name = label === '' ? scope : scopeOf(label);
  // `Linter: 20 issues` counts what a tool found.
  const isFound = label !== '' && /issue/i.test(count?.[0] ?? '') && !namesGroupWord(name);
  if (opens && !isFound && (label !== '' || /\b(?:of|\/)\s*\d/.test(count[0])))
    return { tasks: Number(count[1]), effort: workEffort(value, false), scope: name };
  if (label !== '' && COUNT.test(label) && /\(\d+ /.test(label)) {
    const effort = workEffort(value, false);
    return { tasks: Number(COUNT.exec(label)?.[1]), effort, scope: scopeOf(label.replace(/\([^()]*\)/, '')) };
  }
  const counts = (PROGRESS.test(text) || ENDS_WITH_NOUN.test(label)) && label !== '' && !GRADE.test(label);
  const fraction = counts && !OF_TESTS.test(start) ? fractionOf(start) : null;
  return fraction === null ? null : { tasks: fraction, effort: null, scope: name };
}

/** `Suite: 12/12 tests pass` counts no work. */
const OF_TESTS = /\d\s+(?:\p{L}+\s+)?(?:tests?|assertions?|checks?)(?!\p{L})/iu;

/** A container or a priority, in any language. */
function namesGroupWord(name: string): boolean {
  return GROUP_WORD.test(name) || findGroupWord(name) !== null;
}

const SUM = anyCase`^[([（]\s*(\d+)\s+(?:in\s+)?(?:total|insgesamt|en total|au total|итого|всего)\s*[)\]）]`;
const NOUN = anyCase`(?<!\p{L})${COUNTED_NOUN}(?!\p{L})`;

/** `(5 tasks)`, and `Issues (9 total)`, where the heading says what is counted. */
function countOf(bracket: string, heading: string): number | null {
  // `(2025 Features)` are those of a year.
  const count =
    COUNT.exec(bracket.replace(/(?<!\d)20\d\d\s/u, ''))?.[1] ??
    (NOUN.test(heading) ? SUM.exec(bracket)?.[1] : undefined);
  return count === undefined ? null : Number(count);
}

/** The second number of `12/14` if the first is no greater. */
function fractionOf(text: string): number | null {
  const match = FRACTION.exec(text);
  if (!match) return null;
  return Number(match[1]) <= Number(match[2]) ? Number(match[2]) : null;
}

/** An amount of work in figures; weeks of a phase are its calendar. */
function workEffort(text: string, ofGroup: boolean): Effort | null {
  if (SPAN.test(text)) return null;
  const found = readEffort(text);
  if (!found || found.effort.unit === 'size' || !/\d|half|½/.test(found.effort.text)) return null;
  if (EACH.test(text.slice(found.to))) return null;
  if (ofGroup && (found.effort.unit === 'w' || found.effort.unit === 'mo')) return null;
  return found.effort;
}

/** `last 30 days`, `5-Minute Target`: a span of time that something else is about. */
const SPAN = anyCase`(?<!\p{L})(?:last|past|within)\s+\d|^[^\p{L}\p{N}]*\d+-(?:minute|hour|day|week|month)\s+\p{L}`;

/** `XS (<1d), S (1-3d), M (1-2w)` explains sizes. */
const SIZES = /(?<!\p{L})S\s*[(=:][^,;]*[,;·|/]\s*\*{0,2}M\s*[(=:]/u;

/** `15-30 min each` is what one of them takes. */
const EACH = anyCase`^\s*(?:each|apiece|je|cada|chacune?|ciascun[oa])(?!\p{L})|^\s*(?:\/\s*|per\s+|pro\s+|por\s+|par\s+)(?!\d|week|day|month|dev|person|engineer|woche|tag|semana|jour)\p{L}`;

const TOTAL_BEFORE_UNIT = /^([^\p{L}\p{N}]*\d[\d.,\s–-]*)total\s+(?:estimated\s+)?/iu;

/** `Total Hours: 40`: the unit stands in the label. */
function bareEffort(value: string, label: string): Effort | null {
  const unit = unitOf(label);
  return unit !== null && /^[\s*_~≈]*\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+)?[\s*_]*(?:\(|$)/.test(value)
    ? tableEffort(value.replace(/^[\s*_]+/, ''), unit)
    : null;
}

function tableEffort(cell: string, unit: Effort['unit'] | null): Effort | null {
  const found = readEffort(cell, unit);
  return found && found.effort.unit !== 'size' && /\d/.test(found.effort.text) ? found.effort : null;
}

const ID_LIST = /\d\s*[,;]\s*\p{L}*[-.#]?\d|^\d+\.\d|^(?:\p{L}+[-.]?|#)\d/u;

function bareCount(cell: string): number | null {
  const count = /^~?(\d+)$/.exec(cell)?.[1];
  return count === undefined ? null : Number(count);
}

/** `9-14` in a column of tasks says which. */
const ID_RANGE = /^\d+\s*[-–—]\s*\d+$/;

function countIn(cells: readonly string[], column: number): number | null {
  const cell = column >= 0 ? (cells[column] ?? '') : '';
  const done = fractionOf(cell);
  if (done !== null) return done;
  const bare =
    (ID_RANGE.test(cell) ? undefined : /^~?(\d+)\b/.exec(cell)?.[1]) ??
    cells
      .slice(1)
      .map((text) => COUNT.exec(text)?.[1])
      .find((text) => text !== undefined);
  return bare === undefined ? null : Number(bare);
}

function unitOf(header: string): Effort['unit'] | null {
  if (/hour|hrs|stunden|horas|heures|часы|工时/i.test(header)) return 'h';
  if (/day|tage|días|jours|дни|人天/i.test(header)) return 'd';
  return /\b(?:points?|sp|puntos|pontos|punkte|punti)\b|故事点|ポイント|포인트/i.test(header) ? 'pt' : null;
}

function scopeOf(text: string): string {
  return text
    .replace(/[:：\s]+$/u, '')
    .replace(/^[\s\p{P}\p{S}]+/u, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** It stands in a legend: its numbers explain how to read others. */
function isExplanation({ leads, headings }: TextPlace): boolean {
  const above = [...leads, ...headings.slice(0, 1).map(({ text }) => text)];
  return above.some((text) => fieldNamed(text) === 'legend');
}
