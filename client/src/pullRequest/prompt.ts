import * as vscode from 'vscode';
import {
  destinationName,
  describeRoute,
  type PullRequestPlan,
} from '../../../server/src/forge/openPullRequest.ts';
import type { BodyTemplate } from '../../../server/src/forge/body.ts';
import type { PullRequestSource } from '../../../server/src/protocol/forge.ts';
import type { GateResult } from '../../../server/src/protocol/gates.ts';
import type { Draft } from './drafts.ts';

export interface Question {
  readonly plan: PullRequestPlan;
  readonly source: PullRequestSource;
  readonly gate: GateResult | undefined;
  /** The draft is offered first. */
  readonly draft: boolean;
  /** False: the forge has no adapter, only its page is left. */
  readonly canCreate: boolean;
  readonly template: BodyTemplate;
  /** What the person has written before; undefined: the text is made from the template. */
  readonly written: Draft | undefined;
}

export interface Answer {
  /** `text`: to be edited in an editor. `discard`: what was written before is not wanted. */
  readonly action: 'create' | 'draft' | 'compare' | 'text' | 'discard';
  readonly title: string;
  /** The usual one of the plan without it. */
  readonly template?: BodyTemplate;
}

/**
 * Shows everything that would happen and asks. Nothing has been made or sent before; undefined if the person
 * turns away.
 */
export async function askBeforeSending(question: Question): Promise<Answer | undefined> {
  let { template } = question;
  let title = question.written?.title ?? question.plan.title;
  for (;;) {
    const action = await pick({ ...question, template }, title);
    if (action === undefined) return undefined;
    if (action === 'edit') title = (await editTitle(title)) ?? title;
    else if (action === 'template') template = (await pickTemplate(question.plan)) ?? template;
    else return { action, title, template };
  }
}

/** Which of several templates; undefined if the person turns away. */
export async function pickTemplate({ templates }: PullRequestPlan): Promise<BodyTemplate | undefined> {
  const rows = templates.map((template) => ({ ...templateRow(template), template }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('What is the text made from?'),
    ignoreFocusOut: true,
  });
  return picked?.template;
}

function templateRow(template: BodyTemplate): vscode.QuickPickItem {
  switch (template.kind) {
    case 'task':
      return { label: vscode.l10n.t('The task’s own template') };
    case 'repository':
      return { label: template.path.split('/').at(-1) ?? template.path, description: template.path };
    case 'setting':
      return { label: vscode.l10n.t('The text of the settings'), description: 'roadgate.pullRequest.body' };
    case 'usual':
      return {
        label: vscode.l10n.t('Roadgate’s description'),
        description: vscode.l10n.t('criteria and files'),
      };
  }
}

type Action = Answer['action'] | 'edit' | 'template';

interface Row extends vscode.QuickPickItem {
  /** Rows without one only tell. */
  readonly action?: Action;
}

function pick(question: Question, title: string): Promise<Action | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  const { id, title: task } = question.source.task;
  picker.title = vscode.l10n.t('Pull Request for {0}', [id, task].filter(Boolean).join(' '));
  picker.placeholder = describeRoute(question.plan);
  picker.ignoreFocusOut = true;
  picker.items = [...actions(question, title), ...facts(question)];
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      if (row?.action === undefined) return;
      resolve(row.action);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function actions(question: Question, title: string): Row[] {
  const { plan, draft, canCreate } = question;
  const at = destinationName(plan);
  const create: Row = {
    action: 'create',
    label: `$(git-pull-request-create) ${vscode.l10n.t('Create Pull Request')}`,
    description: vscode.l10n.t('push and open at {0}', at),
  };
  const asDraft: Row = {
    action: 'draft',
    label: `$(git-pull-request-draft) ${vscode.l10n.t('Create Draft')}`,
    description: vscode.l10n.t('not ready for review'),
  };
  const compare: Row = {
    action: 'compare',
    label: `$(link-external) ${vscode.l10n.t('Push and Continue in the Browser')}`,
    description: vscode.l10n.t('no sign-in'),
  };
  const edit: Row = {
    action: 'edit',
    label: `$(edit) ${vscode.l10n.t('Edit Title…')}`,
    description: title,
  };
  const creating = draft ? [asDraft, create] : [create, asDraft];
  const browser = plan.forge === undefined ? [compare] : [];
  const editing = question.written === undefined ? [edit, ...textRows(question)] : writtenRows(title);
  return [...(canCreate ? creating : []), ...browser, ...(canCreate ? editing : [edit])];
}

function textRows({ plan, template }: Question): Row[] {
  const text: Row = {
    action: 'text',
    label: `$(edit) ${vscode.l10n.t('Edit Title and Text in an Editor…')}`,
    description: vscode.l10n.t('nothing is sent'),
  };
  if (plan.templates.length < 2) return [text];
  const from: Row = {
    action: 'template',
    label: `$(file) ${vscode.l10n.t('Choose Template…')}`,
    description: templateRow(template).description ?? templateRow(template).label,
  };
  return [text, from];
}

