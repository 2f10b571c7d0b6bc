import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TreeGuard } from '../../../server/src/core/branches/carryOut.ts';
import {
  describeFiles,
  newNameProblem,
  type StartBase,
  type StartExisting,
  type StartNew,
  type StartRefusal,
  worktreeFolder,
} from '../../../server/src/core/branches/start.ts';
import type { RepositoryFacts } from '../../../server/src/core/ports.ts';

/** Where the branch is to be, and what it is made from (null: it is there). */
export interface Place {
  readonly base: StartBase | null;
  readonly isWorktree: boolean;
}

/** Shows what the branch can be made from, each with its reason; undefined if the person turns away. */
export async function askPlace(title: string, plan: StartNew | StartExisting): Promise<Place | undefined> {
  const rows = (isWorktree: boolean): PlaceRow[] =>
    plan.kind === 'new'
      ? plan.bases.map((base) => newRow(base, isWorktree))
      : [existingRow(plan, isWorktree)];
  const heading =
    plan.kind === 'new' ? vscode.l10n.t('make it here and switch to it') : vscode.l10n.t('switch to it here');
  const beside = vscode.l10n.t('in a worktree of its own; this folder stays as it is');
  const notes = plan.kind === 'new' ? plan.notes.map(noteRow) : [];
  const items = [separator(heading), ...rows(false), separator(beside), ...rows(true), ...notes];
  const placeHolder =
    plan.kind === 'new'
      ? vscode.l10n.t('{0}: new, made from what you choose', plan.branch)
      : vscode.l10n.t('{0}: there already', plan.branch);
  for (;;) {
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
    // Notes only tell.
    if (picked === undefined || picked.place) return picked?.place;
  }
}

interface PlaceRow extends vscode.QuickPickItem {
  readonly place?: Place;
}

function newRow(base: StartBase, isWorktree: boolean): PlaceRow {
  const icon = isWorktree ? '$(folder-library)' : '$(git-branch)';
  const from = vscode.l10n.t('From {0}', base.name);
  return { label: `${icon} ${from}`, description: base.reason, place: { base, isWorktree } };
}

function existingRow({ branch, remote }: StartExisting, isWorktree: boolean): PlaceRow {
  const icon = isWorktree ? '$(folder-library)' : '$(git-branch)';
  const description =
    remote === null
      ? vscode.l10n.t('your branch')
      : vscode.l10n.t('at {0} only: a local branch will follow it', remote);
  return { label: `${icon} ${branch}`, description, place: { base: null, isWorktree } };
}

function noteRow(note: string): PlaceRow {
  return { label: `$(info) ${note}` };
}

function separator(label: string): PlaceRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Says why a name cannot be, and asks for another. */
export async function askName(
  title: string,
  { message, suggestion }: StartRefusal,
  repository: RepositoryFacts,
): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('{0} Another name for the branch:', message),
    value: suggestion ?? '',
    ignoreFocusOut: true,
    validateInput: (name) => newNameProblem(name, repository),
  });
}

/** The folder for a worktree, absolute. */
export async function askFolder(title: string, root: string, branch: string): Promise<string | undefined> {
  const folder = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Folder of the worktree'),
    value: worktreeFolder(root, branch),
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value.trim() === '') return vscode.l10n.t('A worktree needs a folder.');
      const isFree = isEmptyOrAbsent(path.resolve(root, value));
      return isFree ? undefined : vscode.l10n.t('This is there already: name a folder that is not.');
    },
  });
  return folder === undefined ? undefined : path.resolve(root, folder);
}

function isEmptyOrAbsent(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

/** True once everything is saved. */
export async function askUnsaved(title: string, documents: readonly vscode.TextDocument[]): Promise<boolean> {
  const names = documents.map(({ uri }) => vscode.workspace.asRelativePath(uri));
  const save = { label: `$(save-all) ${vscode.l10n.t('Save and Go On')}`, description: names.join(', ') };
  const stop = { label: `$(close) ${vscode.l10n.t('Stop')}` };
  const placeHolder = vscode.l10n.t('Not saved: {0}', names.join(', '));
  const picked = await vscode.window.showQuickPick([save, stop], {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  if (picked !== save) return false;
  const saved = await Promise.all(documents.map((document) => document.save()));
  return saved.every((isSaved) => isSaved);
}

/** Says what keeps the folder from being switched, and what can be done. */
export async function askWhatToDo(
  title: string,
  guard: Exclude<TreeGuard, { kind: 'clean' | 'failed' }>,
): Promise<'go' | 'worktree' | undefined> {
  const items: (vscode.QuickPickItem & { readonly answer?: 'go' | 'worktree' })[] = [
    {
      label: `$(folder-library) ${vscode.l10n.t('Make a Worktree Instead')}`,
      description: vscode.l10n.t('everything here stays as it is'),
      answer: 'worktree',
    },
    { label: `$(close) ${vscode.l10n.t('Stop')}`, description: vscode.l10n.t('nothing was changed') },
  ];
  if (guard.kind === 'dirty')
    items.unshift({
      label: `$(git-stash-pop) ${vscode.l10n.t('Take Them Along')}`,
      description: vscode.l10n.t('they stay as they are, not committed, on the other branch'),
      answer: 'go',
    });
  const placeHolder = reasonOf(guard);
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  return picked?.answer;
}

function reasonOf(guard: Exclude<TreeGuard, { kind: 'clean' | 'failed' }>): string {
  switch (guard.kind) {
    case 'dirty':
      return describeFiles(guard.files, 'not committed');
    case 'blocked':
      return vscode.l10n.t(
        'Switching would overwrite what nobody committed. {0}',
        describeFiles(guard.files, 'in the way'),
      );
    case 'busy':
      return vscode.l10n.t('There is {0} under way: finish it first.', guard.operation);
  }
}
