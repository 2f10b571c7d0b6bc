import * as z from 'zod';
import type { Forge, RepositoryInfo } from '../forge.ts';
import { gitHubBoards } from './boards.ts';
import { createGitHubClient, type GitHubOptions } from './client.ts';
import { gitHubIssues } from './issues.ts';
import { gitHubPullRequests } from './pullRequests.ts';
import { gitHubSharedFiles } from './sharedFiles.ts';

/** GitHub and GitHub Enterprise. */
export function createGitHub(options: GitHubOptions): Forge {
  const client = createGitHubClient(options);
  return {
    name: options.name,
    repository: (repository) => client.ask(RepositoryAnswer, repository, 'GET /repos/{owner}/{repo}'),
    ...gitHubPullRequests(client),
    ...gitHubIssues(client),
    ...gitHubSharedFiles(client),
    ...gitHubBoards(client, options.name),
  };
}

/** Where the API of a GitHub host is. */
export function gitHubApiUrl(host: string): string {
  if (host === 'github.com') return 'https://api.github.com';
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}

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
