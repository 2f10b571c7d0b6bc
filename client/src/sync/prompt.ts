import * as vscode from 'vscode';
import type { SyncKind, SyncRow } from '../../../server/src/forge/sync/plan.ts';

interface RowItem extends vscode.QuickPickItem {
  readonly row?: SyncRow;
}

/** Which disagreements are to be settled now, grouped by kind, with what both sides say. */
export async function chooseRows(
  rows: readonly SyncRow[],
  place: string,
): Promise<readonly SyncRow[] | undefined> {
  const items = KINDS.flatMap((kind) => {
    const of = rows.filter((row) => row.kind === kind);
    const separator: RowItem = { label: nameOf(kind), kind: vscode.QuickPickItemKind.Separator };
    return of.length === 0 ? [] : [separator, ...of.map(toItem)];
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where the roadmap and {0} disagree', place),
    placeHolder: vscode.l10n.t('Choose what to settle; who is right is asked next'),
    canPickMany: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.flatMap(({ row }) => row ?? []);
}

/** Who is right; says how many edits or requests that means, and nothing has been done before. */
export async function chooseSide(
  rows: readonly SyncRow[],
  place: string,
): Promise<'forge' | 'document' | undefined> {
  const calls = rows.flatMap(({ forgeChange }) => forgeChange ?? []);
  const left = rows.length - calls.length;
  const closed = calls.filter(({ state }) => state === 'closed').map(({ issue }) => `#${issue}`);
  const opened = calls.filter(({ state }) => state === 'open').map(({ issue }) => `#${issue}`);
  const parts = [
    ...(closed.length > 0 ? [vscode.l10n.t('close {0}', closed.join(', '))] : []),
    ...(opened.length > 0 ? [vscode.l10n.t('reopen {0}', opened.join(', '))] : []),
    ...(left > 0 ? [vscode.l10n.t('{0} cannot be settled there', left)] : []),
  ];
  const forge = {
    side: 'forge',
    label: `$(edit) ${vscode.l10n.t('The forge is right: edit the roadmap')}`,
    detail: vscode.l10n.t('The edits are shown before anything changes, and undo takes them back.'),
  } as const;
  const document = {
    side: 'document',
    label: `$(cloud-upload) ${vscode.l10n.t('The roadmap is right: change {0}', place)}`,
    detail: parts.join('; '),
  } as const;
  const choice = await vscode.window.showQuickPick(calls.length === 0 ? [forge] : [forge, document], {
    title: rows.length === 1 ? vscode.l10n.t('Settle 1 row') : vscode.l10n.t('Settle {0} rows', rows.length),
    placeHolder: vscode.l10n.t('Who is right?'),
    ignoreFocusOut: true,
  });
  return choice?.side;
}

const KINDS: readonly SyncKind[] = [
  'issue-closed',
  'issue-open',
  'merged',
  'criteria-open',
  'pull-request-open',
];

function nameOf(kind: SyncKind): string {
  switch (kind) {
    case 'issue-closed':
      return vscode.l10n.t('Issue closed, task open');
    case 'issue-open':
      return vscode.l10n.t('Issue open, task done');
    case 'merged':
      return vscode.l10n.t('Merged, task open');
    case 'criteria-open':
      return vscode.l10n.t('Merged, criteria open');
    case 'pull-request-open':
      return vscode.l10n.t('Task done, pull request open');
  }
}

function toItem(row: SyncRow): RowItem {
  const { task, document, forge } = row;
  const label = [task.id, task.title].filter(Boolean).join(' ');
  return { label, detail: vscode.l10n.t('Here: {0}. There: {1}.', document, forge), row };
}
