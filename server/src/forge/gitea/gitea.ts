import * as z from 'zod';
import type { Forge, RepositoryInfo } from '../forge.ts';
import { createRestClient, type RestDialect, type RestOptions } from '../rest/client.ts';
import { giteaIssues } from './issues.ts';
import { giteaPullRequests } from './pullRequests.ts';
import { repositoryPath } from './repository.ts';

/** Gitea and Forgejo, which speak the same API: Codeberg, and servers of one's own. */
export function createGitea(options: RestOptions): Forge {
  const client = createRestClient(options, DIALECT);
  return {
    name: options.name,
    repository: (about) => client.ask(RepositoryAnswer, { path: repositoryPath(about), about }),
    ...giteaPullRequests(client),
    ...giteaIssues(client),
  };
}

const DIALECT: RestDialect = {
  authorization: (token) => `token ${token}`,
  // A server may be set to give fewer, but not more.
  pageSize: 50,
  pageSizeName: 'limit',
  hasMore: (headers, count) => {
    const total = headers.get('x-total-count');
    return total === null || !/^\d+$/.test(total) ? undefined : count < Number(total);
  },
};

const RepositoryAnswer: z.ZodType<RepositoryInfo> = z
  .object({
    default_branch: z.string(),
    parent: z
      .object({ name: z.string(), owner: z.object({ login: z.string() }), default_branch: z.string() })
      .nullish(),
  })
  .transform(({ default_branch, parent }) => ({
    defaultBranch: default_branch,
    parent: parent
      ? { owner: parent.owner.login, name: parent.name, defaultBranch: parent.default_branch }
      : null,
  }));
