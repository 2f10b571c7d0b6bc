import { readBoardAddress, type BoardConfig } from '../../core/issues/board.ts';
import type { RepositoryName } from '../forge.ts';
import type { NewMilestone } from '../issueForge.ts';
import type { IssuePlan, IssueStep } from './plan.ts';

/**
 * A script for bash that does with GitHub's own command line what a plan says. It goes on from where it was
 * stopped as far as labels and milestones go; issues are made by `gh` without looking, so it is run once.
 * Nothing of the document is read by the shell: every word is quoted.
 * @param host `github.com` or the host of a GitHub server.
 * @param board the project that issues are put on; null: none.
 */
export function planScript(
  plan: IssuePlan,
  repository: RepositoryName,
  host: string,
  board: BoardConfig | null,
): string {
  const target = host === 'github.com' ? '' : `${host}/`;
  return [
    ...HEADER,
    `repository=${quote(`${target}${repository.owner}/${repository.name}`)}`,
    `export GH_HOST=${quote(host)}`,
    `api=${quote(`repos/${repository.owner}/${repository.name}`)}`,
    '',
    ...FUNCTIONS,
    ...plan.labels.filter(isNew).map(({ label }) => labelLine(label)),
    ...plan.milestones.filter(isNew).map(({ wanted }) => milestoneLine(wanted)),
    ...plan.milestones
      .filter(({ kind }) => kind === 'update')
      .map(({ milestone, wanted }) =>
        command(
          'gh',
          'api',
          '--silent',
          '--method',
          'PATCH',
          `"$api"/milestones/${milestone?.id ?? 0}`,
          ...dueOf(wanted),
        ),
      ),
    '',
    ...numbersOfOld(plan),
    ...plan.issues.flatMap((step) => issueLines(step, plan)),
    ...relationLines(plan),
    ...boardLines(plan, { repository, host, board }),
    `printf '%s\\n' 'All done.'`,
    '',
  ].join('\n');
}

/** A word for bash that means the text itself, whatever is in it. */
export function quote(text: string): string {
  // No shell can carry a NUL in a word.
  return `'${text.replaceAll('\0', '').replaceAll("'", String.raw`'\''`)}'`;
}

const HEADER = [
  '#!/usr/bin/env bash',
  '# Labels, milestones and issues of a roadmap, made with the command line of GitHub (https://cli.github.com).',
  '# Run it once. To go on after a failure use `roadgate issues apply`, which finds what is there already.',
  'set -euo pipefail',
  '',
];

const FUNCTIONS = [
  '# make BODY ARGUMENTS...: makes an issue; prints its number, and its address for people.',
  'make() {',
  '  local body=$1 url',
  '  shift',
  `  url=$(printf '%s' "$body" | gh issue create --repo "$repository" --body-file - "$@") || return`,
  `  printf '%s\\n' "$url" >&2`,
  `  printf '%s' "\${url##*/}"`,
  '}',
  '',
  '# change NUMBER BODY ARGUMENTS...: changes an issue.',
  'change() {',
  '  local issue=$1 body=$2',
  '  shift 2',
  `  printf '%s' "$body" | gh issue edit "$issue" --repo "$repository" --body-file - "$@"`,
  '}',
  '',
  '# identity NUMBER: the key that the API wants.',
  'identity() {',
  '  gh api "$api/issues/$1" --jq .id',
  '}',
  '',
  '# below PARENT CHILD and waits ISSUE BLOCKER: relations between issues.',
  'below() {',
  '  local id',
  '  id=$(identity "$2") || return',
  '  gh api --silent --method POST "$api/issues/$1/sub_issues" -F "sub_issue_id=$id"',
  '}',
  'waits() {',
  '  local id',
  '  id=$(identity "$2") || return',
  '  gh api --silent --method POST "$api/issues/$1/dependencies/blocked_by" -F "issue_id=$id"',
  '}',
  '',
];

function isNew({ kind }: { readonly kind: string }): boolean {
  return kind === 'create';
}

function labelLine({ name, color, description }: IssuePlan['labels'][number]['label']): string {
  const words = ['gh', 'label', 'create', '--repo', '"$repository"', '--force', '--color', color];
  return command(...words, ...flag('--description', description), '--', quote(name));
}

function milestoneLine(wanted: NewMilestone): string {
  const fields = ['-f', quote(`title=${wanted.title}`), ...dueOf(wanted)];
  return command('gh', 'api', '--silent', '--method', 'POST', '"$api"/milestones', ...fields);
}

function dueOf({ description, due }: NewMilestone): readonly string[] {
  const day = due === null ? [] : ['-f', `due_on=${due}T12:00:00Z`];
  return ['-f', quote(`description=${description}`), ...day];
}

/** Relations of new issues name issues that are there already. */
function numbersOfOld({ issues }: IssuePlan): readonly string[] {
  const old = issues.filter(({ issue, kind }) => issue !== null && kind !== 'conflict');
  return old.map(({ item, issue }) => `${variable(issues, item.key)}=${issue?.number ?? 0}`);
}

