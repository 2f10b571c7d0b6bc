import * as vscode from 'vscode';
import type { RoadmapOutline } from '../../../server/src/protocol/outline.ts';
import type { ShownRoadmap } from '../board/shownRoadmap.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { readSwitch } from '../settings.ts';
import { tallyOf } from './progress.ts';
import { appendBar, appendPhases, appendPlain, barTooltip, restText } from './progressText.ts';

const SETTING = 'statusBar.enabled';

/**
 * The one item in the status bar: `34/45` tasks of the roadmap in front, else of the whole workspace. Hidden
 * where there is no roadmap.
 */
export function registerStatusBar(roadmaps: Roadmaps, onBoard: ShownRoadmap): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('roadgate.progress', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Roadgate: Progress');
  const update = (): void => show(item, roadmaps, onBoard.uri);
  update();
  return vscode.Disposable.from(
    item,
    roadmaps.onChanged(update),
    onBoard.onChanged(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.window.onDidChangeVisibleTextEditors(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`roadgate.${SETTING}`)) update();
    }),
  );
}

function show(item: vscode.StatusBarItem, roadmaps: Roadmaps, onBoard: string | undefined): void {
  const active = roadmapInFront(roadmaps, onBoard);
  const shown = active && active.tasks.length > 0 ? [active] : roadmaps.all();
  const tally = tallyOf(shown);
  const isWanted = readSwitch(SETTING, true);
  if (!isWanted || tally.total === 0) return item.hide();
  const { done, total } = tally;
  item.text = `$(checklist) ${done}/${total}`;
  item.tooltip = tooltipOf(shown);
  item.command = 'roadgate.openBoard';
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0}: {1} of {2} tasks done', nameOf(shown), done, total),
    role: 'button',
  };
  item.show();
}

/** The roadmap in the active editor; where that is none, the one on the board or else, as beside a preview, one that is in sight. */
function roadmapInFront(roadmaps: Roadmaps, onBoard: string | undefined): RoadmapOutline | undefined {
  const { activeTextEditor: active, visibleTextEditors: visible } = vscode.window;
  const editors = (active ? [active] : visible).map(({ document }) => document.uri.toString());
  const inSight = active || onBoard === undefined ? editors : [onBoard, ...editors];
  return inSight.map((uri) => roadmaps.get(uri)).find((roadmap) => roadmap !== undefined);
}

function tooltipOf(shown: readonly RoadmapOutline[]): vscode.MarkdownString {
  const tally = tallyOf(shown);
  const tooltip = barTooltip(nameOf(shown));
  appendBar(
    tooltip,
    tally.done,
    tally.total,
    vscode.l10n.t('{0} of {1} tasks done', tally.done, tally.total),
  );
  const rest = restText(tally);
  if (rest !== '') appendPlain(tooltip.appendMarkdown('\n\n'), rest);
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