function writtenRows(title: string): Row[] {
  return [
    {
      action: 'text',
      label: `$(edit) ${vscode.l10n.t('Go on Writing…')}`,
      description: title,
    },
    {
      action: 'discard',
      label: `$(discard) ${vscode.l10n.t('Discard What You Wrote')}`,
      description: vscode.l10n.t('and begin with the template'),
    },
  ];
}

function facts({ plan, source, gate }: Question): Row[] {
  const { target, leftOut } = plan;
  const separator = { label: vscode.l10n.t('What will be sent'), kind: vscode.QuickPickItemKind.Separator };
  const rows: Row[] = [
    { label: `$(git-branch) ${target.branch}`, description: branchNote(plan) },
    {
      label: `$(repo) ${target.base.owner}/${target.base.name}`,
      description: baseNote(plan),
    },
    ...marksRows(source),
    { label: `$(checklist) ${criteriaText(source)}` },
    { label: gateText(gate, source) },
  ];
  for (const note of plan.notes) rows.push({ label: `$(info) ${note}` });
  if (leftOut.length > 0) {
    const label = `$(warning) ${vscode.l10n.t('Uncommitted changes stay out')}`;
    rows.push({ label, description: someOf(leftOut) });
  }
  // A filter that a person types must not hide what they agree to.
  return [separator, ...rows.map((row) => ({ ...row, alwaysShow: true }))];
}

function baseNote({ target, base }: PullRequestPlan): string {
  const into = vscode.l10n.t('into {0}, pushed to {1}', base.at.branch, target.remote);
  if (base.stackedOn === null) return into;
  return vscode.l10n.t('{0} (stacked upon pull request #{1})', into, base.stackedOn);
}

/** What will be put on it, as far as the forge knows it. */
function marksRows({ labels, milestones, assignees, reviewers }: PullRequestSource): Row[] {
  const people = [...assignees, ...reviewers];
  const marks = [...labels, ...milestones.slice(0, 1)];
  return [
    ...(marks.length === 0 ? [] : [{ label: `$(tag) ${someOf(marks)}` }]),
    ...(people.length === 0 ? [] : [{ label: `$(person) ${someOf(people)}` }]),
  ];
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const others = names.length - MOST_NAMES;
  return others > 0 ? vscode.l10n.t('{0} and {1} more', shown, others) : shown;
}

const MOST_NAMES = 3;

function branchNote({ target, ahead }: PullRequestPlan): string {
  const commits =
    ahead === null ? '' : ahead === 1 ? vscode.l10n.t('1 commit') : vscode.l10n.t('{0} commits', ahead);
  const origin = {
    new: () => (target.origin.kind === 'new' ? vscode.l10n.t('new, made from {0}', target.origin.from) : ''),
    local: () => vscode.l10n.t('your branch'),
    remote: () => vscode.l10n.t('pushed already'),
  }[target.origin.kind]();
  return [origin, commits].filter((part) => part !== '').join(', ');
}

function criteriaText({ task: { progress } }: PullRequestSource): string {
  const recorded = progress.met + progress.unmet;
  if (recorded === 0) return vscode.l10n.t('No criteria with a record');
  return vscode.l10n.t('{0} of {1} criteria met', progress.met, recorded);
}

function gateText(gate: GateResult | undefined, { task }: PullRequestSource): string {
  if (task.gates.length === 0) return `$(circle-slash) ${vscode.l10n.t('The task has no gate')}`;
  const commit = gate?.commit ?? '';
  const stale = gate?.fresh === false ? vscode.l10n.t(' (before later changes)') : '';
  switch (gate?.outcome) {
    case 'passed':
      return `$(pass) ${vscode.l10n.t('Gate passed at {0}', commit)}${stale}`;
    case 'failed':
    case 'errored':
      return `$(error) ${vscode.l10n.t('Gate failed at {0}', commit)}${stale}`;
    case 'running':
      return `$(loading~spin) ${vscode.l10n.t('Gate is running')}`;
    case 'incomplete':
    case undefined:
      return `$(circle-outline) ${vscode.l10n.t('Gate not run')}`;
  }
}

async function editTitle(title: string): Promise<string | undefined> {
  const edited = await vscode.window.showInputBox({
    title: vscode.l10n.t('Title of the Pull Request'),
    value: title,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const length = value.trim().length;
      if (length === 0) return vscode.l10n.t('A pull request needs a title.');
      return length > LONGEST_TITLE ? vscode.l10n.t('At most {0} characters.', LONGEST_TITLE) : undefined;
    },
  });
  return edited?.trim();
}

/** What GitHub takes. */
const LONGEST_TITLE = 256;
