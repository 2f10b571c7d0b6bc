import { existsSync } from 'node:fs';
import path from 'node:path';
import { GitError, simpleGit, type SimpleGit, type SimpleGitOptions } from 'simple-git';
import { statAt } from './stat.ts';

/** What a git process answered. Expected failures are values: nothing here throws for what git says. */
export type GitOutcome =
  | { readonly kind: 'ok'; readonly stdout: string }
  | { readonly kind: 'failed'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  /** git is not installed, or its process could not be started. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'cancelled' };

export interface GitRunOptions {
  /** Written to git's standard input, which is then closed. */
  readonly input?: string;
  /** Kills the process; the outcome is `cancelled`. */
  readonly signal?: AbortSignal;
}

/** Git in one repository, always run from its root. */
export interface Git {
  /** The folder that holds `.git`, as it was given to `openGit`. */
  readonly root: string;
  /** Runs `git ARGS…`; output is decoded as UTF-8. */
  run(args: readonly string[], options?: GitRunOptions): Promise<GitOutcome>;
}

/**
 * The nearest folder at or above `directory` that holds `.git` (a folder, or the file of a worktree or a
 * submodule); undefined outside a repository. Looks at the file system only and starts no process.
 *
 * A bare repository is never found: one that lies inside a project would bring a configuration of its
 * own, and git executes what a configuration says.
 */
export function findRepositoryRoot(directory: string): string | undefined {
  let current = path.resolve(directory);
  for (;;) {
    if (holdsRepository(current)) return current;
    const parent = path.dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

/**
 * Opens git for the repository at `root`, a folder that `findRepositoryRoot` returned. The callers keep
 * it away from folders the user does not trust: also a harmless git command reads the configuration.
 *
 * The processes see a small, fixed environment (see `gitEnvironment`), speak English, ask nothing on a
 * terminal, and take no optional locks, so that a listing never disturbs a commit under way.
 */
export function openGit(root: string): Git {
  let shared: SimpleGit | undefined;
  return {
    root,
    async run(args, options = {}) {
      if (options.signal?.aborted === true) return { kind: 'cancelled' };
      try {
        const special = options.input !== undefined || options.signal !== undefined;
        const git = special ? createGit(root, options) : (shared ??= createGit(root, {}));
        return { kind: 'ok', stdout: await git.raw([...args]) };
      } catch (error) {
        return toOutcome(error, options.signal);
      }
    },
  };
}

/**
 * The variables of `source` that git may see, and those that make its answers readable by a program.
 *
 * Everything else is left out: `GIT_DIR` or `GIT_INDEX_FILE` of a hook around us would point git at
 * another repository, `GIT_SSH_COMMAND` and `GIT_ASKPASS` name programs to execute.
 */
export function gitEnvironment(source: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && PASSED_ON.has(name.toUpperCase())) kept[name] = value;
  }
  return { ...kept, ...FIXED };
}

/**
 * What every git process is started with. A repository's own configuration may name a program as its file system
 * monitor, and a bare repository nested in a folder would be picked up with whatever its configuration says.
 */
export const SAFE_CONFIGURATION = ['core.fsmonitor=false', 'safe.bareRepository=explicit'] as const;

/**
 * Thrown inside simple-git for every exit code but 0, so that no output is lost on the way. (It turns all
 * errors but its own into text.)
 */
class GitProcessFailed extends GitError {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(exitCode: number, stdout: string, stderr: string) {
    super(undefined, stderr);
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** Upper case, since Windows spells them in its own way (`Path`). */
const PASSED_ON = new Set([
  'PATH',
  'PATHEXT',
  'HOME',
  'USER',
  'LOGNAME',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'SSH_AUTH_SOCK',
  'SSH_AGENT_PID',
  'TMPDIR',
  'TMP',
  'TEMP',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
]);

const FIXED = {
  LANG: 'C',
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
} as const;

function createGit(root: string, { input, signal }: GitRunOptions): SimpleGit {
  const options: Partial<SimpleGitOptions> = {
    baseDir: root,
    config: [...SAFE_CONFIGURATION],
    // simple-git guards that setting as a whole; here it is switched off, never on.
    unsafe: { allowUnsafeFsMonitor: true },
    allowEnvironment: ['GIT_TERMINAL_PROMPT', 'GIT_OPTIONAL_LOCKS'],
    errors: (error, { exitCode, stdOut, stdErr }) =>
      exitCode === 0 ? error : new GitProcessFailed(exitCode, decode(stdOut), decode(stdErr)),
    ...(input === undefined ? {} : { input: () => input }),
    ...(signal === undefined ? {} : { abort: signal }),
  };
  return simpleGit(options).env(gitEnvironment(process.env));
}

function toOutcome(error: unknown, signal: AbortSignal | undefined): GitOutcome {
  if (signal?.aborted === true) return { kind: 'cancelled' };
  if (error instanceof GitProcessFailed && error.exitCode > 0) {
    return { kind: 'failed', exitCode: error.exitCode, stdout: error.stdout, stderr: error.stderr };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('ENOENT')) {
    return { kind: 'unavailable', reason: 'git was not found: install git and put it on the PATH.' };
  }
  return { kind: 'unavailable', reason: `git could not be started: ${message}` };
}

function decode(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

/** An empty `.git` folder is no repository: git itself would walk on to the parents, so this does too. */
function holdsRepository(directory: string): boolean {
  const candidate = path.join(directory, '.git');
  const stat = statAt(candidate);
  if (stat === undefined) return false;
  return stat.isFile() || existsSync(path.join(candidate, 'HEAD'));
}
