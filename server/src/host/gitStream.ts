import { spawn } from 'node:child_process';
import { gitEnvironment, SAFE_CONFIGURATION } from './git.ts';

export interface GitStreamOptions {
  /** Written to git's standard input, which is then closed. */
  readonly input?: string;
  /** Kills the process. */
  readonly signal: AbortSignal;
  /** Milliseconds after which the process is killed. */
  readonly timeout: number;
}

/**
 * How reading git's output ended. `stopped`: the reader had enough, time was up or somebody cancelled it; what was
 * read until then is true.
 */
export type GitStreamEnd = 'complete' | 'stopped' | 'failed';

/**
 * Runs `git ARGS…` in the repository at `root` and hands over its output as it comes, so that a long one is never
 * held as a whole. Nothing is fetched that a partial clone left out.
 * @param onChunk answers false when it needs no more.
 */
export function streamGit(
  root: string,
  args: readonly string[],
  onChunk: (chunk: Buffer) => boolean,
  { input = '', signal, timeout }: GitStreamOptions,
): Promise<GitStreamEnd> {
  if (signal.aborted) return Promise.resolve('stopped');
  return new Promise((resolve) => {
    const config = SAFE_CONFIGURATION.flatMap((setting) => ['-c', setting]);
    const env = { ...gitEnvironment(process.env), GIT_NO_LAZY_FETCH: '1' };
    const child = spawn('git', [...config, ...args], { cwd: root, env, stdio: ['pipe', 'pipe', 'ignore'] });
    let isStopped = false;
    const stop = (): void => {
      isStopped = true;
      child.stdout.removeAllListeners('data');
      child.kill();
    };
    const timer = setTimeout(stop, timeout);
    signal.addEventListener('abort', stop, { once: true });
    const end = (outcome: GitStreamEnd): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(isStopped ? 'stopped' : outcome);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      if (!onChunk(chunk)) stop();
    });
    // Git may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', () => end('failed'));
    child.on('close', (code) => end(code === 0 ? 'complete' : 'failed'));
  });
}
