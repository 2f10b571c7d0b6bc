import { numberPhrase } from '../../core/model/effort.ts';
import type { TimelineData, TimelineRow } from '../../protocol/timeline.ts';
import { STATUS_NAMES } from './status.tsx';

/** `Phase 1: Foundation`, `2.1 Storage`, `Backlog`. */
export function rowTitle({ id, title }: Pick<TimelineRow, 'id' | 'title'>): string {
  if (id === null) return title;
  if (title === '' || title === id) return id;
  return /\s/.test(id) ? `${id}: ${title}` : `${id} ${title}`;
}

/** When a time is: `2026-01-07` where it is known on which day weeks begin, else `week 3`, `week 3.4`. */
export function timeName(data: TimelineData, weeks: number, isEnd: boolean): string {
  const { start, assumed } = data;
  if (start === null) return `week ${weekNumber(weeks, isEnd)}`;
  const days = assumed.daysPerWeek;
  // What ends with a week ends on its last day of work.
  const day = isEnd ? Math.ceil(weeks * days - 1e-6) - 1 : Math.floor(weeks * days + 1e-6);
  const week = Math.floor(day / days);
  const date = Date.parse(`${start}T00:00:00Z`) + (week * 7 + Math.floor(day - week * days)) * 86_400_000;
  return new Date(date).toISOString().slice(0, 10);
}

function weekNumber(weeks: number, isEnd: boolean): number {
  return isEnd ? Math.max(1, Math.ceil(weeks - 1e-6)) : Math.floor(weeks + 1e-6) + 1;
}

/** `week 1 to week 3`, with ends as ranges: `2026-01-05 to 2026-01-09, at most 2026-01-13`. */
export function timePhrase(data: TimelineData, { from, to }: TimelineRow): string {
  if (from === null || to === null) return 'no time';
  const [begin, end] = [timeName(data, from.min, false), timeName(data, to.min, true)];
  const last = timeName(data, to.max, true);
  const whole = begin === end ? begin : `${begin} to ${end}`;
  return last === end ? whole : `${whole}, at most ${last}`;
}

/** All that the picture says of a row, for those who do not see it. */
export function rowSentence(data: TimelineData, row: TimelineRow): string {
  const { basis, tasks, kind, hours, capacity } = row;
  const parts = [
    rowTitle(row),
    STATUS_NAMES[row.status].toLowerCase(),
    `${timePhrase(data, row)}${BASIS_WORDS[basis] === '' ? '' : ` (${BASIS_WORDS[basis]})`}`,
    kind !== 'task' && tasks.total > 0 && `${tasks.done} of ${tasks.total} tasks done`,
    hours !== null && `${numberPhrase(hours)} hours`,
    row.over !== 'no' &&
      capacity !== null &&
      `${row.over === 'yes' ? 'more' : 'maybe more'} than the ${capacity} hours of its time`,
    row.late !== 'no' && (row.late === 'yes' ? 'too late' : 'maybe too late'),
    row.overlaps.length > 0 && `at the same time as ${namesOf(data, row.overlaps)}`,
    row.early.length > 0 && `begins before ${namesOf(data, row.early)} ends`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** How a bar came about. */
export const BASIS_WORDS: Readonly<Record<TimelineRow['basis'], string>> = {
  stated: 'stated',
  scheduled: 'scheduled',
  window: 'somewhere within',
  unestimated: 'no estimate',
  summary: '',
  none: '',
};

export function namesOf({ rows }: TimelineData, keys: readonly string[]): string {
  const names = keys.map((key) => {
    const row = rows.find((each) => each.key === key);
    return row ? (row.id ?? row.title) : key;
  });
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** What the whole picture shows. */
export function timelineSentence(data: TimelineData): string {
  const tasks = data.rows.filter(({ kind }) => kind === 'task').length;
  const groups = data.rows.length - tasks;
  const weeks = `${data.weeks} ${data.weeks === 1 ? 'week' : 'weeks'}`;
  const when = data.start === null ? weeks : `${weeks} from ${data.start}`;
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return [`${count(groups, 'group')} and ${count(tasks, 'task')} over ${when}.`, ...data.notes].join(' ');
}

/** Why there is no picture, and what to do about it; null where there is one. */
export function whyNoTimeline({ rows, milestones }: TimelineData): string | null {
  if (rows.length === 0) return 'This roadmap has no tasks. Add some, such as “- [ ] T-1: Keep parcels”.';
  const hasTimes =
    milestones.length > 0 || rows.some(({ basis }) => basis === 'stated' || basis === 'scheduled');
  return hasTimes || rows.some(({ due }) => due !== null)
    ? null
    : 'This roadmap says neither when something happens nor how long it takes. Add weeks or dates to its phases, such as “## Phase 1 (Weeks 1-3)”, or estimates to its tasks, such as “**Effort:** 4 hours”.';
}
