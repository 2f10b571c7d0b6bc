import * as vscode from 'vscode';
import { pullRequestNote, pullRequestPhrase } from '../../../server/src/core/pullRequestWords.ts';
import { circumstances } from '../../../server/src/gates/words.ts';
import type { KnownPullRequest } from '../../../server/src/protocol/forge.ts';
import { DOCUMENT_KEY } from '../../../server/src/core/model/gateKeys.ts';
import type { GateResult } from '../../../server/src/protocol/gates.ts';
import type { GroupOutline, RoadmapOutline, TaskOutline } from '../../../server/src/protocol/outline.ts';
import type { GateResults } from '../gateResults.ts';
import type { PullRequestStates } from '../pullRequestStates.ts';
import type { Roadmaps, RoadmapsChange } from '../roadmaps.ts';
import { setChecked } from '../setChecked.ts';
import type { RoadgateClient } from '../client.ts';
import { tallyOf } from './progress.ts';
import { appendBar, appendPhases, appendPlain, barTooltip, restText } from './progressText.ts';
import {
  type TreeNode,
  childrenOf,
  criterionLabel,
  groupLabel,
  nodeId,
  parentOf,
  progressText,
  taskDescription,
  taskSpeech,
} from './treeModel.ts';
import { ROOT, TreeQuestions } from './treeQuestions.ts';

export const VIEW_ID = 'roadgate.tasks';

