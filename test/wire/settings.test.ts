import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CodeLens } from 'vscode-languageserver/node';
import { BoardRequest } from '../../server/src/protocol/board.ts';
import { PullRequestSourceRequest } from '../../server/src/protocol/forge.ts';
import { LensCommands } from '../../server/src/protocol/lenses.ts';
import { fileUri, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan

## Phase 1

### Issue #1: Berth

**Status:** Done
**Effort:** 16 hours

**Acceptance Criteria:**

- [x] piles
- [ ] deck

[the tide tables](tides.md)

### Issue #2: Quay

**Status:** open
`;

/** What shows of the settings, each in a word or two. */
interface Shown {
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly branch?: string;
  readonly hasLenses: boolean;
  readonly start?: string | null;
  readonly people?: number;
  readonly hoursPerDay?: number;
  readonly findings: readonly string[];
}

describe('Settings that change', () => {
  let folder: TestFolder;
  let server: TestServer;
  let settings: object;
  let uri: string;

  beforeEach(() => {
    folder = new TestFolder();
    folder.write('docs/plan.md', PLAN);
    uri = fileUri(folder.path, 'docs/plan.md');
    settings = {};
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  async function start(folders: readonly string[]): Promise<void> {
    server = await TestServer.start({
      folders,
      settings: () => settings,
      initializationOptions: { commands: Object.values(LensCommands) },
    });
    await server.open(uri, PLAN);
  }

  async function shown(): Promise<Shown> {
    const source = PullRequestSourceRequest.result.parse(
      await server.request(PullRequestSourceRequest.method, { uri, task: 'phase-1/1' }),
    );
    const board = BoardRequest.result.parse(await server.request(BoardRequest.method, { uri }));
    const lenses = await server.request<CodeLens[] | null>('textDocument/codeLens', {
      textDocument: { uri },
    });
    const found = server.latest(uri)?.diagnostics ?? [];
    return {
      ...(source && {
        title: source.titleTemplate,
        body: source.bodyTemplate,
        draft: source.draft,
        branch: source.branchTemplate,
      }),
      hasLenses: lenses !== null && lenses.length > 0,
      ...(board && {
        start: board.timeline.start,
        people: board.timeline.assumed.people,
        hoursPerDay: board.timeline.assumed.hoursPerDay,
      }),
      findings: found.map(({ code, severity }) => `${String(code)} ${severity}`).sort(),
    };
  }

  /** Sets them, and waits until all that depends on them is as wished. */
  async function becomes(value: object, wished: Shown): Promise<void> {
    settings = value;
    await server.notify('workspace/didChangeConfiguration', { settings: null });
    const patience = Date.now() + 5000;
    for (;;) {
      const now = await shown();
      if (isDeepStrictEqual(now, wished)) return;
      if (Date.now() > patience) assert.deepEqual(now, wished);
      await delay(30);
    }
  }

  for (const [where, isInFolder] of [
    ['in a folder', true],
    ['of a document that was opened by itself', false],
  ] as const) {
    it(`hold at once, and wrong ones as if there were none, ${where}`, async () => {
      await start(isInFolder ? [folder.path] : []);
      const usual: Shown = {
        ...{ title: '{id}: {title}', body: '', draft: false, branch: 'task/{id}-{slug}' },
        ...{ hasLenses: true, start: null, people: 1, hoursPerDay: 8 },
        // Without a folder there are no files that a link could be compared with.
        findings: ['criteria/unmet-but-done 2', ...(isInFolder ? ['link/missing 2'] : [])],
      };
      await becomes({}, usual);
      const pullRequest = { title: '{branch}', body: '{criteria}', draft: true };
      await becomes(
        { pullRequest, branch: { template: 'work/{id}' } },
        { ...usual, title: '{branch}', body: '{criteria}', draft: true, branch: 'work/{id}' },
      );
      const wrong = { title: '{nobody}', body: 3, draft: 'yes' };
      await becomes({ pullRequest: wrong, branch: ['x'], codeLens: false, timeline: { people: '3' } }, usual);
      await becomes(
        {
          codeLens: { enabled: false },
          timeline: { start: '2026-01-05', people: 3 },
          effort: { hoursPerDay: 4 },
        },
        { ...usual, hasLenses: false, start: '2026-01-05', people: 3, hoursPerDay: 4 },
      );
      await becomes(
        {
          rules: { 'criteria/unmet-but-done': 'error' },
          overrides: [{ paths: ['**/docs/**'], rules: { 'link/missing': 'off' } }],
        },
        { ...usual, findings: ['criteria/unmet-but-done 1'] },
      );
      await becomes({ roadmaps: { '**/docs/*.md': false } }, { hasLenses: false, findings: [] });
      await becomes({ roadmaps: { '**/docs/*.md': 'no' } }, usual);
    });
  }
});
