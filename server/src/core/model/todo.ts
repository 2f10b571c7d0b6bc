import type { Status, Task } from './document.ts';

/** An entry of the `todos` in a document's front matter, which a tool reads as well. */
export function isTodo({ form, statusClaim }: Pick<Task, 'form' | 'statusClaim'>): boolean {
  return form === 'row' && statusClaim?.kind === 'front-matter';
}

/** The words that the tool knows. */
export const TODO_WORDS: Readonly<Partial<Record<Status, string>>> = {
  todo: 'pending',
  'in-progress': 'in_progress',
  done: 'completed',
  cancelled: 'cancelled',
};
