import * as vscode from 'vscode';
import { statusWord } from '../../../server/src/core/model/status.ts';
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

/** The rows, by who is right about them. */
export interface Sides {
  readonly forge: readonly SyncRow[];
  readonly document: readonly SyncRow[];
}

/**
 * Who is right, about all rows or about each; says how many edits or requests that means, and nothing has been done
 * before. Undefined if the person turns away.
 */
export async function chooseSides(rows: readonly SyncRow[], place: string): Promise<Sides | undefined> {
  const canChange = rows.some(({ forgeChange }) => forgeChange !== null);
  const forge = {
    side: 'forge',
    label: `$(edit) ${vscode.l10n.t('The forge is right: edit the roadmap')}`,
    detail: vscode.l10n.t('The edits are shown before anything changes, and undo takes them back.'),
  } as const;
  const document = {
    side: 'document',
    label: `$(cloud-upload) ${vscode.l10n.t('The roadmap is right: change {0}', place)}`,
    detail: describeCalls(rows),
  } as const;
  const each = {
    side: 'each',
    label: `$(list-selection) ${vscode.l10n.t('Decide row by row…')}`,
    detail: vscode.l10n.t('Nothing changes before the last row is decided.'),
  } as const;
  const items = [forge, ...(canChange ? [document] : []), ...(canChange && rows.length > 1 ? [each] : [])];
  const choice = await vscode.window.showQuickPick(items, {
    title: rows.length === 1 ? vscode.l10n.t('Settle 1 row') : vscode.l10n.t('Settle {0} rows', rows.length),
    placeHolder: vscode.l10n.t('Who is right?'),
    ignoreFocusOut: true,
  });
  switch (choice?.side) {
    case 'forge':
      return { forge: rows, document: [] };
    case 'document':
      return { forge: [], document: rows };
    case 'each':
      return decideEach(rows);
    case undefined:
      return undefined;
  }
}

function describeCalls(rows: readonly SyncRow[]): string {
  const calls = rows.flatMap(({ forgeChange }) => forgeChange ?? []);
  const left = rows.length - calls.length;
  const closed = calls.filter(({ state }) => state === 'closed').map(({ issue }) => `#${issue}`);
  const opened = calls.filter(({ state }) => state === 'open').map(({ issue }) => `#${issue}`);
  const parts = [
    ...(closed.length > 0 ? [vscode.l10n.t('close {0}', closed.join(', '))] : []),
    ...(opened.length > 0 ? [vscode.l10n.t('reopen {0}', opened.join(', '))] : []),
    ...(left > 0 ? [vscode.l10n.t('{0} cannot be settled there', left)] : []),
  ];
  return parts.join('; ');
}

/** One question per row; whoever turns away from one has decided nothing. */
async function decideEach(rows: readonly SyncRow[]): Promise<Sides | undefined> {
  const sides: Record<'forge' | 'document', SyncRow[]> = { forge: [], document: [] };
  for (const [index, row] of rows.entries()) {
    const { task, document, forge } = row;
    const choice = await vscode.window.showQuickPick(sidesOf(row), {
      title: vscode.l10n.t('Row {0} of {1}: {2}', index + 1, rows.length, nameOfTask(task)),
      placeHolder: vscode.l10n.t('Here: {0}. There: {1}.', document, forge),
      ignoreFocusOut: true,
    });
    if (choice === undefined) return undefined;
    if (choice.side !== null) sides[choice.side].push(row);
  }
  return sides;
}

function sidesOf({
  forgeChange,
  documentChange: { status, tick },
}: SyncRow): readonly (vscode.QuickPickItem & { readonly side: 'forge' | 'document' | null })[] {
  const [first] = status;
  const edits = [
    ...(first === undefined ? [] : [vscode.l10n.t('say {0}', statusWord(first))]),
    ...(tick ? [vscode.l10n.t('tick its open boxes')] : []),
  ];
  const call = forgeChange === null ? '' : describeCall(forgeChange);
  return [
    {
      side: 'forge',
      label: `$(edit) ${vscode.l10n.t('The forge is right')}`,
      description: vscode.l10n.t('in the roadmap: {0}', edits.join(', ')),
    },
    ...(forgeChange === null
      ? []
      : [
          {
            side: 'document' as const,
            label: `$(cloud-upload) ${vscode.l10n.t('The roadmap is right')}`,
            description: call,
          },
        ]),
    { side: null, label: `$(dash) ${vscode.l10n.t('Leave Both as They Are')}` },
  ];
}

function describeCall({ issue, state }: NonNullable<SyncRow['forgeChange']>): string {
  const name = `#${issue}`;
  return state === 'closed' ? vscode.l10n.t('close {0}', name) : vscode.l10n.t('reopen {0}', name);
}

function nameOfTask({ id, title }: SyncRow['task']): string {
  return [id, title].filter(Boolean).join(' ');
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
  return { label: nameOfTask(task), detail: vscode.l10n.t('Here: {0}. There: {1}.', document, forge), row };
}
