import type { List, ListItem } from '../../markdown/blocks.ts';
import type { Status } from '../../model/document.ts';
import type { Span } from '../../text/source.ts';
import type { ItemRefusal } from '../decisions.ts';
import { type ParseContext, RememberedPieces, type TaskDraft } from '../drafts.ts';
import { cleanTitle, type Headline, readHeadline } from '../headline.ts';
import { CAPITALS, COMMON_WORDS, type FoundId, PLAN, REQUIREMENT, findGroupWord } from '../ids.ts';
import { readItemBody } from '../items.ts';
import { AMBIGUOUS_SIGNS, type Mark, decorationLength, findMarks } from '../marks.ts';
import { type Field, readFieldLines, readItemLabel, readLabelsBelow } from '../fields.ts';
import {
  type PlaceStatus,
  type ReadStatus,
  readEffortField,
  readStatusField,
  readTextField,
  taskField,
} from '../properties.ts';
import { type FoundStatus, findStatusMark, statusOfBox } from '../status.ts';
import { type PlainText, readPlainText, sourceSpan } from '../text.ts';
import { compile } from '../../text/patterns.ts';
import { type FieldName, TASK_WORDS, anyOf } from '../vocabulary/index.ts';

/** What the place of a list says about its items. */
export interface ListPlace {
  /** Items with a leading ✅ are finished work here, not a list of features. */
  readonly saysDone: boolean;
  /** The list stands below a label, which may say what else its items are. */
  readonly isLabelled: boolean;
  /** Headings above name a container of work or what is to be done: numbered steps that are all marked are ticked off. */
  readonly plansWork: boolean;
  /** The heading itself names a container of work: what its list enumerates is that work. */
  readonly opensContainer: boolean;
  readonly secondary: boolean;
  /** Key of the id in the label above the list. */
  readonly below: string | null;
}

/**
 * The tasks of a list: items with a box, an id or a leading status mark, and what is nested in others. Of a long
 * list, only the pieces that changed are read again.
 * @param isOwn items that it leaves out are labels of the list.
 */
export function readListTasks(
  context: ParseContext,
  list: List,
  place: ListPlace,
  isOwn?: (item: ListItem) => boolean,
): readonly TaskDraft[] {
  const pieces = (list.pieces ?? [list]).map((piece) => readPiece(context, piece, isOwn));
  const facts = listFacts(pieces, list.ordered, place);
  const found = pieces.map((piece) => readPieceTasks(context, piece, place, facts));
  const [first = [], ...others] = found;
  return others.length === 0 ? first : first.concat(...others);
}

/** The items of a list or of a piece of one, and what they say together. */
interface ReadPiece extends PieceFacts {
  readonly heads: readonly Head[];
}

const knownPieces = new RememberedPieces<List, ReadPiece>();

function readPiece(
  context: ParseContext,
  list: List,
  isOwn: ((item: ListItem) => boolean) | undefined,
): ReadPiece {
  const items = isOwn ? list.items.filter(isOwn) : list.items;
  return knownPieces.read(context, list, [items.length], () => {
    const heads = items.map((item) => readHead(context, item));
    return { heads, ...pieceFacts(heads, context) };
  });
}

interface PieceTasks {
  readonly tasks: readonly TaskDraft[];
  /** Those that are nested in no other. */
  readonly roots: readonly TaskDraft[];
}

const knownPieceTasks = new RememberedPieces<ReadPiece, PieceTasks>();

function readPieceTasks(
  context: ParseContext,
  piece: ReadPiece,
  place: ListPlace,
  facts: ListFacts,
): readonly TaskDraft[] {
  const needs = [
    place.saysDone,
    place.isLabelled,
    place.secondary,
    place.below,
    facts.isDecorated,
    facts.hasOpenMarks,
    facts.saysDone,
    facts.dottedIds > 1,
    facts.sequential,
    facts.issueLinks,
    facts.countsCodes,
    facts.countsLevels,
    facts.listsCodes,
    facts.opensWithStates,
    facts.namesWork,
    facts.numbersWork,
  ];
  const { tasks, roots } = knownPieceTasks.read(context, piece, needs, () => {
    const found = piece.heads.flatMap((head) => readHeadTasks(context, head, place, facts));
    return { tasks: found, roots: found.filter(({ parent }) => parent === null) };
  });
  // Whoever takes them in becomes their parent, this time too.
  for (const root of roots) root.parent = null;
  return tasks;
}

