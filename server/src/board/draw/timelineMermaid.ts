import type { TimelineData, TimelineRow } from '../../protocol/timeline.ts';
import { rowTitle } from './timelineWords.ts';

/** A Monday with which a year begins, so that the weeks of the year are those of a plan that only counts. */
const COUNTED_START = '2001-01-01';

/** The timeline as a Mermaid gantt chart, for places that draw those by themselves. */
export function mermaidGantt(data: TimelineData): string {
  const { rows, start, title, milestones } = data;
  const lines = [
    'gantt',
    `  title ${label(title) || 'Timeline'}`,
    '  dateFormat YYYY-MM-DD HH:mm',
    `  axisFormat ${start === null ? 'Week %W' : '%b %d'}`,
    // Lines for today at a made-up date would say nothing true.
    ...(data.today === null ? ['  todayMarker off'] : []),
  ];
  for (const [index, row] of rows.entries()) {
    const bar = barOf(data, row, index);
    if (row.depth === 0 && row.kind !== 'task') lines.push(`  section ${label(rowTitle(row)) || 'Group'}`);
    if (bar !== undefined) lines.push(`    ${bar}`);
  }
  if (milestones.length > 0) lines.push('  section Milestones');
  for (const [index, { title: name, at }] of milestones.entries())
    lines.push(`    ${label(name) || 'Milestone'} :milestone, m${index}, ${timeAt(data, at, true)}, 0d`);
  return `${lines.join('\n')}\n`;
}

function barOf(data: TimelineData, row: TimelineRow, index: number): string | undefined {
  const { from, to, kind, status, basis } = row;
  if (from === null || to === null || (kind !== 'task' && basis !== 'stated')) return undefined;
  const tags = [TAGS[status], row.late === 'yes' || row.over === 'yes' ? 'crit' : ''];
  const marks = [...new Set(tags)].filter((tag) => tag !== '');
  const fields = [...marks, `r${index}`, timeAt(data, from.min, false), timeAt(data, to.max, true)];
  return `${label(rowTitle(row)) || 'Task'} :${fields.join(', ')}`;
}

const TAGS: Readonly<Record<TimelineRow['status'], string>> = {
  todo: '',
  'in-progress': 'active',
  'in-review': 'active',
  blocked: 'crit',
  done: 'done',
  deferred: '',
  cancelled: '',
};

/** `2026-01-07 12:00`: a day of work takes a whole day of the calendar, so that bars leave no gaps between days. */
function timeAt({ start, assumed }: TimelineData, weeks: number, isEnd: boolean): string {
  const days = weeks * assumed.daysPerWeek;
  const week = isEnd ? Math.max(0, Math.ceil(weeks - 1e-6) - 1) : Math.floor(weeks + 1e-6);
  const minutes = Math.round((week * 7 + days - week * assumed.daysPerWeek) * 24 * 60);
  const date = new Date(Date.parse(`${start ?? COUNTED_START}T00:00:00Z`) + minutes * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

/** What could end a name or mean something to Mermaid is left out. */
function label(text: string): string {
  return text
    .replace(/\s*[:：]\s*/g, ' – ')
    .replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic} ./+()–-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
