import * as vscode from 'vscode';
import type { Roadmaps } from './roadmaps.ts';

/** Keeps the context keys true that menus, the palette and the view's welcome texts ask for. */
export function registerContextKeys(roadmaps: Roadmaps): vscode.Disposable {
  const set = (key: string, value: unknown): void => {
    void vscode.commands.executeCommand('setContext', `roadgate.${key}`, value);
  };
  const updateEditor = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    set('isRoadmapDocument', uri !== undefined && roadmaps.get(uri) !== undefined);
  };
  const updateAll = (): void => {
    set('state', roadmaps.state);
    set('hasRoadmaps', roadmaps.all().length > 0);
    updateEditor();
  };
  updateAll();
  return vscode.Disposable.from(
    roadmaps.onChanged(updateAll),
    vscode.window.onDidChangeActiveTextEditor(updateEditor),
  );
}
