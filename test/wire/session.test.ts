import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type {
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { TickMetRequest } from '../../server/src/protocol/edits.ts';
import { ExplainLineRequest } from '../../server/src/protocol/explain.ts';
import { DOCUMENT_KEY } from '../../server/src/core/model/gateKeys.ts';
import { GateResultsChanged } from '../../server/src/protocol/gates.ts';
import { LensCommands } from '../../server/src/protocol/lenses.ts';
import { RoadmapsRequest } from '../../server/src/protocol/outline.ts';
import {
  codes,
  fileUri,
  scanned,
  serverBundle,
  TestServer,
  type ServerOptions,
} from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan
### Issue #4: A
**Status:** Done

**Acceptance Criteria:**
- [x] a
- [ ] b

**Validate:**
\`\`\`bash
npm test
\`\`\`
`;

describe('The language server', () => {
  let folder: TestFolder;
  let server: TestServer;
  let plan: string;

  beforeEach(() => {
    folder = new TestFolder();
    plan = fileUri(folder.path, 'plan.md');
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function start(options: ServerOptions = {}): Promise<void> {
    server = await TestServer.start({ folders: [folder.path], ...options });
  }

  it('publishes the findings of an opened document with its version', async () => {
    await start();
    await server.open(plan, PLAN, 3);
    const { version, diagnostics } = await server.diagnostics(plan, (found) => found.length > 0);
    assert.equal(version, 3);
    assert.deepEqual(codes(diagnostics), ['criteria/unmet-but-done']);
    assert.equal(diagnostics[0]?.source, 'roadgate');
    assert.match(diagnostics[0]?.codeDescription?.href ?? '', /\/docs\/rules\/criteria\/unmet-but-done\.md$/);
  });

  it('says in its log which settings it cannot take, once', async () => {
    const rules = { 'criteria/unmet-but-don': 'off', 'reference/*': 'loud' };
    await start({
      settings: () => ({
        diagnostics: 'all',
        rules,
        codeLens: false,
        gates: { shell: '' },
        timeline: { start: '' },
      }),
    });
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length > 0);
    const told = (): string[] =>
      server.notifications.flatMap(({ method, params }) => {
        const { message = '' } = params as { message?: string };
        return method === 'window/logMessage' && message.startsWith('Settings: ') ? [message] : [];
      });
    await server.until(() => told()[3], 'the log');
    assert.deepEqual(told(), [
      'Settings: diagnostics must be one of openFiles, workspace.',
      'Settings: codeLens must be a set of settings by name.',
      'Settings: rules.reference/* must be one of error, warning, information, hint, off.',
      'Settings: There is no rule criteria/unmet-but-don; criteria/unmet-but-done is the nearest.',
    ]);
  });

  it('leaves out of a finding what the editor does not take', async () => {
    await start({ capabilities: {} });
    await server.open(plan, PLAN);
    const { diagnostics } = await server.diagnostics(plan, (found) => found.length > 0);
    assert.deepEqual(Object.keys(diagnostics[0] ?? {}).sort(), [
      'code',
      'message',
      'range',
      'severity',
      'source',
    ]);
    await server.stop();
    await start();
    await server.open(plan, PLAN);
    const { diagnostics: whole } = await server.diagnostics(plan, (found) => found.length > 0);
    assert.equal(whole[0]?.relatedInformation?.length, 1);
  });

  it('takes findings back when they are solved, and when the document is closed', async () => {
    await start();
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length > 0);
    const box = { start: { line: 6, character: 3 }, end: { line: 6, character: 4 } };
    await server.change(plan, 2, [{ range: box, text: 'x' }]);
    const solved = await server.diagnostics(plan, (found) => found.length === 0);
    assert.equal(solved.version, 2);
    await server.change(plan, 3, [{ range: box, text: ' ' }]);
    await server.diagnostics(plan, (found) => found.length === 1);
    await server.close(plan);
    await server.diagnostics(plan, (found) => found.length === 0);
  });

  it('publishes the findings of a document that is opened again at once, also if they are the same', async () => {
    await start();
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length > 0);
    for (let times = 0; times < 2; times++) {
      const seen = server.published.length;
      await Promise.all([server.close(plan), server.open(plan, PLAN)]);
      const isNews = ({ uri, version }: { uri: string; version?: number }): boolean =>
        uri === plan && version === 1;
      await server.until(() => server.published.slice(seen).find(isNews), 'the findings', 5_000);
    }
  });

  it('answers with symbols, lenses and the outline of all roadmaps', async () => {
    folder.write('closed.md', PLAN);
    await start({ initializationOptions: { commands: Object.values(LensCommands) } });
    await server.open(plan, PLAN);
    const textDocument = { uri: plan };
    const symbols = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['#4 A'],
    );
    const [gate] = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    assert(gate);
    const resolved = await server.request<CodeLens>('codeLens/resolve', gate);
    assert.equal(resolved.command?.title, '▷ Run gate');
    const { roadmaps } = await scanned(server);
    assert.deepEqual(roadmaps.map(({ uri, version }) => [uri, version]).sort(), [
      [fileUri(folder.path, 'closed.md'), null],
      [plan, 1],
    ]);
  });

  it('completes the id of a task, and tells about it', async () => {
    await start();
    const text = `${PLAN}### Issue #5: B\n**Depends on:** \n`;
    await server.open(plan, text);
    const end = { line: text.split('\n').length - 2, character: '**Depends on:** '.length };
    const list = await server.request<CompletionList>('textDocument/completion', {
      textDocument: { uri: plan },
      position: end,
      context: { triggerKind: 2, triggerCharacter: ' ' },
    });
    const [first] = list.items;
    assert.deepEqual(
      list.items.map(({ label }) => label),
      ['#4', 'None'],
    );
    assert.deepEqual(list.itemDefaults?.editRange, {
      insert: { start: end, end },
      replace: { start: end, end },
    });
    const resolved = await server.request<CompletionItem>('completionItem/resolve', first);
    assert(typeof resolved.documentation === 'object');
    assert.match(resolved.documentation.value, /1 of 2 criteria met/);
  });

  it('finds tasks, what speaks of them, and what can be folded', async () => {
    folder.write('closed.md', '# Plan\n### Issue #5: B\n**Status:** Open\n**Depends on:** #4\n');
    await start();
    await server.open(plan, PLAN);
    await scanned(server);
    const textDocument = { uri: plan };
    const [task] = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    assert(task);
    const at = { textDocument, position: { line: 1, character: 12 } };
    const context = { includeDeclaration: true };
    const references = await server.request<Location[]>('textDocument/references', { ...at, context });
    assert.deepEqual(
      references.map(({ uri, range }) => [uri, range.start.line]),
      [
        [plan, 1],
        [fileUri(folder.path, 'closed.md'), 3],
      ],
    );
    const highlights = await server.request<DocumentHighlight[]>('textDocument/documentHighlight', at);
    assert.deepEqual(
      highlights.map(({ range }) => range.start.line),
      [1],
    );
    const found = await server.request<SymbolInformation[]>('workspace/symbol', { query: '#5' });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['#5 B'],
    );
    const folds = await server.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    assert.deepEqual([folds[0]?.startLine, folds[1]?.startLine], [0, 1]);
    const positions = [{ line: 1, character: 12 }];
    const [selection] = await server.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument,
      positions,
    });
    assert.deepEqual(selection?.range, {
      start: { line: 1, character: 11 },
      end: { line: 1, character: 12 },
    });
    assert(selection?.parent);
  });

  it('links what is there, also what git ignores', async () => {
    folder.init();
    folder.write('.gitignore', 'dist/\n');
    folder.write('dist/app.js', '');
    folder.write('src/app.js', '');
    await start();
    await server.open(plan, '# P\n\n`src/app.js:3`, `dist/app.js`, `dist/no.js`, [up](#p)\n');
    const links = await server.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: plan },
    });
    assert.deepEqual(
      links.map(({ target }) => target?.slice(fileUri(folder.path).length)),
      ['/src/app.js#L3', '/dist/app.js', '/plan.md#L1'],
    );
  });

  it('sends whole lenses to an editor that wants them', async () => {
    const initializationOptions = { commands: Object.values(LensCommands), wholeLenses: true };
    await start({ initializationOptions });
    await server.open(plan, PLAN);
    const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: plan } });
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['▷ Run gate', '1 of 2 criteria met', '▷ Run'],
    );
  });

  it('shows the results of gates and asks for new lenses', async () => {
    await start({ initializationOptions: { commands: [LensCommands.runGate] } });
    await server.open(plan, PLAN);
    const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: plan } });
    const [lens] = lenses;
    assert(lens);
    const { task } = lens.data as { task: string };
    const result = {
      uri: plan,
      task,
      outcome: 'passed',
      commit: '4f26a87',
      start: new Date().toISOString(),
      duration: 3140,
      fresh: true,
      gates: [],
    };
    await server.notify(GateResultsChanged.method, { results: [result] });
    await server.until(
      () => server.requests.find((method) => method === 'workspace/codeLens/refresh'),
      'a refresh',
    );
    const resolved = await server.request<CodeLens>('codeLens/resolve', lens);
    assert.equal(resolved.command?.title, '✓ gate passed just now at 4f26a87, 3.1 s');
  });

  it('reports a gate that failed, until it is run again', async () => {
    await start({ initializationOptions: { commands: [LensCommands.runGate] } });
    await server.open(plan, PLAN);
    const answer = await server.request(RoadmapsRequest.method, {});
    const { roadmaps } = RoadmapsRequest.result.parse(answer);
    const [task] = roadmaps.flatMap(({ tasks }) => tasks.filter(({ gates }) => gates.length > 0));
    assert(task);
    const run = { commit: '4f26a87', start: new Date().toISOString(), duration: 1, fresh: true };
    const tell = (outcome: 'passed' | 'failed'): Promise<void> => {
      const gates = task.gates.map(({ key }) => {
        return {
          ...run,
          key,
          outcome,
          exitCode: 1,
          failingLine: null,
          reason: 'It is broken.',
          local: false,
        };
      });
      const result = { ...run, uri: plan, task: task.key, outcome, gates };
      return server.notify(GateResultsChanged.method, { results: [result] });
    };
    await tell('failed');
    await server.diagnostics(plan, (found) => found.includes('gate/failed'));
    await tell('passed');
    await server.diagnostics(plan, (found) => !found.includes('gate/failed'));
  });

  it('shows at the fence of a document what its own gate showed, and reports it', async () => {
    await start({ initializationOptions: { commands: [LensCommands.runGate] } });
    const reference = '## Validation Commands Reference\n```bash\nmake all\n```\n';
    await server.open(plan, `${PLAN}\n${reference}`);
    const { roadmaps } = RoadmapsRequest.result.parse(await server.request(RoadmapsRequest.method, {}));
    const [gate] = roadmaps[0]?.gates ?? [];
    assert(gate);
    const run = { commit: '4f26a87', start: new Date().toISOString(), duration: 3100, fresh: true };
    const failed = { ...run, key: gate.key, outcome: 'failed', exitCode: 1, failingLine: 1, local: false };
    const result = { ...run, outcome: 'failed', gates: [{ ...failed, reason: 'It is broken.' }] };
    await server.notify(GateResultsChanged.method, {
      results: [{ ...result, uri: plan, task: DOCUMENT_KEY }],
    });
    await server.diagnostics(plan, (found) => found.includes('gate/failed'));
    const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: plan } });
    const titles = await Promise.all(
      lenses.map(async (lens) => (await server.request<CodeLens>('codeLens/resolve', lens)).command?.title),
    );
    assert.equal(titles.at(-1), '✗ failed just now at 4f26a87, 3.1 s');
  });

  it('ticks what a report meets, on request', async () => {
    folder.write('coverage.json', '{"totals":{"percent_covered":97.5}}');
    await start();
    const criteria =
      '**Acceptance Criteria:**\n- [ ] Coverage ≥ 97 %\n- [ ] Coverage ≥ 98 %\n- [ ] Looks good\n';
    await server.open(plan, `# Plan\n### Issue #4: A\n**Status:** Open\n\n${criteria}`);
    const asked = await server.request(TickMetRequest.method, { uri: plan, key: null });
    const range = { start: { line: 5, character: 3 }, end: { line: 5, character: 4 } };
    assert.deepEqual(TickMetRequest.result.parse(asked), {
      answer: { kind: 'edits', version: 1, edits: [{ range, newText: 'x' }] },
      reasons: ['coverage.json states 97.5 %'],
    });
  });

  it('lets a request fail alone', async () => {
    await start();
    await server.open(plan, PLAN);
    await assert.rejects(
      server.request('codeLens/resolve', { range: {}, data: 'no' }),
      /codeLens\/resolve failed/,
    );
    await assert.rejects(
      server.request('roadgate/setChecked', { uri: plan, key: 1, checked: true }),
      /roadgate\/setChecked was called with wrong parameters: .*expected string.*key/,
    );
    await assert.rejects(server.request('roadgate/unknown', {}), /Unhandled method/);
    await server.notify('roadgate/gateResultsChanged', { results: 'none' });
    const logged = await server.until(
      () =>
        server.notifications.find(({ params }) =>
          JSON.stringify(params).includes('gateResultsChanged failed'),
        ),
      'the log of the failure',
    );
    assert.equal(logged.method, 'window/logMessage');
    const symbols = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: plan },
    });
    assert.equal(symbols.length, 1);
  });

  it('answers null about documents that it does not know', async () => {
    await start();
    const textDocument = { uri: fileUri(folder.path, 'nothing.md') };
    const position = { line: 0, character: 0 };
    assert.equal(await server.request('textDocument/hover', { textDocument, position }), null);
    assert.equal(await server.request('textDocument/documentSymbol', { textDocument }), null);
  });

  it('explains how a line was read, also where it was just edited', async () => {
    folder.write('.roadgate.yaml', 'words: { fields: { criteria: [Fertig] } }\n');
    await start();
    await server.open(plan, PLAN);
    const explain = (line: number, uri = plan): Promise<unknown> =>
      server.request(ExplainLineRequest.method, { uri, line });
    const before = ExplainLineRequest.result.parse(await explain(6));
    assert.deepEqual([before?.kind, before?.line, before?.task, before?.version], ['criterion', 7, '4', 1]);
    const label = { start: { line: 4, character: 2 }, end: { line: 4, character: 21 } };
    await server.change(plan, 2, [{ range: label, text: 'Fertig' }]);
    const own = ExplainLineRequest.result.parse(await explain(6));
    assert.match(own?.markdown ?? '', /below “Fertig” \(line 5\)/);
    await server.change(plan, 3, [
      { range: { start: { line: 4, character: 0 }, end: { line: 6, character: 0 } }, text: '' },
    ]);
    const after = ExplainLineRequest.result.parse(await explain(4));
    assert.deepEqual([after?.kind, after?.version], ['step', 3]);
    assert.equal(await explain(0, fileUri(folder.path, 'nothing.md')), null);
    await assert.rejects(explain(-1), /roadgate\/explainLine was called with wrong parameters/);
  });

  it('serves an editor that can do nothing but open documents', async () => {
    await start({ capabilities: {} });
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length === 1);
    assert.deepEqual(server.requests, []);
  });

  it('reads a document of no folder', async () => {
    await start({ folders: [] });
    await server.open('untitled:Untitled-1', PLAN);
    await server.diagnostics('untitled:Untitled-1', (found) => found.includes('criteria/unmet-but-done'));
  });

  it('follows the settings of the editor', async () => {
    let rules = {};
    await start({ settings: () => ({ rules }) });
    await server.open(plan, PLAN);
    await server.diagnostics(plan, (found) => found.length === 1);
    rules = { 'criteria/unmet-but-done': 'off' };
    await server.notify('workspace/didChangeConfiguration', { settings: null });
    await server.diagnostics(plan, (found) => found.length === 0);
  });

  it('tells what is wrong in the project file', async () => {
    folder.write('.roadgate.yaml', 'rules:\n  criteria/unmet-but-done: loud\n');
    await start();
    const { diagnostics } = await server.diagnostics(fileUri(folder.path, '.roadgate.yaml'));
    const [problem] = diagnostics;
    assert(typeof problem?.message === 'string');
    assert.match(problem.message, /must be one of/);
    assert.equal(problem.range.start.line, 1);
  });

  it('ends well when it is told to', async () => {
    await start();
    assert.equal(await server.stop(), 0);
  });

  it('ends when the editor dies', async function () {
    await start();
    const file = await serverBundle();
    const editor = spawn(process.execPath, ['-e', EDITOR_THAT_STARTS, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => {
      editor.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    assert(isAlive(pid));
    editor.kill('SIGKILL');
    await waitUntil(() => !isAlive(pid));
  });
});

/** Starts the server at the given path, prints its process id, and stays. */
const EDITOR_THAT_STARTS = `
  const { spawn } = require('node:child_process');
  const server = spawn(process.execPath, [process.argv[1], '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
  console.log(server.pid);
  setInterval(() => undefined, 1000);
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
