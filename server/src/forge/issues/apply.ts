import type { Forge, ForgeError, ForgeResult, RepositoryName } from '../forge.ts';
import type { BoardCard } from '../boardForge.ts';
import type { IssueDetails, NewIssue } from '../issueForge.ts';
import type { BoardStep } from './board.ts';
import { readBody } from './marker.ts';
import { milestoneChange, type MilestoneStep } from './milestones.ts';
import {
  milestoneNamed,
  planIssues,
  wantedRelations,
  type IssuePlan,
  type IssueStep,
  type LabelStep,
  type PlanInput,
  type RelationStep,
} from './plan.ts';
import { hasRelation, isMissing, readBoard, readRelations, type ForgeState } from './state.ts';

export interface ApplyOptions {
  readonly forge: Forge;
  readonly repository: RepositoryName;
  readonly onProgress: (progress: ApplyProgress) => void;
  /** Asked between requests and while waiting. */
  readonly signal: AbortSignal;
  /** Waits some milliseconds; returns early when `signal` is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export type ApplyProgress =
  | { readonly kind: 'step'; readonly done: number; readonly total: number; readonly text: string }
  /** The forge asked to wait; told every second. */
  | { readonly kind: 'wait'; readonly done: number; readonly total: number; readonly seconds: number };

export interface ApplyOutcome {
  /** `stopped`: what is missing is made by the next run. */
  readonly kind: 'done' | 'cancelled' | 'stopped';
  /** What stopped it, as a sentence; null where nothing did. */
  readonly message: string | null;
  readonly created: readonly IssueDetails[];
  readonly updated: readonly IssueDetails[];
  readonly labels: number;
  readonly milestones: number;
  readonly relations: number;
  /** How many cards were put into their columns. */
  readonly cards: number;
  /** What the forge did not accept, as sentences: the rest was done without it. */
  readonly refused: readonly string[];
  /** What the forge has now, as far as is known. */
  readonly state: ForgeState;
}

/**
 * Makes true what `planIssues` says of `input`: labels, milestones, issues, what is between them, and cards. One
 * request at a time. Each thing is found again by its name or marker, so that a run that ends early, however,
 * is completed by the next one, which makes nothing a second time.
 */
export async function applyIssues(input: PlanInput, options: ApplyOptions): Promise<ApplyOutcome> {
  const run = new ApplyRun(input, options);
  try {
    await run.all();
    return run.outcome('done', null);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return run.outcome(error.error.kind === 'cancelled' ? 'cancelled' : 'stopped', error.error.message);
  }
}

/** What plans and runs need to know of relations, where the list of issues does not tell. */
export async function withRelations(
  input: PlanInput,
  forge: Forge,
  repository: RepositoryName,
): Promise<ForgeResult<PlanInput>> {
  const state = await readRelations(forge, repository, input.state, wantedRelations(input));
  return state.kind === 'failed' ? state : { kind: 'ok', value: { ...input, state: state.value } };
}

/** How many requests a plan takes, as far as is known before it runs. */
export function countSteps({ labels, milestones, issues, relations, board }: IssuePlan): number {
  const active = [...labels, ...milestones, ...issues].filter(isActive);
  return active.length + relations.length + countCards(board?.steps ?? []);
}

/** A card that is not there is added, then moved. */
function countCards(steps: readonly BoardStep[]): number {
  return steps.filter(isActive).reduce((count, { card }) => count + (card === null ? 2 : 1), 0);
}

/** Ends a run; caught in one place. */
class Stop extends Error {
  readonly error: ForgeError;

  constructor(error: ForgeError) {
    super(error.message);
    this.error = error;
  }
}

class ApplyRun {
  readonly #options: ApplyOptions;
  #input: PlanInput;
  #done = 0;
  #total: number;
  readonly #created: IssueDetails[] = [];
  readonly #updated: IssueDetails[] = [];
  readonly #refused: string[] = [];
  /** Keys of items that the forge did not accept: they are not sent again. */
  readonly #given = new Set<string>();
  #labels = 0;
  #milestones = 0;
  #relations = 0;
  #cards = 0;

