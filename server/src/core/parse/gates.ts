import type { Fence } from '../markdown/blocks.ts';
import { type Inline, readInlines } from '../markdown/inline.ts';
import type { MarkdownTree } from '../markdown/tree.ts';
import type { Gate, GateAttributes, Group, GroupCriterion, Task } from '../model/document.ts';
import type { SourceText, Span } from '../text/source.ts';
import { lowerBound } from '../text/spans.ts';
import { type Classification, classifyCommands, isCommand, isLoneProgram } from './commands/classify.ts';
import { placeCommands, readComments, splitCommands } from './commands/split.ts';
import { readGateAttributes } from './gateAttributes.ts';
import { type Memory, Remembered, isEqual } from '../remember.ts';
import { type FencePlace, type PartPlaces, type TextPlace, readPlacesByPart } from './places.ts';
import { type Row, innermost, rowsOf } from './units.ts';
import type { DocumentView } from './view.ts';
import { anyCase } from '../text/patterns.ts';

const SHELLS = new Set(
  'bash sh shell zsh fish console terminal shell-session shellsession shellscript powershell pwsh ps1 ps cmd bat batch'.split(
    ' ',
  ),
);

// What a label, step, heading or sentence says over commands that show whether work holds.
const GATE_WORD = anyCase`(?<!\p{L})(?:validat\p{L}*|verif(?!iable)\p{L}*|tests?|tested|testing|check(?:s|ing|list)?|gates?|acceptance|smoke|prüf\p{L}*|überprüf\p{L}*|verifizier\p{L}*|akzeptanz\p{L}*|valid(?:ar|ación|ez)|verificar|verificación|pruebas?|comprobar|vérifi\p{L}*|valider|essais?|valida(?:ção|ções)|weryfik\p{L}*|sprawdz\p{L}*|testów|testy|testes|pengujian|kontroll\p{L}*|критери\p{L}*)(?!\p{L})|провер|тест|验证|驗證|测试|測試|检查|验收|門禁|门禁|検証|テスト|確認|검증|테스트|확인|게이트`;
const CONTRARY_WORD = anyCase`(?<!\p{L})(?:install\p{L}*|setup|set up|set-up|example|usage|configur\p{L}*|prerequisites?|getting started|quick ?start|create (?:the )?(?:issues?|labels?|milestones?)|deploy\p{L}*|(?<!\b(?:after|before|each|every|any|the) )implementation|rollback|instal(?:ar|ación)|installieren|einrichten)(?!\p{L})|安装|配置|示例`;
const RECORD = /\b(?:ran|were run|was run|executed|output|results?|passed|evidence|completed|ausgeführt)\b/i;
// The red step of test-driven work proves nothing about the work; a commit is no proof either.
const EXPECTED_TO_FAIL =
  /\b(?:verify|check|confirm|ensure|see) (?:that )?(?:it|they|the tests?|tests?|this) (?:still )?fails?\b/i;
const WRITES_TESTS = /\b(?:write|add|create|implement|extend)\b[^.:]*\btests?\b/i;
const COMMIT_STEP = /\b(?:commit|push)\b/i;
const CRITERION = anyCase`^(?:[-\s\d.)]*)(?:acceptance(?: criteria)?|success (?:criteria|metrics)|exit criteria|completion criteria|definition of done|done when|verify|verification|validat(?:e|ion)|independent test|checkpoint|gate|验收标准|akzeptanzkriterien|criterios de aceptación|critères d'acceptation|критери\S* \S+|게이트)(?!\p{L})`;
const ACTION = anyCase`^(?:(?:step|schritt|paso|étape|шаг)\s+[\d.]{1,6}\w?\s*[:.—–-]?\s+)?(?:[\w.#-]{1,12}[:.)]?\s+)?(?:\[[^\]]{1,8}\]\s+)*(?:(?:re-?)?run|execute|verify|validate|confirm|check(?! (?:if|whether)\b)|ausführen|prüfen?|ejecutar|verificar|exécuter|lancer|vérifier|запуст\p{L}*|провер\p{L}*|运行|执行|验证|检查|実行|確認|실행|확인)(?![\p{Script=Latin}\p{Script=Cyrillic}])`;

