import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { type FileMove, followMovedFiles } from '../core/edit/movedFiles.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { type RenameForm, toRenameEdit } from './rename.ts';
import type { RenameEdit } from './renameEdits.ts';

/** The edits of roadmaps that a move of files asks for, as `followMovedFiles` finds them. */
export function provideMovedFiles(
  workspace: Workspace,
  moves: readonly FileMove[],
  options: { readonly links: boolean },
): readonly RenameEdit[] {
  return followMovedFiles(workspace, moves, options).map((edit) => ({ ...edit, why: 'file' }));
}

/** Null where no roadmap speaks of the files. */
export function toMovedFilesEdit(
  workspace: Workspace,
  edits: readonly RenameEdit[],
  form: RenameForm,
): WorkspaceEdit | null {
  return edits.length === 0 ? null : toRenameEdit({ workspace }, edits, form);
}
