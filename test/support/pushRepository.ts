import path from 'node:path';
import { TestFolder } from './repository.ts';

/**
 * A repository on branch `main` that looks cloned from a forge but pushes to a bare repository beside it, and
 * has one commit there. `work` is the clone, `remote.git` the bare one.
 */
export class PushRepository extends TestFolder {
  readonly root = path.join(this.path, 'work');

  constructor(url = 'https://github.com/acme/parcel-tracker.git') {
    super();
    this.init('work');
    this.addRemote('origin', url);
    this.write('work/README.md', 'Parcels\n');
    this.commit('Start', 'work');
    this.run('push', '--quiet', 'origin', 'main');
    this.run('update-ref', 'refs/remotes/origin/main', 'HEAD');
    this.run('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  }

  /** Adds a remote with that address, which pushes to a new bare repository `NAME.git`. */
  addRemote(name: string, url: string): void {
    this.git(['init', '--quiet', '--bare', '-b', 'main', `${name}.git`]);
    this.run('remote', 'add', name, url);
    this.run('config', `remote.${name}.pushurl`, `file://${path.join(this.path, `${name}.git`)}`);
  }

  /** Runs git in the clone. */
  run(...args: string[]): string {
    return this.git(args, 'work');
  }

  /** Commits a new file on a new branch, and goes back to `main`. */
  branchWithWork(name: string): void {
    this.run('switch', '--quiet', '--create', name);
    this.write(`work/${name}.txt`, 'work\n');
    this.commit('Work', 'work');
    this.run('switch', '--quiet', 'main');
  }

  /** The branches of the bare repository. */
  pushed(remote = 'origin'): string[] {
    const listed = this.git(['for-each-ref', '--format=%(refname:short)', 'refs/heads'], `${remote}.git`);
    return listed.split('\n').filter((name) => name !== '');
  }
}
