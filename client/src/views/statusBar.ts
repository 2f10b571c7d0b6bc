import * as vscode from 'vscode';
import type { RoadmapOutline } from '../../../server/src/protocol/messages.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { tallyOf } from './progress.ts';
import { appendBar, appendPhases, restText } from './progressText.ts';

const SETTING = 'roadgate.statusBar.enabled';

/** Opens the view of tasks: what a click on the item does. */
const OPEN_VIEW = 'roadgate.tasks.focus';

/**
 * The one item in the status bar: `34/45` tasks of the roadmap in front, else of the whole workspace. Hidden
 * where there is no roadmap.
 */
export function registerStatusBar(roadmaps: Roadmaps): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('roadgate.progress', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Roadgate: Progress');
  const update = (): void => show(item, roadmaps);
  update();
  return vscode.Disposable.from(
    item,
    roadmaps.onChanged(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) update();
    }),
  );
}

function show(item: vscode.StatusBarItem, roadmaps: Roadmaps): void {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const active = uri === undefined ? undefined : roadmaps.get(uri);
  const shown = active && active.tasks.length > 0 ? [active] : roadmaps.all();
  const tally = tallyOf(shown);
  const isWanted = vscode.workspace.getConfiguration().get(SETTING, true);
  if (!isWanted || tally.total === 0) return item.hide();
  const { done, total } = tally;
  item.text = `$(checklist) ${done}/${total}`;
  item.tooltip = tooltipOf(shown);
  item.command = { command: OPEN_VIEW, title: vscode.l10n.t('Open the Roadgate view') };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0}: {1} of {2} tasks done', nameOf(shown), done, total),
    role: 'button',
  };
  item.show();
}

function tooltipOf(shown: readonly RoadmapOutline[]): vscode.MarkdownString {
  const tally = tallyOf(shown);
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(nameOf(shown)).appendMarkdown('**\n\n');
  appendBar(
    tooltip,
    tally.done,
    tally.total,
    vscode.l10n.t('{0} of {1} tasks done', tally.done, tally.total),
  );
  const rest = restText(tally);
  if (rest !== '') tooltip.appendMarkdown('\n\n').appendText(rest);
  const [only, ...others] = shown;
  if (only && others.length === 0) {
    tooltip.appendMarkdown('\n\n---');
    appendPhases(tooltip, only);
  }
  return tooltip;
}

/** The title of the only roadmap, else how many they are. */
function nameOf(shown: readonly RoadmapOutline[]): string {
  const [only, ...others] = shown;
  if (!only || others.length > 0) return vscode.l10n.t('{0} roadmaps', shown.length);
  return only.title ?? vscode.workspace.asRelativePath(vscode.Uri.parse(only.uri));
}
