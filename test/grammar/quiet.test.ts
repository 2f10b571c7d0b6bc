import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import * as z from 'zod';

// The grammars run on every Markdown file, so what is no roadmap has to look as it did without them.
describe('the grammars leave ordinary Markdown alone', () => {
  const require = createRequire(import.meta.url);
  const root = path.resolve(import.meta.dirname, '../..');
  const Manifest = z.object({
    contributes: z.object({
      grammars: z.array(z.object({ scopeName: z.string(), path: z.string(), injectTo: z.array(z.string()) })),
    }),
  });
  let markdown: IGrammar;

  before(async () => {
    const manifest = Manifest.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
    const injections = manifest.contributes.grammars;
    const files = new Map([
      ['text.html.markdown', require.resolve('tm-grammars/grammars/markdown.json')],
      // Without it the rule for front matter is dropped.
      ['source.yaml', require.resolve('tm-grammars/grammars/yaml.json')],
      ...injections.map(({ scopeName, path: file }) => [scopeName, path.join(root, file)] as const),
    ]);
    await loadWASM(await readFile(require.resolve('vscode-oniguruma/release/onig.wasm')));
    const registry = new Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new OnigScanner(patterns),
        createOnigString: (text) => new OnigString(text),
      }),
      loadGrammar: async (scope) => {
        const file = files.get(scope);
        return file === undefined ? null : parseRawGrammar(await readFile(file, 'utf8'), file);
      },
      getInjections: (scope) =>
        injections.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName),
    });
    const loaded = await registry.loadGrammar('text.html.markdown');
    assert.ok(loaded, 'the Markdown grammar can be loaded');
    markdown = loaded;
  });

  /** The pieces of the text that carry a scope of ours. */
  function marks(text: string): string[] {
    const found: string[] = [];
    let state = INITIAL;
    for (const line of text.split('\n')) {
      const { tokens, ruleStack } = markdown.tokenizeLine(line, state);
      state = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        if (scopes.some((scope) => scope.endsWith('.roadgate'))) found.push(line.slice(startIndex, endIndex));
      }
    }
    return found;
  }

  it('sees marks where there are some', () => {
    assert.deepEqual(marks('### P0-1: Cache — DONE'), ['P0-1', 'DONE']);
  });

  it('a README', () => {
    const readme = `---
title: open
status: done
---
# fastcache ![build](https://example.com/badge.svg)

> A small cache. **Fast**, *simple* and done in 200 lines.

## Table of contents
- [Install](#install)
- [Step 1: Configure](#step-1)
* **Works everywhere**: Linux, macOS, Windows
+ ✅ No dependencies
+ ❌ No magic

## Install
\`\`\`sh
npm install fastcache   # see src/index.js:12
- [x] not a box
\`\`\`
Needs **Node.js 20** or later; see http://localhost:8080/docs or example.com:443 at 10:30.

### 1. Open a cache
1. Call \`open()\`; the cache is ready, pending writes are closed later.
2. **Note:** a closed cache stays closed: UTF-8, SHA-256, RFC-2119 and P0-1 are only words here.

| Option | Type    | Default | Description                |
| ------ | ------- | ------- | -------------------------- |
| ttl    | number  | 60      | active time; [see](#ttl)   |
| mode   | string  | open    | \`open\`, \`closed\`, done |

#### Will it be completed?
##### What is fixed
## TODO
## Done
## Contributing (please review)

<details><summary>Status: more</summary> done </details>

*Status* of the project: stable. **Type:** module. **License:** MIT
Setext heading, done
====================
`;
    assert.deepEqual(marks(readme), []);
  });

  it('a changelog', () => {
    const changelog = `# Changelog

## [Unreleased]
### Added
- Answers are cached (#12)
### Fixed
- Fixed: a closed file stays open (closes #38)
## [1.2.0] - 2026-03-01
### Changed
- **Breaking:** \`open()\` is done when the file is ready
## v1.1.0 (2026-02-01)
* fix(core): resolved merge, see P0-1 and T001
`;
    assert.deepEqual(marks(changelog), []);
  });

  it('documentation of an interface', () => {
    const interfaceDocument = `# Orders

GET /orders?status=open answers the open orders.

**Parameters:**
- \`status\` (string): *open*, *done* or *blocked*
- \`limit\`: at most 100
- [x] and [y] are coordinates

Status: 200 OK
Content-Type: application/json

    - [x] indented code
    Status: done

<!-- Status: done, src/a.ts:12 -->
`;
    // A list item that begins with [x] is a box wherever it stands: readers of Markdown see one, too.
    assert.deepEqual(marks(interfaceDocument), ['[', 'x', ']']);
  });
});