function readHeadTasks(
  context: ParseContext,
  head: Head,
  place: ListPlace,
  facts: ListFacts,
): readonly TaskDraft[] {
  const refusal = whyNoTask(context, head, facts);
  context.decisions?.items.set(head.item, refusal ? { kind: 'refused', refusal } : { kind: 'task' });
  if (refusal === null)
    return readTaskOnce(context, head, place, facts.sequential || facts.countsCodes || facts.listsCodes);
  return head.item.children.flatMap((child) =>
    child.kind === 'list' ? readListTasks(context, child, place) : [],
  );
}

interface Head {
  readonly item: ListItem;
  readonly headline: Headline;
  readonly id: FoundId | null;
  /** A mark at the very start that claims a status. */
  readonly mark: FoundStatus | null;
  /** A word in capitals at its very start that claims a status, `DONE - Dig`. */
  readonly state: Status | null;
  /** Labelled lines below its first. */
  readonly fields: readonly Field[];
  /** It begins with a picture that says nothing about a state. */
  readonly isDecorated: boolean;
}

/** An item's id and the text that it stands in. */
interface Opening extends Pick<Head, 'id'> {
  readonly headline: Pick<Headline, 'text'>;
}

const knownHeads = new RememberedPieces<ListItem, Head>();

function readHead(context: ParseContext, item: ListItem): Head {
  return knownHeads.read(context, item, [], () => findHead(context, item));
}

function findHead(context: ParseContext, item: ListItem): Head {
  const own = readOwnLines(context, item);
  const headline = readHeadline(readPlainText(context.tree, own.words), context.legend, false);
  const text = headline.text.text;
  const decoration = text.slice(0, decorationLength(text));
  const lead = findMarks(decoration).at(0);
  // `✅` in code is what a program prints.
  const isPrinted =
    lead &&
    headline.text.marked.some(({ kind, from, to }) => kind === 'code' && from <= lead.from && to >= lead.to);
  const isState = lead && !isPrinted && !AMBIGUOUS_SIGNS.has(lead.sign);
  const mark = isState && opensWith(headline, lead, decoration, context) ? headline.status : null;
  return {
    item,
    headline,
    id: headline.id,
    mark,
    state: leadingState(headline),
    fields: own.fields,
    isDecorated: PICTURE.test(text),
  };
}

function leadingState({ status, text: { text } }: Headline): Status | null {
  if (status?.kind !== 'word' || status.from !== decorationLength(text)) return null;
  return /\p{Ll}/u.test(text.slice(status.from, status.to)) ? null : status.status;
}

/**
 * The mark at the start is the item's state, or a word behind says so, too: `🔄 Caches (in progress)`. `✅ Done`
 * explains a mark, and a ✅ before work that waits is no state.
 */
function opensWith(
  { status, text }: Headline,
  lead: Mark,
  decoration: string,
  { legend }: ParseContext,
): boolean {
  if (status?.kind === 'mark') return status.from === lead.from;
  const found = findStatusMark(decoration, legend, true);
  if (status?.kind !== 'word' || found?.from !== lead.from) return false;
  if (found.status === 'done' && status.status !== 'done') return false;
  return /\p{L}/u.test(text.text.slice(0, status.from) + text.text.slice(status.to));
}

/** An item's own words, and the labelled lines that follow them in the same paragraph. */
function readOwnLines(context: ParseContext, item: ListItem): { words: Span; fields: readonly Field[] } {
  const { source } = context.tree;
  const firstLine = source.lineSpan(source.lineAt(item.content.from));
  if (item.content.to <= firstLine.to) return { words: item.content, fields: [] };
  const fields = readFieldLines(context.tree, item.content).fields.filter(
    ({ name, at }) => name !== null && at > firstLine.to,
  );
  const end = Math.min(
    ...[fields[0], readLabelsBelow(context.tree, item)[0]].map((field) => field?.at ?? item.content.to),
  );
  return { words: { from: item.content.from, to: end }, fields };
}

