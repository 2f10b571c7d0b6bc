import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the page's files are. */
export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** The page of the board. It may run our one script and no other, and load nothing from anywhere. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extension), name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    // The layout of graphs runs beside the page; a picture is drawn to be saved.
    'worker-src blob:',
    'img-src blob: data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roadgate</title>
<link rel="stylesheet" href="${file('board-style.css')}">
</head>
<body><script nonce="${nonce}" src="${file('board.js')}"></script></body>
</html>`;
}