/** `### 2. Build Verification`: the work itself is to check. */
const VERIFIES = /\b(?:verify|verification|validation|smoke tests?)\W*$/i;

/** A box says of a command that it passes, runs it at its end, or is nothing but the command. */
const SAYS_PASSES = anyCase`\x60[^\x60\n]{2,200}\x60\W{0,4}\s(?:(?:all|still|stays?|is|are|тесты|ist|bleibt|sigue|reste)\s)?(?:pass(?:es|ing)?|succeeds?|exits?\s(?:with\s(?:code\s)?)?0|green|clean|pasan?|passam?|passent?|зел[её]н\p{L}*|проход\p{L}*|grün)(?!\p{L})|(?:(?<!\p{L})and|then|[;,—–])\s+(?:re-?)?run\s+\x60|^[\s*]*(?:step\s+[\d.]{1,6}\w?\s*[:.—–-]\s*)?\x60(?=[^\x60]*(?:test|check|lint|verif|valid|tsc|clippy|mypy))[^\x60\n]{2,200}\x60[\s*.]*$`;

const SAYS_FAILS = /`\s{1,4}(?:still\s)?fails?\b/;

// Japanese and Korean say last what is to be done.
const ACTION_LAST =
  /(?:実行|確認|検証)(?:する|します|して.{0,12})?[。.]?$|(?:실행|확인|검증)(?:하기|한다|합니다)?[。.]?$/u;

/** UTF-16 units around a program's name in which a word says that it is run. */
const NEAR = 80;

const LABELLED = /^[^:：`]{1,40}[:：]/;
/** `**Tests:** \`npm test\``: a label whose value begins with the command. */
const TEST_LABEL = anyCase`^[-\s\d.)]*(?:how to (?:verify|test|check|validate)|(?:tests?|checks?|validation|verification|quality) (?:commands?|gates?|checks?)|tests?|checks?|测试|測試|テスト|테스트|тесты?|testy|pruebas|testes|test)\s*[:：]\s*(?:\x60|$)`;
const RUN_LINE = anyCase`^(?:run|execute|command|ausführen|ejecutar|exécuter|запустить|运行|执行|実行|실행)s?\s?[:：]`;

/**
 * Finds the commands that show whether work holds and gives each to the innermost task or group whose
 * extent holds it; the rest belong to the document.
 */
export function attachGates(view: DocumentView): {
  groups: readonly Group[];
  tasks: readonly Task[];
  gates: readonly Gate[];
} {
  const { tree, groups, tasks, criteria } = view;
  const { memory } = tree;
  const lineOf = ({ line }: Task | Group): number => line;
  const taskLines = memory.map('lines of tasks', [], tasks, lineOf);
  const groupLines = memory.map('lines of groups', [], groups, lineOf);
  const titles = memory.derive(
    'titles',
    [taskLines, groupLines],
    () => new Set([...taskLines, ...groupLines]),
    isEqual,
  );
  const spans = memory.keep('spans of criteria', inOrder(criteria), isEqual);
  const found = memory.flatMap('gates', [titles, spans], rowsOf(view), (row) =>
    findOwned(tree, row, titles, spans),
  );
  const owned = memory.derive('gates by owner', [found], () => byOwner(found));
  return {
    groups: withGates(memory, 'groups with gates', groups, owned),
    tasks: withGates(memory, 'tasks with gates', tasks, owned),
    gates: owned.get(null) ?? NONE,
  };
}

function inOrder(criteria: readonly GroupCriterion[]): readonly Span[] {
  return criteria.map(({ span }) => span).sort((a, b) => a.from - b.from);
}

const NONE: readonly Gate[] = [];

function withGates<T extends Task | Group>(
  memory: Memory,
  name: string,
  units: readonly T[],
  owned: ReadonlyMap<string | null, readonly Gate[]>,
): readonly T[] {
  return memory.map(name, [owned], units, (unit) => withOwn(unit, owned.get(unit.key) ?? NONE), Object.is);
}

