import * as vscode from 'vscode';
import { showFailure } from '../log.ts';

/** Where the extension keeps the example: a folder of its own, whose name its window shows. */
const FOLDER = ['example', 'parcel-tracker'];
const ROADMAP = ['docs', 'ROADMAP.md'];

/** State of all windows: the copy that the next window is opened with. */
const OPENED = 'roadgate.openedExample';

/**
 * Opens a copy of the example project, which is the user's to change: in a window of its own, unless this one is
 * empty. A copy that is there already is never written over.
 */
export function registerOpenExample(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  void showRoadmap(context);
  return vscode.commands.registerCommand('roadgate.openExample', async () => {
    try {
      const folder = vscode.Uri.joinPath(context.globalStorageUri, ...FOLDER);
      if (await exists(folder)) {
        const wanted = await keepOrStartAnew();
        if (wanted === undefined) return;
        if (wanted === 'anew') await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
      }
      if (!(await exists(folder)))
        await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'examples'), folder);
      await context.globalState.update(OPENED, folder.toString());
      const isEmpty = vscode.workspace.workspaceFolders === undefined;
      await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: !isEmpty });
    } catch (error) {
      void showFailure(log, vscode.l10n.t('The example could not be opened.'), error);
    }
  });
}

/** The window that was opened for the example shows its roadmap, once. */
async function showRoadmap({ globalState }: vscode.ExtensionContext): Promise<void> {
  const opened = globalState.get<string>(OPENED);
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === opened);
  if (!folder) return;
  await globalState.update(OPENED, undefined);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, ...ROADMAP));
}

async function keepOrStartAnew(): Promise<'keep' | 'anew' | undefined> {
  const keep = {
    label: vscode.l10n.t('Open it as you left it'),
    wanted: 'keep',
  } as const;
  const anew = {
    label: vscode.l10n.t('Start anew'),
    description: vscode.l10n.t('your copy goes to the trash'),
    wanted: 'anew',
  } as const;
  const title = vscode.l10n.t('Open Example');
  const placeHolder = vscode.l10n.t('You have a copy of the example already.');
  const choice = await vscode.window.showQuickPick([keep, anew], { title, placeHolder });
  return choice?.wanted;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
