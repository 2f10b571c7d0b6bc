import { RepositoryAnswer } from '../answers.ts';
import type { Forge } from '../forge.ts';
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
