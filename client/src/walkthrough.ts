import * as vscode from 'vscode';
import type { GateResults } from './gateResults.ts';

/** Keeps the context keys true by which steps of the walkthrough are done. */
export function registerWalkthrough(results: GateResults): vscode.Disposable {
  const known = new Set<string>();
  // A step stays done, so that a key is told once.
  const tell = (key: string, isTrue: boolean): void => {
    if (!isTrue || known.has(key)) return;
    known.add(key);
    void vscode.commands.executeCommand('setContext', `roadgate.${key}`, true);
  };
  const updateFinding = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (known.has('sawFinding') || !document) return;
    const found = vscode.languages.getDiagnostics(document.uri);
    tell(
      'sawFinding',
      found.some(({ source }) => source === 'roadgate'),
    );
  };
  const updateGate = (): void => tell('ranGate', results.all().length > 0);
  updateGate();
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(updateFinding),
    vscode.window.onDidChangeActiveTextEditor(updateFinding),
    results.onChanged(updateGate),
  );
}
