import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const NAME = 'vscode.github-authentication-99.0.0';

const MANIFEST = {
  name: 'github-authentication',
  publisher: 'vscode',
  version: '99.0.0',
  engines: { vscode: '^1.41.0' },
  extensionKind: ['workspace'],
  activationEvents: [],
  contributes: { authentication: [{ label: 'GitHub', id: 'github' }] },
  main: './extension.js',
};

/** The tokens are those of the sign-ins one after the other. */
const program = (tokens: readonly string[]): string => `
const vscode = require('vscode');
const tokens = ${JSON.stringify(tokens)};
let sessions = [];
const changed = new vscode.EventEmitter();
exports.activate = () => {
  vscode.authentication.registerAuthenticationProvider('github', 'GitHub', {
    onDidChangeSessions: changed.event,
    getSessions: async () => sessions,
    createSession: async (scopes) => {
      const accessToken = tokens.shift();
      const removed = sessions;
      const account = { id: 'robin', label: 'robin' };
      const session = { id: accessToken, accessToken, account, scopes: [...scopes] };
      sessions = [session];
      changed.fire({ added: sessions, removed, changed: [] });
      return session;
    },
    removeSession: async () => undefined,
  });
};
`;

/**
 * Copies a folder of extensions and adds one that stands in for the editor's own GitHub accounts, which would
 * ask github.com. Everything else, the questions of the editor too, is as people see it.
 * @param tokens what signing in leads to, the first time and later.
 */
export async function withGitHubAccounts(
  extensions: string,
  target: string,
  tokens: readonly string[],
): Promise<string> {
  await cp(extensions, target, { recursive: true });
  const folder = path.join(target, NAME);
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
  await writeFile(path.join(folder, 'extension.js'), program(tokens));
  const list = path.join(target, 'extensions.json');
  const known = JSON.parse(await readFile(list, 'utf8')) as object[];
  const own = {
    identifier: { id: 'vscode.github-authentication' },
    version: MANIFEST.version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    relativeLocation: NAME,
    metadata: { pinned: true },
  };
  await writeFile(list, JSON.stringify([...known.map((one) => moved(one, target)), own]));
  return target;
}

/** An extension that is listed with the place it has now. */
function moved(extension: object, target: string): object {
  if (!('relativeLocation' in extension)) return extension;
  const location = { $mid: 1, path: path.join(target, String(extension.relativeLocation)), scheme: 'file' };
  return { ...extension, location };
}