interface ListFacts {
  /** Items begin with pictures of all kinds: a mark among them is one more picture. */
  readonly isDecorated: boolean;
  readonly hasOpenMarks: boolean;
  readonly saysDone: boolean;
  readonly dottedIds: number;
  readonly sequential: boolean;
  /** All items are links to issues. */
  readonly issueLinks: boolean;
  /** `A1 Dig`, `A2 Glaze`: all items begin with codes of the same letters that count up. */
  readonly countsCodes: boolean;
  /** `1.1 Dig`, `1.2 Glaze` below a container: all items begin with numbers of two levels that count up from one. */
  readonly countsLevels: boolean;
  /** `UI-004 …`, `FLOW-001 …`: all items begin with codes of one form, in a document that has more of their kind. */
  readonly listsCodes: boolean;
  /** `DONE - Dig`, `DONE - Level`, `OPEN - Glaze`: all items begin with a state, which an explanation of states names once. */
  readonly opensWithStates: boolean;
  /** `Story 2.1: …`, `Story 2.2: …` or `Story 4: …`, `Story 5: …`: all items begin with a kind word and a number of their own. */
  readonly namesWork: boolean;
  /** `101: …`, `102: …`: all items begin with numbers that count up and are too long to be ordinals. */
  readonly numbersWork: boolean;
}

/** What the items of a piece say about the whole list. */
interface PieceFacts extends Pick<ListFacts, 'isDecorated' | 'hasOpenMarks' | 'dottedIds' | 'issueLinks'> {
  readonly allMarked: boolean;
  /** The states in capitals that its items begin with; null for an item without one. */
  readonly states: readonly (Status | null)[];
  readonly allNamed: boolean;
  /** `101: …`: all begin with a number too long to be an ordinal. */
  readonly allNumbered: boolean;
  readonly allCoded: boolean;
  /** The bare numbers that its items begin with, if they count up; NaN at the ends that have none. */
  readonly counted: Counted | null;
  /** The same for those behind a kind word: `Story 4: …`. */
  readonly countedNames: Counted | null;
  /** The same for codes. */
  readonly countedCodes: (Counted & { readonly prefix: string }) | null;
  /** The same for numbers of two levels. */
  readonly countedLevels: (Counted & { readonly prefix: string }) | null;
}

interface Counted {
  readonly first: number;
  readonly last: number;
}

function pieceFacts(heads: readonly Head[], { prefixes }: ParseContext): PieceFacts {
  return {
    isDecorated: heads.some((head) => head.isDecorated),
    hasOpenMarks: heads.some(({ item, mark }) => item.box || (mark !== null && mark.status !== 'done')),
    allMarked: heads.every((head) => head.mark !== null),
    states: heads.map(({ state }) => state),
    allNamed: heads.every(({ id }) => id?.kind === 'word' && id.separated && id.id.includes('.')),
    countedNames: countedBy(heads.map(numberOfName)),
    allNumbered: heads.every(({ id }) => id?.kind === 'number' && id.separated && NUMBERED.test(id.id)),
    allCoded: prefixes.size > 0 && heads.length > 0 && heads.every(isLongCode),
    dottedIds: heads.filter((head) => head.id?.kind === 'number' && head.id.id.includes('.')).length,
    counted: countedBy(heads.map(numberOf)),
    countedCodes: codesCountedBy(heads),
    countedLevels: countedBehind(heads, ({ id }) => (id?.kind === 'number' ? LEVELS.exec(id.id) : null)),
    issueLinks: heads.every(isIssueLink),
  };
}

