import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { find, open, roadmap } from './support.ts';

describe('Colours and hints in a roadmap', () => {
  it('know ids and their state, and files that are there', async () => {
    const document = await open(roadmap);
    const tokens = await until('the document has tokens', async () => {
      const all = await tokensOf(document);
      return all.length > 0 && all;
    });
    const at = (text: string) => {
      const { line, character } = find(document, text);
      return tokens.find((token) => token.line === line && token.character === character)?.name;
    };
    assert.equal(at('#### Issue |#11: Keep'), 'type.declaration.done');
    assert.equal(at('**Depends on:** |#14'), 'type');
    assert.equal(at('|src/store.js:17-23'), 'string.resolved');
    assert.equal(at('src/store.js:|17-23'), 'number');
  });

  it('show the real sum behind a total', async () => {
    const document = await open(roadmap);
    const total = find(document, '(2 tasks, 7 hours|)');
    const labels = await until('there are hints', async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[] | undefined>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(total.line, 0, total.line + 1, 0),
      );
      return hints !== undefined && hints.length > 0 && hints;
    });
    assert.deepEqual(
      labels.map(({ label, position }) => [label, position.character]),
      [['= 7 h', total.character]],
    );
  });
});

interface Token {
  readonly line: number;
  readonly character: number;
  /** Its type and modifiers: `type.declaration.done`. */
  readonly name: string;
}

/** Roadgate's semantic tokens as the editor has them. */
async function tokensOf(document: vscode.TextDocument): Promise<Token[]> {
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
    'vscode.provideDocumentSemanticTokens',
    document.uri,
  );
  if (!legend || !tokens) return [];
  const found: Token[] = [];
  let [line, character] = [0, 0];
  for (let index = 0; index < tokens.data.length; index += 5) {
    const [down = 0, right = 0, , type = 0, bits = 0] = tokens.data.slice(index, index + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const modifiers = legend.tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
    found.push({ line, character, name: [legend.tokenTypes[type], ...modifiers].join('.') });
  }
  return found;
}
