import type { PullRequestState } from '../../../server/src/forge/pullRequestForge.ts';
import { type BranchTask, readStates } from '../../../server/src/forge/states.ts';
import { openGit } from '../../../server/src/host/git.ts';
import { createGitPort } from '../../../server/src/host/gitPort.ts';
import type { PullRequestRequest } from './flow.ts';
import { connectSilently } from './signIn.ts';

/**
 * Where the pull requests of tasks of one repository stand, by the place of the task in `tasks`; undefined where
 * nobody can be asked or the forge did not answer. Nobody is asked to sign in.
 */
export async function readPullRequestStates(
  root: string,
  tasks: readonly BranchTask[],
  { log, standIns, ...request }: Pick<PullRequestRequest, 'log' | 'token' | 'standIns'>,
): Promise<ReadonlyMap<number, PullRequestState> | undefined> {
  const token = standIns.token ?? request.token;
  const connect = connectSilently(token);
  const answer = await readStates(tasks, createGitPort(openGit(root)), connect);
  if (answer?.kind === 'failed') log.info(`The states of pull requests are unknown: ${answer.error.message}`);
  return answer?.kind === 'ok' ? answer.value : undefined;
}