const knownOwners = new WeakMap<Task | Group, { readonly gates: readonly Gate[]; readonly whole: unknown }>();

/** The same value as before if the unit and its gates are. */
function withOwn<T extends Task | Group>(unit: T, gates: readonly Gate[]): T {
  if (gates.length === 0) return unit;
  const known = knownOwners.get(unit);
  // What was made of a unit is of its type.
  if (known && isEqual(known.gates, gates)) return known.whole as T;
  const whole = { ...unit, gates };
  knownOwners.set(unit, { gates, whole });
  return whole;
}

interface OwnedGate {
  readonly gate: Gate;
  /** Key of the task or group; null: the document. */
  readonly owner: string | null;
}

function byOwner(found: readonly OwnedGate[]): ReadonlyMap<string | null, readonly Gate[]> {
  const owned = new Map<string | null, Gate[]>();
  for (const { gate, owner } of found) {
    const gates = owned.get(owner);
    if (gates) gates.push(gate);
    else owned.set(owner, [gate]);
  }
  return owned;
}

function findOwned(
  tree: MarkdownTree,
  row: Row,
  titles: ReadonlySet<number>,
  criteria: readonly Span[],
): readonly OwnedGate[] {
  const [part, groups, tasks] = row;
  if (!mayHoldGates.read(part, [], () => holdsCode(tree, part))) return [];
  const units = [...groups, ...tasks];
  return findGates(tree, part, units, titles, within(criteria, part)).map((gate) => ({
    gate,
    owner: innermost(units, gate.span.from)?.key ?? null,
  }));
}

/** Why a fence is no gate. */
export type GateRefusal =
  /** Its language is no shell's, or it has none and does not look like commands. */
  | 'no-shell'
  /** Nothing over it says that it checks something, or it is said to set something up. */
  | 'unannounced'
  | 'empty'
  /** The red step of test-driven work. */
  | 'meant-to-fail'
  | 'commit';

/** Why a fence of the document is no gate; null: it is one. */
export function whyNoGate(view: DocumentView, fence: Fence): GateRefusal | null {
  const titles = new Set([...view.tasks, ...view.groups].map((unit) => unit.line));
  const finder = new Finder(view.tree, [...view.groups, ...view.tasks], titles, inOrder(view.criteria));
  const place = readPlacesByPart(view.tree)
    .flatMap(({ places }) => places)
    .find((each) => each.kind === 'fence' && each.fence === fence);
  if (place?.kind !== 'fence') return 'unannounced';
  const gate = finder.judge(place);
  return typeof gate === 'string' ? gate : null;
}

const mayHoldGates = new Remembered<PartPlaces, boolean>();

function holdsCode({ source }: MarkdownTree, { places }: PartPlaces): boolean {
  return places.some((place) => place.kind === 'fence' || source.slice(place.content).includes('`'));
}

/** The criteria that begin in a part. */
function within(criteria: readonly Span[], { part }: PartPlaces): readonly Span[] {
  const at = (offset: number): number => lowerBound(criteria, ({ from }) => from, offset);
  return criteria.slice(at(part.from), at(part.to));
}

const knownGates = new Remembered<PartPlaces, readonly Gate[]>();

function findGates(
  tree: MarkdownTree,
  part: PartPlaces,
  units: readonly (Task | Group)[],
  titles: ReadonlySet<number>,
  criteria: readonly Span[],
): readonly Gate[] {
  const { source } = tree;
  const isTitle = part.above.map(({ from }) => titles.has(source.lineAt(from) + 1));
  // Of a group only its place matters, and that may end with an edit further down.
  const around = units.map((unit) => ('form' in unit ? unit : unit.extent.from));
  const offsets = criteria.flatMap(({ from, to }) => [from, to]);
  return knownGates.read(part, [...around, ...isTitle, ...offsets], () => {
    const finder = new Finder(tree, units, titles, criteria);
    return part.places.flatMap((place) => {
      if (place.kind === 'fence') return finder.fence(place);
      return place.kind === 'heading' ? [] : finder.inline(place);
    });
  });
}

