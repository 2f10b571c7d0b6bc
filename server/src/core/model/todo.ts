import type { Task } from './document.ts';

/** An entry of the `todos` in a document's front matter, which a tool reads as well. */
export function isTodo({ form, statusClaim }: Pick<Task, 'form' | 'statusClaim'>): boolean {
  return form === 'row' && statusClaim?.kind === 'front-matter';
}
