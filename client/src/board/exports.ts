import * as vscode from 'vscode';
import type { ExportFormat, FromPage } from '../../../server/src/protocol/board.ts';
import { showFailure } from '../log.ts';

type Save = Extract<FromPage, { kind: 'save' }>;

/** Asks where to, and writes what the page made. @param beside the roadmap, beside which the file is proposed. */
export async function saveExport(
  log: vscode.LogOutputChannel,
  { name, format, content }: Save,
  beside: string | undefined,
): Promise<void> {
  const file = `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '') || 'board'}.${format}`;
  const folder = beside === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.parse(beside), '..');
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Where shall the {0} be written?', NAMES[format]),
    filters: { [NAMES[format]]: [format] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
  });
  if (target === undefined) return;
  const bytes = format === 'png' ? Buffer.from(content, 'base64') : new TextEncoder().encode(content);
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('{0} written.', vscode.workspace.asRelativePath(target)),
      5000,
    );
  } catch (error) {
    await showFailure(
      log,
      vscode.l10n.t('{0} could not be written.', vscode.workspace.asRelativePath(target)),
      error,
    );
  }
}

const NAMES: Readonly<Record<ExportFormat, string>> = {
  svg: 'SVG',
  png: 'PNG',
  mmd: 'Mermaid',
  csv: 'CSV',
  json: 'JSON',
};