class Finder {
  readonly #tree: MarkdownTree;
  readonly #source: SourceText;
  readonly #units: readonly (Task | Group)[];
  /** 0-based lines of criteria. */
  readonly #criterionLines: ReadonlySet<number>;
  readonly #titles: ReadonlySet<number>;

  /** @param criteria those of groups and of the document. */
  constructor(
    tree: MarkdownTree,
    units: readonly (Task | Group)[],
    titles: ReadonlySet<number>,
    criteria: readonly Span[],
  ) {
    this.#tree = tree;
    this.#source = tree.source;
    this.#units = units;
    this.#criterionLines = criterionLines(tree.source, units, criteria);
    this.#titles = titles;
  }

  fence(place: FencePlace): Gate[] {
    const gate = this.judge(place);
    return typeof gate === 'string' ? [] : [gate];
  }

  judge(place: FencePlace): Gate | GateRefusal {
    const { fence } = place;
    if (!isShell(fence)) return 'no-shell';
    const attributes = this.#attributesBefore(fence);
    const announcement = this.#announcement(place) ?? (attributes === null ? null : '');
    if (announcement === null) return 'unannounced';
    const placed = placeCommands(fence.text, fence.language);
    const commands = placed.map(({ command }) => command);
    if (commands.length === 0) return 'empty';
    if (attributes === null && EXPECTED_TO_FAIL.test(announcement)) return 'meant-to-fail';
    const line = this.#source.lineAt(fence.span.from) + 1;
    const endLine = this.#source.lineAt(fence.span.to) + 1;
    const name = attributes?.name ?? nameOf(announcement, fence, commands);
    const found = this.#isRecord(place) ? RECORDED : classifyCommands(commands);
    const classification = attributes === null ? found : marked(attributes);
    if (attributes === null && classification.class === 'mutating' && COMMIT_STEP.test(announcement))
      return 'commit';
    return {
      line,
      endLine,
      language: fence.language,
      form: 'fence',
      name,
      commands,
      commandLines: placed.map(({ line: at }) => at),
      ...classification,
      text: fence.text,
      span: fence.span,
      attributes,
    };
  }