/** The view of phases, tasks and criteria. Boxes of criteria edit the document. */
export function registerRoadmapTree(
  client: RoadgateClient,
  roadmaps: Roadmaps,
  results: GateResults,
  states: PullRequestStates,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const provider = new RoadmapTree(roadmaps, results, states);
  const view = vscode.window.createTreeView(VIEW_ID, {
    treeDataProvider: provider,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const update = (): void => {
    view.badge = badgeOf(roadmaps.all());
    view.message = roadmaps.capped
      ? vscode.l10n.t('This workspace has more Markdown files than are read; not all roadmaps are shown.')
      : undefined;
  };
  return vscode.Disposable.from(
    view,
    provider,
    roadmaps.onChanged(update),
    view.onDidChangeVisibility(({ visible }) => {
      states.setViewVisible(visible);
      provider.setVisible(visible);
    }),
    view.onDidExpandElement(({ element }) => provider.setOpen(element, true)),
    view.onDidCollapseElement(({ element }) => provider.setOpen(element, false)),
    view.onDidChangeCheckboxState(async (event) => {
      for (const [node, state] of event.items) {
        if (node.kind !== 'criterion') continue;
        const wanted = state === vscode.TreeItemCheckboxState.Checked;
        await setChecked(client, log, node.roadmap.uri, node.criterion.key, wanted);
        provider.refresh(node);
      }
    }),
  );
}

/** How many tasks are left, with what they are told apart by; none where nothing is left. */
function badgeOf(roadmaps: readonly RoadmapOutline[]): vscode.ViewBadge | undefined {
  const tally = tallyOf(roadmaps);
  const { done, total } = tally;
  if (done === total) return undefined;
  const tooltip = vscode.l10n.t(
    '{0} of {1} tasks left: {2}',
    total - done,
    total,
    restText({ ...tally, dropped: 0 }),
  );
  return { value: total - done, tooltip };
}

class RoadmapTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #roadmaps: Roadmaps;
  readonly #results: GateResults;
  readonly #states: PullRequestStates;
  readonly #subscriptions: vscode.Disposable;
  /** The nodes VS Code holds, by id: a refresh must name the same object. */
  readonly #documents = new Map<string, TreeNode>();
  /** URIs of documents whose nodes are to be refreshed; `all` for the whole tree. */
  readonly #stale = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  readonly #questions = new TreeQuestions();
  #isVisible = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(roadmaps: Roadmaps, results: GateResults, states: PullRequestStates) {
    this.#roadmaps = roadmaps;
    this.#results = results;
    this.#states = states;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      roadmaps.onChanged((change) => this.#onRoadmaps(change)),
      results.onChanged(() => this.#refreshSoon([ALL])),
      states.onChanged(() => this.#refreshSoon([ALL])),
    );
  }

  refresh(node: TreeNode): void {
    this.#refreshSoon([node.roadmap.uri]);
  }

  /** Nobody is asked about a view that is not shown. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (!isVisible) this.#questions.hide();
  }

  setOpen(node: TreeNode, isOpen: boolean): void {
    this.#questions.setOpen(nodeId(node), isOpen, Date.now());
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    this.#isVisible = true;
    this.#questions.asked(node ? nodeId(node) : ROOT);
    let children: TreeNode[] = [];
    try {
      children = node ? childrenOf(this.#current(node)) : await this.#roots();
    } finally {
      const inner = children.filter(({ kind }) => kind !== 'criterion' && kind !== 'empty');
      this.#questions.answered(
        inner.map((child) => this.#openNode(child)),
        Date.now(),
      );
    }
    return children;
  }

  #openNode(node: TreeNode): { readonly id: string; readonly isOpen: boolean } {
    const { collapsibleState } = this.#itemFor(this.#current(node));
    return { id: nodeId(node), isOpen: collapsibleState === Expanded };
  }

  async #roots(): Promise<TreeNode[]> {
    await this.#roadmaps.load();
    this.#documents.clear();
    const documents = this.#roadmaps.all().map((roadmap): TreeNode => ({ kind: 'document', roadmap }));
    for (const document of documents) this.#documents.set(document.roadmap.uri, document);
    return documents;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const parent = parentOf(node);
    return parent?.kind === 'document' ? (this.#documents.get(parent.roadmap.uri) ?? parent) : parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = this.#itemFor(this.#current(node));
    item.id = nodeId(node);
    const known = this.#pullRequestOf(node);
    if (known) {
      item.description = [item.description, pullRequestNote(known)].filter(Boolean).join(' · ');
      item.contextValue = `${item.contextValue ?? ''}+pullRequest`;
    }
    return item;
  }

  #pullRequestOf(node: TreeNode): KnownPullRequest | undefined {
    return node.kind === 'task' ? this.#states.of(node.roadmap.uri, node.task.key) : undefined;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'task') {
      const tooltip = taskTooltip(node.task, this.#results.get(node.roadmap.uri, node.task.key));
      const known = this.#pullRequestOf(node);
      if (known) tooltip.appendMarkdown('\n\n').appendText(pullRequestPhrase(known));
      item.tooltip = tooltip;
    }
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #onRoadmaps(change: RoadmapsChange): void {
    this.#refreshSoon(change === 'all' ? [ALL] : change);
  }

  /** Refreshes when VS Code has asked for all it wanted since the last time. */
  #refreshSoon(uris: Iterable<string>): void {
    for (const uri of uris) this.#stale.add(uri);
    clearTimeout(this.#timer);
    const wait = this.#questions.wait(Date.now());
    if (wait > 0) this.#timer = setTimeout(() => this.#refreshSoon([]), wait);
    else this.#refreshNow();
  }

  #refreshNow(): void {
    const documents = [...this.#stale]
      .map((uri) => this.#documents.get(uri))
      .filter((one) => one !== undefined);
    const isAll = this.#stale.has(ALL) || documents.length > 1;
    this.#stale.clear();
    if (!isAll && documents.length === 0) return;
    const [document] = isAll ? [] : documents;
    const asked = document ? this.#openNode(document) : { id: ROOT, isOpen: true };
    if (this.#isVisible) this.#questions.expect(asked, Date.now());
    this.#changed.fire(document);
  }

  /** A document's node outlives its outline: children are read from the newest one. */
  #current(node: TreeNode): TreeNode {
    if (node.kind !== 'document') return node;
    const roadmap = this.#roadmaps.get(node.roadmap.uri);
    return roadmap ? { kind: 'document', roadmap } : node;
  }

  #itemFor(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'document':
        return documentItem(
          node.roadmap,
          this.#results.get(node.roadmap.uri, DOCUMENT_KEY),
          this.#roadmaps.count,
        );
      case 'group':
        return groupItem(
          node.roadmap.uri,
          node.group,
          this.#results.get(node.roadmap.uri, node.group.key),
          childrenOf(node).length > 0,
        );
      case 'task':
        return taskItem(
          node.roadmap.uri,
          node.task,
          this.#results.get(node.roadmap.uri, node.task.key),
          childrenOf(node).length > 0,
        );
      case 'criterion':
        return criterionItem(node);
      case 'empty':
        return emptyItem(node.roadmap.uri);
    }
  }
}

/** Stands for all documents; no URI. */
const ALL = '*';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

