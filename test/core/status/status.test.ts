import assert from 'node:assert/strict';
import { statusMarkdown, type TaskResult } from '../../../server/src/core/status/markdown.ts';
import { planStatus } from '../../../server/src/core/status/plan.ts';
import { dedent } from '../../support/fixture.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

describe('the status of a plan', () => {
  it('names nothing next that its phase waits for, unless somebody has begun it', () => {
    const next = status(`
      # Roadmap
      ## Phase 1: Walls
      - [ ] Bricks
      ## Phase 2: Roof
      **Depends on:** Phase 1
      - [ ] Beams
      - [-] Tiles
      ## Phase 3: Garden
      **Depends on:** Phase 9
      - [ ] Trees
    `);
    assert.match(next, /\*\*Next\*\*\n\n- \[Tiles\][^\n]*\n- \[Bricks\][^\n]*\n- \[Trees\][^\n]*\n$/);
  });

  it('counts tasks, criteria and effort per phase', () => {
    assert.equal(
      status(`
        # Roadmap

        ## Phase 1: Store

        ### T-1: Keep
        **Status:** done
        **Effort:** 4 hours
        - [x] it keeps

        ### T-2: Forget
        **Status:** in progress
        **Effort:** 2-3 hours
        **Acceptance criteria:**
        - [x] it forgets
        - [ ] it tells

        ## Phase 2: Show

        ### T-3: Print
        **Depends on:** T-2
        **Effort:** 1 day

        ### T-4: Draw
        **Status:** cancelled
        **Effort:** 9 days

        ### T-5: Sing
        **Assignee:** @mara
      `),
      dedent(`
        **[Roadmap](docs/plan.md)**: 1 of 4 tasks done (25 %), 1 in progress, 1 dropped; 1 of 2 recorded criteria met; effort: 4 h done, 10–11 h + 1 without an estimate left.

        | | Tasks | Criteria | Effort done | Effort left | Progress |
        | - | -: | -: | - | - | - |
        | [Phase 1: Store](docs/plan.md#phase-1-store) | 1/2 | 1/2 | 4 h | 2–3 h | █████░░░░░ 50 % |
        | [Phase 2: Show](docs/plan.md#phase-2-show) | 0/2 | | | 1 day + 1 without an estimate | ░░░░░░░░░░ 0 % |

        **Blocked**

        - [T-3: Print](docs/plan.md#t-3-print) waits for T-2

        **Next**

        - [T-2: Forget](docs/plan.md#t-2-forget) (2-3 hours)
        - [T-5: Sing](docs/plan.md#t-5-sing) (mara)
      `),
    );
  });

  it('counts per milestone that the document lists', () => {
    const text = statusOf(`# Roadmap

## Phase 1: Store (Weeks 1-2)

### T-1: Keep
**Status:** done
**Effort:** 4 hours

## Phase 2: Show (Weeks 3-4)

### T-2: Print
**Effort:** 6 hours

## Milestones
1. **Kept** (Week 2) - Phase 1 done
2. **Shown** (Week 4) - Phase 2 done
`);
    const table = text.slice(text.indexOf('| Milestone'), text.indexOf('**Next**')).trim();
    assert.equal(
      table,
      [
        '| Milestone | Due | Tasks | Criteria | Effort left | Progress |',
        '| - | - | -: | -: | - | - |',
        '| Kept | Week 2 | 1/1 | | | ██████████ 100 % |',
        '| Shown | Week 4 | 0/1 | | 6 h | ░░░░░░░░░░ 0 % |',
      ].join('\n'),
    );
  });

  it('has 100 % only where everything is done', () => {
    const done = Array.from({ length: 199 }, (_, index) => `- [x] T${index} a`).join('\n');
    const text = statusOf(`# Tasks\n${done}\n- [ ] T999 b\n`);
    assert.match(text, /199 of 200 tasks done \(99 %\)/);
  });

  it('waits for all of a phase, and not for what is optional or nowhere', () => {
    const text = status(`
      # Roadmap

      ## Phase 1

      ### A-1: One
      **Status:** done

      ### A-2: Two
      **Status:** deferred

      ## Phase 2

      ### B-1: Whole phase
      **Depends on:** Phase 1

      ### B-2: Only one
      **Depends on:** A-1

      ### B-3: If you like
      **Depends on:** A-2 (optional)

      ### B-4: Nowhere
      **Depends on:** Z-9

      ### B-5: Says so
      **Status:** blocked
    `);
    assert.deepEqual(listed(text, 'Blocked'), [
      'B-1: Whole phase waits for Phase 1',
      'B-5: Says so says that it is blocked',
    ]);
    assert.deepEqual(listed(text, 'Next'), ['B-2: Only one', 'B-3: If you like', 'B-4: Nowhere']);
  });

  it('names no task as next in which others are open', () => {
    const text = statusOf('# Tasks\n- [ ] 1 Outer\n  - [ ] 1.1 Inner\n  - [x] 1.2 Done\n');
    assert.deepEqual(listed(text, 'Next'), ['1.1: Inner']);
  });

  it('lists ten and counts the rest', () => {
    const tasks = Array.from({ length: 13 }, (_, index) => `- [ ] T${100 + index} a`).join('\n');
    const next = listed(statusOf(`# Tasks\n${tasks}\n`), 'Next');
    assert.deepEqual([next.length, next.at(-1)], [11, 'and 3 more']);
  });

  it('tells how gates came out the last time', () => {
    const results = new Map<string, TaskResult | null>([
      ['T-1', { outcome: 'passed', commit: '4f26a87', start: '2026-03-01T23:30:00.000Z' }],
      ['T-2', { outcome: 'failed', commit: 'a43cfbe', start: '2026-03-02T08:00:00.000Z' }],
      ['T-3', null],
    ]);
    const text = statusOf('# Tasks\n### T-1: A\n### T-2: B\n### T-3: C\n### T-4: D\n**Status:** todo\n', {
      results,
    });
    assert.match(
      text,
      /\nGates: 1 of 3 tasks passed, 1 failed, 1 not run; last run on 2026-03-02 at a43cfbe\.\n/,
    );
    assert.deepEqual(listed(text, 'Failed gates'), ['T-2: B failed on 2026-03-02 at a43cfbe']);
  });

  it('shows what belongs to a milestone: by name, by its list, by its week', () => {
    const named = '# Roadmap\n## Milestone 1: A\n- [ ] T1 a\n## Milestone 12: B\n- [ ] T2 b\n';
    assert.deepEqual(listed(statusOf(named, { milestone: '1' }), 'Next'), ['T1: a']);
    assert.deepEqual(listed(statusOf(named, { milestone: 'M12' }), 'Next'), ['T2: b']);
    const plan = '# Roadmap\n## Phase 1 (Weeks 1-3)\n- [ ] T1 a\n## Phase 2 (Weeks 4-6)\n- [ ] T2 b\n';
    const list = '## Milestones\n1. **Base** (Week 3) - Phase 1 done\n2. **Launch** (Week 6)\n';
    assert.deepEqual(listed(statusOf(plan + list, { milestone: '1' }), 'Next'), ['T1: a']);
    assert.deepEqual(listed(statusOf(plan + list, { milestone: 'launch' }), 'Next'), ['T2: b']);
    assert.equal(statusOf(plan + list, { milestone: '3' }), '');
  });

  it('lets nothing of a title be markup', () => {
    const text = statusOf('# Tasks\n### T-1: a | b `<img src=x>` \\*c*\n**Status:** todo\n');
    assert.match(text, /a \| b \\<img src=x> \\\*c/);
  });

  it('is no roadmap itself', () => {
    const text = `# Status\n\n${statusOf('# Roadmap\n## Phase 1\n- [ ] T1 a\n- [x] T2 b\n')}`;
    const { workspace } = workspaceFrom(`//- /STATUS.md\n${text}`);
    assert.equal(workspace.documents.get(uriOf('/STATUS.md'))?.roadmap, false);
  });
});

interface Asked {
  readonly milestone?: string;
  readonly results?: ReadonlyMap<string, TaskResult | null>;
}

function status(text: string): string {
  return statusOf(dedent(text));
}

function statusOf(text: string, { milestone, results = new Map() }: Asked = {}): string {
  const { workspace } = workspaceFrom(`//- /docs/plan.md\n${text}`);
  return statusMarkdown(planStatus(workspace, [uriOf('/docs/plan.md')], milestone), {
    pathTo: () => 'docs/plan.md',
    resultOf: (_, { id }) => results.get(id ?? ''),
  });
}

/** The items of a list without their links. */
function listed(text: string, label: string): readonly string[] {
  const [, after = ''] = text.split(`**${label}**\n\n`);
  const [block = ''] = after.split('\n\n');
  return block
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^- /, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
}