function listFacts(pieces: readonly ReadPiece[], isOrdered: boolean, place: ListPlace): ListFacts {
  const enumeratesWork = place.opensContainer && !place.isLabelled;
  const isSequential = isSequence(pieces, ({ counted }) => counted);
  const mayOpenWithStates = enumeratesWork || !(place.plansWork || place.isLabelled);
  return {
    isDecorated: pieces.some((piece) => piece.isDecorated),
    hasOpenMarks: pieces.some((piece) => piece.hasOpenMarks),
    // Bullets may only be decorated, and so may what is numbered elsewhere.
    saysDone:
      place.saysDone ||
      (isOrdered && place.plansWork && !place.isLabelled && pieces.every((piece) => piece.allMarked)),
    dottedIds: pieces.reduce((sum, piece) => sum + piece.dottedIds, 0),
    sequential: isSequential,
    countsCodes: isSequence(pieces, ({ countedCodes }) => countedCodes),
    countsLevels:
      place.opensContainer &&
      !isOrdered &&
      pieces[0]?.countedLevels?.first === 1 &&
      isSequence(pieces, ({ countedLevels }) => countedLevels),
    listsCodes: pieces.every(({ allCoded }) => allCoded),
    issueLinks: pieces.every((piece) => piece.issueLinks),
    opensWithStates: mayOpenWithStates && repeatsStates(pieces.flatMap(({ states }) => states)),
    namesWork:
      enumeratesWork &&
      ((pieces.every(({ allNamed }) => allNamed) &&
        pieces.reduce((sum, { heads }) => sum + heads.length, 0) > 1) ||
        isSequence(pieces, ({ countedNames }) => countedNames)),
    numbersWork:
      enumeratesWork && !isOrdered && isSequential && pieces.every(({ allNumbered }) => allNumbered),
  };
}

function repeatsStates(states: readonly (Status | null)[]): boolean {
  return !states.includes(null) && new Set(states).size < states.length;
}

/** A pictograph at the start that says nothing about a state in any plan. */
const PICTURE = /^[🛑📖📚💾🚫💬🚪👀🧠💡🔍🔎📌📍🎉✨🌟⭐👥👤🏗🧪🧩🎨🎭🤝📣📢🗣✋☝👉]/u;

/** `1 Foundation`, `2 Backend`: bare numbers are ids if they count up through the list. */
function isSequence(
  pieces: readonly ReadPiece[],
  countOf: (piece: ReadPiece) => (Counted & { readonly prefix?: string }) | null,
): boolean {
  const filled = pieces.filter(({ heads }) => heads.length > 0);
  const counts = filled.map(countOf);
  return (
    filled.reduce((sum, { heads }) => sum + heads.length, 0) > 1 &&
    counts.every((counted, index) => {
      const before = index === 0 ? undefined : counts[index - 1];
      if (counted === null || before === undefined) return counted !== null;
      return counted.prefix === before?.prefix && counted.first === (before?.last ?? NaN) + 1;
    })
  );
}

function numberOf({ id }: Head): number {
  return id?.kind === 'number' ? Number(id.id) : Number.NaN;
}

/** `Goal 3` and `Problem 3` are as often what the work is for. */
function numberOfName({ id }: Head): number {
  return id?.kind === 'word' && id.separated && !COMMON_WORDS.has(id.word ?? '') ? Number(id.id) : Number.NaN;
}

const NUMBERED = /^\d{3,}$/;

function isLongCode({ id }: Head): boolean {
  return id?.kind === 'code' && LONG_CODE.test(id.id) && !REQUIREMENT.test(id.id);
}

const LONG_CODE = new RegExp(String.raw`^[${CAPITALS}]+[-_]\d{2,}$`);

function countedBy(numbers: readonly number[]): Counted | null {
  const isCounted = numbers.every(
    (value, index) => index === 0 || value === (numbers[index - 1] ?? Number.NaN) + 1,
  );
  return isCounted ? { first: numbers[0] ?? Number.NaN, last: numbers.at(-1) ?? Number.NaN } : null;
}

// `M1` to `M4` are milestones.
const SHORT_CODE = /^(?!M\d)([A-Z]+)(\d+)$/;

function codesCountedBy(heads: readonly Head[]): PieceFacts['countedCodes'] {
  return countedBehind(heads, ({ id }) =>
    id?.kind === 'code' && !REQUIREMENT.test(id.id) ? SHORT_CODE.exec(id.id) : null,
  );
}

const LEVELS = /^(\d+\.)(\d+)$/;

