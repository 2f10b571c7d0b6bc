import { type Day, dayOfTime, isoDay } from '../../core/calendar/days.ts';
import type { CountedTask, Counts, PlanCounts } from '../../core/history/planCounts.ts';
import type {
  BurndownData,
  BurndownPoint,
  BurndownSeries,
  BurndownVersion,
  Measure,
} from '../../protocol/burndown.ts';

/** A commit that changed a roadmap. */
export interface PlanVersion {
  readonly commit: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly subject: string;
  readonly counts: PlanCounts;
}

export interface BurndownInput {
  readonly title: string;
  /** The oldest first. */
  readonly versions: readonly PlanVersion[];
  /** What is not committed yet; null where that does not matter. */
  readonly current: PlanCounts | null;
  readonly today: Day | null;
  /** How many versions are left out as their text is not here. */
  readonly missing: number;
  /** There are older versions that are not here. */
  readonly isCut: boolean;
}

/** How tasks, criteria and effort of a roadmap went on, from version to version. */
export function burndownData(input: BurndownInput): BurndownData {
  const all = stepsOf(input);
  const steps = all.length > MOST ? lastOfDays(all) : all;
  const newest = steps.at(-1)?.counts;
  const groups = newest?.groups ?? [];
  const series: BurndownSeries[] = [
    { key: '', name: input.title, points: steps.map(({ counts }) => toPoint(counts.whole)) },
    ...(groups.length > 1 ? groups.map(({ key, name }) => groupSeries(steps, key, name)) : []),
  ];
  return {
    title: input.title,
    versions: steps.map((step, index) => toVersion(step, steps[index - 1])),
    series,
    measure: measureFor(newest?.whole),
    today: input.today === null ? null : isoDay(input.today),
    notes: [
      ...(steps.length === 1 ? [SINGLE] : []),
      ...notesFor(input, newest?.whole, all.length - steps.length),
    ],
  };
}

/** Versions beyond which one per day is enough. */
const MOST = 400;

interface Step {
  readonly commit: string | null;
  readonly day: Day;
  readonly subject: string;
  readonly counts: PlanCounts;
}

function stepsOf({ versions, current, today }: BurndownInput): readonly Step[] {
  const steps: Step[] = [];
  // Commits that were moved may say that they are older than what they stand on.
  let day = -Infinity;
  for (const { commit, time, subject, counts } of versions) {
    day = Math.max(day, dayOfTime(time));
    steps.push({ commit, day, subject, counts });
  }
  const last = steps.at(-1);
  if (current === null || today === null || isSame(last?.counts, current)) return steps;
  const now = Math.max(today, last?.day ?? today);
  return [...steps, { commit: null, day: now, subject: 'Not committed yet', counts: current }];
}

function isSame(a: PlanCounts | undefined, b: PlanCounts): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

function lastOfDays(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ day }, index) => steps[index + 1]?.day !== day);
}

function groupSeries(steps: readonly Step[], key: string, name: string): BurndownSeries {
  const points = steps.map(({ counts }) => {
    const group = counts.groups.find((each) => each.key === key);
    return group ? toPoint(group) : null;
  });
  return { key, name, points };
}

function toPoint({ tasks, criteria, effort }: Counts): BurndownPoint {
  return { tasks, criteria, effort };
}

/** What happened between two versions, by tasks. In the first version nothing happened: it is how the plan began. */
function toVersion({ commit, day, subject, counts }: Step, before: Step | undefined): BurndownVersion {
  const known = new Map(before?.counts.tasks.map((task) => [task.key, task]));
  const now = new Set(counts.tasks.map(({ key }) => key));
  const named = (tasks: readonly CountedTask[]): string[] => tasks.map(({ name }) => name);
  const changed = (was: readonly State[], is: CountedTask['state']): string[] =>
    named(
      counts.tasks.filter(({ key, state }) => state === is && was.includes(known.get(key)?.state ?? 'none')),
    );
  const gone = (before?.counts.tasks ?? []).filter(({ key, state }) => !now.has(key) && state !== 'dropped');
  const isFirst = before === undefined;
  return {
    commit,
    day: isoDay(day),
    subject,
    completed: isFirst ? [] : changed(['left', 'dropped', 'none'], 'done'),
    reopened: isFirst ? [] : changed(['done'], 'left'),
    added: isFirst ? [] : [...changed(['none', 'dropped'], 'left'), ...changed(['none'], 'done')],
    removed: isFirst ? [] : [...named(gone), ...changed(['left', 'done'], 'dropped')],
  };
}

type State = CountedTask['state'] | 'none';

function measureFor(counts: Counts | undefined): Measure {
  if (counts === undefined) return 'tasks';
  const { tasks, effort } = counts;
  const all = tasks.done + tasks.left;
  return effort.unit !== null && effort.missing * 2 <= all ? 'effort' : 'tasks';
}

/** Where a picture of progress has nothing to compare. */
const SINGLE = 'There is one version so far: each commit that changes the roadmap adds a step.';

function* notesFor(input: BurndownInput, whole: Counts | undefined, thinned: number): Iterable<string> {
  const { missing, isCut } = input;
  if (whole && whole.criteria.unrecorded > 0)
    yield `No record for ${count(whole.criteria.unrecorded, 'criterion', 'criteria')}: neither met nor unmet. A box records a state.`;
  if (whole && whole.effort.unit !== null && whole.effort.missing > 0)
    yield `${count(whole.effort.missing, 'task', 'tasks')} without an estimate ${whole.effort.missing === 1 ? 'is' : 'are'} not in the effort.`;
  if (isCut) yield 'The history is cut off: the plan is older than the first version shown.';
  if (missing > 0)
    yield `${count(missing, 'version', 'versions')} could not be read, as ${missing === 1 ? 'its text is' : 'their texts are'} not in this clone.`;
  if (thinned > 0) yield `Of several versions on one day the last is shown.`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
