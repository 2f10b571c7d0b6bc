import type { GitPort } from '../core/ports.ts';
import { type BodyTemplate, type ComposedBody, pullRequestBody } from './body.ts';
import { findClosedIssues } from './closing.ts';
import type { PullRequestPlan } from './openPullRequest.ts';
import { fileUrl } from './remote.ts';
import type { TaskSource } from './source.ts';

/**
 * The Markdown that will be sent. Links lead to the commit that is pushed, where they stay true. Asks the forge
 * which issues it may close.
 */
export async function pullRequestText(
  plan: PullRequestPlan,
  git: GitPort,
  template: BodyTemplate = plan.templates[0],
): Promise<ComposedBody> {
  const { task, target, forge, commit } = plan;
  const { source, gates } = task;
  const closes = forge
    ? await findClosedIssues({ ...source, template: textOf(template) }, forge, target.base)
    : new Set<number>();
  const place = await placeAt(git, commit, task.documentPath, source);
  return pullRequestBody({
    source,
    gates,
    closes,
    template,
    branch: target.branch,
    documentPath: place === undefined ? null : task.documentPath,
    line: place?.line ?? null,
    fileUrl: (path, line) => fileUrl({ repository: target.head, commit }, path, line),
  });
}

/** The 1-based line that names a task, the nearest to where it stands now; null if none does. */
export function lineOfTask(text: string, { task: { id, title, line } }: TaskSource): number | null {
  const wanted = bare(title);
  const mark = bare(id ?? '');
  const lines = text.split(/\r\n?|\n/).map((content, index) => ({ content: bare(content), line: index + 1 }));
  const naming = lines.filter(({ content }) => content.includes(wanted) && content.includes(mark));
  const [nearest] = naming.sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line));
  return wanted === '' ? null : (nearest?.line ?? null);
}

/** Where the roadmap names the task at a commit; undefined if the roadmap is not part of that commit. */
async function placeAt(
  git: GitPort,
  commit: string,
  path: string | null,
  source: TaskSource,
): Promise<{ readonly line: number | null } | undefined> {
  if (path === null) return undefined;
  const text = await git.readFile(commit, path);
  if (text.kind === 'failed' || text.value === null) return undefined;
  return { line: lineOfTask(text.value, source) };
}

/** Only the task's own template may say what is closed: a form of the repository knows no numbers of a plan. */
function textOf(template: BodyTemplate): string | null {
  return template.kind === 'task' ? template.text : null;
}

/** Letters and digits alone: marks of Markdown are no part of a name. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