/** What stands before the numbers is the same. @param partsOf what stands before the number of an item, and the number. */
function countedBehind(
  heads: readonly Head[],
  partsOf: (head: Head) => RegExpExecArray | null,
): (Counted & { readonly prefix: string }) | null {
  const parts = heads.map(partsOf);
  const prefix = parts[0]?.[1];
  if (prefix === undefined || parts.some((part) => part?.[1] !== prefix)) return null;
  const counted = countedBy(parts.map((part) => Number(part?.[2])));
  return counted && { ...counted, prefix };
}

/** Null: it is a task. */
function whyNoTask(context: ParseContext, head: Head, facts: ListFacts): ItemRefusal | null {
  if (head.item.content.to <= head.item.content.from) return 'empty';
  if (head.item.box) return DEFINES.test(head.headline.text.text) ? 'legend' : null;
  if (head.mark && (facts.isDecorated || EXPLAINS.test(head.headline.text.text))) return 'decoration';
  if (head.mark)
    return head.mark.status !== 'done' || facts.hasOpenMarks || facts.saysDone ? null : 'decoration';
  const id = head.id;
  if (hasTaskFields(context, head) || (facts.opensWithStates && head.state !== null)) return null;
  const behind = id && head.headline.text.text.slice(id.end);
  if (behind && (ONLY_IDS.test(behind) || WAITS.test(behind))) return 'mention';
  if (!id) return 'no-mark';
  if (head.headline.text.marked[0]?.kind === 'link')
    return facts.issueLinks && id.kind === 'hash' ? null : 'link';
  switch (id.kind) {
    case 'own':
      return null;
    case 'hash':
      return isOwnHash(head) ? null : 'mention';
    case 'code':
      return facts.countsCodes || facts.listsCodes || isOwnCode(context, head, id) || hasOwnState(head, id)
        ? null
        : 'lone-code';
    case 'number':
      return facts.numbersWork ||
        facts.countsLevels ||
        (id.id.includes('.') && id.separated && facts.dottedIds > 1)
        ? null
        : 'number';
    case 'word':
      return facts.namesWork || (id.id.includes('.') && isOwnWord(head.headline.text, id)) ? null : 'mention';
  }
}

/** `☐ = still to do` says what the mark means. */
const EXPLAINS = /^\P{L}{1,4}=\s/u;

/** `[x] = tried out` says what the box means. */
const DEFINES = /^[=＝]\s/u;

