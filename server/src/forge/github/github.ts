import { RepositoryAnswer } from '../answers.ts';
import type { Forge } from '../forge.ts';
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
