import * as vscode from 'vscode';
import { type EditAnswer, UpdateStatusRequest } from '../../../server/src/protocol/edits.ts';
import { type RoadgateClient, STATUS_PREVIEW_SCHEME } from '../client.ts';
import { showFailure } from '../log.ts';
import { applyAnswer } from '../setChecked.ts';

/**
 * "Update status file": a file's generated blocks say where the roadmaps stand. The file as it will be is shown
 * beside the file as it is; a button in the title of that editor writes it.
 */
export function registerUpdateStatus(
  client: RoadgateClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const updates = new StatusUpdates(client, log);
  return vscode.Disposable.from(
    updates,
    vscode.workspace.registerTextDocumentContentProvider(STATUS_PREVIEW_SCHEME, updates),
    vscode.commands.registerCommand('roadgate.updateStatus', async (argument: unknown) => {
      const target = argument instanceof vscode.Uri ? argument : await chooseTarget();
      if (target) await updates.preview(target);
    }),
    vscode.commands.registerCommand('roadgate.applyStatus', async (argument: unknown) => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      const shown = input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
      const preview = argument instanceof vscode.Uri ? argument : shown;
      if (preview) await updates.apply(preview);
    }),
  );
}

/** An existing STATUS.md of the workspace, or a file that somebody names; undefined: nobody wants to. */
async function chooseTarget(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/[Ss][Tt][Aa][Tt][Uu][Ss].md', '**/node_modules/**', 50);
  if (found.length === 0) return nameFile();
  const files = found
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const other = { label: vscode.l10n.t('Another File…'), uri: undefined };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, uri: undefined };
  const choice = await vscode.window.showQuickPick([...files, separator, other], {
    title: vscode.l10n.t('Which file shows the status of the roadmaps?'),
  });
  return choice === other ? nameFile() : choice?.uri;
}

async function nameFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Where shall the status be written?'),
    filters: { Markdown: ['md'] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'STATUS.md') } : {}),
  });
}

async function createIfMissing(target: vscode.Uri): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { contents: new TextEncoder().encode('# Status\n') });
  await vscode.workspace.applyEdit(edit);
}

function edited(document: vscode.TextDocument, edits: (EditAnswer & { kind: 'edits' })['edits']): string {
  return edits.reduceRight((text, { range: { start, end }, newText }) => {
    const from = document.offsetAt(new vscode.Position(start.line, start.character));
    const to = document.offsetAt(new vscode.Position(end.line, end.character));
    return text.slice(0, from) + newText + text.slice(to);
  }, document.getText());
}

async function closeDiff(preview: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const isPreview = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff && input.modified.toString() === preview.toString();
  await vscode.window.tabGroups.close(tabs.filter(isPreview));
}

class StatusUpdates implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #log: vscode.LogOutputChannel;
  /** By the URI of the preview. */
  readonly #known = new Map<string, { readonly target: vscode.Uri; readonly text: string }>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.#changed.event;

  constructor(client: RoadgateClient, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#log = log;
  }

  async preview(target: vscode.Uri): Promise<void> {
    const name = vscode.workspace.asRelativePath(target);
    try {
      await createIfMissing(target);
      const document = await vscode.workspace.openTextDocument(target);
      const answer = await this.#ask(target);
      if (answer.kind === 'refused') return await showFailure(this.#log, `${name}: ${answer.reason}`);
      if (answer.edits.length === 0) {
        void vscode.window.showInformationMessage(vscode.l10n.t('{0} is up to date.', name));
        return;
      }
      const preview = vscode.Uri.from({ scheme: STATUS_PREVIEW_SCHEME, path: target.path });
      this.#known.set(preview.toString(), { target, text: edited(document, answer.edits) });
      this.#changed.fire(preview);
      const title = vscode.l10n.t('{0}: as it is ↔ as it will be (✓ writes it)', name);
      await vscode.commands.executeCommand('vscode.diff', target, preview, title, { preview: true });
    } catch (error) {
      await showFailure(this.#log, vscode.l10n.t('{0} could not be updated.', name), error);
    }
  }

  /** Writes what a preview shows, from the roadmaps as they are now. */
  async apply(preview: vscode.Uri): Promise<void> {
    const known = this.#known.get(preview.toString());
    if (!known) return;
    const { target } = known;
    await closeDiff(preview);
    if (await applyAnswer(this.#log, target, () => this.#ask(target))) {
      await vscode.window.showTextDocument(target);
    }
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#known.get(uri.toString())?.text ?? '';
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #ask(target: vscode.Uri): Promise<EditAnswer> {
    return this.#client.request(UpdateStatusRequest, { uri: target.toString() });
  }
}
