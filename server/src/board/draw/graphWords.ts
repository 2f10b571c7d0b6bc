import type { GraphData, GraphTask, Range } from '../../protocol/graph.ts';
import { STATUS_NAMES } from './status.tsx';

/** What a graph shows, in a sentence. */
export function graphSentence({ tasks, edges, criticalPath }: GraphData): string {
  const done = tasks.filter(({ status }) => status === 'done').length;
  const ready = tasks.filter((task) => task.ready).length;
  const parts = [`${counted(tasks.length, 'task')}, ${done} done, ${ready} ready to begin`];
  parts.push(edges.length === 1 ? '1 dependency' : `${edges.length} dependencies`);
  if (criticalPath) parts.push(`critical path: ${pathPhrase({ tasks, criticalPath })}`);
  const problems = edges.filter(({ problem }) => problem !== null).length;
  if (problems > 0)
    parts.push(problems === 1 ? '1 dependency cannot be right' : `${problems} dependencies cannot be right`);
  return `${parts.join('; ')}.`;
}

/** `#12 → #14, 8–12 h`. */
export function pathPhrase({ tasks, criticalPath }: Pick<GraphData, 'tasks' | 'criticalPath'>): string {
  if (criticalPath === null) return '';
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  const names = criticalPath.tasks.flatMap((key) => taskName(byKey.get(key)) ?? []);
  const hours =
    criticalPath.hours.max === 0 ? counted(names.length, 'task') : hoursPhrase(criticalPath.hours);
  const open = criticalPath.unestimated;
  const rest =
    open > 0 && criticalPath.hours.max > 0 ? ` and ${counted(open, 'task')} without an estimate` : '';
  return `${shortened(names).join(' → ')}, ${hours}${rest}`;
}

/** Of a long way, where it begins and where it ends. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 8 ? names : [...names.slice(0, 4), `${names.length - 6} more`, ...names.slice(-2)];
}

/** `8 h`, `8–12 h`. */
export function hoursPhrase({ min, max }: Range): string {
  return min === max ? `${tidy(min)} h` : `${tidy(min)}–${tidy(max)} h`;
}

/** A task's id, else its title. */
export function taskName(task: GraphTask | undefined): string | undefined {
  return task && (task.id ?? task.title);
}

/** `3/5`; with criteria of which nothing is recorded, how many; empty without criteria. */
export function criteriaPhrase({ met, unmet, unrecorded }: GraphTask['criteria']): string {
  const parts = [
    ...(met + unmet > 0 ? [`${met}/${met + unmet}`] : []),
    ...(unrecorded > 0 ? [`${unrecorded} not recorded`] : []),
  ];
  return parts.join(', ');
}

/** `passed`, `failed, out of date`. */
export function gatePhrase(gate: GraphTask['gate']): string {
  if (gate === null) return '';
  const place = gate.commit === null ? '' : ` at ${gate.commit}`;
  return `${gate.outcome}${place}${gate.fresh ? '' : ', out of date'}`;
}

/** A card for those who hear it. */
export function taskSpeech(task: GraphTask): string {
  const { met, unmet, unrecorded } = task.criteria;
  return [
    [task.id, task.title].filter(Boolean).join(' '),
    STATUS_NAMES[task.status].toLowerCase(),
    ...(task.ready ? ['ready to begin'] : []),
    ...(task.waitsFor.length > 0 ? [`waits for ${task.waitsFor.join(', ')}`] : []),
    ...(met + unmet > 0 ? [`${met} of ${met + unmet} criteria met`] : []),
    ...(unrecorded > 0 ? [`no record for ${counted(unrecorded, 'criterion', 'criteria')}`] : []),
    ...(task.effort === null ? [] : [`effort ${task.effort}`]),
    ...(task.gate === null ? [] : [`gate ${gatePhrase(task.gate)}`]),
    ...(task.critical === null
      ? []
      : [task.critical === 'always' ? 'on the critical path' : 'maybe on the critical path']),
  ].join(', ');
}

/** `1 task`, `3 tasks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
