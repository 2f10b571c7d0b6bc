import assert from 'node:assert/strict';
import { issueSource, type IssueItem, type IssueSource } from '../../../server/src/core/issues/source.ts';
import { endOfWeek } from '../../../server/src/core/issues/milestones.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

describe('what of a roadmap becomes issues', () => {
  it('is its tasks and epics, each with what is around it', () => {
    const { items } = source(`
      # Parcel plan

      ## Phase 1: Base (Weeks 1-2)

      ### Epic: Storage
      **Labels:** \`epic\`

      What it is for.

      #### Issue #1: Keep parcels
      **Labels:** \`api\`, \`high\`
      **Assignee:** @mara

      They are kept in \`src/keep.ts\`.

      **Acceptance Criteria:**
      - [ ] one is kept
      - [x] two are kept

      ---

      #### Issue #2: Forget parcels (#57)
      **Depends on:** #1

      ## Phase 2: Show
    `);
    const [epic, keep, forget] = items;
    assert.deepEqual(
      { key: epic?.key, text: epic?.text, labels: epic?.labels, milestone: epic?.milestone },
      { key: 'epic/storage', text: 'What it is for.', labels: ['epic'], milestone: 'Phase 1: Base' },
    );
    assert.deepEqual(
      {
        parent: keep?.parent,
        group: keep?.group,
        assignees: keep?.assignees,
        files: keep?.files,
        text: keep?.text,
      },
      {
        parent: 'epic/storage',
        group: 'Storage',
        assignees: ['mara'],
        files: ['src/keep.ts'],
        text: '**Assignee:** @mara\n\nThey are kept in `src/keep.ts`.\n\n**Acceptance Criteria:**\n- [ ] one is kept\n- [x] two are kept',
      },
    );
    assert.deepEqual(
      { title: forget?.title, number: forget?.number, dependsOn: forget?.dependsOn },
      {
        title: 'Forget parcels',
        number: 57,
        dependsOn: [{ key: '1', text: '#1' }],
      },
    );
  });

  it('keeps the names of items when they move, and when they get a number', () => {
    const before = source(
      '# Plan\n\n## Phase 1: A\n\n- [ ] Split it\n\n## Phase 2: B\n\n### T-2: Join it\n- [ ] y\n',
    );
    const after = source(
      '# Plan\n\n## Phase 1: A\n\n## Phase 2: B\n\n### T-2: Join it (#8)\n- [ ] y\n\n## Phase 3: C\n\n- [ ] Split it (#7)\n',
    );
    assert.deepEqual(keysOf(before), ['split-it', 't-2']);
    assert.deepEqual(keysOf(after), ['t-2', 'split-it']);
  });

  it('puts a number behind the title, before what follows it', () => {
    const markup =
      '# Plan\n\n## Phase 1\n\n### T-1: **Split** it ✅ DONE\n- [x] x\n\n### T-2: Join ###\n- [ ] y\n';
    const { items } = source(markup);
    const written = items.toReversed().reduce((text, item) => {
      const at = item.numberAt ?? 0;
      return `${text.slice(0, at)} (#9)${text.slice(at)}`;
    }, markup);
    assert.equal(
      written,
      '# Plan\n\n## Phase 1\n\n### T-1: **Split** it ✅ DONE (#9)\n- [x] x\n\n### T-2: Join (#9) ###\n- [ ] y\n',
    );
    assert.deepEqual(
      source(written).items.map(({ key, status, number }) => ({ key, status, number })),
      [
        { key: 't-1', status: 'done', number: 9 },
        { key: 't-2', status: 'todo', number: 9 },
      ],
    );
  });

  it('knows milestones of a list by the phases they end, with weeks or days', () => {
    const { milestones, start, items } = source(`
      # Plan

      **Start date:** 2026-01-05

      ## Phase 1: Base (Weeks 1-3)

      ### T-1: Keep
      - [ ] x

      ## Phase 2: Show (2026-02-02 to 2026-02-13)

      ### T-2: Draw
      - [ ] y

      ## Milestones

      1. **Foundation Complete** (Week 3) - Phase 1 done
    `);
    assert.equal(start, '2026-01-05');
    assert.deepEqual(
      milestones.map(({ title, due, week }) => ({ title, due, week })),
      [
        { title: 'Foundation Complete', due: null, week: 3 },
        { title: 'Phase 2: Show', due: '2026-02-13', week: null },
      ],
    );
    assert.deepEqual(
      items.map(({ milestone }) => milestone),
      ['Foundation Complete', 'Phase 2: Show'],
    );
    assert.equal(endOfWeek('2026-01-05', 3), '2026-01-25');
  });

  it('reads colours and words beside labels', () => {
    const { labels } = source(`
      # Plan

      ## Labels

      | Label | Colour | For |
      | --- | --- | --- |
      | \`api\` | #0E8A16 | The public API |

      - \`store\` (#d73a4a): what is kept
      - \`one\`, \`two\`

      ## Phase 1

      ### T-1: Keep
      **Labels:** \`api\`
      - [ ] x
    `);
    assert.deepEqual(labels, [
      { name: 'api', color: '0e8a16', description: 'The public API' },
      { name: 'store', color: 'd73a4a', description: 'what is kept' },
      { name: 'one', color: null, description: null },
      { name: 'two', color: null, description: null },
    ]);
  });
});

function source(text: string): IssueSource {
  const { workspace } = workspaceFrom(text);
  const document = workspace.documents.get(uriOf('/plan.md')) ?? [...workspace.documents.values()][0];
  if (document === undefined) throw new Error('no document');
  return issueSource(workspace, document);
}

function keysOf({ items }: IssueSource): readonly string[] {
  return items.map(({ key }: IssueItem) => key);
}
