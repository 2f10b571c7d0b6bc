import * as vscode from 'vscode';

// Settings are written by hand and not checked by the editor: what is of a wrong type counts as not set. The language
// server's log says which are.

/** A setting below `roadgate.` that is a text, without blanks around it; empty: not set. */
export function readText(name: string, scope?: vscode.Uri): string {
  const value = read(name, scope);
  return typeof value === 'string' ? value.trim() : '';
}

/** A setting below `roadgate.` that is on or off. */
export function readSwitch(name: string, usual: boolean, scope?: vscode.Uri): boolean {
  const value = read(name, scope);
  return typeof value === 'boolean' ? value : usual;
}

/** A setting below `roadgate.` that is a time in seconds, in milliseconds, no more than a timer can wait. */
export function readSeconds(name: string, usual: number, scope?: vscode.Uri): number {
  const value = read(name, scope);
  const seconds = typeof value === 'number' && value > 0 ? value : usual;
  return Math.min(seconds * 1000, LONGEST);
}

/** A setting below `roadgate.` that is texts by name, where `null` means that there is none; other values are left out. */
export function readTexts(name: string, scope?: vscode.Uri): Readonly<Record<string, string | null>> {
  const value = read(name, scope);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string | null] => {
      return typeof entry[1] === 'string' || entry[1] === null;
    }),
  );
}

function read(name: string, scope: vscode.Uri | undefined): unknown {
  return vscode.workspace.getConfiguration('roadgate', scope).get<unknown>(name);
}

/** Milliseconds. */
const LONGEST = 2 ** 31 - 1;
