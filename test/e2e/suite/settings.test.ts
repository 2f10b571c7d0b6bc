import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { approve, run, untilLens } from './gateSupport.ts';
import { open, roadmap } from './support.ts';

describe('Settings in the editor', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const at = (name: string): string => path.join(folder, name);
  const set = (name: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('roadgate').update(name, value, vscode.ConfigurationTarget.Global);

  it('of gates that are of a wrong type or too large count as not set', async () => {
    const heading = '### Issue #1';
    const evidence = '.roadgate/evidence.jsonl';
    for (const [name, value, text] of [
      ['gates.timeout', 10 ** 10, 'sleep 0.3\ntest -d .git'],
      ['gates.shell', ['bash'], 'test -d docs'],
      ['gates.env', ['HARBOUR=open'], '! env | grep "^0="'],
      ['gates.envFile', ['.env'], 'test -d docs/'],
      ['gates.logFolder', 3, 'test -e docs'],
      ['gates.recordEvidence', 'false', `test ! -e ${evidence}`],
    ] as const) {
      const document = `docs/${name.replace('gates.', '').toUpperCase()}.md`;
      await writeFile(
        at(document),
        `# Plan\n\n${heading}: Ask\n\n**Status:** open\n\n**Validate:**\n\n\`\`\`bash\n${text}\n\`\`\`\n`,
      );
      await set(name, value);
      try {
        await approve(folder, { heading, language: 'bash', text });
        await run(heading, document);
        await untilLens(heading, /^✓ gate passed /, document);
        assert(!existsSync(at(evidence)), name);
      } finally {
        await set(name, undefined);
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
        await rm(at(document));
      }
    }
  });

  it('have messages written to the log, or none', async () => {
    const document = await open(roadmap);
    await vscode.commands.executeCommand('roadgate.showLog');
    const log = await until('the log is shown', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output' && /roadgate/i.test(uri.path)),
    );
    const isTold = (text: string): boolean => log.getText().includes(text);
    const hover = (line: number): Thenable<unknown> =>
      vscode.commands.executeCommand(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(line, 3),
      );
    try {
      await set('trace.server', 'messages');
      await until('a message is told', async () => {
        await hover(1);
        return isTold("Sending request 'textDocument/hover");
      });
      assert(!isTold('"character": 3'));
      await set('trace.server', 'verbose');
      await until('a message is told in full', async () => {
        await hover(2);
        return isTold('"character": 3');
      });
      await set('trace.server', 'off');
      await set('gates.shell', '/opt/fish');
      await until('a shell that is not known is told', () => isTold('gates.shell cannot be /opt/fish'));
      const { length } = log.getText();
      await hover(4);
      await set('gates.shell', '/opt/nu');
      await until('another is told', () => isTold('gates.shell cannot be /opt/nu'));
      assert.doesNotMatch(log.getText().slice(length), /textDocument\/hover/);
    } finally {
      await set('trace.server', undefined);
      await set('gates.shell', undefined);
      await vscode.commands.executeCommand('workbench.action.closePanel');
    }
  });
});