function documentItem(
  roadmap: RoadmapOutline,
  result: GateResult | undefined,
  count: number,
): vscode.TreeItem {
  const resource = vscode.Uri.parse(roadmap.uri);
  const item = new vscode.TreeItem(resource, count <= 3 ? Expanded : Collapsed);
  item.iconPath = vscode.ThemeIcon.File;
  item.description = withGate(folderOf(resource), result);
  item.tooltip = withGateFacts(documentTooltip(resource, roadmap), result);
  item.contextValue = 'document';
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [resource] };
  return item;
}

function documentTooltip(resource: vscode.Uri, roadmap: RoadmapOutline): vscode.MarkdownString {
  const tally = tallyOf([roadmap]);
  const path = vscode.workspace.asRelativePath(resource);
  const tooltip = barTooltip(roadmap.title ?? path);
  appendPlain(tooltip.appendMarkdown('\n\n'), path);
  if (tally.total === 0) return tooltip;
  appendBar(
    tooltip,
    tally.done,
    tally.total,
    vscode.l10n.t('{0} of {1} tasks done', tally.done, tally.total),
  );
  appendPhases(tooltip, roadmap);
  return tooltip;
}

/** Where a document stands; empty at the root of the only folder. */
function folderOf(document: vscode.Uri): string {
  const parent = vscode.Uri.joinPath(document, '..');
  const root = vscode.workspace.getWorkspaceFolder(document);
  const hasSeveral = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  // The path of a root relative to the workspace would be the whole path.
  if (root?.uri.toString() === parent.toString()) return hasSeveral ? root.name : '';
  const folder = vscode.workspace.asRelativePath(parent, true);
  return folder.includes('/') || hasSeveral ? folder : '';
}

function emptyItem(uri: string): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('No tasks found'), None);
  item.description = vscode.l10n.t('Why?');
  item.tooltip = vscode.l10n.t('Shows how the line at the cursor was read');
  item.iconPath = new vscode.ThemeIcon('question');
  item.contextValue = 'empty';
  item.command = { command: 'roadgate.explainLine', title: vscode.l10n.t('Why?'), arguments: [{ uri }] };
  return item;
}

const GROUP_ICONS: Readonly<Record<GroupOutline['kind'], string>> = {
  phase: 'milestone',
  milestone: 'flag',
  sprint: 'history',
  epic: 'layers',
  priority: 'flame',
  section: 'list-tree',
};

function groupItem(
  uri: string,
  group: GroupOutline,
  result: GateResult | undefined,
  hasChildren: boolean,
): vscode.TreeItem {
  const item = new vscode.TreeItem(groupLabel(group), hasChildren ? Expanded : None);
  const { done, total } = group.tasks;
  const complete = total > 0 && done === total;
  item.iconPath = complete
    ? new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon(GROUP_ICONS[group.kind]);
  item.description = withGate(total > 0 ? `${done}/${total}` : '', result);
  item.tooltip = withGateFacts(groupTooltip(group), result);
  if (total > 0) {
    const label = vscode.l10n.t('{0}: {1} of {2} tasks done', groupLabel(group), done, total);
    item.accessibilityInformation = { label };
  }
  item.contextValue = 'group';
  item.command = goTo(uri, group.nameRange.start.line);
  return item;
}

function groupTooltip(group: GroupOutline): vscode.MarkdownString {
  const { done, total } = group.tasks;
  const tooltip = barTooltip(groupLabel(group));
  if (total === 0) return tooltip;
  appendBar(tooltip, done, total, vscode.l10n.t('{0} of {1} tasks done', done, total));
  return tooltip;
}

const STATUS_ICONS: Readonly<
  Record<TaskOutline['effectiveStatus'], readonly [icon: string, color?: string]>
> = {
  todo: ['circle-large-outline'],
  'in-progress': ['play-circle', 'charts.blue'],
  'in-review': ['eye', 'charts.purple'],
  blocked: ['error', 'charts.red'],
  done: ['pass-filled', 'testing.iconPassed'],
  deferred: ['watch', 'disabledForeground'],
  cancelled: ['circle-slash', 'disabledForeground'],
};

