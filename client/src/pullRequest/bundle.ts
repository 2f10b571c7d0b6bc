/**
 * Pull requests in a window. This is a bundle of its own, loaded by the first use of a command: what it needs
 * (octokit, unified, simple-git) is larger than the rest of the extension.
 */
export { findRepositoryRoot as findRoot } from '../../../server/src/host/git.ts';
export { createIssues, type IssuesRequest } from '../issues/flow.ts';
export { openPullRequest } from './flow.ts';
export { readPullRequestStates } from './readStates.ts';
export { openReadyPullRequests } from './several.ts';
export { updatePullRequest } from './update.ts';
