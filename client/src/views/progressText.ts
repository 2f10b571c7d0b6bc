import * as vscode from 'vscode';
import type { RoadmapOutline } from '../../../server/src/protocol/outline.ts';
import { fullCells, type TaskTally } from './progress.ts';
import { groupLabel } from './treeModel.ts';

/** Phases that a tooltip lists; what is beyond is counted. */
const LISTED = 12;

/** `3 in progress, 1 blocked, 7 to do, 2 dropped`: only what there is. */
export function restText({ started, blocked, todo, dropped }: TaskTally): string {
  const parts = [
    started > 0 && vscode.l10n.t('{0} in progress', started),
    blocked > 0 && vscode.l10n.t('{0} blocked', blocked),
    todo > 0 && vscode.l10n.t('{0} to do', todo),
    dropped > 0 && vscode.l10n.t('{0} deferred or cancelled', dropped),
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** A tooltip that may hold bars. Texts of documents go into it by `appendPlain` alone. */
export function barTooltip(name: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.supportHtml = true;
  tooltip.appendMarkdown('**');
  return appendPlain(tooltip, name).appendMarkdown('**');
}

/** Appends text that is neither Markdown nor HTML. */
export function appendPlain(to: vscode.MarkdownString, text: string): vscode.MarkdownString {
  return to.appendText(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
}

/** Appends a paragraph: a bar, and what it says in words. */
export function appendBar(to: vscode.MarkdownString, done: number, total: number, text: string): void {
  to.appendMarkdown(`\n\n${barHtml(done, total)}&nbsp; `);
  appendPlain(to, text);
}

/** Appends a bar for each phase that has tasks. */
export function appendPhases(to: vscode.MarkdownString, { groups }: RoadmapOutline): void {
  const phases = groups.filter(({ parent, tasks }) => parent === null && tasks.total > 0);
  for (const group of phases.slice(0, LISTED)) {
    const { done, total } = group.tasks;
    appendBar(to, done, total, `${done}/${total} ${groupLabel(group)}`);
  }
  if (phases.length > LISTED)
    appendPlain(to.appendMarkdown('\n\n'), vscode.l10n.t('and {0} more', phases.length - LISTED));
}

function barHtml(done: number, total: number): string {
  const full = fullCells(done, total, CELLS);
  return cells(full, 'charts-green') + cells(CELLS - full, 'disabledForeground');
}

const CELLS = 12;

/** Colours of the theme are all that a tooltip may be styled with. */
function cells(count: number, color: string): string {
  return count === 0 ? '' : `<span style="color:var(--vscode-${color});">${'━'.repeat(count)}</span>`;
}
