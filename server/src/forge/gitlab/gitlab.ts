import * as z from 'zod';
import type { Forge, RepositoryInfo } from '../forge.ts';
import { createRestClient, type RestDialect, type RestOptions, route } from '../rest/client.ts';
import { gitLabBoards } from './boards.ts';
import { gitLabIssues } from './issues.ts';
import { gitLabMergeRequests } from './mergeRequests.ts';
import { projectPath } from './project.ts';

/** GitLab.com and GitLab on a server of one's own, from version 14 on. */
export function createGitLab(options: RestOptions): Forge {
  const client = createRestClient(options, DIALECT);
  return {
    name: options.name,
    repository: (repository) =>
      client.ask(ProjectAnswer, { path: route`/projects/${projectPath(repository)}`, about: repository }),
    ...gitLabMergeRequests(client),
    ...gitLabIssues(client),
    ...gitLabBoards(client),
  };
}

const DIALECT: RestDialect = {
  // A header of its own, `PRIVATE-TOKEN`, would be kept on the way to another host.
  authorization: (token) => `Bearer ${token}`,
  pageSize: 100,
  pageSizeName: 'per_page',
  hasMore: (headers) => {
    const next = headers.get('x-next-page');
    return next === null ? undefined : next !== '';
  },
};

/** https://docs.gitlab.com/api/projects/ */
const ProjectAnswer: z.ZodType<RepositoryInfo> = z
  .object({
    default_branch: z.string().nullish(),
    forked_from_project: z
      .object({ path_with_namespace: z.string(), default_branch: z.string().nullish() })
      .nullish(),
  })
  .transform(({ default_branch, forked_from_project: parent }) => ({
    defaultBranch: default_branch ?? EMPTY_DEFAULT,
    parent: parent
      ? { ...splitPath(parent.path_with_namespace), defaultBranch: parent.default_branch ?? EMPTY_DEFAULT }
      : null,
  }));

/** What GitLab calls the first branch of a project that has none yet. */
const EMPTY_DEFAULT = 'main';

function splitPath(path: string): { readonly owner: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { owner: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}
