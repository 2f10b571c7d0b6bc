import { atLine } from '../../core/model/nesting.ts';
import { numberPhrase } from '../../core/model/effort.ts';
import { readPeriod } from '../../core/calendar/period.ts';
import type { RoadmapDocument } from '../../core/model/document.ts';
import type { TimelineData } from '../../protocol/timeline.ts';
import { excess, type PlacedPlan, rowName, tidy, tidyRange } from './timeline.ts';
import type { Range } from './timelineSchedule.ts';
import type { TimelineUnits } from './timelineUnits.ts';

/** Those of the document's own list that say when they are due; a group that is a milestone is a row. */
export function milestonesOf(
  document: RoadmapDocument,
  { clock }: TimelineUnits,
): TimelineData['milestones'] {
  return document.milestones.flatMap(({ title, due, line }) => {
    const period = due === null || atLine(document.groups, line) ? null : readPeriod(due);
    const at = period && clock.spanOf(period)?.to;
    return at == null || at <= 0 ? [] : [{ title, line, at: tidy(at) }];
  });
}

/** Hours by week, each estimate spread evenly over the time it has. @param end of the last bar. */
export function loadOf(
  { all, pieces, capacity }: PlacedPlan,
  end: number,
): { readonly load: TimelineData['load']; readonly weeks: number } {
  const weeks = Math.max(1, Math.ceil(end - 1e-6));
  const sums = Array.from({ length: weeks }, (): Range => ({ min: 0, max: 0 }));
  let isKnown = false;
  for (const index of pieces.indexes) {
    const [hours, place, window] = [all.hours[index], pieces.places[index], all.windows[index]];
    if (!hours || !place) continue;
    isKnown = true;
    const [from, to] = window ? [window.from, window.to] : [middle(place.from), middle(place.to)];
    for (let week = Math.max(0, Math.floor(from)); week < Math.min(weeks, to); week++) {
      const share = (Math.min(to, week + 1) - Math.max(from, week)) / (to - from);
      const sum = sums[week];
      if (sum) sums[week] = { min: sum.min + hours.min * share, max: sum.max + hours.max * share };
    }
  }
  const load = sums.map((hours) => ({ hours: tidyRange(hours), over: excess(tidyRange(hours), capacity) }));
  return { load: isKnown ? load : [], weeks };
}

function middle({ min, max }: Range): number {
  return (min + max) / 2;
}

/** What a reader should know before believing the picture. */
export function notesFor(data: TimelineData, { unplaced, said }: TimelineUnits): readonly string[] {
  const { rows, assumed, load, start, today } = data;
  const count = (basis: TimelineData['rows'][number]['basis']): number =>
    rows.filter((row) => row.basis === basis && row.kind === 'task').length;
  const nothingSaid = said.every((span) => span === null);
  const isScheduled = rows.some(({ basis }) => basis === 'scheduled');
  const notes: (string | false)[] = [
    isScheduled &&
      `Scheduled for ${peoplePhrase(assumed)} of ${assumed.hoursPerDay} hours a day, ${assumed.daysPerWeek} days a week.`,
    assumed.sprintWeeks !== null && `A sprint is taken for ${plural(assumed.sprintWeeks, 'week')}.`,
    ...rows.flatMap((row) => overSentence(row) ?? []),
    ...rows.flatMap((row) =>
      row.early.map((key) => {
        const other = rows.find((each) => each.key === key);
        return `${rowName(row)} begins before ${other ? rowName(other) : key}, on which it depends, ends.`;
      }),
    ),
    load.some(({ over }) => over === 'yes') &&
      `${weeksList(load)} more work than the ${tidy(data.capacity)} hours that there are.`,
    count('window') > 0 &&
      `${plural(count('window'), 'task')} without an estimate of ${count('window') === 1 ? 'its' : 'their'} own: somewhere within the time of what ${count('window') === 1 ? 'it stands' : 'they stand'} in.`,
    count('unestimated') > 0 &&
      `${plural(count('unestimated'), 'task')} without an estimate: counted as no work, so that the end may come later.`,
    unplaced > 0 &&
      `${plural(unplaced, 'time')} cannot be placed: nothing says on which day the plan begins. Set timeline.start.`,
    start === null &&
      today === null &&
      !nothingSaid &&
      'Nothing says on which day Week 1 begins, so there is no line for today. Set timeline.start.',
  ];
  return notes.filter((note) => note !== false);
}

function overSentence(row: TimelineData['rows'][number]): string | undefined {
  if (row.over === 'no' || row.hours === null || row.capacity === null) return undefined;
  const needs = row.over === 'yes' ? 'needs' : 'may need';
  return `${rowName(row)} ${needs} ${numberPhrase(row.hours)} hours; its time has room for ${tidy(row.capacity)}.`;
}

function weeksList(load: TimelineData['load']): string {
  const weeks = load.flatMap(({ over }, index) => (over === 'yes' ? [index + 1] : []));
  if (weeks.length === 1) return `Week ${weeks[0] ?? 1} has`;
  return weeks.length > 6
    ? `${weeks.length} weeks have`
    : `Weeks ${weeks.slice(0, -1).join(', ')} and ${weeks.at(-1) ?? ''} have`;
}

function peoplePhrase({ people, peopleFrom }: TimelineData['assumed']): string {
  const count = people === 1 ? 'one person' : `${people} people`;
  if (peopleFrom === 'names') return `the ${count} that the roadmap names`;
  return peopleFrom === 'nobody' ? `${count} (nothing says how many)` : count;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