  constructor(input: PlanInput, options: ApplyOptions) {
    this.#input = input;
    this.#options = options;
    this.#total = countSteps(planIssues(input));
  }

  async all(): Promise<void> {
    const plan = planIssues(this.#input);
    for (const step of plan.labels.filter(isActive)) await this.#label(step);
    for (const step of plan.milestones.filter(isActive)) await this.#milestone(step);
    await this.#issues();
    await this.#relate();
    await this.#place();
    // Without relations of the forge's own, texts name the issues that are there only now. And they keep in mind where
    // their cards were moved.
    await this.#issues();
  }

  outcome(kind: ApplyOutcome['kind'], message: string | null): ApplyOutcome {
    return {
      kind,
      message,
      created: this.#created,
      updated: this.#updated,
      labels: this.#labels,
      milestones: this.#milestones,
      relations: this.#relations,
      cards: this.#cards,
      refused: this.#refused,
      state: this.#input.state,
    };
  }

  get #state(): ForgeState {
    return this.#input.state;
  }

  #learn(change: Partial<ForgeState>): void {
    this.#input = { ...this.#input, state: { ...this.#state, ...change } };
  }

  async #label({ label }: LabelStep): Promise<void> {
    const { forge, repository } = this.#options;
    const made = await this.#perform(
      `label ${label.name}`,
      () => forge.createLabel(repository, label),
      async () => {
        const labels = await this.#read(() => forge.labels(repository));
        return labels.find(({ name }) => name.toLowerCase() === label.name.toLowerCase());
      },
    );
    if (made === undefined) return;
    this.#labels++;
    this.#learn({ labels: [...this.#state.labels, made] });
  }

  async #milestone(step: MilestoneStep): Promise<void> {
    const { forge, repository } = this.#options;
    const { milestone, wanted } = step;
    const made = await this.#perform(
      `milestone ${wanted.title}`,
      () =>
        milestone === null
          ? forge.createMilestone(repository, wanted)
          : forge.updateMilestone(repository, milestone, milestoneChange(step)),
      async () => {
        if (milestone !== null) return undefined;
        const milestones = await this.#read(() => forge.milestones(repository));
        return milestones.find(({ title }) => title === wanted.title);
      },
    );
    if (made === undefined) {
      const without = new Set([...(this.#input.withoutMilestones ?? []), wanted.title]);
      if (milestone === null) this.#input = { ...this.#input, withoutMilestones: without };
      return;
    }
    this.#milestones++;
    this.#learn({ milestones: [...this.#state.milestones.filter(({ id }) => id !== made.id), made] });
  }

  /** Planned anew after each round, until nothing is left: a text may name an issue that the round made. */
  async #issues(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const steps = planIssues(this.#input).issues.filter(
        (step) => isActive(step) && !this.#given.has(step.item.key),
      );
      if (steps.length === 0) return;
      if (round > 0) this.#total += steps.length;
      for (const step of steps) {
        if (step.issue === null) await this.#create(step);
        else await this.#update(step, step.issue);
      }
    }
  }

  async #create(step: IssueStep): Promise<void> {
    const { forge, repository } = this.#options;
    const { content, item } = step;
    if (content === null) return;
    const issue: NewIssue = { ...content, milestone: milestoneNamed(this.#state, content.milestone) };
    const made = await this.#perform(
      `issue ${content.title}`,
      () => forge.createIssue(repository, issue),
      async () => {
        const issues = await this.#read(() => forge.issues(repository));
        const marker = readBody(issue.body)?.marker;
        return issues.find(({ body }) => {
          const other = readBody(body)?.marker;
          return other !== undefined && other.document === marker?.document && other.task === marker.task;
        });
      },
    );
    if (made === undefined) {
      this.#given.add(item.key);
      return;
    }
    this.#created.push(made);
    this.#replace(made);
  }

  async #update({ change, item }: IssueStep, issue: IssueDetails): Promise<void> {
    const { forge, repository } = this.#options;
    if (change === null) return;
    const { milestone, ...rest } = change;
    const sent =
      milestone === undefined ? rest : { ...rest, milestone: milestoneNamed(this.#state, milestone) };
    const made = await this.#perform(`issue #${issue.number}`, () =>
      forge.updateIssue(repository, issue.number, sent),
    );
    if (made === undefined) {
      this.#given.add(item.key);
      return;
    }
    this.#updated.push(made);
    this.#replace(made);
  }

  #replace(issue: IssueDetails): void {
    const others = this.#state.issues.filter(({ number }) => number !== issue.number);
    this.#learn({ issues: [...others, issue] });
  }

  async #relate(): Promise<void> {
    const { forge, repository } = this.#options;
    const asked = await this.#read(() =>
      readRelations(forge, repository, this.#freshly(), wantedRelations(this.#input)),
    );
    this.#learn(asked);
    const steps = planIssues(this.#input).relations;
    this.#total = Math.max(this.#total, this.#done + steps.length);
    for (const step of steps) {
      if (!this.#hasAbility(step)) continue;
      await this.#addRelation(step);
    }
  }

  /** Issues that were made a moment ago have nothing below them and wait for nothing. */
  #freshly(): ForgeState {
    const children = new Map(this.#state.children);
    const blockers = new Map(this.#state.blockers);
    for (const { number } of this.#created) {
      if (!children.has(number)) children.set(number, []);
      if (!blockers.has(number)) blockers.set(number, []);
    }
    return { ...this.#state, children, blockers };
  }

  #hasAbility({ kind }: RelationStep): boolean {
    return this.#state.abilities[kind === 'child' ? 'children' : 'blockers'];
  }

  async #addRelation(step: RelationStep): Promise<void> {
    const { forge, repository } = this.#options;
    const [of, other] = [step.of, step.other].map((number) =>
      this.#state.issues.find((issue) => issue.number === number),
    );
    if (of === undefined || other === undefined || hasRelation(this.#state, step) === true) return;
    const add = step.kind === 'child' ? forge.addChild.bind(forge) : forge.addBlocker.bind(forge);
    const added = await this.#perform(step.reason, async () => {
      const result = await add(repository, of, other);
      if (result.kind === 'ok') return { kind: 'ok', value: true };
      // Is it this one, or does this server know no such relations at all?
      if (!isMissing(result.error.kind) || !(await this.#isUnknown(step, of))) return result;
      const ability = step.kind === 'child' ? 'children' : 'blockers';
      this.#learn({ abilities: { ...this.#state.abilities, [ability]: false } });
      return { kind: 'ok', value: false };
    });
    if (added === true) this.#relations++;
  }

  async #isUnknown({ kind }: RelationStep, issue: IssueDetails): Promise<boolean> {
    const { forge, repository } = this.#options;
    const ask = kind === 'child' ? forge.children.bind(forge) : forge.blockers.bind(forge);
    const asked = await ask(repository, issue);
    return asked.kind === 'failed' && isMissing(asked.error.kind);
  }

  async #place(): Promise<void> {
    const steps = (planIssues(this.#input).board?.steps ?? []).filter(isActive);
    this.#total = Math.max(this.#total, this.#done + countCards(steps));
    for (const step of steps) {
      const issue = this.#state.issues.find(({ number }) => number === step.issue?.number);
      if (issue !== undefined) await this.#placeCard(step, issue);
    }
  }

  async #placeCard({ card, column }: BoardStep, issue: IssueDetails): Promise<void> {
    const { forge, repository } = this.#options;
    const { board } = this.#state;
    if (board === null || forge.addToBoard === undefined || forge.moveOnBoard === undefined) return;
    const [add, move] = [forge.addToBoard.bind(forge), forge.moveOnBoard.bind(forge)];
    const text = `#${issue.number} on the board`;
    const there =
      card ?? (await this.#perform(text, () => add(repository, board, issue), this.#cardOf(issue)));
    if (there === undefined) return;
    this.#learnCard(there);
    if (there.column === column.id) return;
    // Moving it a second time does no harm.
    const moved = await this.#perform(`#${issue.number} to “${column.name}”`, () =>
      move(repository, board, there, column),
    );
    if (moved === undefined) return;
    this.#cards++;
    this.#learnCard(moved);
  }

  #cardOf({ number }: IssueDetails): () => Promise<BoardCard | undefined> {
    const { forge, repository } = this.#options;
    const { board: config } = this.#input.source;
    return async () => {
      const board = await this.#read(() => readBoard(forge, repository, config, this.#state.issues));
      return board?.cards.find(({ issue }) => issue === number);
    };
  }

  #learnCard(card: BoardCard): void {
    const { board } = this.#state;
    if (board === null) return;
    const others = board.cards.filter(({ issue }) => issue !== card.issue);
    this.#learn({ board: { ...board, cards: [...others, card] } });
  }

  /** A request that changes nothing. */
  async #read<T>(request: () => Promise<ForgeResult<T>>): Promise<T> {
    for (let waits = 0; ; waits++) {
      this.#checkCancelled();
      const result = await request();
      if (result.kind === 'ok') return result.value;
      if (result.error.kind !== 'rate-limited' || waits === MOST_WAITS) throw new Stop(result.error);
      await this.#waitFor(result.error);
    }
  }

  /**
   * A request that changes something; undefined if the forge did not accept it, which is noted.
   * @param find what it would have made, where that can be found: an answer that was lost, or somebody else who
   *   was faster.
   */
  async #perform<T>(
    text: string,
    request: () => Promise<ForgeResult<T>>,
    find?: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    this.#tell(text);
    let waits = 0;
    for (let attempt = 1; ;) {
      this.#checkCancelled();
      const result = await request();
      if (result.kind === 'ok') return this.#count(result.value);
      const { error } = result;
      if (error.kind === 'rate-limited' && waits++ < MOST_WAITS) {
        await this.#waitFor(error);
      } else if (error.kind === 'already-exists') {
        const found = await find?.();
        return found === undefined ? this.#refuse(text, error) : this.#count(found);
      } else if (error.kind === 'invalid') {
        return this.#refuse(text, error);
      } else if ((error.kind === 'network' || error.kind === 'server') && attempt < MOST_ATTEMPTS) {
        // It may have happened although no answer came: look before it is sent a second time.
        await this.#options.sleep(attempt++ * LOOK_AGAIN, this.#options.signal);
        const found = await find?.();
        if (found !== undefined) return this.#count(found);
      } else {
        throw new Stop(error);
      }
    }
  }

  #count<T>(value: T): T {
    this.#done++;
    return value;
  }

  #refuse(text: string, { message }: ForgeError): undefined {
    this.#done++;
    this.#refused.push(`${text}: ${message}`);
    return undefined;
  }

  #tell(text: string): void {
    const total = Math.max(this.#total, this.#done + 1);
    this.#options.onProgress({ kind: 'step', done: this.#done, total, text });
  }

  #checkCancelled(): void {
    if (this.#options.signal.aborted) {
      throw new Stop({ kind: 'cancelled', message: 'Cancelled.', retryAfter: null });
    }
  }

  /** Second by second, so that whoever waits sees how long it takes. */
  async #waitFor(error: ForgeError): Promise<void> {
    const seconds = error.retryAfter ?? USUAL_WAIT;
    if (seconds > LONGEST_WAIT) throw new Stop(error);
    const { onProgress, signal, sleep } = this.#options;
    for (let left = Math.max(1, seconds); left > 0 && !signal.aborted; left--) {
      onProgress({ kind: 'wait', done: this.#done, total: this.#total, seconds: left });
      await sleep(1000, signal);
    }
  }
}

function isActive({ kind }: { readonly kind: string }): boolean {
  return kind === 'create' || kind === 'update';
}

/** Two make every text name every issue; more would mean that a forge changes what it is sent. */
const MOST_ROUNDS = 2;
const MOST_ATTEMPTS = 3;
/** A forge that asks for more, one after the other, has something against this account. */
const MOST_WAITS = 5;
/** Milliseconds before looking whether something has happened. */
const LOOK_AGAIN = 1500;
/** Seconds, where the forge does not say: what GitHub recommends. */
const USUAL_WAIT = 60;
/** Seconds: limits are counted by the hour. */
const LONGEST_WAIT = 3700;
