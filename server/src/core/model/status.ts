import type { Item, Status, Task } from './document.ts';

/** How many items are met, not met, and without a record. */
export interface Progress {
  readonly met: number;
  readonly unmet: number;
  /** Bullets without a box: they never count as unmet. */
  readonly unrecorded: number;
}

/**
 * The state that trees, progress and schedules show: what the document claims; without a claim, what the
 * recorded criteria and steps say. Rules about contradictions use the claim alone.
 */
export function effectiveStatus(task: Pick<Task, 'status' | 'items'>): Status {
  if (task.status) return task.status;
  const { met, unmet } = progressOf(task.items.filter((item) => item.role !== 'deliverable'));
  if (met === 0) return 'todo';
  return unmet === 0 ? 'done' : 'in-progress';
}

export function progressOf(items: readonly Pick<Item, 'checked'>[]): Progress {
  let met = 0;
  let unmet = 0;
  for (const { checked } of items) {
    if (checked === true) met++;
    else if (checked === false) unmet++;
  }
  return { met, unmet, unrecorded: items.length - met - unmet };
}

/** Deferred or cancelled: neither done nor left. */
export function isDropped(status: Status): boolean {
  return status === 'deferred' || status === 'cancelled';
}

/** All of them, in the order in which work passes through them. */
export const STATUSES: readonly Status[] = [
  'todo',
  'in-progress',
  'in-review',
  'blocked',
  'done',
  'deferred',
  'cancelled',
];

/** A status in a sentence: `claims to be …`. */
export function statusWord(status: Status): string {
  return WORDS[status];
}

const WORDS: Readonly<Record<Status, string>> = {
  todo: 'to do',
  'in-progress': 'in progress',
  'in-review': 'in review',
  blocked: 'blocked',
  done: 'done',
  deferred: 'deferred',
  cancelled: 'cancelled',
};