function issueLines({ content, change, issue, item }: IssueStep, { issues }: IssuePlan): readonly string[] {
  if (content !== null) {
    const words = [
      ...flag('--title', content.title),
      ...content.labels.flatMap((label) => flag('--label', csvField(label))),
      ...content.assignees.flatMap((login) => flag('--assignee', login)),
      ...flag('--milestone', content.milestone ?? ''),
    ];
    return [`${variable(issues, item.key)}=$(${command('make', quote(content.body), ...words)})`];
  }
  if (change?.body === undefined || issue === null) return [];
  const has = (names: readonly string[], name: string): boolean => names.includes(name);
  const { labels = issue.labels, assignees = issue.assignees } = change;
  const words = [
    ...flag('--title', change.title ?? ''),
    ...labels
      .filter((name) => !has(issue.labels, name))
      .flatMap((name) => flag('--add-label', csvField(name))),
    ...issue.labels
      .filter((name) => !has(labels, name))
      .flatMap((name) => flag('--remove-label', csvField(name))),
    ...assignees
      .filter((name) => !has(issue.assignees, name))
      .flatMap((name) => flag('--add-assignee', name)),
    ...issue.assignees
      .filter((name) => !has(assignees, name))
      .flatMap((name) => flag('--remove-assignee', name)),
    ...(change.milestone === null ? ['--remove-milestone'] : flag('--milestone', change.milestone ?? '')),
  ];
  return [command('change', String(issue.number), quote(change.body), ...words)];
}

/** The variable that holds the number of an item's issue: nothing of the document is in its name. */
function variable(issues: IssuePlan['issues'], key: string): string {
  return `issue_${issues.findIndex(({ item }) => item.key === key) + 1}`;
}

/** Between new issues by their keys, between old ones by number. */
function relationLines({ issues, relations }: IssuePlan): readonly string[] {
  const known = new Map(issues.map((step) => [step.item.key, step]));
  const hasIssue = (key: string | null): boolean => {
    const step = key === null ? undefined : known.get(key);
    return step !== undefined && (step.content !== null || (step.issue !== null && step.kind !== 'conflict'));
  };
  const isNewOne = (key: string): boolean => known.get(key)?.content !== null;
  const at = (key: string): string => `"$${variable(issues, key)}"`;
  const between = issues.flatMap(({ item }): string[] => {
    if (!hasIssue(item.key)) return [];
    const lines: string[] = [];
    const { parent } = item;
    if (parent !== null && hasIssue(parent) && (isNewOne(parent) || isNewOne(item.key))) {
      lines.push(command('below', at(parent), at(item.key)));
    }
    for (const { key } of item.dependsOn) {
      if (key === null || key === item.key || !hasIssue(key)) continue;
      if (isNewOne(key) || isNewOne(item.key)) lines.push(command('waits', at(item.key), at(key)));
    }
    return lines;
  });
  const old = relations.map(({ kind, of, other }) =>
    command(kind === 'child' ? 'below' : 'waits', String(of), String(other)),
  );
  return [...new Set([...between, ...old])];
}

/** Keys of project, field and columns are looked up as it runs: they are not known without an account. */
function boardLines(
  { board: planned, issues }: IssuePlan,
  to: { readonly repository: RepositoryName; readonly host: string; readonly board: BoardConfig | null },
): readonly string[] {
  const address = readBoardAddress(to.board?.address ?? '');
  const steps = (planned?.steps ?? []).filter(({ kind }) => kind === 'create' || kind === 'update');
  if (address?.kind !== 'project' || steps.length === 0) return [];
  const columns = [...new Set(steps.map(({ column }) => column.name))];
  const { owner, name } = to.repository;
  const inProject = `${address.number} --owner ${quote(address.owner)} --format json`;
  return [
    '',
    '# Columns of the project. If this fails: gh auth refresh --scopes project',
    `issues=${quote(`https://${to.host}/${owner}/${name}/issues`)}`,
    `project=$(gh project view ${inProject} --jq .id)`,
    `status='.fields[] | select(.name == "Status")'`,
    `field=$(gh project field-list ${inProject} --limit 100 --jq "$status | .id")`,
    ...columns.flatMap((column, index) => [
      `column_${index + 1}=$(gh project field-list ${inProject} --limit 100 --jq "$status"${quote(` | .options[] | select(.name == ${JSON.stringify(column)}) | .id`)})`,
      `: "\${column_${index + 1}:?The project has no such column.}"`,
    ]),
    '# place ISSUE COLUMN: adds the card of an issue where there is none, and moves it.',
    'place() {',
    '  local card',
    `  card=$(gh project item-add ${inProject} --url "$issues/$1" --jq .id) || return`,
    '  gh project item-edit --project-id "$project" --id "$card" --field-id "$field" --single-select-option-id "$2" >/dev/null',
    '}',
    ...steps.map(({ item, issue, column }) =>
      command(
        'place',
        issue === null ? `"$${variable(issues, item.key)}"` : String(issue.number),
        `"$column_${columns.indexOf(column.name) + 1}"`,
      ),
    ),
  ];
}

function flag(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`${name}=${quote(value)}`];
}

/** `gh` takes several names in one word, as a line of CSV. */
function csvField(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function command(...words: readonly string[]): string {
  return words.join(' ');
}
