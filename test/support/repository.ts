import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A temporary folder in which real git runs; `remove` it after the test. */
export class TestFolder {
  readonly path: string;

  constructor() {
    this.path = realpathSync(mkdtempSync(path.join(tmpdir(), 'roadgate-')));
  }

  /** Runs git in the folder (or in one below it) and answers with its trimmed output; throws if it fails. */
  git(args: readonly string[], below = '', date?: string): string {
    const options = {
      cwd: path.join(this.path, below),
      env: date === undefined ? ENVIRONMENT : { ...ENVIRONMENT, GIT_COMMITTER_DATE: date },
      encoding: 'utf8',
      stdio: 'pipe',
    } as const;
    return execFileSync('git', args, options).trim();
  }

  /** An empty repository on branch `main`. */
  init(below = ''): void {
    mkdirSync(path.join(this.path, below), { recursive: true });
    this.git(['init', '-q', '-b', 'main'], below);
  }

  write(file: string, text: string): void {
    const target = path.join(this.path, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /**
   * Commits everything below, also nothing.
   * @param date when that was, else now: commits of one second have no order.
   */
  commit(message: string, below = '', date?: string): void {
    this.git(['add', '-A'], below);
    this.git(['commit', '-q', '--allow-empty', '-m', message], below, date);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Neither the machine's git configuration nor its identity plays a part. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  SystemRoot: process.env.SystemRoot,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
};
