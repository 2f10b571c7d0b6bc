import * as vscode from 'vscode';

/** A failed action of the user: one sentence, with a way to the details. Nothing is swallowed. */
export async function showFailure(
  log: vscode.LogOutputChannel,
  message: string,
  error?: unknown,
): Promise<void> {
  log.error(message);
  if (error instanceof Error) log.error(error);
  const showLog = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showErrorMessage(message, showLog);
  if (choice === showLog) log.show();
}
