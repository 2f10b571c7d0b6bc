import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from './pageHtml.ts';

/** Where the page's files are. */
export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** The page of the board for a webview. */
export function pageFor(webview: vscode.Webview, extension: vscode.Uri): string {
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extension), name)).toString();
  return pageHtml({
    script: file('board.js'),
    style: file('board-style.css'),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
  });
}
