import { readBody } from './marker.ts';
import type { IssuePlan, IssueStep, StepKind } from './plan.ts';
import type { MilestoneStep } from './milestones.ts';

export interface DescribeContext {
  /** `owner/name`. */
  readonly repository: string;
  /** As people call it. */
  readonly forge: string;
  readonly documentPath: string;
}

/**
 * The plan as a diff that people read: `+` is created, `~` changed, `!` in conflict, and what stays is counted.
 * Below a changed issue stand the lines that leave (`-`) and come (`+`).
 */
export function describePlan(plan: IssuePlan, { repository, forge, documentPath }: DescribeContext): string {
  return [
    `Issues of ${documentPath} in ${repository} (${forge})`,
    '',
    ...describeLabels(plan),
    ...describeMilestones(plan),
    ...describeIssues(plan),
    ...describeBoard(plan),
    ...describeRest(plan),
    summarize(plan),
    '',
  ].join('\n');
}

/** `45 issues to create, 2 to update, 3 in conflict, 7 as they should be.` */
export function summarize({ labels, milestones, issues, relations, board }: IssuePlan): string {
  const cards = board?.steps ?? [];
  const made = [
    counted(count(labels, 'create'), 'label'),
    counted(count(milestones, 'create'), 'milestone'),
    counted(count(issues, 'create'), 'issue'),
    counted(count(cards, 'create'), 'card'),
  ].filter((part) => part !== '');
  const changed = [
    counted(count(milestones, 'update'), 'milestone'),
    counted(count(issues, 'update'), 'issue'),
    counted(relations.length, 'relation'),
    counted(count(cards, 'update'), 'card'),
  ].filter((part) => part !== '');
  const conflicts = [issues, milestones, cards].reduce((sum, steps) => sum + count(steps, 'conflict'), 0);
  const parts = [
    ...(made.length > 0 ? [`to create: ${made.join(', ')}`] : []),
    ...(changed.length > 0 ? [`to update: ${changed.join(', ')}`] : []),
    ...(conflicts > 0 ? [`in conflict: ${conflicts}`] : []),
  ];
  if (parts.length === 0) return 'Nothing to do: everything is there already.';
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function describeLabels({ labels }: IssuePlan): readonly string[] {
  const missing = labels.filter(({ kind }) => kind === 'create');
  return section(
    'Labels',
    missing.map(
      ({ label: { name, color, description } }) =>
        `+ ${oneLine(name)} (#${color})${description === '' ? '' : `: ${oneLine(description)}`}`,
    ),
    labels.length - missing.length,
  );
}

function describeMilestones({ milestones }: IssuePlan): readonly string[] {
  const shown = milestones.filter(({ kind }) => kind !== 'none');
  return section('Milestones', shown.map(milestoneLine), milestones.length - shown.length);
}

function milestoneLine({ kind, reason, wanted }: MilestoneStep): string {
  const due = wanted.due === null ? 'without a date' : `due ${wanted.due}`;
  return `${SIGNS[kind]} ${oneLine(wanted.title)}: ${kind === 'create' ? due : reason}`;
}

function describeIssues({ issues }: IssuePlan): readonly string[] {
  const shown = issues.filter(({ kind }) => kind !== 'none');
  const idle = new Map<string, number>();
  for (const { kind, reason } of issues) {
    if (kind === 'none') idle.set(reason, (idle.get(reason) ?? 0) + 1);
  }
  const titles = new Map(issues.map(({ item }) => [item.key, item.title]));
  return [
    ...section(
      'Issues',
      shown.flatMap((step) => issueLines(step, titles)),
      0,
    ),
    ...[...idle].map(
      ([reason, times]) => `  ${times} left as ${times === 1 ? 'it is' : 'they are'}: ${reason}`,
    ),
    ...(idle.size > 0 ? [''] : []),
  ];
}

function issueLines(step: IssueStep, titles: ReadonlyMap<string, string>): readonly string[] {
  const { kind, reason, item, issue, content } = step;
  const number = issue === null ? '' : `#${issue.number} `;
  const line = `${SIGNS[kind]} ${number}${oneLine(content?.title ?? item.title)}`;
  if (content !== null) {
    const { labels, milestone, assignees } = content;
    const parts = [
      ...(labels.length > 0 ? [`[${labels.map(oneLine).join(', ')}]`] : []),
      ...(milestone === null ? [] : [oneLine(milestone)]),
      ...assignees.map((name) => `@${name}`),
      ...(item.parent === null ? [] : [`below “${oneLine(titles.get(item.parent) ?? item.parent)}”`]),
    ];
    return [parts.length === 0 ? line : `${line} — ${parts.join(', ')}`];
  }
  const others = kind === 'update' ? step.conflicts.map((conflict) => `!   ${conflict}`) : [];
  return [`${line}: ${reason}`, ...changeLines(step), ...others];
}

function changeLines({ issue, change }: IssueStep): readonly string[] {
  if (issue === null || change === null) return [];
  const named = (name: string, before: string, after: string | undefined): readonly string[] =>
    after === undefined || after === before ? [] : [`-   ${name}: ${before}`, `+   ${name}: ${after}`];
  const text = (body: string): readonly string[] => (readBody(body)?.text ?? '').split('\n');
  return [
    ...named('Title', oneLine(issue.title), change.title === undefined ? undefined : oneLine(change.title)),
    ...named('Labels', issue.labels.join(', '), change.labels?.join(', ')),
    ...named('Milestone', issue.milestone ?? 'none', change.milestone === null ? 'none' : change.milestone),
    ...named('Assignees', issue.assignees.join(', '), change.assignees?.join(', ')),
    ...(change.body === undefined ? [] : diffLines(text(issue.body), text(change.body))),
  ];
}

/** Which card goes to which column. */
function describeBoard({ board }: IssuePlan): readonly string[] {
  if (board === null) return [];
  const shown = board.steps.filter(({ kind }) => kind !== 'none');
  return section(
    `Board “${oneLine(board.title)}”`,
    shown.map(({ kind, reason, item, issue, column }) => {
      const number = issue === null ? '' : `#${issue.number} `;
      const line = `${SIGNS[kind]} ${number}${oneLine(item.title)}`;
      if (kind === 'conflict') return `${line}: ${oneLine(reason)}`;
      return `${line} → ${oneLine(column.name)}${kind === 'update' ? `: ${oneLine(reason)}` : ''}`;
    }),
    board.steps.length - shown.length,
  );
}

function describeRest({ relations, left, notes }: IssuePlan): readonly string[] {
  return [
    ...section(
      'Relations',
      relations.map(({ reason }) => `+ ${reason}`),
      0,
    ),
    ...section(
      'Issues whose task is gone from the roadmap; they stay',
      left.map(({ number, title }) => `  #${number} ${oneLine(title)}`),
      0,
    ),
    ...section(
      'Notes',
      notes.map((note) => `  ${note}`),
      0,
    ),
  ];
}

function section(title: string, lines: readonly string[], same: number): readonly string[] {
  if (lines.length === 0 && same === 0) return [];
  const rest = same === 0 ? [] : [`  ${same} there already`];
  return [title, ...lines, ...rest, ''];
}

const SIGNS: Readonly<Record<StepKind, string>> = { create: '+', update: '~', none: ' ', conflict: '!' };

/** The lines that leave and come, in order; what stays is left out. */
function diffLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const lengths = commonLengths(before, after);
  const lines: string[] = [];
  let from = 0;
  let to = 0;
  while (from < before.length || to < after.length) {
    const old = before[from];
    const next = after[to];
    if (old !== undefined && old === next) {
      from++;
      to++;
    } else if (
      next !== undefined &&
      (old === undefined || lengthAt(lengths, from, to + 1) > lengthAt(lengths, from + 1, to))
    ) {
      lines.push(`+   ${next}`);
      to++;
    } else {
      lines.push(`-   ${old ?? ''}`);
      from++;
    }
  }
  return lines.filter((line) => line.slice(1).trim() !== '');
}

/** Lengths of the longest common subsequences of what follows two lines. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: before.length + 1 }, () => []);
  for (let from = before.length; from >= 0; from--) {
    for (let to = after.length; to >= 0; to--) {
      const isEnd = from === before.length || to === after.length;
      const row = rows[from] ?? [];
      row[to] = isEnd
        ? 0
        : before[from] === after[to]
          ? lengthAt(rows, from + 1, to + 1) + 1
          : Math.max(lengthAt(rows, from + 1, to), lengthAt(rows, from, to + 1));
    }
  }
  return rows;
}

function lengthAt(rows: readonly (readonly number[])[], from: number, to: number): number {
  return rows[from]?.[to] ?? 0;
}

function count(steps: readonly { readonly kind: StepKind }[], kind: StepKind): number {
  return steps.filter((step) => step.kind === kind).length;
}

/** `1 issue`, `2 issues`; empty for none. */
function counted(number: number, noun: string): string {
  if (number === 0) return '';
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
