import type { EditResult } from '../edit/items.ts';
import type { Item, RoadmapDocument, Task } from '../model/document.ts';
import { counting, type Memory } from '../remember.ts';
import type { Fix } from './finding.ts';

/** A task's criteria by what is recorded of them. */
export interface CriteriaCount {
  readonly met: readonly Item[];
  readonly unmet: readonly Item[];
  /** Without any recorded state: neither met nor unmet. */
  readonly unrecorded: readonly Item[];
  readonly total: number;
}

export function countCriteria(task: Task): CriteriaCount {
  const criteria = task.items.filter(({ role }) => role === 'criterion');
  return {
    met: criteria.filter(({ checked }) => checked === true),
    unmet: criteria.filter(({ checked }) => checked === false),
    unrecorded: criteria.filter(({ checked }) => checked === null),
    total: criteria.length,
  };
}

/**
 * Whether other criteria of the document are ticked with their task: then somebody keeps them, and an empty box says
 * something. Not where no fewer of the done tasks have some that are not.
 */
export function keepsCriteria({ tasks }: RoadmapDocument, memory: Memory): boolean {
  const [kept] = memory.sum('tasks with all criteria met', tasks, KEPT);
  return kept > 0 && kept >= memory.sum('done tasks with unmet criteria', tasks, LEFT)[0];
}

const KEPT = counting<Task>((task) => {
  const { met, total } = countCriteria(task);
  return task.status === 'done' && total > 0 && met.length === total;
});

const LEFT = counting<Task>((task) => task.status === 'done' && countCriteria(task).unmet.length > 0);

/** Not claimed done, cancelled or deferred. */
export function isOpen(task: Task): boolean {
  return task.status !== 'done' && task.status !== 'cancelled' && task.status !== 'deferred';
}

/** The text of a criterion or task itself says that nobody waits for it: `(optional)`, `— deferred to v2`, struck through. */
export function isLeftOut(text: string): boolean {
  return LEFT_OUT.test(text) || LEFT_OUT_ELSEWHERE.test(text);
}

const LEFT_OUT =
  /^~~.*~~|[[(](?:planned|backlog)[\])]|(?:^|[([—–*:] *| - *)(?:optional|deferred|postponed|out of scope|n\/a|not applicable|moved to|won['’]?t|future|later|skipped|superseded|nice to have|stretch|obsolete|cancell?ed|dropped|follow-?up)\b/i;

/** The same in other languages. */
const LEFT_OUT_ELSEWHERE =
  /(?:^|[([（—–*:：] *| - *)(?:(?:opcional|facultati[fv]|optionnel|opzional|opcjonaln|diferid|aplazad|pospuest|adiad|reporté|différé|verschoben|zurückgestellt|vertagt|entfällt|rinviat|rimandat|odłożon|przełożon|отложен|перенесен|опционально|необязательно)\p{L}*(?!\p{L})|可选|延期|推迟|暂缓|暫緩|任意|保留|後回し|선택|연기|보류)/iu;

/** Text of the document on one line and of a length that a message can bear, without its code marks. */
export function short(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ').replace(/[`*]/g, '').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

/** A fix, unless the edit was refused or has nothing to change. */
export function toFix(title: string, result: EditResult, preferred: boolean): readonly Fix[] {
  if (result.kind === 'refused' || result.edits.length === 0) return [];
  return [{ title, preferred, edits: result.edits }];
}

/** Several edits as one; nothing if one of them was refused. */
export function combine(results: readonly EditResult[]): EditResult {
  const refusal = results.find((result) => result.kind === 'refused');
  if (refusal !== undefined) return refusal;
  return { kind: 'edits', edits: results.flatMap((result) => (result.kind === 'edits' ? result.edits : [])) };
}
