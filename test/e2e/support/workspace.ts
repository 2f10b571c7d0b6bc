import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export interface Workspace {
  /** The folder the editor opens: a git repository on branch `main`, everything committed and pushed. */
  readonly folder: string;
  /** The bare repository it pushes to. */
  readonly remote: string;
  /** The file that names the folders, where several are open. */
  readonly file?: string;
}

/**
 * Copies `source` into `parent` as a repository that looks like one cloned from a forge: `origin` names an owner
 * and a repository at github.com, but pushes to a bare repository beside it, since nothing may leave the machine.
 */
export async function makeWorkspace(source: string, parent: string): Promise<Workspace> {
  const folder = path.join(parent, 'parcel-tracker');
  const remote = path.join(parent, 'remote.git');
  await mkdir(parent, { recursive: true });
  await cp(source, folder, { recursive: true });
  const git = (...args: string[]) => exec('git', args, { cwd: folder });
  await exec('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.name', 'Robin Example');
  await git('config', 'user.email', 'robin@example.com');
  await git('config', 'commit.gpgSign', 'false');
  await git('remote', 'add', 'origin', 'https://github.com/acme/parcel-tracker.git');
  await git('config', 'remote.origin.pushurl', `file://${remote}`);
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Start the parcel tracker');
  await git('push', '--quiet', 'origin', 'main');
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  await git('branch', '--quiet', '--set-upstream-to=origin/main');
  return { folder, remote };
}