  /** A comment may stand directly before a fence, with blank lines and marks of a list or quotation between. */
  #attributesBefore(fence: Fence): GateAttributes | null {
    const own = this.#source.lineAt(fence.span.from);
    const { from: start } = this.#source.lineSpan(own);
    if (!EMPTY_LINE.test(this.#source.slice({ from: start, to: fence.span.from }))) return null;
    let line = own - 1;
    const isNear = (each: number): boolean => this.#source.lineStart(each + 1) > start - LONGEST_COMMENT;
    while (line >= 0 && isNear(line) && EMPTY_LINE.test(this.#source.lineText(line))) line--;
    if (line < 0 || !this.#source.lineText(line).trimEnd().endsWith('-->')) return null;
    const { to } = this.#source.lineSpan(line);
    const before = this.#source.slice({ from: Math.max(0, to - LONGEST_COMMENT), to }).trimEnd();
    const comment = before.lastIndexOf('<!--');
    return comment < 0 ? null : readGateAttributes(before.slice(comment));
  }

  /** A comment may stand behind inline code, on its line and before the next code. */
  #attributesBehind(code: Inline): GateAttributes | null {
    const line = this.#source.lineSpan(this.#source.lineAt(code.span.to));
    const [behind = ''] = this.#source.slice({ from: code.span.to, to: line.to }).split('`', 1);
    return readGateAttributes(behind);
  }

  inline(place: TextPlace): Gate[] {
    if (!this.#source.slice(place.content).includes('`')) return [];
    const isGates = this.#holdsInlineGates(place);
    const isInValidateField = validateFieldsOf(this.#source, place.content);
    return codeSpans(readInlines(this.#tree, place.content))
      .filter((code) => isInValidateField(code.span.from) ?? isGates)
      .filter((code) => this.#isWholeCommand(place, code))
      .map((code) => this.#inlineGate(code));
  }

  #inlineGate(code: Inline): Gate {
    const command = this.#source.slice(code.inner).trim();
    const line = this.#source.lineAt(code.span.from) + 1;
    const placed = placeCommands(command, null);
    const commands = placed.map((each) => each.command);
    const attributes = this.#attributesBehind(code);
    return {
      line,
      endLine: this.#source.lineAt(code.span.to) + 1,
      language: null,
      form: 'inline',
      name: attributes?.name ?? command,
      commands,
      commandLines: placed.map((each) => each.line),
      ...(attributes === null ? classifyCommands(commands) : marked(attributes)),
      text: this.#source.slice(code.inner),
      span: code.span,
      attributes,
    };
  }

  #isWholeCommand(place: TextPlace, code: Inline): boolean {
    const command = this.#source.slice(code.inner).trim();
    if (!isCommand(command)) return false;
    if (!isLoneProgram(command)) return true;
    const { from, to } = code.span;
    const before = this.#source.slice({ from: Math.max(place.content.from, from - NEAR), to: from });
    const after = this.#source.slice({ from: to, to: Math.min(place.content.to, to + NEAR) });
    return (
      /(?:run|execute|runs|running)\s*$/i.test(before) ||
      /^\s*(?:pass|succeed|is green|exits|completes|runs)/i.test(after)
    );
  }

  /** A criterion, a validate step, or a box or task that says run, verify or check. */
  #holdsInlineGates(place: TextPlace): boolean {
    if (this.#criterionLines.has(this.#source.lineAt(place.content.from))) return true;
    const own = plain(
      this.#source.slice({ ...place.content, to: Math.min(place.content.to, place.content.from + 120) }),
    );
    if (CRITERION.test(own) && /^[^:：]{0,40}[:：]/.test(own)) return true;
    if (TEST_LABEL.test(this.#source.slice(place.content).slice(0, 60).replace(/[*_]/g, ''))) return true;
    if (place.item !== null && place.leads.some((lead) => CRITERION.test(plain(lead)) && lead.length < 80))
      return true;
    if (place.item !== null && (isVerifyStep(own) || place.leads.some(isVerifyLead))) return true;
    if (place.item === null && RUN_LINE.test(own)) return this.#isValidateStep(place);
    const isTask = this.#titles.has(this.#source.lineAt(place.content.from) + 1);
    const isBox =
      place.item !== null && place.item.box !== null && place.content.from === place.item.content.from;
    if (!isBox && !isTask && !this.#isRow(place)) return false;
    const { from, to } = place.content;
    const beginning = this.#source.slice({ from, to: Math.min(to, from + 400) });
    if (EXPECTED_TO_FAIL.test(own) || SAYS_FAILS.test(beginning)) return false;
    return ACTION.test(own) || ACTION_LAST.test(own) || SAYS_PASSES.test(beginning);
  }

  /** `Run: …` under a step or label that verifies. */
  #isValidateStep(place: TextPlace): boolean {
    const [label] = place.leads;
    if (label === undefined || !GATE_WORD.test(label)) return false;
    return !EXPECTED_TO_FAIL.test(label) && !WRITES_TESTS.test(label);
  }

  #isRow(place: TextPlace): boolean {
    return place.cell !== null && this.#titles.has(this.#source.lineAt(place.content.from) + 1);
  }

  /** The nearest label, step, sentence or heading that makes the place a gate's; null if none does. */
  #announcement(place: FencePlace): string | null {
    const unit = innermost(this.#units, place.fence.span.from);
    const isOwn = ({ from, text }: { from: number; text: string }): boolean =>
      this.#isTitle(from) && !VERIFIES.test(text);
    const headings = place.headings.filter((heading) => heading.level > 1 && !isOwn(heading));
    const inside = unit ? headings.filter((heading) => heading.from >= unit.extent.from) : headings;
    const above = [...place.leads, ...inside.map((heading) => heading.text)];
    for (const text of above) {
      if (GATE_WORD.test(text)) return text;
      if (CONTRARY_WORD.test(text)) return null;
    }
    return null;
  }

  #isTitle(offset: number): boolean {
    return this.#titles.has(this.#source.lineAt(offset) + 1);
  }

  #isRecord(place: FencePlace): boolean {
    const [lead] = place.leads;
    return (
      lead !== undefined && RECORD.test(lead) && !/\brun\b|should|must|expect|once|until|when/i.test(lead)
    );
  }
}

function criterionLines(
  source: SourceText,
  units: readonly (Task | Group)[],
  others: readonly Span[],
): Set<number> {
  const lines = new Set<number>();
  const ofTasks = units
    .flatMap((unit) => ('form' in unit ? unit.items : []))
    .flatMap(({ role, span }) => (role === 'criterion' ? [span] : []));
  for (const { from, to } of [...ofTasks, ...others])
    for (let line = source.lineAt(from); line <= source.lineAt(to); line++) lines.add(line);
  return lines;
}

const RECORDED: Classification = { class: 'example', reason: 'a record of commands that were run' };

/** Whoever marks a gate knows what it does. */
function marked({ class: chosen = 'check' }: GateAttributes): Classification {
  return { class: chosen, reason: 'a comment says so' };
}

/** Nothing but blanks and marks of a quotation. */
const EMPTY_LINE = /^[ \t>]*$/;

/** UTF-16 units. */
const LONGEST_COMMENT = 2000;

function isShell(fence: Fence): boolean {
  if (fence.language !== null) return SHELLS.has(fence.language);
  const commands = splitCommands(fence.text, null);
  return commands.length > 0 && commands.every((command) => isCommand(command.split('\n')[0] ?? ''));
}

/** `2. **Test:** Run X and confirm`: a step whose label verifies and whose sentence says to run something. */
function isVerifyStep(own: string): boolean {
  const [, label = '', sentence = ''] = /^([^:：]{1,40})[:：]\s*(.*)$/s.exec(own) ?? [];
  return GATE_WORD.test(label) && ACTION.test(sentence) && !EXPECTED_TO_FAIL.test(own);
}

/** `Run the local gate before each push:` over the commands. */
function isVerifyLead(lead: string): boolean {
  if (!/[:：]\s*$/u.test(lead) || lead.length > 80 || EXPECTED_TO_FAIL.test(lead)) return false;
  return ACTION.test(lead) && GATE_WORD.test(lead);
}

/** Its label, a single comment at its top, its heading, or its first command. */
function nameOf(announcement: string, fence: Fence, commands: readonly string[]): string {
  const label = plain(announcement)
    .replace(/[:：]\s*$/, '')
    .replace(/^(?:\d+[.)]\s+)/, '');
  if (label !== '' && label.length <= 60) return label;
  const [comment, ...others] = readComments(fence.text);
  if (comment !== undefined && others.length === 0) return comment;
  return commands[0] ?? label;
}

/**
 * Fields may follow each other in one paragraph. Tells what the label says that is nearest above an offset and below the
 * first line: whether its field is about validating; undefined if there is none. Offsets must be asked in their order.
 */
function validateFieldsOf(source: SourceText, content: Span): (offset: number) => boolean | undefined {
  let line = source.lineAt(content.from) + 1;
  let above: string | undefined;
  const labelIn = (span: Span): string | undefined => {
    const text = plain(source.slice(span));
    return LABELLED.test(text) ? text : undefined;
  };
  return (offset) => {
    const own = source.lineAt(offset);
    for (; line < own; line++) above = labelIn(source.lineSpan(line)) ?? above;
    const label = (line === own ? labelIn({ from: source.lineStart(own), to: offset }) : undefined) ?? above;
    return label === undefined ? undefined : CRITERION.test(label) || TEST_LABEL.test(label);
  };
}

function codeSpans(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) => (inline.kind === 'code' ? [inline] : codeSpans(inline.children)));
}

function plain(text: string): string {
  return text.replace(/[*_`]/g, '').trim();
}
