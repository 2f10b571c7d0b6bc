import * as vscode from 'vscode';
import type { RoadmapOutline } from '../../../server/src/protocol/messages.ts';
import { percentOf, progressBar, type TaskTally } from './progress.ts';
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

/** Appends `█████░░░░░ 5 of 11 tasks done (45 %)`. The bar is in code marks, so that its cells are of one width. */
export function appendBar(to: vscode.MarkdownString, done: number, total: number, text: string): void {
  to.appendMarkdown(`\`${progressBar(done, total)}\` `);
  to.appendText(`${text} (${percentOf(done, total)} %)`);
}

/** Appends a line with a bar for each phase that has tasks. */
export function appendPhases(to: vscode.MarkdownString, { groups }: RoadmapOutline): void {
  const phases = groups.filter(({ parent, tasks }) => parent === null && tasks.total > 0);
  for (const group of phases.slice(0, LISTED)) {
    const { done, total } = group.tasks;
    to.appendMarkdown(`\n\n\`${progressBar(done, total)}\` `);
    to.appendText(`${done}/${total} ${groupLabel(group)}`);
  }
  if (phases.length > LISTED)
    to.appendMarkdown('\n\n').appendText(vscode.l10n.t('and {0} more', phases.length - LISTED));
}