function taskItem(
  uri: string,
  task: TaskOutline,
  result: GateResult | undefined,
  hasChildren: boolean,
): vscode.TreeItem {
  const item = new vscode.TreeItem(
    [task.id, task.title].filter(Boolean).join(' '),
    hasChildren ? Collapsed : None,
  );
  const [icon, color] = STATUS_ICONS[task.effectiveStatus];
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.description = withGate(taskDescription(task), result);
  const started = task.branchState ? 'started' : '';
  item.contextValue = ['task', task.gates.length > 0 ? 'gate' : '', task.branch ? 'branch' : '', started]
    .filter(Boolean)
    .join('+');
  item.accessibilityInformation = { label: taskSpeech(task, result?.outcome) };
  item.command = goTo(uri, task.nameRange.start.line);
  return item;
}

/** A description, and behind it what the gates showed. */
function withGate(description: string, result: GateResult | undefined): string {
  const gate = result ? gateText(result) : '';
  return [description, gate].filter((part) => part !== '').join(' · ');
}

function gateText(result: GateResult): string {
  switch (result.outcome) {
    case 'passed':
      return result.fresh ? vscode.l10n.t('✓ gate') : vscode.l10n.t('✓ gate (stale)');
    case 'failed':
    case 'errored':
      return vscode.l10n.t('✗ gate');
    case 'running':
      return vscode.l10n.t('gate running…');
    case 'incomplete':
      return '';
  }
}

function criterionItem(node: TreeNode & { kind: 'criterion' }): vscode.TreeItem {
  const { criterion } = node;
  const item = new vscode.TreeItem(criterionLabel(criterion), None);
  item.contextValue = 'criterion';
  item.command = goTo(node.roadmap.uri, criterion.range.start.line);
  if (criterion.hasBox && criterion.checked !== null) {
    item.checkboxState = {
      state: criterion.checked
        ? vscode.TreeItemCheckboxState.Checked
        : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: criterion.checked
        ? vscode.l10n.t('Met: click to reopen')
        : vscode.l10n.t('Unmet: click to tick'),
      accessibilityInformation: {
        label: criterion.checked ? vscode.l10n.t('criterion met') : vscode.l10n.t('criterion unmet'),
      },
    };
  } else {
    item.iconPath = new vscode.ThemeIcon(
      criterion.checked === null ? 'dash' : criterion.checked ? 'check' : 'close',
    );
    if (criterion.checked === null) item.description = vscode.l10n.t('no record');
  }
  return item;
}

function taskTooltip(task: TaskOutline, result: GateResult | undefined): vscode.MarkdownString {
  const tooltip = barTooltip([task.id, task.title].filter(Boolean).join(' ')).appendMarkdown('\n\n');
  const facts = [
    task.status?.replace('-', ' '),
    task.priority,
    task.effort,
    task.branch && !task.branchState && `⎇ ${task.branch}`,
  ];
  appendPlain(tooltip, facts.filter(Boolean).join(' · '));
  if (task.branchState) {
    const { name, sentence } = task.branchState;
    appendPlain(tooltip.appendMarkdown('\n\n'), `⎇ ${name} ${sentence}`);
  }
  const progress = progressText(task.progress);
  if (progress) {
    const { met, unmet } = task.progress;
    appendBar(tooltip, met, met + unmet, vscode.l10n.t('{0} criteria met', progress));
  }
  for (const criterion of task.criteria.slice(0, 12)) {
    tooltip.appendMarkdown(`\n- ${criterion.checked === null ? '–' : criterion.checked ? '✓' : '○'} `);
    appendPlain(tooltip, criterionLabel(criterion));
  }
  return withGateFacts(tooltip, result);
}

function withGateFacts(
  tooltip: vscode.MarkdownString,
  result: GateResult | undefined,
): vscode.MarkdownString {
  if (result) appendPlain(tooltip.appendMarkdown('\n\n'), gateFacts(result));
  return tooltip;
}

function gateFacts(result: GateResult): string {
  const told = circumstances({ ...result, age: Date.now() - Date.parse(result.start) });
  switch (result.outcome) {
    case 'passed':
      return vscode.l10n.t('✓ Gate passed {0}', told);
    case 'failed':
      return vscode.l10n.t('✗ Gate failed {0}', told);
    case 'errored':
      return vscode.l10n.t('✗ Gate could not run {0}', told);
    case 'running':
      return vscode.l10n.t('Gate is running');
    case 'incomplete':
      return vscode.l10n.t('Not all gates ran');
  }
}

function goTo(uri: string, line: number): vscode.Command {
  return { command: 'roadgate.goToTask', title: vscode.l10n.t('Go to Line'), arguments: [{ uri, line }] };
}
