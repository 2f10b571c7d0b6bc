import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { syncTasks } from '../../../server/src/core/sync/tasks.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import type { IssueDetails } from '../../../server/src/forge/issueForge.ts';
import type { PullRequestState } from '../../../server/src/forge/pullRequestForge.ts';
import { type ForgeFacts, planSync } from '../../../server/src/forge/sync/plan.ts';

const WEB = 'https://github.com/acme/parcels';

function issue(number: number, title: string, state: 'open' | 'closed'): IssueDetails {
  return {
    ...{ id: number, number, title, state, url: `${WEB}/issues/${number}`, body: '' },
    ...{ labels: [], milestone: null, assignees: [] },
  };
}

function pull(branch: string, state: PullRequestState['state'], draft = false): [string, PullRequestState] {
  const head = { owner: 'acme', branch };
  const known = { number: 7, url: `${WEB}/pull/7`, title: '', checks: null, review: null };
  return [branch, { ...known, draft, head, state }];
}

/** Compares the rows, one line each: `kind task: here / there → task's new states, ticks | forge's change`. */
function check(text: string, facts: Partial<ForgeFacts>, ...expected: readonly string[]): void {
  const document = parseRoadmap('file:///p/ROADMAP.md', new SourceText(text));
  const nothing = {
    issues: [],
    pullRequests: new Map<string, PullRequestState>(),
    merged: new Set<string>(),
  };
  const rows = planSync(syncTasks(document), {
    ...{ ...nothing, webUrl: WEB, taskOf: () => undefined },
    ...facts,
  });
  const found = rows.map(({ kind, task, document: here, forge: there, documentChange, forgeChange }) => {
    const edit = [...documentChange.status, ...(documentChange.tick ? ['tick'] : [])].join(' ');
    const call = forgeChange === null ? '' : ` | #${forgeChange.issue} ${forgeChange.state}`;
    return `${kind} ${task.id ?? task.title}: ${here} / ${there} → ${edit}${call}`;
  });
  assert.deepEqual(found, expected);
}

const PLAN = `# Plan

## Phase 1

### Issue #12: Sort the scans
**Status:** In progress
**Branch:** \`feature/sort\`

**Acceptance criteria:**
- [x] Sorted
- [ ] Stable

### Issue #13: Show a map ✅
**Branch:** \`feature/map\`
`;

describe('planSync', () => {
  it('tells of issues that are closed while the task is open, and the other way round', () => {
    const issues = [issue(12, 'Sort the scans', 'closed'), issue(13, 'Show a map', 'open')];
    check(
      PLAN,
      { issues },
      'issue-closed #12: in progress, 1 criterion open / #12 is closed → done tick | #12 open',
      'issue-open #13: done / #13 is open → todo in-progress | #13 closed',
    );
    check(PLAN, { issues: [issue(12, 'Sort the scans', 'open'), issue(13, 'Show a map', 'closed')] });
  });

  it('takes a number for an issue only where the title is the task’s', () => {
    check(PLAN, { issues: [issue(12, 'Crash on start', 'closed'), issue(13, 'Bump deps', 'open')] });
  });

  it('finds issues by the field, by links of this repository, and by what issues say', () => {
    const task = (line: string): string =>
      `# Plan\n\n## Phase 1\n\n### Task T1: Sort\n${line}\n\n- [ ] Stable\n`;
    const closed = [issue(40, 'Something else', 'closed'), issue(41, 'More', 'closed')];
    const row = (number: number): string =>
      `issue-closed T1: open, 1 criterion open / #${number} is closed → done tick | #${number} open`;
    check(task('**Issue:** #40'), { issues: closed }, row(40));
    check(task('- Issue: [the bug](https://github.com/acme/parcels/issues/41)'), { issues: closed }, row(41));
    check(task('**GitHub Issue**: GH-40'), { issues: closed }, row(40));
    // Another repository's, one that is only mentioned, and one that is none.
    check(task('**Issue:** https://github.com/other/parcels/issues/40'), { issues: closed });
    check(task('As in https://github.com/acme/parcels/issues/40 (#41).'), { issues: closed });
    check(task('**Issue:** none so far'), { issues: closed });
    const linked = `# Plan\n\n## Phase 1\n\n- [ ] T1: [Sort](${WEB}/issues/40)\n- [ ] T2: Map\n`;
    check(linked, { issues: closed }, 'issue-closed T1: open / #40 is closed → done tick | #40 open');
    const [first] = syncTasks(parseRoadmap('file:///p/R.md', new SourceText(task('**Issue:** #40'))));
    const taskOf = ({ number }: IssueDetails): string | undefined =>
      number === 41 ? first?.issueKey : undefined;
    check(task('**Issue:** #40'), { issues: closed, taskOf }, row(41));
  });

  it('tells of work that is merged while the task or its criteria are open', () => {
    const merged = new Set(['feature/sort']);
    const row = (how: string): string =>
      `merged #12: in progress, 1 criterion open / ${how} is merged → done tick`;
    check(PLAN, { merged }, row('"feature/sort"'));
    check(PLAN, { pullRequests: new Map([pull('feature/sort', 'merged')]) }, row('pull request #7'));
    // A newer pull request says that the work goes on.
    check(PLAN, { merged, pullRequests: new Map([pull('feature/sort', 'open')]) });
    check(
      PLAN.replace('In progress', 'Done'),
      { merged },
      'criteria-open #12: done, 1 criterion open / "feature/sort" is merged → tick',
    );
  });

  it('tells of done tasks whose pull request is open', () => {
    const states = 'in-review in-progress todo';
    check(
      PLAN,
      { pullRequests: new Map([pull('feature/map', 'open')]) },
      `pull-request-open #13: done / pull request #7 is open → ${states}`,
    );
    check(
      PLAN,
      { pullRequests: new Map([pull('feature/map', 'open', true)]) },
      `pull-request-open #13: done / draft #7 is open → ${states}`,
    );
    check(PLAN, { pullRequests: new Map([pull('feature/map', 'closed')]) });
  });

  it('knows an issue by the number behind the title, if the titles agree', () => {
    const numbered = PLAN.replace('Sort the scans', 'Sort the scans (#57)');
    check(
      numbered,
      { issues: [issue(57, 'Sort the scans', 'closed')] },
      'issue-closed #12: in progress, 1 criterion open / #57 is closed → done tick | #57 open',
    );
    check(numbered, { issues: [issue(57, 'Crash at start', 'closed')] });
  });

  it('has nothing to say about tasks that were put off', () => {
    const deferred = PLAN.replace('In progress', 'Deferred');
    check(deferred, { issues: [issue(12, 'Sort the scans', 'closed')], merged: new Set(['feature/sort']) });
    check(deferred, { issues: [issue(12, 'Sort the scans', 'open')] });
    check(
      PLAN.replace('In progress', 'Cancelled'),
      { issues: [issue(12, 'Sort the scans', 'open')] },
      'issue-open #12: cancelled, 1 criterion open / #12 is open → todo in-progress | #12 closed',
    );
  });
});
