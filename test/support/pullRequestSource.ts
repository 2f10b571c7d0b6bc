import type { PullRequestSource } from '../../server/src/protocol/forge.ts';
import type { TaskOutline } from '../../server/src/protocol/outline.ts';

type Parts = Partial<
  Omit<PullRequestSource, 'task'> &
    Pick<TaskOutline, 'id' | 'title' | 'line' | 'branch' | 'criteria' | 'gates'>
>;

/** What a pull request is made of, for a task that has only what is given. */
export function pullRequestSource(parts: Parts = {}): PullRequestSource {
  const { group = null, documentTitle = null, template = null, files = [], ...others } = parts;
  const { branchTemplate = 'task/{id}-{slug}', titleTemplate = '{id}: {title}', ...more } = others;
  const { bodyTemplate = '', draft = false, hasGates = false, dependencies = [], ...rest } = more;
  const { labels = [], milestones = [], assignees = [], reviewers = [], ...task } = rest;
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return {
    group,
    documentTitle,
    template,
    files,
    branchTemplate,
    titleTemplate,
    bodyTemplate,
    draft,
    hasGates,
    dependencies,
    labels,
    milestones,
    assignees,
    reviewers,
    task: {
      key: 'task',
      parent: null,
      id: '#1',
      title: 'Do it',
      line: 1,
      status: null,
      effectiveStatus: 'todo',
      effort: null,
      priority: null,
      branch: null,
      progress: { met: 0, unmet: 0, unrecorded: 0 },
      criteria: [],
      gates: [],
      gateSource: null,

      dependsOn: [],
      range,
      nameRange: range,
      ...task,
    },
  };
}
