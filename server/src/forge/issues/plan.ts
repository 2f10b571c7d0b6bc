import type { IssueItem, IssueSource } from '../../core/issues/source.ts';
import { statusWord } from '../../core/model/status.ts';
import type { IssueChange, IssueDetails, Label, Milestone } from '../issueForge.ts';
import { Columns, planBoard, withoutColumn, type BoardStep, type Carded } from './board.ts';
import { issueText, issueTitle, type IssuePlace, type IssueRelatives, type RelatedIssue } from './body.ts';
import { labelColor } from './colors.ts';
import {
  boxesOf,
  boxLines,
  comparable,
  digest,
  readBody,
  textDigest,
  withBoxes,
  writeBody,
  type IssueMarker,
  type MarkedBody,
} from './marker.ts';
import { matchIssues, type Match, type Matches } from './match.ts';
import { planMilestones, type MilestoneStep } from './milestones.ts';
import { hasRelation, type ForgeState, type WantedRelation } from './state.ts';

export interface PlanInput {
  readonly source: IssueSource;
  readonly state: ForgeState;
  readonly place: IssuePlace;
  /** The day on which week 1 begins, `2026-01-05`; null: milestones of weeks have no date. */
  readonly start: string | null;
  /** Keys of the items that are wanted; null: all. */
  readonly only: ReadonlySet<string> | null;
  /** Paths that the roadmap had before. */
  readonly formerPaths: readonly string[];
  /** Titles of milestones that the forge did not accept: issues are made without them until it does. */
  readonly withoutMilestones?: ReadonlySet<string>;
}

/** What making a forge's issues true to a roadmap would do. Nothing has been sent. */
export interface IssuePlan {
  readonly labels: readonly LabelStep[];
  readonly milestones: readonly MilestoneStep[];
  /** In the order of the roadmap. */
  readonly issues: readonly IssueStep[];
  /** Relations that are missing between issues that there are; others follow from `issues`. */
  readonly relations: readonly RelationStep[];
  /** Null where the project names no board. */
  readonly board: { readonly title: string; readonly steps: readonly BoardStep[] } | null;
  /** Issues of this roadmap whose task is gone: they stay. */
  readonly left: readonly IssueDetails[];
  /** What could not be taken over, as sentences. */
  readonly notes: readonly string[];
}

/** What happens to a thing, and why, as a phrase for people. */
export type StepKind = 'create' | 'update' | 'none' | 'conflict';

export interface LabelStep {
  readonly kind: 'create' | 'none';
  readonly label: Label;
}

export interface IssueStep {
  readonly kind: StepKind;
  /** What is to be done, or why nothing is; a sentence without its full stop. */
  readonly reason: string;
  readonly item: IssueItem;
  /** The issue that there is; null where it is to be made, or where the task needs none. */
  readonly issue: IssueDetails | null;
  /** Everything that a new issue is made of; null where there is one, or none is needed. */
  readonly content: IssueContent | null;
  /** What changes of an issue that there is; its milestone by title. */
  readonly change: IssueContentChange | null;
  /** What people changed on the forge and is left alone, as sentences. */
  readonly conflicts: readonly string[];
}

export interface IssueContent {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Title of a milestone. */
  readonly milestone: string | null;
  readonly assignees: readonly string[];
}

export type IssueContentChange = Omit<IssueChange, 'milestone'> & { readonly milestone?: string | null };

export interface RelationStep extends WantedRelation {
  readonly reason: string;
}

/** Pure: the same input makes the same plan. */
export function planIssues(input: PlanInput): IssuePlan {
  const planner = new Planner(input);
  const issues = input.source.items.map((item) => planner.step(item));
  const active = issues.filter(({ kind }) => kind === 'create' || kind === 'update');
  const milestones = planMilestones(input, usedMilestones(input, active));
  return {
    labels: planLabels(input, active),
    milestones,
    issues,
    relations: planner.relations(),
    board: planner.board(issues),
    left: planner.matches.left,
    notes: planner.notes(issues),
  };
}

/** Relations between issues that are there already; the forge is asked about them before planning anew. */
export function wantedRelations(input: PlanInput): readonly WantedRelation[] {
  return new Planner(input).wanted();
}

class Planner {
  readonly matches: Matches;
  readonly #input: PlanInput;
  readonly #items: ReadonlyMap<string, IssueItem>;
  readonly #columns: Columns | null;

