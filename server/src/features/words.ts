import type { Resolution } from '../core/index/references.ts';
import type { Progress } from '../core/model/status.ts';
import { circumstances, type ToldResult } from '../gates/words.ts';
import type { GateRunTold, TaskResult } from './snapshot.ts';

/** `P0-1 Refuse a bad configuration`; never empty, since editors refuse nameless symbols. */
export function name(owner: { readonly id: string | null; readonly title: string }): string {
  const parts = [owner.id ?? '', owner.title].filter((part) => part !== '');
  return parts.join(' ') || '(untitled)';
}

/** `2 of 5 criteria met`, `no record for 5 criteria`; empty for a task without criteria. */
export function progressPhrase({ met, unmet, unrecorded }: Progress): string {
  const recorded = met + unmet;
  if (recorded + unrecorded === 0) return '';
  if (recorded === 0) return `no record for ${criteria(unrecorded)}`;
  const known = `${met} of ${criteria(recorded)} met`;
  return unrecorded === 0 ? known : `${known}, no record for ${unrecorded}`;
}

export function criterionState(checked: boolean | null): string {
  if (checked === null) return 'no record';
  return checked ? 'met' : 'open';
}

function criteria(count: number): string {
  return count === 1 ? '1 criterion' : `${count} criteria`;
}

/** `✓ gate passed 2 min ago at 4f26a87, 3.1 s`; empty where not all gates ran. */
export function resultPhrase(result: TaskResult): string {
  switch (result.outcome) {
    case 'incomplete':
      return '';
    case 'running':
      return '… running';
    case 'passed':
      return `✓ gate passed ${circumstances(result)}`;
    case 'failed':
      return `✗ gate failed ${circumstances(result)}`;
    case 'errored':
      return `✗ gate could not run ${circumstances(result)}`;
  }
}

/** `✓ passed 2 min ago at 4f26a87, 3.1 s`: the result of one gate, where it stands. */
export function fencePhrase(run: GateRunTold): string {
  switch (run.outcome) {
    case 'passed':
      return `✓ passed ${circumstances(run)}`;
    case 'failed':
      return `✗ failed ${circumstances(run)}`;
    case 'errored':
      return `✗ could not run ${circumstances(run)}`;
  }
}

/**
 * What a phase shows as a whole: `✓ gates of 3 tasks passed 2 min ago at 4f26a87, 9.3 s`, `✗ gates of 1 of 3 tasks failed`,
 * `▷ Run gates of 3 tasks and the phase: 1 passed`. The age is that of the oldest result, as the phase is known to pass only
 * since then.
 * @param tasks one entry for each of its tasks with gates.
 * @param own one entry for itself and each phase in it, of those that have gates of their own.
 */
export function phasePhrase(
  tasks: readonly (TaskResult | undefined)[],
  own: readonly (TaskResult | undefined)[] = [],
): string {
  const all = [...tasks, ...own];
  const known = all.filter((result) => result !== undefined);
  const phase = own.length > 0;
  if (known.some(({ outcome }) => outcome === 'running')) return '… running';
  if (known.some(isBad)) return `✗ gates of ${failedPhrase(tasks, own)} failed`;
  const of = tasks.length === 0 ? 'the phase' : `${count(tasks)}${phase ? ' and the phase' : ''}`;
  const passed = known.filter(({ outcome }) => outcome === 'passed');
  const [first, ...others] = passed;
  if (first === undefined) return `▷ Run gates of ${of}`;
  if (passed.length < all.length) return `▷ Run gates of ${of}: ${passed.length} passed`;
  const together = others.reduce<ToldResult>(addResult, first);
  return `✓ gates of ${of} passed ${circumstances({ ...together, duration: durationOf(passed) })}`;
}

/** `1 of 3 tasks`, `the phase`, `1 of 3 tasks and of the phase`. */
function failedPhrase(
  tasks: readonly (TaskResult | undefined)[],
  own: readonly (TaskResult | undefined)[],
): string {
  const bad = tasks.filter(isBad).length;
  if (bad === 0) return 'the phase';
  return `${bad} of ${count(tasks)}${own.some(isBad) ? ' and of the phase' : ''}`;
}

function isBad(result: TaskResult | undefined): boolean {
  return result?.outcome === 'failed' || result?.outcome === 'errored';
}

function count(tasks: readonly unknown[]): string {
  return tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
}

/** Milliseconds. A run that tasks share took its time once. */
function durationOf(results: readonly TaskResult[]): number {
  const runs = results.flatMap(({ gates = [] }) => gates);
  const distinct = new Map(runs.map(({ key, start, duration }) => [`${key} ${start}`, duration]));
  return [...distinct.values()].reduce((sum, duration) => sum + duration, 0);
}

/** What is told of both together, but for how long they took. */
function addResult(sum: ToldResult, next: ToldResult): ToldResult {
  return {
    age: Math.max(sum.age, next.age),
    commit: sum.commit === next.commit ? sum.commit : null,
    duration: sum.duration,
    fresh: sum.fresh && next.fresh,
  };
}

const HOW_FOUND: Readonly<Record<Resolution['kind'], string>> = {
  exact: '',
  relative: 'relative to this document',
  module: 'below a module',
  suffix: 'the only path that ends like this',
  basename: 'the only file of this name',
  folder: 'in another folder of the workspace',
  stripped: 'after leaving out leading folders',
  ambiguous: '',
  missing: '',
};

/** How a path was found; empty where it is written as it is. */
export function howFound(kind: Resolution['kind']): string {
  return HOW_FOUND[kind];
}
