import type { Group, Task } from '../../model/document.ts';
import { short } from '../criteria.ts';

/** The name of a task or group in a message: its id, else its title in quotation marks. */
export function nameOf({ id, title }: Pick<Task | Group, 'id' | 'title'>): string {
  return id ?? `“${short(title, 40)}”`;
}
