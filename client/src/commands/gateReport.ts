import * as vscode from 'vscode';
import { gateOwners } from '../../../server/src/gates/owners.ts';
import { gateReport } from '../../../server/src/gates/report.ts';
import type { GateResults } from '../gateResults.ts';
import type { Roadmaps } from '../roadmaps.ts';

/** Opens what the gates of all roadmaps have shown as a Markdown document, to read or to paste into a pull request. */
export function registerGateReport(roadmaps: Roadmaps, results: GateResults): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.gateReport', async () => {
    await roadmaps.load();
    const reported = roadmaps.all().map((outline) => ({
      name: vscode.workspace.asRelativePath(vscode.Uri.parse(outline.uri)),
      outline,
      results: new Map(
        gateOwners(outline).flatMap(({ key }) => {
          const result = results.get(outline.uri, key);
          return result ? [[key, result] as const] : [];
        }),
      ),
    }));
    const content = gateReport(reported, Date.now());
    const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
    await vscode.window.showTextDocument(document);
  });
}
