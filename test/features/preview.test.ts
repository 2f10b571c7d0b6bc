import assert from 'node:assert/strict';
import { checkDocument } from '../../server/src/core/analysis/check.ts';
import { providePreview } from '../../server/src/features/preview.ts';
import { RoadmapPreview } from '../../server/src/protocol/preview.ts';
import { EMPTY_HISTORY } from '../../server/src/core/analysis/history.ts';
import { NO_RUNS } from '../../server/src/core/analysis/gateRuns.ts';
import { featureFixture } from './support.ts';

async function previewOf(markup: string): Promise<RoadmapPreview | null> {
  const { snapshot, workspace, facts } = featureFixture(markup);
  const { uri } = snapshot.document;
  const known = { ...(await facts(uri)), history: EMPTY_HISTORY, gates: NO_RUNS };
  const preview = await providePreview(snapshot, checkDocument(workspace, uri, known), () =>
    Promise.resolve(false),
  );
  // The schema is what the editor checks it with.
  return RoadmapPreview.nullable().parse(preview);
}

async function unitsOf(markup: string): Promise<string[]> {
  const preview = await previewOf(markup);
  return (preview?.units ?? []).map(({ line, text, status, tasks, criteria }) => {
    const progress = tasks ?? criteria;
    return `${line} ${text}: ${status ?? '-'} ${JSON.stringify(progress)}`;
  });
}

async function referencesOf(markup: string): Promise<string[]> {
  const preview = await previewOf(markup);
  return (preview?.references ?? []).map(
    ({ line, text, target, problem }) =>
      `${line} ${text} -> ${target ?? 'nowhere'}${problem ? ` (${problem.severity}: ${problem.message})` : ''}`,
  );
}

const FILES = '\n//- /src/a.js\none\ntwo\n//- /docs/b c.md\n# B\n';

describe('What a preview shows', () => {
  it('is the state and progress of tasks and phases', async () =>
    assert.deepEqual(
      await unitsOf(`# P
## Phase 1: Basket
### Task 1.1: Add **things**
**Status:** In progress

**Acceptance Criteria:**
- [x] a
- [ ] b
- c
### Task 1.2: Remove
**Status:** Cancelled
`),
      [
        '1 Phase 1: Basket: - {"done":0,"total":1}',
        '2 Task 1.1: Add **things: in-progress {"met":1,"unmet":1,"unrecorded":1}',
        '9 Task 1.2: Remove: cancelled {"met":0,"unmet":0,"unrecorded":0}',
      ],
    ));

  it('leaves a box alone that says it all', async () =>
    assert.deepEqual(
      await unitsOf('# P\n## Phase 1\n- [x] T001 Store\n- [ ] T002 Cache\n- [/] T003 Log\n- [~] T004 Mail\n'),
      [
        '1 Phase 1: - {"done":1,"total":3}',
        '4 T003 Log: in-progress {"met":0,"unmet":0,"unrecorded":0}',
        '5 T004 Mail: deferred {"met":0,"unmet":0,"unrecorded":0}',
      ],
    ));

  it('is where references lead, from the document, encoded', async () =>
    assert.deepEqual(
      await referencesOf(`//- /plans/plan.md
# P
### Issue #4: A
**Status:** Open

See \`src/a.js:1-2\` and \`docs/b c.md\`.
${FILES}`),
      ['4 src/a.js:1-2 -> ../src/a.js#L1,1-L2,10000', '4 docs/b c.md -> ../docs/b%20c.md'],
    ));

  it('is what is wrong with them, in the words of the finding', async () =>
    assert.deepEqual(
      await referencesOf(`# P
### Issue #4: A
**Status:** Done

See \`src/a.js:7\`, \`src/aa.js:12\`, \`src/a.js\` and [it](docs/no.md).
${FILES}`),
      [
        '4 src/a.js:7 -> src/a.js#L7 (warning: src/a.js has 2 lines: there is no line 7.)',
        '4 src/aa.js -> nowhere (warning: There is no file src/aa.js; src/a.js exists.)',
        '4 src/a.js -> src/a.js',
        '4 docs/no.md -> nowhere (warning: This link leads nowhere: there is no file docs/no.md.)',
      ],
    ));

  it('is nothing in a document that is no roadmap', async () =>
    assert.equal(await previewOf('# Notes\n\nSee `src/a.js`.\n' + FILES), null));
});