/** `J1: T-01, T-02, T-05`: nothing but the ids of others. */
const ONLY_IDS = /^(?:#?\p{Lu}*\d*[-.]?\p{Lu}*[-.]?\d+(?:\.\d+)*\p{Ll}?(?:\s*[,;+/&–-]\s*|\s+|\.?$))+$/u;

/** `T-03, T-04 depend on T-01`: what waits for what. */
const WAITS = /^[^\p{Ll}]{0,60}(?:depends? on|waits? for|blocks?|(?:is|are) blocked by)\s/u;

/** Labelled lines below an item that say more of it than one of them alone would: how long, who, which files. */
function hasTaskFields(context: ParseContext, { item, fields, headline }: Head): boolean {
  // `Each entry has to say:` speaks of other items.
  if (/[:：]\s*$/u.test(headline.text.text)) return false;
  const below = item.children.flatMap((child) =>
    child.kind === 'list' ? child.items.map((nested) => readItemLabel(context.tree, nested)) : [],
  );
  const names = new Set([...fields, ...below].flatMap((field) => (field ? (taskField(field) ?? []) : [])));
  const found = [...names].filter((name) => ITEM_FIELDS.has(name));
  return found.length > 1 && found.some((name) => name !== 'files' && name !== 'labels');
}

const ITEM_FIELDS: ReadonlySet<FieldName> = new Set<FieldName>([
  'status',
  'effort',
  'dependsOn',
  'branch',
  'assignee',
  'priority',
  'labels',
  'files',
  'criteria',
]);

/** `[#12 Export](https://…)`: a list of links that each begin with an issue's number is a list of issues. */
function isIssueLink({ id, headline }: Head): boolean {
  const [first] = headline.text.marked;
  return id?.kind === 'hash' && first?.kind === 'link' && first.from <= id.span.from && first.to > id.end;
}

/** `- **Task 2.1:** Title`: the bold text opens with the id and ends with its colon. */
export function isOwnWord({ text, marked }: PlainText, id: FoundId): boolean {
  if (id.kind !== 'word' || !id.separated) return false;
  return marked.some(({ kind, from, to }) => {
    if (kind !== 'strong' || from > id.span.from || to < id.span.to) return false;
    return /^[\s:：.]*$/u.test(text.slice(id.span.to, to));
  });
}

/** `- **#12** — Title`: an issue number stands out as the item's own; `- #12 broke this` only mentions one. */
function isOwnHash({ id, headline }: Opening): boolean {
  if (id?.kind !== 'hash' || !id.separated) return false;
  return headline.text.marked.some(
    ({ kind, from, to }) => kind === 'strong' && from <= id.span.from && to >= id.span.to,
  );
}

/** `- **M3 — Search** ⬜`: the bold name begins with the code, and the item says how far it is. */
function hasOwnState({ headline }: Head, id: FoundId): boolean {
  const [bold] = headline.text.marked;
  if (headline.status === null || !id.separated || REQUIREMENT.test(id.id)) return false;
  return bold?.kind === 'strong' && bold.from <= id.span.from && bold.to >= id.span.to;
}

/** A code that the document uses more than once, or one in brackets over fields of its own. */
function isOwnCode(context: ParseContext, head: Head, id: FoundId): boolean {
  if (REQUIREMENT.test(id.id)) return false;
  if (context.prefixes.has(idPrefix(id.id)))
    return id.separated || /[-_]|\d{3}|^[A-UW-Z]+\d+\.\d/.test(id.id);
  if (head.headline.text.text[id.span.from - 1] !== '[') return false;
  return (
    head.headline.status !== null ||
    head.fields.length > 0 ||
    head.item.children.some(
      (child) =>
        child.kind === 'list' && child.items.some((item) => readItemLabel(context.tree, item)?.name != null),
    )
  );
}

/** `- [x] T003 Title`: it can be nothing but a task, whatever the list is about. */
export function hasBoxAndId(context: ParseContext, item: ListItem): boolean {
  if (item.box === null) return false;
  const head = readHead(context, item);
  if (head.id?.kind === 'own' || head.id?.word === PLAN) return true;
  return head.id?.kind === 'code' && isOwnCode(context, head, head.id);
}

/** The letters that ids of one kind share: `T` of T001, `CN` of CN-07-A. */
export function idPrefix(id: string): string {
  return PREFIX.exec(id)?.[0] ?? '';
}

const PREFIX = new RegExp(`^[${CAPITALS}]+(?:[-_][${CAPITALS}]+)*`);

/** An id that stands before an item's text as its own, not a count or the name of something. */
export function ownItemId(
  context: ParseContext,
  head: Opening & Pick<Head, 'item'>,
  sequential: boolean,
): FoundId | null {
  const { id, item, headline } = head;
  if (!id) return null;
  switch (id.kind) {
    case 'own':
    case 'word':
      return id;
    case 'hash':
      return item.box || isOwnHash(head) || headline.text.marked[0]?.kind === 'link' ? id : null;
    case 'code':
      return id.separated ||
        sequential ||
        context.prefixes.has(idPrefix(id.id)) ||
        isPadded(id.id) ||
        headline.text.marked.some(
          ({ kind, from, to }) => kind === 'strong' && from === id.span.from && to === id.span.to,
        )
        ? id
        : null;
    case 'number':
      return id.separated || id.id.includes('.') || sequential ? id : null;
  }
}

function isPadded(id: string): boolean {
  return /^[A-Z]\d{3,}[a-zA-Z]?$/.test(id);
}

/** Nested items with an id of their own are tasks; an ordinal is no id there. */
function isNestedTask(context: ParseContext, item: ListItem): boolean {
  const head = readHead(context, item);
  const id = ownItemId(context, head, false);
  if (!id) return false;
  if (id.kind === 'number') return item.box !== null && id.id.includes('.');
  return item.box !== null && id.kind !== 'hash';
}

const knownTasks = new RememberedPieces<Head, readonly TaskDraft[]>();

/** The task of an item and those nested in it, the same values as before if the item is. */
function readTaskOnce(
  context: ParseContext,
  head: Head,
  place: ListPlace,
  sequential: boolean,
): readonly TaskDraft[] {
  const needs = [place.secondary, place.below, sequential];
  const tasks = knownTasks.read(context, head, needs, () => readTask(context, head, place, sequential));
  // Whoever takes it in becomes its parent, this time too.
  const [task] = tasks;
  if (task) task.parent = null;
  return tasks;
}

function readTask(context: ParseContext, head: Head, place: ListPlace, sequential: boolean): TaskDraft[] {
  const { item, headline } = head;
  const { source } = context.tree;
  const below = readItemBody(context, item, (nested) => isNestedTask(context, nested));
  const ownFields = head.fields.map((field) => ({ ...field, list: [], fence: null }));
  const body = { ...below, fields: [...ownFields, ...below.fields] };
  const found = ownItemId(context, head, sequential);
  const { own, other } = readClaims(context, head, body.fields);
  const task: TaskDraft = {
    type: 'task',
    form: 'item',
    id: found?.id ?? null,
    found,
    aliases: found ? headline.aliases : [],
    groupId: separatedGroup(headline.text.text),
    title: found ? headline.title : withoutKind(titleWithoutId(headline)),
    line: source.lineAt(item.span.from) + 1,
    nameSpan: sourceSpan(headline.text, headline.name),
    idSpan: found ? sourceSpan(headline.text, found.span) : null,
    extent: item.span,
    status: own?.status ?? null,
    statusClaim: own?.claim ?? null,
    otherStatus: other,
    effort: readEffortField(body.fields) ?? headline.effort,
    priority: readTextField(body.fields, 'priority') ?? headline.priority,
    body,
    values: {},
    parent: null,
    secondary: place.secondary,
    below: place.below,
    weight: item.box ? 2 : found ? 0.5 : 2,
  };
  const nested = body.nested.flatMap((child) => readTask(context, readHead(context, child), place, false));
  for (const child of nested) child.parent ??= task;
  return [task, ...nested];
}

/** `GPT-4 support`, `3 retries`: what looked like an id is a part of the title where it is none. */
function titleWithoutId({ id, text, title, titleTo }: Headline): string {
  return id ? cleanTitle(text.text.slice(id.span.from, titleTo)) : title;
}

/** `Task: Draw the plan` */
function withoutKind(title: string): string {
  return TASK_WORD.exec(title)?.[1] ?? title;
}

const TASK_WORD = compile(`^${anyOf(TASK_WORDS)}\\s*[:：]\\s*(\\S.*)$`, 'is');

/** A box says done or open; a word or mark beside an open one may say more. */
function readClaims(context: ParseContext, head: Head, fields: TaskDraft['body']['fields']): PlaceStatus {
  const { item, headline } = head;
  const edge = headline.status;
  const words = edge && {
    status: edge.status,
    claim: { kind: edge.kind, span: sourceSpan(headline.text, edge) },
  };
  const field = readStatusField(fields, context.legend);
  if (!item.box) return { own: words ?? field, other: words && field };
  const status = statusOfBox(item.box.state, context.legend);
  const box: ReadStatus = { status, claim: { kind: 'box', span: item.box.mark } };
  if (status !== 'todo') return { own: box, other: words ?? field };
  const refined = [words, field].find((claim) => claim !== null && REFINES.has(claim.status));
  return refined ? { own: refined, other: null } : { own: box, other: words ?? field };
}

/** `Phase 0. Make …`: the name of a container at the start of an item. */
function separatedGroup(text: string): string | null {
  const group = findGroupWord(text, decorationLength(text));
  return group?.separated ? group.id : null;
}

const REFINES: ReadonlySet<string> = new Set([
  'in-progress',
  'in-review',
  'blocked',
  'deferred',
  'cancelled',
]);
