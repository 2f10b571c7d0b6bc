import { burndownData } from '../board/data/burndown.ts';
import { dayOfTime } from '../core/calendar/days.ts';
import { countPlan } from '../core/history/planCounts.ts';
import { configOf, locate } from '../core/model/workspace.ts';
import { PlanHistory, planCacheFolder } from '../host/planHistory.ts';
import type { BurndownAnswer } from '../protocol/burndown.ts';
import type { Documents } from './documents.ts';
import { toPath } from './uris.ts';

/** The progress of roadmaps over their commits. Texts of commits are read in a thread; nobody who types waits for it. */
export class Burndowns {
  readonly #documents: Documents;
  readonly #history = new PlanHistory({ cache: planCacheFolder() });
  readonly #mayStart: () => boolean;

  /** @param mayStart whether processes may be started. */
  constructor(documents: Documents, mayStart: () => boolean) {
    this.#documents = documents;
    this.#mayStart = mayStart;
  }

  async of(uri: string, signal: AbortSignal): Promise<BurndownAnswer> {
    const file = toPath(uri);
    if (!this.#mayStart() || file === undefined)
      return none(
        'Progress is read from the commits of the roadmap with git, which does not run in Restricted Mode: trust the workspace to see it.',
      );
    const snapshot = this.#documents.snapshot(uri);
    if (snapshot === undefined) return none('The document is not known: open it and try again.');
    const { workspace, document } = snapshot;
    const place = locate(workspace, document.uri);
    const config = configOf(workspace, document.uri);
    const path = place?.path ?? '';
    const answer = await this.#history.read({ file, uri: document.uri, path, config, signal });
    if (answer.kind === 'none') return none(WHY[answer.why]);
    if (answer.kind === 'cancelled') return none('The history could not be read: open this view again.');
    const { versions, missing, isCut } = answer;
    const current = countPlan(document, config.effort);
    const today = dayOfTime(Date.now() / 1000);
    const title = document.title ?? '';
    return { kind: 'burndown', data: burndownData({ title, versions, current, today, missing, isCut }) };
  }
}

function none(reason: string): BurndownAnswer {
  return { kind: 'none', reason };
}

const WHY = {
  'no-repository':
    'This roadmap is in no git repository. Progress is read from its commits: create a repository and commit it.',
  'no-commits':
    'This roadmap is in no commit yet. Commit it, and again as work is done: each commit is a step in this picture.',
  'no-git': 'Git was not found. Install it and put it on the PATH, then restart the editor.',
} as const;
