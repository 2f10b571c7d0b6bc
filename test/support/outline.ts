import type { Effort, Group, Item, RoadmapDocument, Task } from '../../server/src/core/model/document.ts';

/**
 * A document's model as text, one line per group, task and item, indented by what encloses it: what a test
 * expects can be read at a glance.
 */
export function outline(document: RoadmapDocument): string {
  if (!document.roadmap) return 'no roadmap';
  const units = [...document.groups, ...document.tasks].sort((a, b) => a.line - b.line);
  const depths = new Map<number, number>();
  const lines: string[] = [];
  for (const unit of units) {
    const depth = unit.parent === null ? 0 : (depths.get(unit.parent) ?? 0) + 1;
    depths.set(unit.line, depth);
    const indent = '  '.repeat(depth);
    lines.push(indent + ('form' in unit ? taskLine(unit) : groupLine(unit)));
    if ('form' in unit) for (const item of unit.items) lines.push(`${indent}  ${itemLine(item)}`);
  }
  for (const item of document.criteria) lines.push(`${itemLine(item)} of ${item.group ?? 'document'}`);
  return lines.join('\n');
}

function groupLine(group: Group): string {
  return `${group.line} ${group.kind} <${group.id ?? ''}> ${group.title}${facts(group)}`;
}

function taskLine(task: Task): string {
  const more = [
    task.aliases.length > 0 ? ` also ${task.aliases.join(' ')}` : '',
    task.priority === null ? '' : ` !${task.priority}`,
    task.branch === null ? '' : ` on ${task.branch}`,
  ];
  return `${task.line} ${task.form} <${task.id ?? ''}> ${task.title}${facts(task)}${more.join('')}`;
}

function facts(unit: Group | Task): string {
  const { status, effort, dependsOn, labels, assignees } = unit;
  return [
    status === null ? '' : ` = ${status}`,
    effort ? ` ~ ${amount(effort)}` : '',
    dependsOn.length > 0 ? ` < ${dependsOn.map(({ id, soft }) => (soft ? `(${id})` : id)).join(' ')}` : '',
    labels.length > 0 ? ` #${labels.join(' #')}` : '',
    assignees.length > 0 ? ` @${assignees.join(' @')}` : '',
  ].join('');
}

function amount(effort: Effort): string {
  if (effort.unit === 'size') return effort.text;
  return `${effort.min === effort.max ? '' : `${effort.min}-`}${effort.max}${effort.unit}`;
}

function itemLine(item: Item): string {
  const box = item.checked === null ? '( )' : item.checked ? '[x]' : '[ ]';
  return `${item.line} ${item.role} ${box} ${item.text}`;
}
