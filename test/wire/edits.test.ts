import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DocumentSymbol, Range } from 'vscode-languageserver/node';
import { SourceText } from '../../server/src/core/text/source.ts';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan
## Phase 1: Tracking
### Issue #4: A
**Status:** Done

**Acceptance Criteria:**
- [x] a \`src/a.js:1\`
- [ ] b

\`\`\`bash
npm test
\`\`\`
### Issue #5: B
**Depends on:** #4, #9

| Task | Status |
| --- | --- |
| #6 | open |
`;

describe('Edits over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(async () => {
    folder = new TestFolder();
    plan = fileUri(folder.path, 'plan.md');
    server = await TestServer.start({ folders: [folder.path] });
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  function symbols(uri: string): Promise<DocumentSymbol[]> {
    return server.request('textDocument/documentSymbol', { textDocument: { uri } });
  }

  /** Sends edits one by one; the document must then be what it is when opened with the same text. */
  async function checkEdits(text: string, edits: readonly { range: Range; text: string }[]): Promise<void> {
    await server.open(plan, text);
    let source = new SourceText(text);
    for (const [index, edit] of edits.entries()) {
      const [from, to] = [source.offsetAt(edit.range.start), source.offsetAt(edit.range.end)];
      source = source.withChanges([{ from, to: Math.max(from, to), text: edit.text }]);
      await server.change(plan, index + 2, [edit]);
      // Some of them are looked at in between, so that later ones find a tree to reuse.
      if (index % 3 === 0) await symbols(plan);
    }
    const edited = await symbols(plan);
    // The file's name has a say in what is a roadmap.
    const fresh = fileUri(folder.path, 'fresh', 'plan.md');
    await server.open(fresh, source.text);
    assert.deepEqual(edited, await symbols(fresh), JSON.stringify(source.text));
    await server.close(plan);
    await server.close(fresh);
  }

  it('lead to the same document as opening the result', async function () {
    this.timeout(60_000);
    const place = fc.record({ line: fc.nat(22), character: fc.nat(30) });
    const piece = fc.constantFrom(
      '',
      'x',
      '\n',
      '- [ ] c\n',
      '### Issue #7: C\n',
      '```\n',
      '- [x',
      '# ',
      '---\n',
      '\r\n',
    );
    const edit = fc.tuple(place, fc.nat(2), fc.nat(8), piece).map(([start, lines, characters, text]) => ({
      range: { start, end: { line: start.line + lines, character: start.character + characters } },
      text,
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => checkEdits(PLAN, edits)),
      { numRuns: 60 },
    );
  });

  it('are answered once for the newest version when they come in a burst', async () => {
    await server.open(plan, PLAN);
    await server.diagnostics(plan);
    const before = server.published.length;
    const at = { line: 7, character: 7 };
    const sent = Array.from({ length: 50 }, (_, i) =>
      server.change(plan, i + 2, [{ range: { start: at, end: at }, text: i === 49 ? '\n- [ ] c' : 'b' }]),
    );
    await Promise.all(sent);
    await server.diagnostics(plan, (_, { version }) => version === 51);
    assert(server.published.length - before < 10, `${server.published.length - before} publications`);
  });

  it('are published with their version, also if no finding changed; other documents are not', async () => {
    // What other documents hold has a say in findings.
    await scanned(server);
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length > 0);
    const before = server.published.length;
    const end = { line: 17, character: 12 };
    await server.change(plan, 2, [{ range: { start: end, end }, text: ' ' }]);
    await server.diagnostics(plan, (_, { version }) => version === 2);
    const other = fileUri(folder.path, 'other.md');
    await server.open(other, PLAN);
    await server.diagnostics(other);
    await server.change(other, 2, [{ range: { start: end, end }, text: ' ' }]);
    await server.diagnostics(other, (_, { version }) => version === 2);
    // Findings of the text before the edit may come until then.
    const isOld = (entry: [string, number | undefined]) => entry[0] === plan && entry[1] === 1;
    assert.deepEqual(
      server.published
        .slice(before)
        .map(({ uri, version }): [string, number | undefined] => [uri, version])
        .filter((entry) => !isOld(entry)),
      [
        [plan, 2],
        [other, 1],
        [other, 2],
      ],
    );
  });

  it('may replace the whole text', async () => {
    await server.open(plan, PLAN);
    await server.change(plan, 2, [{ text: '# Plan\n### Issue #8: New\n**Status:** Open\n' }]);
    assert.deepEqual(
      (await symbols(plan)).map(({ name }) => name),
      ['#8 New'],
    );
  });

  it('keep a finding on the word being typed back for a moment, if the editor asks for it', async () => {
    await server.stop();
    folder.write('src/app.js', 'x\n');
    folder.write('src/list.js', 'x\n');
    const initializationOptions = { holdWhileTyping: true };
    server = await TestServer.start({ folders: [folder.path], initializationOptions });
    const text = '# Plan\n### Issue #4: A\n**Status:** Done\n\nSee `src/list.js`, `src/app.js` and \n';
    await server.open(plan, text);
    await server.diagnostics(plan);
    const at = { line: 4, character: 36 };
    await server.change(plan, 2, [{ range: { start: at, end: at }, text: '`src/nothing.js`' }]);
    const shown = await server.diagnostics(plan, (found) => found.includes('reference/missing'));
    assert.equal(shown.version, 2);
    // A finding elsewhere is shown at once, together with the one that was held.
    const end = { line: 5, character: 0 };
    await server.change(plan, 3, [{ range: { start: end, end }, text: '\nSee `src/gone.js` \nx' }]);
    const both = await server.diagnostics(plan, (found) => found.length === 2);
    assert.equal(both.version, 3);
  });

  for (const [name, convert] of Object.entries({
    'CR LF': (text: string) => text.replaceAll('\n', '\r\n'),
    'a lone CR': (text: string) => text.replaceAll('\n', '\r'),
    'a byte-order mark': (text: string) => `\ufeff${text}`,
  })) {
    it(`count lines in a document with ${name}`, async () => {
      await server.open(plan, convert(PLAN));
      const [group] = await symbols(plan);
      assert.deepEqual(
        group?.children?.map(({ selectionRange }) => selectionRange.start.line),
        [2, 12],
      );
      const { diagnostics } = await server.diagnostics(plan, (found) => found.includes('dependency/unknown'));
      const unknown = diagnostics.find(({ code }) => code === 'dependency/unknown');
      assert.deepEqual(unknown?.range, {
        start: { line: 13, character: 20 },
        end: { line: 13, character: 22 },
      });
    });
  }

  it('are answered in a document of 100,000 lines', async function () {
    this.timeout(180_000);
    const section = (i: number) =>
      `### Issue #${i}: Do it\n**Status:** Open\n\n- [ ] a\n- [x] b\n\nText.\n\nMore.\n\n`;
    const text = `# Plan\n${Array.from({ length: 10_000 }, (_, i) => section(i + 1)).join('')}`;
    await server.open(plan, text);
    assert.equal((await symbols(plan)).length, 10_000);
    const at = { line: 50_001, character: 10 };
    await server.change(plan, 2, [{ range: { start: at, end: at }, text: 'X' }]);
    assert.equal((await symbols(plan)).length, 10_000);
    await server.until(() => server.latest(plan), 'diagnostics', 150_000);
  });
});
