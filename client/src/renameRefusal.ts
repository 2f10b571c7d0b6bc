import * as vscode from 'vscode';
import type { RenameMiddleware } from 'vscode-languageclient';

/**
 * Shows why a task id cannot have the new name. If the refusal were passed on, VS Code would ask its own Markdown
 * support next, which gives the whole heading that name. Where there is no id, that is what is wished.
 */
export const sayWhyNot: RenameMiddleware['provideRenameEdits'] = async (
  document,
  position,
  newName,
  token,
  next,
) => {
  try {
    return await next(document, position, newName, token);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    void vscode.window.showWarningMessage(error.message);
    return new vscode.WorkspaceEdit();
  }
};

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === REQUEST_FAILED;
}

/** As the protocol numbers it: the request was understood, and cannot be done. */
const REQUEST_FAILED = -32803;
