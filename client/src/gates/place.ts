import path from 'node:path';
import * as vscode from 'vscode';
import type { GateSettings } from '../../../server/src/gates/plan.ts';
import { readSeconds, readText, readTexts } from '../settings.ts';

/** Where the gates of a document run. */
export interface GatePlace {
  /** Path of the document relative to the folder they run in, with `/`. */
  readonly document: string;
  readonly settings: GateSettings;
}

export type Placed =
  | ({ readonly kind: 'place' } & GatePlace)
  /** A sentence why gates of this document cannot run. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Checked before every run, whatever menus show or hide: Restricted Mode runs nothing. */
export function placeOf(uri: vscode.Uri): Placed {
  const reason = refusal(uri);
  if (reason !== undefined) return { kind: 'refused', reason };
  const root = rootOf(uri);
  return { kind: 'place', document: documentPath(root, uri), settings: settingsFor(root, uri) };
}

/** The workspace folder of a document, or the folder it lies in. */
export function rootOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? path.dirname(uri.fsPath);
}

function documentPath(root: string, uri: vscode.Uri): string {
  return path.relative(root, uri.fsPath).split(path.sep).join('/');
}

function refusal(uri: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('Gates run nothing in Restricted Mode: trust this folder to run them.');
  }
  if (uri.scheme === 'untitled') {
    return vscode.l10n.t('Save the roadmap first: its gates run in the folder it lies in.');
  }
  return uri.scheme === 'file'
    ? undefined
    : vscode.l10n.t('Gates need files on a disk; this workspace has none.');
}

/** What runs of a folder take from its person's settings, beside what their plan holds. */
export interface RunSettings {
  /** Absolute path of a file with variables; undefined: none. */
  readonly envFile: string | undefined;
  /** Absolute path of the folder for whole logs; undefined: none are kept. */
  readonly logFolder: string | undefined;
}

export function runSettings(root: string): RunSettings {
  const scope = vscode.Uri.file(root);
  const envFile = readText('gates.envFile', scope);
  const logFolder = readText('gates.logFolder', scope);
  return {
    envFile: envFile === '' ? undefined : path.resolve(root, envFile),
    logFolder: logFolder === '' ? undefined : path.resolve(root, logFolder),
  };
}

/** The settings that name programs are of machine scope: a workspace cannot set them. */
function settingsFor(root: string, uri: vscode.Uri): GateSettings {
  return {
    platform: process.platform,
    shell: readText('gates.shell', uri) || null,
    userShell: process.env.SHELL ?? null,
    root,
    env: readTexts('gates.env', uri),
    timeout: readSeconds('gates.timeout', 600, uri),
  };
}
