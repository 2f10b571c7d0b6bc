import type { PreviewReference, PreviewUnit } from '../../../server/src/protocol/preview.ts';

type Status = NonNullable<PreviewUnit['status']>;
type Problem = NonNullable<PreviewReference['problem']>;

/** What a preview says to people. */
export interface Words {
  readonly status: Readonly<Record<Status, string>>;
  /** Of criteria: `2 of 4 criteria met`. */
  readonly criteria: (met: number, recorded: number, unrecorded: number) => string;
  /** Of a phase: `2 of 5 tasks done`. */
  readonly tasks: (done: number, total: number) => string;
  /** Before the sentence of a finding, for who cannot see how its place is marked. */
  readonly problem: string;
}

/** The state of a task or phase: a shape and a word, so that nothing depends on colour. */
export function statusChip(status: Status, words: Words): string {
  const icon = `<svg class="roadgate-icon" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[status]}</svg>`;
  return `<span class="roadgate-chip roadgate-${status}">${icon}${escapeHtml(words.status[status])}</span>`;
}

/** How far a task or phase is: a bar and its numbers; empty where nothing is counted. */
export function progressHtml({ tasks, criteria }: PreviewUnit, words: Words): string {
  if (tasks) return tasks.total > 0 ? bar(tasks.done, tasks.total, words.tasks(tasks.done, tasks.total)) : '';
  if (!criteria) return '';
  const { met, unmet, unrecorded } = criteria;
  const recorded = met + unmet;
  const text = words.criteria(met, recorded, unrecorded);
  if (recorded > 0) return bar(met, recorded, text, unrecorded);
  // Nothing is recorded: a bar would say that nothing is met.
  return unrecorded > 0
    ? `<span class="roadgate-progress roadgate-unrecorded">${escapeHtml(text)}</span>`
    : '';
}

function bar(done: number, total: number, text: string, unrecorded = 0): string {
  const label = escapeHtml(text);
  const rest = unrecorded > 0 ? ` +${unrecorded}?` : '';
  return (
    `<span class="roadgate-progress" title="${label}">` +
    `<progress max="${total}" value="${done}" aria-label="${label}"></progress>` +
    `<span aria-hidden="true">${done}/${total}${rest}</span></span>`
  );
}

/** Around a reference that a finding is about: the start, which says it, and the end. */
export function problemHtml({ severity, message }: Problem, words: Words): readonly [string, string] {
  const text = escapeHtml(message);
  return [
    `<span class="roadgate-problem roadgate-${severity}" title="${text}">`,
    `<span class="roadgate-sign" role="img" aria-label="${escapeHtml(words.problem)}: ${text}"></span></span>`,
  ];
}

/** Text of a document or of a finding about it, for content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/>';
const line = (path: string): string =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`;

/** One shape for each state; drawn in the colour of the chip. */
const SHAPES: Readonly<Record<Status, string>> = {
  todo: RING,
  'in-progress': `${RING}<path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor"/>`,
  'in-review': `${RING}<circle cx="8" cy="8" r="2.4" fill="currentColor"/>`,
  blocked: `${RING}${line('M5 8h6')}`,
  done: line('M3 8.6l3.3 3.3L13 4.8'),
  deferred: `${RING}${line('M8 4.8V8l2.2 1.6')}`,
  cancelled: line('M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6'),
};
