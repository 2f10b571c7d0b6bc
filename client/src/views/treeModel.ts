import type {
  CriterionOutline,
  GroupOutline,
  Progress,
  RoadmapOutline,
  TaskOutline,
} from '../../../server/src/protocol/outline.ts';

/** A row of the Roadgate view. Knows nothing of VS Code, so that its order and texts can be tested alone. */
export type TreeNode =
  | { readonly kind: 'document'; readonly roadmap: RoadmapOutline }
  /** Says that a roadmap has no tasks. */
  | { readonly kind: 'empty'; readonly roadmap: RoadmapOutline }
  | { readonly kind: 'group'; readonly roadmap: RoadmapOutline; readonly group: GroupOutline }
  | { readonly kind: 'task'; readonly roadmap: RoadmapOutline; readonly task: TaskOutline }
  | {
      readonly kind: 'criterion';
      readonly roadmap: RoadmapOutline;
      readonly criterion: CriterionOutline;
      readonly owner: TaskOutline | GroupOutline | null;
    };

/** Stable over edits elsewhere: the document and the node's key, never its line. */
export function nodeId(node: TreeNode): string {
  const uri = node.roadmap.uri;
  switch (node.kind) {
    case 'document':
      return uri;
    case 'empty':
      return `${uri}#empty`;
    case 'group':
      return `${uri}#group:${node.group.key}`;
    case 'task':
      return `${uri}#task:${node.task.key}`;
    case 'criterion':
      return `${uri}#criterion:${node.criterion.key}`;
  }
}

/** The rows below a node, in document order; a task's criteria stand before its subtasks. */
export function childrenOf(node: TreeNode): TreeNode[] {
  const { roadmap } = node;
  switch (node.kind) {
    case 'document':
      return [
        ...(roadmap.tasks.length === 0 ? [{ kind: 'empty', roadmap } as const] : []),
        ...unitsBelow(roadmap, null),
        ...criteriaOf(roadmap, roadmap.criteria, null),
      ];
    case 'group':
      return [
        ...unitsBelow(roadmap, node.group.key),
        ...criteriaOf(roadmap, node.group.criteria, node.group),
      ];
    case 'task':
      return [...criteriaOf(roadmap, node.task.criteria, node.task), ...unitsBelow(roadmap, node.task.key)];
    case 'criterion':
    case 'empty':
      return [];
  }
}

/** The row above a node; undefined at the top. */
export function parentOf(node: TreeNode): TreeNode | undefined {
  const { roadmap } = node;
  switch (node.kind) {
    case 'document':
      return undefined;
    case 'group':
      return unitOf(roadmap, node.group.parent);
    case 'task':
      return unitOf(roadmap, node.task.parent);
    case 'criterion':
      return unitOf(roadmap, node.owner?.key ?? null);
    case 'empty':
      return { kind: 'document', roadmap };
  }
}

/** `Phase 1: Foundation`, `2.1 Storage`, `Backlog`. */
export function groupLabel({ id, title }: GroupOutline): string {
  if (id === null) return title;
  if (title === '') return id;
  return /\s/.test(id) ? `${id}: ${title}` : `${id} ${title}`;
}

/** A criterion's text as people read it: a tree row shows no Markdown. */
export function criterionLabel({ text }: CriterionOutline): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
    .replace(/[`*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|~~/gu, '')
    .trim();
}

/** `3/5`; with criteria that have no record, how many; empty without criteria. */
export function progressText(progress: Progress): string {
  const recorded = progress.met + progress.unmet;
  if (recorded === 0) return '';
  return `${progress.met}/${recorded}`;
}

/** The secondary text of a task: progress, priority unless the id says it, effort, how its branch is. */
export function taskDescription(task: TaskOutline): string {
  const priority = task.priority && !task.id?.startsWith(task.priority) ? task.priority : '';
  const branch = task.branchState ? `⎇ ${task.branchState.phrase}` : '';
  const parts = [progressText(task.progress), priority, task.effort ?? '', branch];
  return parts.filter((part) => part !== '').join(' · ');
}

/** One sentence for screen readers. */
export function taskSpeech(task: TaskOutline, gate: string | undefined): string {
  const { met, unmet, unrecorded } = task.progress;
  const parts = [[task.id, task.title].filter(Boolean).join(' '), task.effectiveStatus.replace('-', ' ')];
  if (met + unmet > 0) parts.push(`${met} of ${met + unmet} criteria met`);
  if (unrecorded > 0) parts.push(`no record for ${unrecorded} criteria`);
  if (task.branchState) parts.push(`branch ${task.branchState.sentence.replace(/\.$/, '')}`);
  if (gate) parts.push(`gate ${gate}`);
  return parts.join(', ');
}

function unitsBelow(roadmap: RoadmapOutline, parent: string | null): TreeNode[] {
  const groups = roadmap.groups.filter((group) => group.parent === parent);
  const tasks = roadmap.tasks.filter((task) => task.parent === parent);
  return [
    ...groups.map((group): TreeNode & { line: number } => ({
      kind: 'group',
      roadmap,
      group,
      line: group.line,
    })),
    ...tasks.map((task): TreeNode & { line: number } => ({ kind: 'task', roadmap, task, line: task.line })),
  ].sort((a, b) => a.line - b.line);
}

function criteriaOf(
  roadmap: RoadmapOutline,
  criteria: readonly CriterionOutline[],
  owner: TaskOutline | GroupOutline | null,
): TreeNode[] {
  return criteria.map((criterion) => ({ kind: 'criterion', roadmap, criterion, owner }));
}

function unitOf(roadmap: RoadmapOutline, key: string | null): TreeNode {
  const group = roadmap.groups.find((candidate) => candidate.key === key);
  if (group) return { kind: 'group', roadmap, group };
  const task = roadmap.tasks.find((candidate) => candidate.key === key);
  if (task) return { kind: 'task', roadmap, task };
  return { kind: 'document', roadmap };
}