  constructor(input: PlanInput) {
    this.#input = input;
    const { source, state, place, formerPaths } = input;
    const documents = new Set([place.documentPath, ...formerPaths]);
    this.matches = matchIssues(source.items, state.issues, documents);
    this.#items = new Map(source.items.map((item) => [item.key, item]));
    const hasBoard = state.board !== null && source.board !== null;
    this.#columns = hasBoard ? new Columns(state.board, source.board, source.items) : null;
  }

  step(item: IssueItem): IssueStep {
    const match = this.matches.of.get(item.key);
    const idle = (kind: StepKind, reason: string, issue: IssueDetails | null = null): IssueStep => ({
      ...{ kind, reason, item, issue, content: null, change: null },
      conflicts: kind === 'conflict' ? [reason] : [],
    });
    if (!this.#isWanted(item)) return idle('none', 'not chosen', issueOf(match));
    if (match === undefined) {
      const needless = this.#whyNeedless(item);
      if (needless !== undefined) return idle('none', needless);
      return { ...idle('create', 'there is no issue for it'), content: this.#content(item) };
    }
    switch (match.kind) {
      case 'stranger':
        return idle(
          'conflict',
          `#${match.issue.number} has this title and was not made from this roadmap: write (#${match.issue.number}) behind the task's title to connect them, or rename one of them`,
          match.issue,
        );
      case 'taken':
        return idle(
          'conflict',
          `#${match.issue.number} stands behind its title and is the issue of another task: correct the number`,
          match.issue,
        );
      case 'adopted':
        return this.#adopt(item, match.issue);
      case 'own':
        return match.issue.state === 'closed'
          ? idle('none', 'closed at the forge', match.issue)
          : this.#compare(item, match.issue, match.marked);
    }
  }

  /** Between issues that there are. */
  wanted(): readonly WantedRelation[] {
    const { state } = this.#input;
    const relations: WantedRelation[] = [];
    for (const item of this.#input.source.items) {
      const number = this.#numberOf(item.key);
      if (number === null || !this.#isWanted(item)) continue;
      const above = item.parent === null ? null : this.#numberOf(item.parent);
      if (state.abilities.children && above !== null) {
        relations.push({ kind: 'child', of: above, other: number });
      }
      if (!state.abilities.blockers) continue;
      for (const { key } of item.dependsOn) {
        const other = key === null ? null : this.#numberOf(key);
        if (other !== null && other !== number) relations.push({ kind: 'blocker', of: number, other });
      }
    }
    return relations.filter(
      (one, index) => relations.findIndex((other) => isSameRelation(one, other)) === index,
    );
  }

  relations(): readonly RelationStep[] {
    const { state } = this.#input;
    return this.wanted().flatMap((wanted) => {
      if (hasRelation(state, wanted) === true || this.#isElsewhere(wanted)) return [];
      const reason =
        wanted.kind === 'child'
          ? `#${wanted.other} is part of #${wanted.of}`
          : `#${wanted.of} waits for #${wanted.other}`;
      return [{ ...wanted, reason }];
    });
  }

  board(issues: readonly IssueStep[]): IssuePlan['board'] {
    const { board } = this.#input.state;
    if (board === null || this.#columns === null) return null;
    return { title: board.title, steps: planBoard(board, this.#columns, this.#carded(issues)) };
  }

  /** What has an open issue of its own, or gets one. */
  #carded(issues: readonly IssueStep[]): readonly Carded[] {
    return issues.flatMap(({ item, content, issue }): Carded[] => {
      if (!this.#isWanted(item)) return [];
      if (content !== null) return [{ item, issue: null }];
      return issue?.state === 'open' && this.#numberOf(item.key) === issue.number ? [{ item, issue }] : [];
    });
  }

  notes(issues: readonly IssueStep[]): readonly string[] {
    const { source } = this.#input;
    const unplaced = this.#columns === null ? [] : withoutColumn(this.#columns, this.#carded(issues));
    const elsewhere = this.wanted().filter((wanted) => this.#isElsewhere(wanted));
    const strangers = source.items
      .flatMap(({ assignees }) => assignees)
      .filter((name) => !this.#canAssign(name));
    const long = [
      ...source.labels.map(({ name }) => name),
      ...source.items.flatMap(({ labels }) => labels),
    ].filter((name) => !isLabelName(name));
    return [
      ...[...new Set(strangers)].map((name) => `Nobody here goes by “${name}”: nothing is assigned to them.`),
      ...[...new Set(long)].map((name) => `“${name}” is too long for a label: it is left out.`),
      ...elsewhere.map(
        ({ other }) => `#${other} is part of another issue than the roadmap says: that stays as it is.`,
      ),
      ...unplaced.map(
        (status) =>
          `The board has no column for tasks that are ${statusWord(status)}: name one with \`issues.columns\` in .roadgate.yaml.`,
      ),
    ];
  }

  /** A person moved it below another issue: an issue has only one above it. */
  #isElsewhere({ kind, of, other }: WantedRelation): boolean {
    const parent = this.#input.state.issues.find(({ number }) => number === other)?.relations?.parent ?? null;
    return kind === 'child' && parent !== null && parent !== of;
  }

  #isWanted(item: IssueItem): boolean {
    return this.#input.only?.has(item.key) ?? true;
  }

  /** Nobody needs an issue for what is over; an epic is over with its tasks. */
  #whyNeedless(item: IssueItem): string | undefined {
    const below = this.#below(item.key);
    if (item.kind === 'epic' && below.length > 0) {
      const isOver = below.every(({ key, status }) => !this.matches.of.has(key) && OVER.has(status));
      return isOver ? 'all tasks below are over in the roadmap' : undefined;
    }
    return OVER.has(item.status) ? `${statusWord(item.status)} in the roadmap` : undefined;
  }

  #below(key: string): readonly IssueItem[] {
    return this.#input.source.items.filter(({ parent }) => parent === key);
  }

  #content(item: IssueItem): IssueContent {
    const text = issueText(item, this.#input.place, this.#relatives(item));
    const title = issueTitle(item);
    const fields = this.#fields(item);
    const marker = { ...this.#marker(item, title, text, fields), column: this.#columns?.of(item)?.name };
    return { title, body: writeBody(marker, text), ...fields };
  }

  /** Its own text stays above the generated part; labels and the like are added to those that it has. */
  #adopt(item: IssueItem, issue: IssueDetails): IssueStep {
    const text = issueText(item, this.#input.place, this.#relatives(item));
    const fields = this.#fields(item);
    const own = this.#marker(item, issueTitle(item), text, fields);
    const marker = { ...own, column: this.#placedIn(item, issue) };
    const before = issue.body.trim() === '' ? '' : `${issue.body.trimEnd()}\n\n`;
    const labels = merge(issue.labels, [], fields.labels);
    const assignees = merge(issue.assignees, [], fields.assignees);
    const change: IssueContentChange = {
      ...(issue.title === issueTitle(item) ? {} : { title: issueTitle(item) }),
      body: writeBody(marker, text, { before, after: '' }),
      ...(labels === undefined ? {} : { labels }),
      ...(assignees === undefined ? {} : { assignees }),
      ...(issue.milestone === null && fields.milestone !== null ? { milestone: fields.milestone } : {}),
    };
    const reason = 'the roadmap names it: what the roadmap says goes below its text';
    return { kind: 'update', reason, item, issue, content: null, change, conflicts: [] };
  }

  #compare(item: IssueItem, issue: IssueDetails, marked: MarkedBody): IssueStep {
    const { marker } = marked;
    const fields = this.#fields(item);
    const wanted = issueText(item, this.#input.place, this.#relatives(item));
    const text = compareText(wanted, marked);
    const title = compareTitle(issueTitle(item), issue, marker);
    const milestone = compareMilestone(fields.milestone, issue, marker);
    const labels = merge(issue.labels, marker.labels, fields.labels);
    const assignees = merge(issue.assignees, marker.assignees, fields.assignees);
    const change: IssueContentChange = {
      ...(title.kind === 'change' ? { title: title.to } : {}),
      ...(labels === undefined ? {} : { labels }),
      ...(assignees === undefined ? {} : { assignees }),
      ...(milestone.kind === 'change' ? { milestone: milestone.to } : {}),
    };
    const conflicts = [text, title, milestone].flatMap((one) => (one.kind === 'conflict' ? [one.why] : []));
    const placedIn = this.#placedIn(item, issue);
    const column = placedIn ?? marker.column;
    const changed = [...Object.keys(change), ...(text.kind === 'change' ? ['text'] : [])];
    const isPlacedAnew = column !== marker.column;
    const known = { item, issue, content: null, conflicts };
    if (changed.length === 0 && !isPlacedAnew) {
      const kind = conflicts.length > 0 ? 'conflict' : 'none';
      return { ...known, kind, reason: conflicts[0] ?? 'nothing has changed', change: null };
    }
    const next: IssueMarker = {
      // Boxes as the roadmap has them, so that those which people ticked stay told apart.
      ...this.#marker(item, issueTitle(item), wanted, fields),
      ...(title.kind === 'conflict' ? { title: marker.title } : {}),
      ...(text.kind === 'conflict' ? { text: marker.text, boxes: marker.boxes } : {}),
      ...(milestone.kind === 'conflict' ? { milestone: marker.milestone } : {}),
      column,
    };
    const body = writeBody(next, text.kind === 'change' ? text.to : marked.text, marked);
    const reason =
      changed.length > 0
        ? `its ${listOf(changed)} changed in the roadmap`
        : 'it keeps in mind the column that its card is in';
    return { ...known, kind: 'update', reason, change: { ...change, body } };
  }

  /** The column that it belongs into, where its card is there: what people do with it from then on is theirs. */
  #placedIn(item: IssueItem, { number }: IssueDetails): string | undefined {
    const column = this.#columns?.of(item);
    const card = this.#input.state.board?.cards.find(({ issue }) => issue === number);
    return column !== undefined && card?.column === column.id ? column.name : undefined;
  }

  #fields(item: IssueItem): Omit<IssueContent, 'title' | 'body'> {
    const { state, withoutMilestones } = this.#input;
    const { labels } = state;
    return {
      labels: [...new Set(item.labels.filter(isLabelName).map((name) => spelled(name, labels)))],
      milestone: item.milestone === null || withoutMilestones?.has(item.milestone) ? null : item.milestone,
      assignees: [...new Set(item.assignees)].filter((name) => this.#canAssign(name)),
    };
  }

  #canAssign(name: string): boolean {
    const { assignable } = this.#input.state;
    return LOGIN.test(name) && (assignable?.has(name.toLowerCase()) ?? true);
  }

  #marker(
    { key }: IssueItem,
    title: string,
    text: string,
    { labels, milestone, assignees }: Omit<IssueContent, 'title' | 'body'>,
  ): IssueMarker {
    return {
      document: this.#input.place.documentPath,
      task: key,
      title: digest(title),
      text: textDigest(text),
      boxes: boxesOf(text),
      labels,
      milestone,
      assignees,
    };
  }

  /** Only what the forge does not show by itself. */
  #relatives(item: IssueItem): IssueRelatives {
    const { abilities } = this.#input.state;
    const related = (key: string): RelatedIssue => ({
      number: this.#numberOf(key),
      title: this.#items.get(key)?.title ?? key,
    });
    const waitsFor = item.dependsOn.flatMap(({ key, text }): RelatedIssue[] => {
      if (key === null) return item.text.includes(text) ? [] : [{ number: null, title: text }];
      return abilities.blockers ? [] : [related(key)];
    });
    if (abilities.children) return { waitsFor, above: null, below: [] };
    const above = item.parent === null ? null : related(item.parent);
    return { waitsFor, above, below: this.#below(item.key).map(({ key }) => related(key)) };
  }

  #numberOf(key: string): number | null {
    const match = this.matches.of.get(key);
    return match?.kind === 'own' || match?.kind === 'adopted' ? match.issue.number : null;
  }
}

const OVER: ReadonlySet<IssueItem['status']> = new Set(['done', 'cancelled']);

/** What can be the name of an account; `Alice Johnson` and `TBD by lead` cannot. */
const LOGIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,38})$/u;

type Comparison<T> =
  | { readonly kind: 'same' }
  | { readonly kind: 'change'; readonly to: T }
  | { readonly kind: 'conflict'; readonly why: string };

/** What the roadmap wants, unless a person wrote into it; boxes that people ticked on the forge stay ticked. */
function compareText(wanted: string, { text, marker }: MarkedBody): Comparison<string> {
  const isEdited = text !== '' && textDigest(text) !== marker.text;
  if (isEdited) {
    if (comparable(text) === comparable(wanted)) return { kind: 'same' };
    const why =
      'its text was edited there and stays: empty it between the hidden marks to have it written anew';
    return { kind: 'conflict', why };
  }
  const merged = mergeBoxes(wanted, text, marker.boxes);
  const isSame = comparable(merged) === comparable(text) && boxesOf(merged) === boxesOf(text);
  return isSame ? { kind: 'same' } : { kind: 'change', to: merged };
}

/** A box that was changed on the forge since it was written keeps its state; others are as in the roadmap. */
function mergeBoxes(wanted: string, current: string, written: string): string {
  const changed = new Map<string, boolean>();
  for (const [index, { text, ticked }] of boxLines(current).entries()) {
    if ((written[index] === 'x') !== ticked) changed.set(text, ticked);
  }
  return withBoxes(wanted, (line, ticked) => changed.get(line) ?? ticked);
}

function compareTitle(wanted: string, issue: IssueDetails, marker: IssueMarker): Comparison<string> {
  if (issue.title === wanted) return { kind: 'same' };
  if (marker.title === digest(issue.title)) return { kind: 'change', to: wanted };
  return { kind: 'conflict', why: `its title was changed there to “${issue.title}” and stays` };
}

function compareMilestone(
  wanted: string | null,
  { milestone }: IssueDetails,
  marker: IssueMarker,
): Comparison<string | null> {
  if (wanted === milestone || wanted === marker.milestone) return { kind: 'same' };
  if (milestone === marker.milestone) return { kind: 'change', to: wanted };
  return { kind: 'conflict', why: `its milestone was changed there to “${milestone ?? 'none'}” and stays` };
}

/**
 * The names after what changed in the roadmap since they were written is done to those that are there;
 * undefined if that changes nothing. Case does not count.
 */
function merge(
  current: readonly string[],
  written: readonly string[],
  wanted: readonly string[],
): readonly string[] | undefined {
  const has = (names: readonly string[], name: string): boolean =>
    names.some((other) => other.toLowerCase() === name.toLowerCase());
  const added = wanted.filter((name) => !has(written, name) && !has(current, name));
  const removed = written.filter((name) => !has(wanted, name));
  const kept = current.filter((name) => !has(removed, name));
  return added.length === 0 && kept.length === current.length ? undefined : [...kept, ...added];
}

function planLabels({ source, state, only }: PlanInput, active: readonly IssueStep[]): readonly LabelStep[] {
  const declared = new Map(source.labels.map((label) => [label.name.toLowerCase(), label]));
  const used = active.flatMap(({ content, change }) => content?.labels ?? change?.labels ?? []);
  // Who chose some tasks did not ask for all labels of the document.
  const wanted = only === null ? [...source.labels.map(({ name }) => name), ...used] : used;
  const names = new Map(wanted.filter(isLabelName).map((name) => [name.toLowerCase(), name]));
  return [...names].map(([key, name]) => {
    const there = state.labels.find((label) => label.name.toLowerCase() === key);
    if (there !== undefined) return { kind: 'none', label: there };
    const own = declared.get(key);
    const label = {
      name: own?.name ?? name,
      color: own?.color ?? labelColor(name),
      description: (own?.description ?? '').slice(0, DESCRIPTION_LIMIT),
    };
    return { kind: 'create', label };
  });
}

/** GitHub takes 50 characters for a name and 100 for what is said of it. */
function isLabelName(name: string): boolean {
  return name.length <= 50 && name.trim() !== '';
}
const DESCRIPTION_LIMIT = 100;

function spelled(name: string, labels: readonly Label[]): string {
  return labels.find((label) => label.name.toLowerCase() === name.toLowerCase())?.name ?? name;
}

function usedMilestones({ source, only }: PlanInput, active: readonly IssueStep[]): ReadonlySet<string> {
  const used = new Set(
    active.flatMap(({ content, change }) => content?.milestone ?? change?.milestone ?? []),
  );
  if (only !== null) return used;
  // One that holds no task at all is announced nevertheless; one whose tasks are over is not.
  const held = new Set(source.items.flatMap(({ milestone }) => milestone ?? []));
  const open = source.items.flatMap(({ milestone, status }) => (OVER.has(status) ? [] : (milestone ?? [])));
  const announced = source.milestones.map(({ title }) => title).filter((title) => !held.has(title));
  return new Set([...used, ...open, ...announced]);
}

function issueOf(match: Match | undefined): IssueDetails | null {
  return match?.kind === 'own' || match?.kind === 'adopted' ? match.issue : null;
}

function isSameRelation(one: WantedRelation, other: WantedRelation): boolean {
  return one.kind === other.kind && one.of === other.of && one.other === other.other;
}

function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** Paths that markers name, so that a caller can tell which of them are gone. */
export function markedPaths(issues: readonly IssueDetails[]): readonly string[] {
  return [...new Set(issues.flatMap(({ body }) => readBody(body)?.marker.document ?? []))];
}

/** The milestone that an issue's milestone title means; null if there is none. */
export function milestoneNamed(state: ForgeState, title: string | null): Milestone | null {
  return state.milestones.find((milestone) => milestone.title === title) ?? null;
}
