import type { Group, Status, Task } from '../../model/document.ts';
import { short } from '../criteria.ts';

/** The name of a task or group in a message: its id, else its title in quotation marks. */
export function nameOf({ id, title }: Pick<Task | Group, 'id' | 'title'>): string {
  return id ?? `“${short(title, 40)}”`;
}

/** A status in a sentence: `claims to be …`. */
export function statusPhrase(status: Status): string {
  return PHRASES[status];
}

const PHRASES: Readonly<Record<Status, string>> = {
  todo: 'to do',
  'in-progress': 'in progress',
  'in-review': 'in review',
  blocked: 'blocked',
  done: 'done',
  deferred: 'deferred',
  cancelled: 'cancelled',
};
